// PNG (ISO/IEC 15948) through libpng's simplified interface: every bit depth, palette, transparency,
// interlacing.
#include <png.h>

#include <string_view>

#include "verifier/input/decoders.hpp"

namespace verifier {
namespace {

std::uint32_t bigEndian(base::BytesView bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
         std::uint32_t{bytes[at + 2]} << 8 | bytes[at + 3];
}

// pHYs (11.3.5.3): pixels per metre, before the first IDAT. 0 when it isn't told.
double dpiOf(base::BytesView bytes) {
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    const std::size_t length = bigEndian(bytes, at);
    const auto type = base::textOf(bytes.subspan(at + 4, 4));
    if (type == "IDAT" || length > bytes.size() - at - 12) return 0;
    if (type == "pHYs" && length == 9 && bytes[at + 16] == 1) return bigEndian(bytes, at + 8) * 0.0254;
    at += 12 + length;
  }
  return 0;
}

struct Reading {
  png_image state{};
  Reading() { state.version = PNG_IMAGE_VERSION; }
  ~Reading() { png_image_free(&state); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
};

}  // namespace

base::Result<base::Image> decodePng(base::BytesView bytes, const std::string& place,
                                    const FileLimits& limits) {
  Reading reading;
  auto& png = reading.state;
  if (!png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()))
    return base::fail("image_damaged", place, png.message);
  if (auto fits = checkPixels(png.width, png.height, place, limits); !fits) return base::fail(fits.error());
  const bool colour = (png.format & PNG_FORMAT_FLAG_COLOR) != 0;
  png.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  base::Image image{
      static_cast<int>(png.width), static_cast<int>(png.height), colour ? 3 : 1, dpiOf(bytes), {}};
  image.pixels.resize(PNG_IMAGE_SIZE(png));
  const png_color white{255, 255, 255};
  if (!png_image_finish_read(&png, &white, image.pixels.data(), 0, nullptr))
    return base::fail("image_damaged", place, png.message);
  return image;
}

}  // namespace verifier
