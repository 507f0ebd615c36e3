// A finger's signature: what the pad records, and the JSON in which the hall takes it.
#pragma once

#include <string>
#include <vector>

#include "kiosk/flow/action.hpp"
#include "kiosk/flow/timeouts.hpp"

namespace kiosk {

struct Signature {
  double aspect = 3;  // pad width / height
  std::vector<std::vector<PadPoint>> strokes;
};

// Adds what the finger drew since the last frame; points outside the pad are pulled to its edge, points
// beyond the limits are dropped.
void addPoints(Signature& signature, const std::vector<PadPoint>& points, double aspect,
               const Limits& limits);
bool isSigned(const Signature& signature, const Limits& limits);  // enough ink to be meant
// Pen width at each point of a stroke, in pad heights: quick is thin, slow is thick.
std::vector<double> penWidths(const std::vector<PadPoint>& stroke);
// {"aspect":3,"strokes":[{"x":[…],"y":[…],"width":[…]}]}, pad heights.
std::string toJson(const Signature& signature);
void cleanse(Signature& signature);  // overwritten, then empty

}  // namespace kiosk
