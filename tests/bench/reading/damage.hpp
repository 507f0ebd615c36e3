// What wear took from a code, counted as its error correction counts (ISO/IEC 18004:2015 section 7.5), so
// that no picture asks for more than any reader could give back.
#pragma once

#include "sheet.hpp"

namespace reading {

struct Damage {     // of the block that suffered most, in codewords
  int wrong = 0;    // would be read as something else
  int missing = 0;  // can be seen to be gone
  int check = 0;    // error correction codewords of the block: 2 * wrong + missing may not pass it
};

// Looks at the middle of every module, half as wide as it is. dark_below: the brightest channel's level under
// which a module is dark.
Damage damageOf(const Sheet& sheet, const PrintedCode& code, int dark_below);

}  // namespace reading
