// What a scan's own quality is: measured on its labels and headings, which are on every such form and which
// nobody alters. Pure; internal to this room.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "verifier/compare/judgement.hpp"

namespace verifier {

// Words of print outside values, pen zones and codes, evenly over the page.
std::vector<cv::Rect> printedStrips(const cv::Mat& issued_ink, const IssuedPage& issued);

struct Yardstick {
  double least_ink = 0;  // a window of the page has, for scoreWindows()
};
Yardstick yardstickOf(const InkPair& pair, const std::vector<cv::Rect>& strips);

}  // namespace verifier
