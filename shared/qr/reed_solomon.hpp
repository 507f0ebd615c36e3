// Reed-Solomon over GF(256) with x^8+x^4+x^3+x^2+1 and the roots 2^0, 2^1, ... ISO/IEC 18004 7.5.2 and Annex
// A.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace qr {

// Corrects `word` in place: `check` of its codewords, the last ones, are check codewords; `erased` are places
// known to be doubtful. Nothing when erasures + 2 * errors would exceed `budget` (at most `check`): what is
// kept back between the two is what makes a wrong correction unlikely. Else the number of corrected places
// that were not named as erased. A word that fails is left as it was.
std::optional<int> correct(std::span<std::uint8_t> word, int check, std::span<const int> erased, int budget);

// The check codewords of `data`.
std::vector<std::uint8_t> checkCodewords(std::span<const std::uint8_t> data, int check);

}  // namespace qr
