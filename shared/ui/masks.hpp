// Coverage masks that are computed, not lettered: quarter discs, soft shadows and icons. Pixels. Any thread.
#pragma once

#include <string>

#include "base/result.hpp"
#include "ui/text.hpp"

namespace ui {

// A disc and a ring of that outer radius, 2 radius wide and high; corners are quarters of them.
Mask discMask(int radius);
Mask ringMask(int radius, int thickness);

// A line of round joints along the points, or the area they enclose (thickness 0); pixels, from the mask's
// own place.
Mask pathMask(const std::vector<Point>& points, float thickness);

// A blurred rounded rectangle of width × height with its rim: 3/2 blur on every side, left/top negative.
Mask shadowMask(int width, int height, int radius, int blur);
constexpr int shadowRim(int blur) { return blur + blur / 2; }

// An SVG's alpha, fitted into the box. Code: "icon_unreadable" (place: the file).
base::Result<Mask> iconMask(const std::string& file, int width, int height);

}  // namespace ui
