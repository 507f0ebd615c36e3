#include "sheet.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "dice.hpp"

namespace reading {

cv::Rect Sheet::pixels(const cv::Rect2d& mm) const {
  const cv::Rect box(cvFloor(mm.x * perMm()), cvFloor(mm.y * perMm()), cvCeil(mm.width * perMm()),
                     cvCeil(mm.height * perMm()));
  return box & cv::Rect({}, rgb.size());
}

cv::Mat& Sheet::paper() {
  if (there.empty()) there = cv::Mat(rgb.size(), CV_8UC1, cv::Scalar(255));
  return there;
}

cv::Mat clouds(cv::Size size, double feature_px, Dice& dice) {
  cv::Mat sum(size, CV_32FC1, cv::Scalar(0.5));
  double weight = 0.22;
  for (int octave = 0; octave < 4; ++octave, feature_px /= 2.3, weight *= 0.55) {
    const cv::Size cells(std::max(3, cvCeil(size.width / feature_px) + 2),
                         std::max(3, cvCeil(size.height / feature_px) + 2));
    if (cells.width > size.width || cells.height > size.height) break;
    cv::Mat grain(cells, CV_32FC1), soft;
    dice.fillBell(grain, 0, weight);
    cv::resize(grain, soft, size, 0, 0, cv::INTER_CUBIC);
    sum += soft;
  }
  return cv::min(cv::max(sum, 0), 1);
}

}  // namespace reading
