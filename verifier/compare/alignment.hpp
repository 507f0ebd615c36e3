// The scan brought onto the issued page's grid: a homography, then what paper does beyond it (curl, a
// feeder's stretch) as a smooth field of displacements found by matching blocks of print.
#pragma once

#include <opencv2/core.hpp>

#include "verifier/compare/registration.hpp"

namespace verifier {

class Alignment {
 public:
  // picture: the scan, 8 bits, 1 or 3 channels.
  Alignment(cv::Mat picture, const Placement& placement);

  // The whole page as the scan shows it, at so many dots per inch.
  cv::Mat page(double dpi) const;
  cv::Mat pageGrey(double dpi) const;  // of the channel that shows least of red ink

  // issued_ink: the issued page's ink (ink.hpp) at kCompareDpi. Returns the share of blocks that found their
  // place at the last step: 0 where nothing of the page was recognised.
  double refine(const cv::Mat& issued_ink);

 private:
  struct Step;
  double refineOnce(const cv::Mat& issued_ink, const Step& step);
  cv::Mat maps(double dpi) const;

  cv::Mat picture_, grey_;
  cv::Matx33d page_to_picture_;
  cv::Mat displacement_;  // CV_64FC2, millimetres on the page, one a node of the grid
};

}  // namespace verifier
