// Pictures scaled for the screen. Any thread.
#pragma once

#include "base/image.hpp"

namespace ui {

// RGBA of exactly width × height; every source pixel counts when it shrinks.
base::Image scaledTo(const base::Image& image, int width, int height);

}  // namespace ui
