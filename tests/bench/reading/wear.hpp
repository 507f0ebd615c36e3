// What happens to a page in people's hands, between the printer and the camera. Lengths in millimetres.
#pragma once

#include "dice.hpp"
#include "sheet.hpp"
#include "stamp.hpp"

namespace reading {

// Ball-pen or marker lines through the box, opaque, as somebody signs or strikes out.
void penStrokes(Sheet& sheet, const cv::Rect2d& box_mm, int strokes, double width_mm, const Ink& ink,
                Dice& dice);
// A sharp fold that was opened again: toner flakes off along it, the paper greys beside it.
void crease(Sheet& sheet, const cv::Rect2d& box_mm, double flaked_mm, double shade, Dice& dice);
// Tea, coffee, grease: a tinted area with a darker rim.
void stain(Sheet& sheet, cv::Point2d middle_mm, double radius_mm, double density, Dice& dice);
// Punched through.
void hole(Sheet& sheet, cv::Point2d middle_mm, double across_mm, Dice& dice);
// The page's bottom right corner is gone, along a ragged line that crosses the code's sides so many
// millimetres from its corner there.
void tearCorner(Sheet& sheet, const cv::Rect2d& box_mm, double leg_mm, Dice& dice);
// The corner is folded over instead: its blank back covers so much of the code's diagonal.
void foldCorner(Sheet& sheet, const cv::Rect2d& box_mm, double depth_mm, Dice& dice);
// A label stuck on, turned; its codes become the sheet's.
void stickOn(Sheet& sheet, const Sheet& label, cv::Point2d middle_mm, double turn);

}  // namespace reading
