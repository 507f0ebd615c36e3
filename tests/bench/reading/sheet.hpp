// A sheet of paper as a picture: what was printed on it, and what is left of it.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "qr/qr.hpp"

namespace reading {

struct PrintedCode {
  std::string text{};
  std::string serial{};  // of a hall seal, in hex
  cv::Rect2d box_mm{};   // its modules, without the quiet zone
  double module_mm = 0;
  qr::Modules modules{};
  bool ours = true;  // a hall seal; else a stranger's code
};

struct Sheet {
  cv::Mat rgb{};    // 8 bits, three channels
  cv::Mat there{};  // 8 bits, 255 where there is paper; empty: everywhere
  double dpi = 0;
  std::vector<PrintedCode> codes{};

  double perMm() const { return dpi / 25.4; }
  cv::Point2d pixel(cv::Point2d mm) const { return mm * perMm(); }
  // Pixels of a box in millimetres, cut at the sheet's edge.
  cv::Rect pixels(const cv::Rect2d& mm) const;
  cv::Mat& paper();  // `there`, made when first asked for
};

// A smooth random field in 0..1 with features of about so many pixels.
class Dice;
cv::Mat clouds(cv::Size size, double feature_px, Dice& dice);

}  // namespace reading
