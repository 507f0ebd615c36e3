#include "qr/views.hpp"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace qr {
namespace {

constexpr int kLeastSide = 21;  // version 1 at a pixel a module
constexpr int kMaxSide = 32768;

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

}  // namespace qr
