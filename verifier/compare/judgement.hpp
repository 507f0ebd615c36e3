// The difference between what was issued and what the scan shows, window by window. Pure; internal to this
// room.
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
  bool narrow = false;    // of one digit; else of about two
  double difference = 0;  // ink that one has and the other has nowhere near, over the ink that is there
  double ink = 0;         // that is there, as the sum of squares
  bool blank = false;     // nothing was issued there: what is, is an addition or dirt
};

// Windows of about a digit over the box, the scan first shifted to where the value fits best, piece by piece.
// least_ink: a window with less counts as if it had so much.
std::vector<WindowScore> scoreWindows(const InkPair& pair, cv::Rect box, double least_ink);

// The box without the rules of its cell: what stands along its edges is printed for every value.
cv::Rect withinRules(const cv::Mat& issued_ink, cv::Rect box);

cv::Rect pixelsOf(const domain::Box& box, double margin_mm = 0);
domain::Box millimetresOf(cv::Rect box);

}  // namespace verifier
