// Where two pictures fit best, between the pixels. Pure; internal to this room.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace verifier {

// The top of the scores of cv::matchTemplate (CV_32F), as the offset from their top left corner. nullopt when
// the best is below `least` or at the edge, where a better one may lie beyond.
std::optional<cv::Point2d> peakOf(const cv::Mat& scores, double least);

}  // namespace verifier
