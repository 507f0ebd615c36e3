// Where in a picture that doesn't read a code most likely lies. Internal to this room.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace qr {

struct LikelyCode {
  cv::RotatedRect box{};  // page pixels
  bool cut = false;       // it reaches the picture's edge
};

// grey: 8 bits, one channel. Dense squarish patches of dark and light in both directions, the likeliest
// first, at most four; none where nothing is like that.
std::vector<LikelyCode> likelyCodes(const cv::Mat& grey);

// The code turned upright with a margin around it, as a square.
struct Patch {
  cv::Mat grey{};    // 8 bits
  double scale = 1;  // patch pixels a page pixel, at most 1
  double side = 0;   // the code's, patch pixels; it lies in the middle
};
Patch patchOf(const cv::Mat& grey, const LikelyCode& code);

}  // namespace qr
