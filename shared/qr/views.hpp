// The pictures the reading cascade tries, cheapest first, each with the way back to the page's pixels. Only
// this room sees OpenCV.
#pragma once

#include <functional>
#include <opencv2/core.hpp>

#include "base/image.hpp"

namespace qr {

struct View {
  cv::Mat grey{};    // 8 bits, one channel
  double scale = 1;  // page pixel = origin + view pixel / scale
  double origin_x = 0;
  double origin_y = 0;
  bool thorough = true;  // worth ZXing's turned and downscaled searches
};

bool isSound(const base::Image& image);

// Calls attempt with one view after another until it says true or there are none left.
void eachView(const base::Image& image, const std::function<bool(const View&)>& attempt);

}  // namespace qr
