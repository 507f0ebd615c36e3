// How a class of pictures comes about: what each step of reality does, before any chance is thrown at a
// pixel.
#pragma once

#include "camera.hpp"
#include "degrade.hpp"
#include "light.hpp"
#include "print.hpp"
#include "stamp.hpp"

namespace reading {

struct Wear {
  int stamps = 0;
  Ink stamp_ink{};
  int strokes = 0;
  double stroke_mm = 0.6;
  Ink pen_ink = blackInk(0.95);
  int creases = 0;
  double flaked_mm = 0.3, crease_shade = 0.3;
  int stains = 0;
  double stain_density = 0.5;
  int holes = 0;
  double hole_mm = 5;
  double torn_mm = 0;   // how much of the code's two sides goes with the corner
  bool folded = false;  // the corner is folded over, not torn off
  int strangers = 0;    // labels beside the code
  int labels = 0;       // the hall's own, of other papers
};

struct Sensor {
  double defocus_modules = 0, shake_modules = 0;
  double noise = 2, grain_px = 1;
  double sharpening = 0.3;
  bool grey = false;     // a copier without colour
  double fax_level = 0;  // black and white only; 0: not a fax
  bool fax_dithered = false;
  int messenger_quality = 0;  // JPEG once before; 0: not
  int quality = 92;           // JPEG; 0: PNG
};

struct Recipe {
  double sheet_dpi = 400;
  Print print{};
  Wear wear{};
  int pages = 1;
  double screen_pixels_per_module = 0;  // 0: paper, not a screen
  bool inverted = false;
  bool mirrored = false;
  bool photo = false;        // else on a scanner's glass
  bool aim_anywhere = true;  // a photo's frame lies by chance, the code whole in it
  double module_px = 6;      // of a photo, at the aim
  Shot shot{};
  double fax_squeeze = 1;  // lines a column: 0.5 for 204 x 98 dpi
  Light light{};
  Sensor sensor{};
};

Recipe recipeFor(Kind kind, Strength strength, Dice& dice);

}  // namespace reading
