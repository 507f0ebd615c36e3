// The round stamp of a Chinese office: a ring, a star, the office's name along the ring. Translucent ink.
#pragma once

#include "dice.hpp"
#include "sheet.hpp"

namespace reading {

struct Ink {
  cv::Vec3d light{};   // what it leaves of red, green, blue where it lies thickest, 0..1
  double cover = 0.8;  // how thick it lies, 0..1
};
Ink redInk(double cover);
Ink blueInk(double cover);
Ink blackInk(double cover);

// Multiplies ink into the sheet; mask: 8 bits, 255 where it lies, with its top left at a pixel.
void pressInk(Sheet& sheet, const cv::Mat& mask, cv::Point at, const Ink& ink);

// 42 mm across, about its middle, turned; ink lies unevenly.
void stampOver(Sheet& sheet, cv::Point2d middle_mm, double turn, const Ink& ink, Dice& dice);

}  // namespace reading
