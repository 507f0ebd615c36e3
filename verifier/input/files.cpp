#include "verifier/input/files.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "base/file.hpp"
#include "paper/raster/raster.hpp"
#include "verifier/input/decoders.hpp"

namespace verifier {
namespace {

using namespace std::string_view_literals;

enum class Format { png, jpeg, tiff, pdf, unknown };

Format formatOf(base::BytesView bytes) {
  const auto text = base::textOf(bytes);
  if (text.starts_with("\x89PNG\r\n\x1a\n"sv)) return Format::png;
  if (text.starts_with("\xff\xd8\xff"sv)) return Format::jpeg;
  for (const auto magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
    if (text.starts_with(magic)) return Format::tiff;
  // Readers accept the header anywhere in the first 1,024 bytes (ISO 32000-1 annex H, 3.4.1).
  if (text.substr(0, 1024).find("%PDF-"sv) != std::string_view::npos) return Format::pdf;
  return Format::unknown;
}

// A file that holds one picture; it is decoded when asked for.
class OnePicture final : public PageFile {
 public:
  OnePicture(base::Bytes bytes, std::string name, Format format, const FileLimits& limits)
      : bytes_(std::move(bytes)), name_(std::move(name)), format_(format), limits_(limits) {}
  int pageCount() const override { return 1; }
  base::Result<base::Image> page(int index) const override {
    if (index != 0) return base::fail("page_missing", name_, "the file holds one page");
    return format_ == Format::png ? decodePng(bytes_, name_, limits_) : decodeJpeg(bytes_, name_, limits_);
  }

 private:
  base::Bytes bytes_;
  std::string name_;
  Format format_;
  FileLimits limits_;
};

class PdfPages final : public PageFile {
 public:
  PdfPages(base::Bytes bytes, std::string name, int pages, const FileLimits& limits,
           paper::RasterLimits raster)
      : bytes_(std::move(bytes)),
        name_(std::move(name)),
        pages_(pages),
        dpi_(limits.pdf_dpi),
        raster_(raster) {}
  int pageCount() const override { return pages_; }
  base::Result<base::Image> page(int index) const override {
    return paper::rasterisePage(bytes_, index, dpi_, 3, name_, raster_);
  }

 private:
  base::Bytes bytes_;
  std::string name_;
  int pages_;
  double dpi_;
  paper::RasterLimits raster_;
};

}  // namespace

base::Status checkPixels(std::int64_t width, std::int64_t height, const std::string& place,
                         const FileLimits& limits) {
  if (width <= 0 || height <= 0) return base::fail("image_damaged", place, "the picture has no size");
  if (width > limits.pixels_per_page / height)
    return base::fail("image_too_large", place,
                      std::to_string(width) + " x " + std::to_string(height) + " pixels are more than " +
                          std::to_string(limits.pixels_per_page),
                      {std::to_string(width), std::to_string(height)});
  return {};
}

base::Result<std::unique_ptr<PageFile>> openPdf(base::Bytes bytes, std::string name,
                                                const FileLimits& limits) {
  paper::RasterLimits raster;
  raster.pdf_bytes = std::min(raster.pdf_bytes, limits.file_bytes);
  raster.pages = limits.pages;
  raster.pixels_per_page = limits.pixels_per_page;
  const auto pages = paper::pageCount(bytes, name, raster);
  if (!pages) return base::fail(pages.error());
  return std::make_unique<PdfPages>(std::move(bytes), std::move(name), *pages, limits, raster);
}

bool namesPages(const std::filesystem::path& path) {
  auto ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array known{".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"};
  return std::find(known.begin(), known.end(), ending) != known.end();
}

base::Result<std::unique_ptr<PageFile>> PageFile::fromBytes(base::Bytes bytes, std::string name,
                                                            const FileLimits& limits) {
  if (bytes.empty()) return base::fail("file_empty", name, "the file is empty");
  const auto format = formatOf(bytes);
  switch (format) {
    case Format::png:
    case Format::jpeg:
      return std::make_unique<OnePicture>(std::move(bytes), std::move(name), format, limits);
    case Format::tiff:
      return openTiff(std::move(bytes), std::move(name), limits);
    case Format::pdf:
      return openPdf(std::move(bytes), std::move(name), limits);
    case Format::unknown:
      break;
  }
  return base::fail("file_kind_unknown", name, "neither PNG, JPEG, TIFF nor PDF");
}

base::Result<std::unique_ptr<PageFile>> PageFile::open(const std::filesystem::path& path,
                                                       const FileLimits& limits) {
  auto bytes = base::readFile(path, limits.file_bytes);
  if (!bytes) return base::fail(bytes.error());
  return fromBytes(std::move(*bytes), path.string(), limits);
}

}  // namespace verifier
