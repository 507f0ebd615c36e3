// The lens out of focus, the hand that shakes, the sensor's noise, and how the picture is kept.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "dice.hpp"

namespace reading {

void defocus(cv::Mat& picture, double across_px);
void shake(cv::Mat& picture, double length_px, double angle, Dice& dice);  // the way bends a little
// sigma in grey levels; grain over 1 for noise a camera smeared.
void noise(cv::Mat& picture, double sigma, double grain_px, Dice& dice);
void sharpen(cv::Mat& picture, double strength);  // what phones and scanners do to every picture
// Black and white only, as a fax sends it: one level for the whole page, or dots that stand for grey.
void bilevel(cv::Mat& picture, double level, bool dithered);

struct Encoded {
  base::Bytes file{};
  std::string ending{};  // "jpg", "png"
};
Encoded asJpeg(const cv::Mat& rgb, int quality);
Encoded asPng(const cv::Mat& picture);           // one or three channels
cv::Mat again(const cv::Mat& rgb, int quality);  // through JPEG and back, as messengers do

}  // namespace reading
