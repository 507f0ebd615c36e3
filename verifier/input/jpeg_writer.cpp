#include "verifier/input/jpeg_writer.hpp"

#include <turbojpeg.h>

#include "base/unique_handle.hpp"

namespace verifier {

base::Result<base::Bytes> writeJpeg(const base::Image& image, int quality) {
  const base::Handle<void, tjDestroy> jpeg(tjInitCompress());
  const bool grey = image.channels == 1;
  if (!jpeg || image.empty() || (!grey && image.channels != 3))
    return base::fail("picture_not_written", "", "neither grey nor RGB");
  unsigned char* bytes = nullptr;
  unsigned long length = 0;
  const int failed =
      tjCompress2(jpeg.get(), image.pixels.data(), image.width, 0, image.height, grey ? TJPF_GRAY : TJPF_RGB,
                  &bytes, &length, grey ? TJSAMP_GRAY : TJSAMP_420, quality, 0);
  const base::Handle<unsigned char, tjFree> owner(bytes);
  if (failed != 0) return base::fail("picture_not_written", "", tjGetErrorStr2(jpeg.get()));
  return base::Bytes(bytes, bytes + length);
}

}  // namespace verifier
