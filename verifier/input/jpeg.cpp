// JPEG (ITU-T T.81) through TurboJPEG: grey, YCbCr, RGB, and Adobe's CMYK and YCCK.
#include <turbojpeg.h>

#include <string_view>

#include "base/unique_handle.hpp"
#include "verifier/input/decoders.hpp"
#include "verifier/input/orientation.hpp"

namespace verifier {
namespace {

using Decompressor = base::Handle<void, tjDestroy>;

// Adobe stores CMYK inverted (Technical Note 5116), so that what is stored is the light that is left.
base::Image fromCmyk(const base::Image& cmyk) {
  base::Image rgb{cmyk.width, cmyk.height, 3, cmyk.dpi, {}};
  rgb.pixels.resize(cmyk.pixels.size() / 4 * 3);
  for (std::size_t from = 0, to = 0; from + 4 <= cmyk.pixels.size(); from += 4, to += 3)
    for (std::size_t c = 0; c < 3; ++c)
      rgb.pixels[to + c] = static_cast<std::uint8_t>(cmyk.pixels[from + c] * cmyk.pixels[from + 3] / 255);
  return rgb;
}

}  // namespace

base::Result<base::Image> decodeJpeg(base::BytesView bytes, const std::string& place,
                                     const FileLimits& limits) {
  const Decompressor jpeg(tjInitDecompress());
  if (!jpeg) return base::fail("image_damaged", place, "the JPEG decoder can't start");
  int width = 0, height = 0, subsampling = 0, space = 0;
  if (tjDecompressHeader3(jpeg.get(), bytes.data(), bytes.size(), &width, &height, &subsampling, &space) != 0)
    return base::fail("image_damaged", place, tjGetErrorStr2(jpeg.get()));
  if (auto fits = checkPixels(width, height, place, limits); !fits) return base::fail(fits.error());
  const bool cmyk = space == TJCS_CMYK || space == TJCS_YCCK;
  const int format = cmyk ? TJPF_CMYK : space == TJCS_GRAY ? TJPF_GRAY : TJPF_RGB;
  const auto facts = jpegFacts(bytes);
  base::Image image{width, height, tjPixelSize[format], facts.dpi, {}};
  image.pixels.resize(image.stride() * static_cast<std::size_t>(height));
  // A progressive file may ask for thousands of passes over the whole picture: TJFLAG_LIMITSCANS refuses
  // those.
  const int done = tjDecompress2(jpeg.get(), bytes.data(), bytes.size(), image.pixels.data(), width, 0,
                                 height, format, TJFLAG_LIMITSCANS);
  // Cameras leave odd bytes between markers, which only earns a warning; a picture that ends early is
  // damaged.
  const std::string_view message = tjGetErrorStr2(jpeg.get());
  if (done != 0 &&
      (tjGetErrorCode(jpeg.get()) == TJERR_FATAL || message.find("remature end") != std::string_view::npos))
    return base::fail("image_damaged", place, std::string(message));
  return oriented(cmyk ? fromCmyk(image) : std::move(image), facts.orientation);
}

}  // namespace verifier
