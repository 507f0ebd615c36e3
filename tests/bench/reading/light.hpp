// Light on the way to the sensor: uneven lamps, shadows of hands and phones, lamps mirrored in the paper.
#pragma once

#include "dice.hpp"

namespace reading {

struct Light {
  double exposure = 1;       // of the whole picture
  double falloff = 0;        // how much darker the far side and the corners are, 0..1
  double warmth = 0;         // of the lamp: -1 blue .. 1 yellow
  double shadow = 0;         // how much light a shadow takes away, 0..1; its edge crosses `over`
  double shadow_soft = 0.2;  // width of its edge, in widths of `over`
  double glare = 0;          // light added in the middle of a mirrored lamp, 1 = white
  double glare_size = 0.4;   // its radius, in widths of `over`
  cv::Rect2d over{};         // the code in the picture, pixels
};

void light(cv::Mat& picture, const Light& how, Dice& dice);

}  // namespace reading
