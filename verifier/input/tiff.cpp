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
  base::BytesView bytes;
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

// Every page is read through a handle of its own, so that several threads may ask at once.
class TiffPages final : public PageFile {
 public:
  TiffPages(base::Bytes bytes, std::string name, int pages, const FileLimits& limits)
      : bytes_(std::move(bytes)), name_(std::move(name)), pages_(pages), limits_(limits) {}
  int pageCount() const override { return pages_; }

  base::Result<base::Image> page(int index) const override {
    const auto place = pages_ > 1 ? name_ + "#" + std::to_string(index + 1) : name_;
    Memory memory{bytes_};
    const auto tiff = openMemory(memory, limits_);
    if (!tiff || index < 0 || index >= pages_ || !TIFFSetDirectory(tiff.get(), static_cast<tdir_t>(index)))
      return damaged(memory, place);
    std::uint32_t width = 0, height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    if (auto fits = checkPixels(width, height, place, limits_); !fits) return base::fail(fits.error());
    char why[1024] = "";
    if (!TIFFRGBAImageOK(tiff.get(), why)) return base::fail("image_kind_unsupported", place, why, {why});
    return pixels(tiff.get(), memory, width, height, place);
  }

 private:
  static tl::unexpected<base::Error> damaged(const Memory& memory, const std::string& place) {
    return base::fail("image_damaged", place, memory.message.empty() ? "no such page" : memory.message);
  }

  static base::Result<base::Image> pixels(TIFF* tiff, const Memory& memory, std::uint32_t width,
                                          std::uint32_t height, const std::string& place) {
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    if (orientation < 1 || orientation > 8) orientation = ORIENTATION_TOPLEFT;
    std::vector<std::uint32_t> raster(static_cast<std::size_t>(width) * height);
    // Asked for in its own orientation, the raster keeps the stored order: libtiff itself knows no quarter
    // turns.
    if (!TIFFReadRGBAImageOriented(tiff, width, height, raster.data(), orientation, 1)) {
      // libtiff finds out only now that it has no reader for this mix of samples.
      if (memory.message.starts_with("Sorry"))
        return base::fail("image_kind_unsupported", place, memory.message, {memory.message});
      return damaged(memory, place);
    }
    return oriented(overWhite(raster, static_cast<int>(width), static_cast<int>(height), dpiOf(tiff)),
                    orientation);
  }

  base::Bytes bytes_;
  std::string name_;
  int pages_;
  FileLimits limits_;
};

}  // namespace

base::Result<std::unique_ptr<PageFile>> openTiff(base::Bytes bytes, std::string name,
                                                 const FileLimits& limits) {
  Memory memory{bytes};
  auto tiff = openMemory(memory, limits);
  if (!tiff)
    return base::fail("image_damaged", name, memory.message.empty() ? "no TIFF directory" : memory.message);
  const int pages = static_cast<int>(std::min<std::uint32_t>(TIFFNumberOfDirectories(tiff.get()), 1u << 20));
  if (pages < 1) return base::fail("image_damaged", name, "no TIFF directory");
  if (pages > limits.pages)
    return base::fail("too_many_pages", name, std::to_string(pages) + " pages",
                      {std::to_string(pages), std::to_string(limits.pages)});
  tiff.reset();
  return std::make_unique<TiffPages>(std::move(bytes), std::move(name), pages, limits);
}

}  // namespace verifier
