// What people put on a page after it was printed: stamps and signatures where they belong, colour over a
// value.
#pragma once

#include <vector>

#include "../reading/dice.hpp"
#include "../reading/sheet.hpp"
#include "../reading/stamp.hpp"
#include "copy.hpp"

namespace tampering {

struct HandInk {
  enum class Kind { stamp, writing } kind = Kind::writing;
  domain::Box within{};  // a stamp lies about its middle, writing fills it
  reading::Ink ink{};
  std::uint64_t seed = 0;
};

// Stamps in the zones large enough for one, writing in the others; not every zone of every page is used.
std::vector<HandInk> officeInk(const Copy& copy, Dice& dice);
// A red stamp or a stroke of a red or blue pen across a printed value.
HandInk inkOver(const domain::Box& value, Dice& dice);

void press(Sheet& sheet, const std::vector<HandInk>& inks);

}  // namespace tampering
