#include "print.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace reading {
namespace {

// Edges soften by the toner's grain and stand where the blurred edge passes the level that moves them out by
// the dot gain.
void spread(cv::Mat& grey, double gain_px) {
  const double grain_px = std::max(0.6, std::abs(gain_px) * 0.8);
  cv::GaussianBlur(grey, grey, {}, grain_px);
  const double level = 0.5 + std::clamp(0.4 * gain_px / grain_px, -0.45, 0.45);
  cv::Mat curve(1, 256, CV_8UC1);
  for (int i = 0; i < 256; ++i) {
    const double t = std::clamp((i / 255.0 - level) / 0.5 + 0.5, 0.0, 1.0);
    curve.at<std::uint8_t>(0, i) = cv::saturate_cast<std::uint8_t>(255 * t * t * (3 - 2 * t));
  }
  cv::LUT(grey, curve, grey);
}

void thinToner(cv::Mat& grey, const Print& how, Dice& dice) {
  if (how.thin_toner > 0) {
    cv::Mat cloud;  // clouds of thin toner over a small field, stretched over the page
    clouds({grey.cols / 8, grey.rows / 8}, 30, dice).convertTo(cloud, CV_8UC1, 255 * how.thin_toner);
    cv::resize(cloud, cloud, grey.size());
    cv::max(grey, cloud, grey);
  }
  if (how.dropouts > 0) {
    cv::Mat grain(grey.rows / 3 + 1, grey.cols / 3 + 1, CV_8SC1);
    dice.fillBell(grain, 0, 40);
    cv::Mat bare = grain > 40 * (2.6 - 2.2 * std::min(1.0, how.dropouts * 4));
    cv::resize(bare, bare, grey.size(), 0, 0, cv::INTER_LINEAR);
    cv::max(grey, bare, grey);
  }
}

void strayToner(cv::Mat& grey, const Print& how, double per_mm, Dice& dice) {
  const double square_cm = grey.cols / per_mm / 10 * grey.rows / per_mm / 10;
  for (int i = 0, count = static_cast<int>(how.specks * square_cm); i < count; ++i) {
    const cv::Point at(dice.below(grey.cols), dice.below(grey.rows));
    cv::circle(grey, at, cvRound(dice.in(0.03, 0.14) * per_mm), cv::Scalar(dice.in(0, 120)), cv::FILLED,
               cv::LINE_AA);
  }
}

}  // namespace

void print(Sheet& sheet, const Print& how, Dice& dice) {
  cv::Mat grey;
  cv::extractChannel(sheet.rgb, grey, 0);
  spread(grey, how.dot_gain_mm * sheet.perMm());
  thinToner(grey, how, dice);
  strayToner(grey, how, sheet.perMm(), dice);
  cv::Mat curve(1, 256, CV_8UC3);
  for (int i = 0; i < 256; ++i) {
    const double light = 255 * (how.black + (how.white - how.black) * i / 255.0);
    curve.at<cv::Vec3b>(0, i) = {cv::saturate_cast<std::uint8_t>(light),
                                 cv::saturate_cast<std::uint8_t>(light * (1 - 0.04 * how.tint)),
                                 cv::saturate_cast<std::uint8_t>(light * (1 - 0.22 * how.tint))};
  }
  cv::cvtColor(grey, sheet.rgb, cv::COLOR_GRAY2RGB);
  cv::LUT(sheet.rgb, curve, sheet.rgb);
}

}  // namespace reading
