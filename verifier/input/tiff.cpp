// TIFF 6.0 and BigTIFF through libtiff, from memory: every directory is a page. libtiff's RGBA reader takes
// bilevel, grey, palette, RGB, CMYK, YCbCr and 16-bit samples in strips or tiles.
#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstring>

#include "base/unique_handle.hpp"
#include "verifier/input/decoders.hpp"
#include "verifier/input/orientation.hpp"

namespace verifier {
namespace {

struct Memory {
  base::Bytes bytes;
  toff_t at = 0;
  std::string message{};  // of libtiff's last error
};

Memory& memory(thandle_t handle) { return *static_cast<Memory*>(handle); }

tmsize_t readBytes(thandle_t handle, void* into, tmsize_t wanted) {
  auto& m = memory(handle);
  if (m.at >= m.bytes.size() || wanted <= 0) return 0;
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(wanted), m.bytes.size() - m.at);
  std::memcpy(into, m.bytes.data() + m.at, count);
  m.at += count;
  return static_cast<tmsize_t>(count);
}
tmsize_t writeNothing(thandle_t, void*, tmsize_t) { return 0; }
toff_t seek(thandle_t handle, toff_t offset, int whence) {
  auto& m = memory(handle);
  const toff_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? m.at : m.bytes.size();
  m.at = from + offset;
  return m.at;
}
int closeNothing(thandle_t) { return 0; }
toff_t sizeOf(thandle_t handle) { return memory(handle).bytes.size(); }

int keepError(TIFF*, void* user, const char*, const char* format, va_list arguments) {
  char line[256];
  std::vsnprintf(line, sizeof line, format, arguments);
  static_cast<Memory*>(user)->message = line;
  return 1;
}
int keepQuiet(TIFF*, void*, const char*, const char*, va_list) { return 1; }

using Options = base::Handle<TIFFOpenOptions, TIFFOpenOptionsFree>;
using Handle = base::Handle<TIFF, TIFFClose>;

Handle openMemory(Memory& from, const FileLimits& limits) {
  const Options options(TIFFOpenOptionsAlloc());
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), limits.pixels_per_page * 4 + (1 << 20));
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepError, &from);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), keepQuiet, nullptr);
  return Handle(TIFFClientOpenExt("picture", "rm", &from, readBytes, writeNothing, seek, closeNothing, sizeOf,
                                  nullptr, nullptr, options.get()));
}

double dpiOf(TIFF* tiff) {
  float density = 0;
  std::uint16_t unit = RESUNIT_INCH;
  if (!TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &density) || !(density > 0 && density < 100000)) return 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  return unit == RESUNIT_INCH ? density : unit == RESUNIT_CENTIMETER ? density * 2.54 : 0;
}

// libtiff hands out colour multiplied by its opacity; what is missing is the white paper below.
base::Image overWhite(const std::vector<std::uint32_t>& raster, int width, int height, double dpi) {
  base::Image image{width, height, 3, dpi, {}};
  image.pixels.resize(raster.size() * 3);
  auto* to = image.pixels.data();
  for (const auto pixel : raster) {
    const unsigned paper = 255 - TIFFGetA(pixel);
    for (const unsigned light : {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)})
      *to++ = static_cast<std::uint8_t>(std::min(255u, light + paper));
  }
  return image;
}

class TiffPages final : public PageFile {
 public:
  TiffPages(std::unique_ptr<Memory> from, Handle tiff, std::string name, int pages, const FileLimits& limits)
      : memory_(std::move(from)),
        tiff_(std::move(tiff)),
        name_(std::move(name)),
        pages_(pages),
        limits_(limits) {}
  int pageCount() const override { return pages_; }

  base::Result<base::Image> page(int index) override {
    const auto place = pages_ > 1 ? name_ + "#" + std::to_string(index + 1) : name_;
    memory_->message.clear();
    if (index < 0 || index >= pages_ || !TIFFSetDirectory(tiff_.get(), static_cast<tdir_t>(index)))
      return damaged(place);
    std::uint32_t width = 0, height = 0;
    TIFFGetField(tiff_.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff_.get(), TIFFTAG_IMAGELENGTH, &height);
    if (auto fits = checkPixels(width, height, place, limits_); !fits) return base::fail(fits.error());
    char why[1024] = "";
    if (!TIFFRGBAImageOK(tiff_.get(), why)) return base::fail("image_kind_unsupported", place, why, {why});
    return pixels(width, height, place);
  }

 private:
  tl::unexpected<base::Error> damaged(const std::string& place) const {
    return base::fail("image_damaged", place, memory_->message.empty() ? "no such page" : memory_->message);
  }

  base::Result<base::Image> pixels(std::uint32_t width, std::uint32_t height, const std::string& place) {
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_ORIENTATION, &orientation);
    if (orientation < 1 || orientation > 8) orientation = ORIENTATION_TOPLEFT;
    std::vector<std::uint32_t> raster(static_cast<std::size_t>(width) * height);
    // Asked for in its own orientation, the raster keeps the stored order: libtiff itself knows no quarter
    // turns.
    if (!TIFFReadRGBAImageOriented(tiff_.get(), width, height, raster.data(), orientation, 1)) {
      // libtiff finds out only now that it has no reader for this mix of samples.
      if (memory_->message.starts_with("Sorry"))
        return base::fail("image_kind_unsupported", place, memory_->message, {memory_->message});
      return damaged(place);
    }
    return oriented(overWhite(raster, static_cast<int>(width), static_cast<int>(height), dpiOf(tiff_.get())),
                    orientation);
  }

  std::unique_ptr<Memory> memory_;  // outlives tiff_
  Handle tiff_;
  std::string name_;
  int pages_;
  FileLimits limits_;
};

}  // namespace

base::Result<std::unique_ptr<PageFile>> openTiff(base::Bytes bytes, std::string name,
                                                 const FileLimits& limits) {
  auto from = std::make_unique<Memory>(Memory{std::move(bytes)});
  auto tiff = openMemory(*from, limits);
  if (!tiff)
    return base::fail("image_damaged", name, from->message.empty() ? "no TIFF directory" : from->message);
  const int pages = static_cast<int>(std::min<std::uint32_t>(TIFFNumberOfDirectories(tiff.get()), 1u << 20));
  if (pages < 1) return base::fail("image_damaged", name, "no TIFF directory");
  if (pages > limits.pages)
    return base::fail("too_many_pages", name, std::to_string(pages) + " pages",
                      {std::to_string(pages), std::to_string(limits.pages)});
  return std::make_unique<TiffPages>(std::move(from), std::move(tiff), std::move(name), pages, limits);
}

}  // namespace verifier
