// Pictures small enough to keep, and how far apart two of them are.
#pragma once

#include "base/image.hpp"

namespace golden {

// The picture so many times smaller (every pixel a mean), in steps of 16 a channel: few colours compress
// well, and no eye tells them apart.
base::Image kept(const base::Image& image, int shrink);

struct Difference {
  double worst =
      0;  // of all blocks of 8 x 8 pixels, the largest mean difference of a channel; 255 when sizes differ
  int x = 0, y = 0;  // that block's corner
};
Difference between(const base::Image& a, const base::Image& b);
base::Image shown(const base::Image& a, const base::Image& b);  // what differs, in red over a pale copy of b

}  // namespace golden
