// A page known again, though it was pushed about, turned round or seen in other light. Pure; internal to
// this room.
#pragma once

#include <opencv2/core.hpp>

#include "base/image.hpp"
#include "verifier/camera/page_watch.hpp"

namespace verifier {

// The page's print as a grey picture of 3 pixels a millimetre, without shades. outline: frame pixels.
cv::Mat printOf(const base::Image& frame, const Corners& outline);
// What is printed most on either, a seal before all, is on the other as well.
bool isSamePage(const cv::Mat& a, const cv::Mat& b);

}  // namespace verifier
