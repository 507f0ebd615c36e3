#include "qr/views.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace qr {
namespace {

constexpr int kLeastSide = 21;  // version 1 at a pixel a module
constexpr int kMaxSide = 32768;
constexpr double kSearchLongSide = 800;  // where regions are looked for
constexpr std::size_t kMaxRegions = 4;
constexpr double kRegionSide = 900;  // a region is brought to about this size, times a factor

// Text has fewer edges across, rules only in one direction.
cv::Mat codeLikeness(const cv::Mat& small) {
  cv::Mat across, down;
  cv::Sobel(small, across, CV_32F, 1, 0);
  cv::Sobel(small, down, CV_32F, 0, 1);
  across = cv::abs(across);
  down = cv::abs(down);
  const cv::Size around(23, 23);
  cv::blur(across, across, around);
  cv::blur(down, down, around);
  cv::Mat both;
  cv::min(across, down, both);
  return both;
}

struct Region {
  cv::Rect box;
  double weight = 0;
};

cv::Rect widened(const cv::Rect& box, double scale) {
  const int margin = static_cast<int>(std::max(box.width, box.height) * 0.35) + 8;
  return {static_cast<int>((box.x - margin) / scale), static_cast<int>((box.y - margin) / scale),
          static_cast<int>((box.width + 2 * margin) / scale),
          static_cast<int>((box.height + 2 * margin) / scale)};
}

}  // namespace

bool isSound(const base::Image& image) {
  return (image.channels == 1 || image.channels == 3 || image.channels == 4) && image.width >= kLeastSide &&
         image.height >= kLeastSide && image.width <= kMaxSide && image.height <= kMaxSide &&
         image.pixels.size() == image.stride() * static_cast<std::size_t>(image.height);
}

cv::Mat matOf(const base::Image& image) {
  const int type = image.channels == 1 ? CV_8UC1 : image.channels == 3 ? CV_8UC3 : CV_8UC4;
  return {image.height, image.width, type, const_cast<std::uint8_t*>(image.pixels.data())};
}

cv::Mat greyOf(const cv::Mat& page) {
  if (page.channels() == 1) return page;
  cv::Mat out;
  cv::cvtColor(page, out, page.channels() == 3 ? cv::COLOR_RGB2GRAY : cv::COLOR_RGBA2GRAY);
  return out;
}

cv::Mat redOf(const cv::Mat& page) {
  if (page.channels() == 1) return page;
  cv::Mat out;
  cv::extractChannel(page, out, 0);
  return out;
}

cv::Mat withoutColour(const cv::Mat& page) {
  if (page.channels() == 1) return page;
  std::array<cv::Mat, 3> channels;
  for (int i = 0; i < 3; ++i) cv::extractChannel(page, channels[static_cast<std::size_t>(i)], i);
  return cv::max(channels[0], cv::max(channels[1], channels[2]));
}

cv::Mat scaled(const cv::Mat& picture, double scale) {
  if (scale == 1) return picture;
  cv::Mat out;
  const cv::Size size(std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale)));
  cv::resize(picture, out, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return out;
}

cv::Mat twoTones(const cv::Mat& grey, int around, double darker) {
  cv::Mat out;
  cv::adaptiveThreshold(grey, out, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, around, darker);
  return out;
}

cv::Mat reduced(const cv::Mat& page, int long_side, double& scale) {
  const int step = std::max(1, std::max(page.cols, page.rows) / long_side);
  scale = 1.0 / step;
  const cv::Size size(page.cols / step, page.rows / step);
  if (step == 1) return page;
  cv::Mat out;  // whole squares only: a tenth of the time of any other reduction
  cv::resize(page(cv::Rect({0, 0}, size * step)), out, size, 0, 0, cv::INTER_AREA);
  return out;
}

std::vector<cv::Rect> likelyRegions(const cv::Mat& grey) {
  const double scale = std::min(1.0, kSearchLongSide / std::max(grey.cols, grey.rows));
  const cv::Mat likeness = codeLikeness(scaled(grey, scale));
  double top = 0;
  cv::minMaxLoc(likeness, nullptr, &top);
  cv::Mat mask = likeness > top * 0.45, labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres);
  std::vector<Region> found;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const double longer = std::max(box.width, box.height), shorter = std::min(box.width, box.height);
    if (shorter < 12) continue;
    const double weight = cv::mean(likeness(box))[0] * std::sqrt(box.area()) * shorter / longer;
    found.push_back({widened(box, scale) & cv::Rect(0, 0, grey.cols, grey.rows), weight});
  }
  std::sort(found.begin(), found.end(), [](const Region& a, const Region& b) { return a.weight > b.weight; });
  std::vector<cv::Rect> out;
  for (const auto& region : found)
    if (out.size() < kMaxRegions && !region.box.empty()) out.push_back(region.box);
  return out;
}

View regionView(const cv::Mat& grey, const cv::Rect& box, double factor) {
  const double scale = std::min(4.0, factor * kRegionSide / std::max(box.width, box.height));
  const cv::Mat region = scaled(grey(box), scale);
  View out{{}, scale, static_cast<double>(box.x), static_cast<double>(box.y), true};
  cv::Mat soft;
  cv::GaussianBlur(region, soft, {}, 2.5);
  cv::addWeighted(region, 2.2, soft, -1.2, 0, out.grey);
  return out;
}

}  // namespace qr
