// The decoders behind PageFile, one .cpp a format.
#pragma once

#include "verifier/input/files.hpp"

namespace verifier {

base::Result<base::Image> decodePng(base::BytesView bytes, const std::string& place,
                                    const FileLimits& limits);
base::Result<base::Image> decodeJpeg(base::BytesView bytes, const std::string& place,
                                     const FileLimits& limits);
base::Result<std::unique_ptr<PageFile>> openTiff(base::Bytes bytes, std::string name,
                                                 const FileLimits& limits);
base::Result<std::unique_ptr<PageFile>> openPdf(base::Bytes bytes, std::string name,
                                                const FileLimits& limits);

base::Status checkPixels(std::int64_t width, std::int64_t height, const std::string& place,
                         const FileLimits& limits);

}  // namespace verifier
