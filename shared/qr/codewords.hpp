// Modules with how sure each is -> the message. ISO/IEC 18004 7.9 format information, 7.6 interleaving, 12
// decoding; the least sure codewords are given to Reed-Solomon as erasures before it looks for errors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qr {

struct SoftGrid {
  int size = 0;               // modules a side
  std::vector<float> dark{};  // row-major; above 0 dark, below light, about 1 where sure, 0 unknown
};

struct Reading {
  std::optional<std::string> text{};
  // Row-major, what is known for certain now: +1 dark, -1 light, 0 unknown. More than the layout's own where
  // some blocks were corrected and others were not.
  std::vector<std::int8_t> known{};
  int blocks = 0;     // of the best format tried
  int corrected = 0;  // of them
};

SoftGrid mirrored(const SoftGrid& grid);  // rows and columns exchanged

// The grid as it lies or mirrored, whichever its format information says. Total: any grid gives an answer. A
// text comes out only when every block was corrected with codewords to spare and the corrected symbol agrees
// with the grid.
Reading readGrid(const SoftGrid& grid);

}  // namespace qr
