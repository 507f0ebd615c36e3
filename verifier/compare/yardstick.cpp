#include "verifier/compare/yardstick.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace verifier {
namespace {

constexpr std::size_t kStrips = 28;        // enough of them to know the scan
constexpr double kThinShare = 0.25;        // what a 1 has of a common character's ink
constexpr double kLeastInk = 2e5;          // where there is nothing to measure
constexpr double kHalf = kCompareDpi / 2;  // fine enough to tell words from rules

// A box of the page in pixels at half the fineness.
cv::Rect halfPixels(const domain::Box& box, double margin_mm, const cv::Mat& page) {
  const auto full = pixelsOf(box, margin_mm);
  return cv::Rect(full.x / 2, full.y / 2, full.width / 2 + 2, full.height / 2 + 2) &
         cv::Rect({}, page.size());
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::vector<cv::Rect> printedStrips(const cv::Mat& issued_ink, const IssuedPage& issued) {
  cv::Mat dark, across, down;
  cv::resize(issued_ink, dark, {}, kHalf / kCompareDpi, kHalf / kCompareDpi, cv::INTER_AREA);
  cv::threshold(dark, dark, 60, 255, cv::THRESH_BINARY);
  for (const auto& field : issued.fields) dark(halfPixels(field.box, 0.5, dark)).setTo(0);
  for (const auto& zone : issued.pen_zones) dark(halfPixels(zone, 1, dark)).setTo(0);
  for (const auto& code : issued.codes) dark(halfPixels(code, 1, dark)).setTo(0);
  // Long rules join everything into one piece: taken out by what is longer than a word's strokes.
  cv::morphologyEx(dark, across, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {31, 1}));
  cv::morphologyEx(dark, down, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {1, 31}));
  dark -= across;
  dark -= down;
  cv::dilate(dark, dark, cv::getStructuringElement(cv::MORPH_RECT, {11, 3}));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(dark, labels, stats, centres);
  std::vector<cv::Rect> out;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT) * 2, stats.at<int>(i, cv::CC_STAT_TOP) * 2,
                       stats.at<int>(i, cv::CC_STAT_WIDTH) * 2, stats.at<int>(i, cv::CC_STAT_HEIGHT) * 2);
    if (box.width >= 40 && box.height >= 18 && box.height <= 70) out.push_back(box);
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return std::pair(a.y, a.x) < std::pair(b.y, b.x); });
  while (out.size() > kStrips)
    for (std::size_t i = 1; i < out.size(); ++i) out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
  return out;
}

Yardstick yardstickOf(const InkPair& pair, const std::vector<cv::Rect>& strips) {
  std::vector<double> inks;
  for (const auto& strip : strips)
    for (const auto& score : scoreWindows(pair, strip, kLeastInk))
      if (!score.narrow && score.ink > kLeastInk) inks.push_back(score.ink);
  return {inks.empty() ? kLeastInk : std::max(kLeastInk, kThinShare * median(inks))};
}

}  // namespace verifier
