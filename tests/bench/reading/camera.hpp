// Where a sheet comes to lie in a picture: laid down turned, bent, seen by a camera from somewhere through a
// lens that isn't perfect. A scanner is a camera far away, straight above.
#pragma once

#include <vector>

#include "sheet.hpp"

namespace reading {

struct Bend {                        // of the sheet about parallel axes
  double axis = 0;                   // radians: the direction across which it bends
  double middle_mm = 0;              // where, from the aim, it lies flat
  double radius_mm = 0;              // a cylinder; 0: flat
  double steepest = 0.9;             // radians: it straightens where it would lean more
  std::vector<double> folds{};       // millimetres from the aim
  std::vector<double> fold_turns{};  // radians, how the slope changes there
};

struct Shot {
  cv::Size size{};              // of the picture, pixels
  double px_per_mm = 10;        // at the aim
  cv::Point2d aim_mm{};         // the sheet's point in the picture's middle
  double turn = 0;              // radians: how the sheet lies
  double tilt = 0;              // radians: how far the camera leans
  double tilt_axis = 0;         // radians
  double distance_mm = 100000;  // from the aim to the lens
  double barrel = 0;            // of the lens, share of the picture's half diagonal; negative: pincushion
  double sharpness = 1;  // pixels of the sheet kept for each of the picture's; over 1 lets moire through
  Bend bend{};
  double lit_from = 0;  // radians: where the light stands that shades a bent sheet
  double shading = 0;   // how strongly, 0..1
};

// Puts the sheet into the picture over what is already there; picture.size() is shot.size.
void shoot(const Sheet& sheet, const Shot& shot, cv::Mat& picture);

}  // namespace reading
