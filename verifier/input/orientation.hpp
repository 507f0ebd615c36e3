// The orientation tag (274) of TIFF 6.0 and Exif, and how a JPEG carries it.
#pragma once

#include "base/bytes.hpp"
#include "base/image.hpp"

namespace verifier {

struct JpegFacts {
  int orientation = 1;  // 1 to 8
  double dpi = 0;       // from JFIF; 0 when it isn't told
};

// Reads the markers before the first scan. Total: anything odd gives the defaults.
JpegFacts jpegFacts(base::BytesView jpeg);

// The picture as it should stand upright. Orientations other than 2 to 8 give it back as it is.
base::Image oriented(base::Image image, int orientation);

}  // namespace verifier
