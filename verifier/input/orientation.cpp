#include "verifier/input/orientation.hpp"

#include <algorithm>
#include <string_view>

namespace verifier {
namespace {

using namespace std::string_view_literals;

// Reads of one TIFF header (Exif 2.3 section 4.5); out of range reads give 0.
struct Tiff {
  base::BytesView bytes;
  bool little = false;

  std::uint32_t byte(std::size_t at) const { return at < bytes.size() ? bytes[at] : 0; }
  std::uint32_t u16(std::size_t at) const {
    return little ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1);
  }
  std::uint32_t u32(std::size_t at) const {
    return little ? u16(at) | u16(at + 2) << 16 : u16(at) << 16 | u16(at + 2);
  }
};

int exifOrientation(base::BytesView exif) {
  const auto head = base::textOf(exif.first(std::min<std::size_t>(4, exif.size())));
  if (head != "II*\0"sv && head != "MM\0*"sv) return 1;
  const Tiff tiff{exif, head[0] == 'I'};
  const std::size_t ifd = tiff.u32(4);
  const auto entries = tiff.u16(ifd);
  for (std::size_t i = 0; i < entries && ifd + 2 + 12 * i + 12 <= exif.size(); ++i) {
    const auto entry = ifd + 2 + 12 * i;
    if (tiff.u16(entry) != 0x0112) continue;
    const auto value = tiff.u16(entry + 8);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

// JFIF 1.02: version, units (1 inch, 2 centimetre), horizontal density.
double jfifDpi(base::BytesView jfif) {
  if (jfif.size() < 12) return 0;
  const double density = jfif[8] << 8 | jfif[9];
  return jfif[7] == 1 ? density : jfif[7] == 2 ? density * 2.54 : 0;
}

}  // namespace

JpegFacts jpegFacts(base::BytesView jpeg) {
  JpegFacts facts;
  for (std::size_t at = 2; at + 4 <= jpeg.size() && jpeg[at] == 0xff;) {
    const auto marker = jpeg[at + 1];
    if (marker == 0xff) {  // fill byte
      ++at;
      continue;
    }
    const std::size_t length = static_cast<std::size_t>(jpeg[at + 2]) << 8 | jpeg[at + 3];
    if (marker == 0xda || length < 2 || length > jpeg.size() - at - 2) break;
    const auto body = jpeg.subspan(at + 4, length - 2);
    if (marker == 0xe1 && base::textOf(body).starts_with("Exif\0\0"sv))
      facts.orientation = exifOrientation(body.subspan(6));
    if (marker == 0xe0 && base::textOf(body).starts_with("JFIF\0"sv)) facts.dpi = jfifDpi(body);
    at += 2 + length;
  }
  return facts;
}

base::Image oriented(base::Image image, int orientation) {
  if (orientation < 2 || orientation > 8) return image;
  // In words of the tag: where the 0th row and the 0th column of what is stored belong.
  const bool transposed = orientation >= 5;
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  base::Image out{transposed ? image.height : image.width,
                  transposed ? image.width : image.height,
                  image.channels,
                  image.dpi,
                  {}};
  out.pixels.resize(image.pixels.size());
  const auto channels = static_cast<std::size_t>(image.channels);
  for (int y = 0; y < image.height; ++y) {
    const auto* from = image.row(y);
    for (int x = 0; x < image.width; ++x, from += channels) {
      const int along = transposed ? y : x;
      const int down = transposed ? x : y;
      const int to_x = from_right ? out.width - 1 - along : along;
      const int to_y = from_bottom ? out.height - 1 - down : down;
      std::copy_n(from, channels, out.row(to_y) + static_cast<std::size_t>(to_x) * channels);
    }
  }
  return out;
}

}  // namespace verifier
