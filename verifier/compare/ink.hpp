// Pictures as ink: 0 is paper, 255 the darkest print, whatever light and paper were.
#pragma once

#include <opencv2/core.hpp>

namespace verifier {

// Least red ink: the red channel of colour, where stamps are nearly white.
cv::Mat withoutRed(const cv::Mat& picture);

// 8 bits. The background is taken from the picture itself, so that shadows and yellow paper disappear.
cv::Mat inkOf(const cv::Mat& grey, double dpi);

// How a scanner or a camera would have shown the issued ink: printed fatter or thinner, blurred, paler.
struct Rendition {
  double blur_px = 0.8;  // sigma
  double fatten = 0;     // threshold of ink after a blur of one pixel, 0.5 - fatten
  double gain = 1;       // of the scan's ink over the rendition's
  double likeness = 0;   // correlation over what was looked at, 0..1
};
cv::Mat rendered(const cv::Mat& issued_ink, const Rendition& rendition);

// The rendition that comes closest over the strips given, both pictures on one grid.
Rendition closestRendition(const cv::Mat& issued_ink, const cv::Mat& scan_ink,
                           const std::vector<cv::Rect>& strips);

// The scan's ink without specks of toner and dust that touch no issued ink: pieces under 0.6 mm.
cv::Mat withoutSpecks(const cv::Mat& scan_ink, const cv::Mat& issued_ink);

}  // namespace verifier
