// Pictures out again, small enough for a report. Any thread.
#pragma once

#include "base/bytes.hpp"
#include "base/image.hpp"
#include "base/result.hpp"

namespace verifier {

// 1 channel (grey) or 3 (RGB); quality 1..100. Equal pictures give equal bytes. Code "picture_not_written".
base::Result<base::Bytes> writeJpeg(const base::Image& image, int quality);

}  // namespace verifier
