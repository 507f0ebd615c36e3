// A frame brought down to what finding a page needs. Only this room sees OpenCV. Pure.
#pragma once

#include <opencv2/core.hpp>

#include "base/image.hpp"

namespace verifier {

struct ReducedFrame {
  cv::Mat paper{};  // the lowest of the three channels: high for white paper, low for wood, skin and cloth
  cv::Mat grey{};
  int factor = 1;  // frame pixels a pixel
};

bool isSound(const base::Image& frame);  // RGB with all its pixels, large enough to hold a page
// Averages four of the pixels each stands for: the cost hardly grows with the camera.
ReducedFrame reducedFrame(const base::Image& frame);

}  // namespace verifier
