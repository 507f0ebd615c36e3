// The difference between what was issued and what the scan shows, window by window.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "verifier/compare/compare.hpp"
#include "verifier/compare/ink.hpp"

namespace verifier {

// Both pages' ink on one grid at kCompareDpi, the issued one as the scan would show it.
struct InkPair {
  cv::Mat issued;  // 8 bits, rendered
  cv::Mat scan;
};

struct WindowScore {
  cv::Rect box;           // pixels
  double difference = 0;  // 0 same .. 1 nothing alike
  double missing = 0;     // ink issued that the scan lacks, as a share of a full glyph's
  double extra = 0;       // ink the scan has beside
};

// Windows of about a digit over the box, the scan first shifted as a whole to where the value fits best.
std::vector<WindowScore> scoreWindows(const InkPair& pair, cv::Rect box);

cv::Rect pixelsOf(const domain::Box& box, double margin_mm = 0);
domain::Box millimetresOf(cv::Rect box);

}  // namespace verifier
