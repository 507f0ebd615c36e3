// The pictures the reading cascade hands to ZXing, each with the way back to the page's pixels. Only this
// room sees OpenCV.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "base/image.hpp"

namespace qr {

struct View {
  cv::Mat grey{};    // 8 bits, one channel
  double scale = 1;  // page pixel = origin + view pixel / scale
  double origin_x = 0;
  double origin_y = 0;
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

// Squares full of edges in both directions: boxes in page pixels, the likeliest first.
std::vector<cv::Rect> likelyRegions(const cv::Mat& grey);

// A region brought to a size that suits ZXing and made sharper.
View regionView(const cv::Mat& grey, const cv::Rect& box, double factor);

}  // namespace qr
