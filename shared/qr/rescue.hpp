// Reads a symbol at a known place by its fixed patterns: for paper that is stamped, creased, bent, blurred or
// torn. Only this room sees OpenCV.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "qr/locator.hpp"

namespace qr {

struct Rescued {
  std::string text{};
  Quad corners{};  // page pixels
};

// page: 8 bits, 1, 3 or 4 channels, RGB; candidate in page pixels. thorough: every means, some 50 ms more.
std::optional<Rescued> rescue(const cv::Mat& page, const Candidate& candidate, bool thorough);

// Two tones by the mean around each pixel: 255 dark.
cv::Mat twoTones(const cv::Mat& grey, int around, double darker);

}  // namespace qr
