// A page shown on a computer's screen: coloured stripes behind a black grid, which a camera's pixels beat
// against (moire).
#pragma once

#include "dice.hpp"
#include "sheet.hpp"

namespace reading {

// The part of the page around its code, at so many of the screen's pixels a module.
Sheet onScreen(const Sheet& page, double pixels_per_module, Dice& dice);

}  // namespace reading
