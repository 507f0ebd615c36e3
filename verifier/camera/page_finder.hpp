// Finds the one page in a reduced frame by its being brighter than what lies around it. Pure; internal to
// this room.
#pragma once

#include <opencv2/core.hpp>

#include "verifier/camera/page_watch.hpp"

namespace verifier {

enum class Sight { none, cut_off, whole };

struct PageSight {
  Sight sight = Sight::none;
  Corners corners{};        // reduced pixels; whole only
  double uncovered = 0;     // share of the outline that shows paper
  double covered_edge = 0;  // share of the page's edge that doesn't
  double paper_level = 0;   // of white paper, 0..255
  double glare = 0;         // share of the outline that is burnt out though the paper around isn't
  double px_per_mm = 0;     // reduced pixels, were it an A4 page
};

PageSight findPage(const cv::Mat& paper);

double areaOf(const Corners& corners);
double farthest(const Corners& a, const Corners& b);  // between two corners of the same name

}  // namespace verifier
