// Pictures scaled for the screen. Any thread.
#pragma once

#include "base/image.hpp"
#include "ui/renderer.hpp"

namespace ui {

// RGBA of exactly width × height from a part of the picture; every pixel of it counts when it shrinks. Empty
// when the part is empty or reaches outside.
base::Image scaledTo(const base::Image& image, PixelBox part, int width, int height);

}  // namespace ui
