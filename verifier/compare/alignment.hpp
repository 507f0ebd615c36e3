// The scan brought onto the issued page's grid: a homography, then what paper does beyond it (curl, a
// feeder's stretch) as a smooth field of displacements found by matching blocks of print. Internal to this
// room; one thread.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "verifier/compare/registration.hpp"

namespace verifier {

// A block of print found in the scan.
struct Match {
  cv::Point node;         // of the grid, where the block stands on the page
  cv::Point2d offset_mm;  // where it was found, from there
};

class Alignment {
 public:
  // grey: the scan by which the page is found, at about 100 to 200 dpi.
  Alignment(cv::Mat grey, const Placement& placement);

  // issued_ink: the issued page's ink (ink.hpp) at kCompareDpi; sure: where the placement can be trusted, the
  // seal. Returns the share of blocks that found their place at the last step: 0 where nothing of the page
  // was recognised.
  double refine(const cv::Mat& issued_ink, const domain::Box& sure);

  // The whole page as the picture shows it, at so many dots per inch. to_picture: from the pixels of `grey`.
  cv::Mat page(const cv::Mat& picture, const cv::Matx33d& to_picture, double dpi) const;

 private:
  struct Step;
  struct Found;
  void growFrom(cv::Point2d middle_mm);
  void spread(std::vector<Match> matches, const Step& step);
  Found refineOnce(const Step& step);
  cv::Mat coarseMap(const cv::Matx33d& page_to_picture, double dpi) const;

  cv::Mat grey_, half_;  // half_: reduced to a half, for the first steps
  cv::Matx33d page_to_grey_, by_seal_;
  cv::Mat issued_coarse_, issued_fine_;
  cv::Mat displacement_;  // CV_64FC2, millimetres on the page, one a node of the grid
};

}  // namespace verifier
