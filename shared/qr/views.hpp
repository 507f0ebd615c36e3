// The pictures the reading cascade looks at. Only this
// room sees OpenCV.
#pragma once

#include <opencv2/core.hpp>

#include "base/image.hpp"

namespace qr {

struct View {
  cv::Mat grey{};        // 8 bits, one channel
  double scale = 1;      // view pixels a page pixel
  bool thorough = true;  // worth ZXing's turned and downscaled searches
};

bool isSound(const base::Image& image);

cv::Mat matOf(const base::Image& image);  // shares the image's pixels: only ever read
cv::Mat greyOf(const cv::Mat& page);
cv::Mat redOf(const cv::Mat& page);  // red ink is white in it
cv::Mat withoutColour(
    const cv::Mat& page);  // the highest channel: ink of any colour but black is light in it
cv::Mat scaled(const cv::Mat& picture, double scale);

// Two tones by the mean around each pixel: 255 dark.
cv::Mat twoTones(const cv::Mat& grey, int around, double darker);

// The page brought down by a whole number, so that its longer side has about so many pixels.
cv::Mat reduced(const cv::Mat& page, int long_side, double& scale);

}  // namespace qr
