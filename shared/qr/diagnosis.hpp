// Why nothing reads in a picture, from what can be measured in it, so that the person holding the camera
// knows what to do next.
#pragma once

#include <optional>
#include <string_view>

#include "base/image.hpp"

namespace qr {

enum class Advice {
  closer,        // the code's modules are smaller than a reader can tell apart
  sharper,       // hold still, focus, clean the glass
  less_glare,    // light burns the code out
  more_light,    // too dark, or too little contrast
  flatter,       // the page is curled across the code, or seen from the side
  whole_page,    // the code is cut by the picture's edge
  another_copy,  // the code is there, sharp and whole, but too damaged
  no_code,       // nothing in the picture looks like a code
};

std::string_view nameOf(Advice advice);  // "less_glare"
std::optional<Advice> adviceNamed(std::string_view name);

// What was measured; for reports and tests. Negative: could not be measured.
struct Measured {
  double module_px = -1;    // pixels a module of the best candidate
  double sharpness = -1;    // 0 blurred .. 1 sharp, width of edges against a module
  double contrast = -1;     // 0..1 between dark and light modules
  double light = -1;        // of the paper around, 0..1
  double glare = -1;        // share of the candidate that is burnt out, 0..1
  double bend = -1;         // how far opposite sides leave straight lines together, in modules
  double slant = -1;        // edges one way against the other, 1: seen straight from above
  double unevenness = -1;   // of the dark along rows and columns; lines of text have much
  double noise = -1;        // grain, as a share of the contrast
  int finder_patterns = 0;  // found, of three
  bool cut = false;         // the candidate touches the picture's edge
};

struct Diagnosis {
  Advice advice = Advice::no_code;
  Measured measured{};
};

// At most about 100 ms for an A4 page at 300 dpi. Never throws; any thread.
Diagnosis diagnose(const base::Image& image);

}  // namespace qr
