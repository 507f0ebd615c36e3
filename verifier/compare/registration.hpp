// Where the issued page lies in a scan: corner marks, and the seal where they are torn off. Pure; internal
// to this room.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "verifier/compare/compare.hpp"

namespace verifier {

// Homographies map page millimetres to scan pixels.
struct Placement {
  cv::Matx33d page_to_scan = cv::Matx33d::eye();
  cv::Matx33d by_seal = cv::Matx33d::eye();  // what the seal alone says: right about the seal, however bent
  int marks_found = 0;
  double dpi = 0;  // of the scan, in the middle of the page
};

// What the seal's size tells of the scan's fineness; not finite or nonsense where its corners are.
double dpiOf(const SealPlace& seal);

// grey: at 100 to 200 dpi; seal: in its pixels. nullopt when nothing fits together.
std::optional<Placement> placePage(const cv::Mat& grey, const SealPlace& seal);

// Pixel coordinates of a picture made smaller or larger; a pixel's middle lies at whole numbers.
cv::Matx33d pixelScale(double scale);

cv::Point2d mapped(const cv::Matx33d& homography, cv::Point2d point);

// The homography that fits best in the sense of least squares, at least four pairs; weights may be empty.
std::optional<cv::Matx33d> fitHomography(const std::vector<cv::Point2d>& from,
                                         const std::vector<cv::Point2d>& to,
                                         const std::vector<double>& weights);

}  // namespace verifier
