// What a laser printer does to a page: dots spread, toner is thin in places, specks fall beside.
#pragma once

#include "dice.hpp"
#include "sheet.hpp"

namespace reading {

struct Print {
  double dot_gain_mm = 0.02;  // how far black edges move outwards
  double black = 0.12;        // reflectance of toner, 0..1; near `white` for a faded print
  double white = 0.97;        // reflectance of paper
  double thin_toner = 0.05;   // how much clouds of thin toner let through, 0..1
  double dropouts = 0;        // share of toner that didn't stick, in specks
  double specks = 0;          // specks of stray toner a square centimetre
  double tint = 0;            // yellow of the paper, 0..1
};

void print(Sheet& sheet, const Print& how, Dice& dice);

}  // namespace reading
