// Pictures as ink: 0 is paper, 255 the darkest print, whatever light and paper were. Pure; internal to
// this room.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace verifier {

// Least coloured ink: the lightest of red, green and blue, where stamps and pens are pale and print is black.
cv::Mat withoutColour(const cv::Mat& picture);

// 8 bits, of one channel. The background is taken from the picture itself, so that shadows and yellow paper
// disappear.
cv::Mat inkOf(const cv::Mat& grey, double dpi);

// How coloured ink is: 0 for print, grey pens and paper of any tint. At half the picture's fineness; empty
// for a grey picture.
cv::Mat colourOf(const cv::Mat& picture, double dpi);

// How a scanner or a camera would have shown the issued ink: printed fatter or thinner, blurred, paler.
struct Rendition {
  double blur_px = 0.9;  // sigma
  double fatten = 0;     // threshold of ink after a blur of one pixel, 0.5 - fatten
  double gain = 1;       // of the scan's ink over the rendition's
  double likeness = 0;   // correlation over what was looked at, 0..1
};
cv::Mat rendered(const cv::Mat& issued_ink, const Rendition& rendition);

// The rendition that comes closest over the strips given, both pictures on one grid.
Rendition closestRendition(const cv::Mat& issued_ink, const cv::Mat& scan_ink,
                           const std::vector<cv::Rect>& strips);

}  // namespace verifier
