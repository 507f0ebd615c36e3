// Where symbols may lie: three finder patterns that make a square's corner.
#pragma once

#include <cstddef>
#include <vector>

#include "qr/finder_patterns.hpp"
#include "qr/symbol_fit.hpp"

namespace qr {

struct Candidate {
  Corners corners{};  // turned so that a symbol that isn't mirrored reads as printed
  bool inverted = false;
  double flaw = 0;  // 0: a perfect square with equal patterns
};

// Three patterns that look along each other, in the picture they were found in. The best first, at most
// `most`.
std::vector<Candidate> candidatesOf(const Bitmap& picture, const std::vector<FinderPattern>& patterns,
                                    std::size_t most);

// The same with a pattern missing, torn off or covered: two of them, and where the third would be were the
// symbol square, on either side.
std::vector<Candidate> candidatesOfTwo(const Bitmap& picture, const std::vector<FinderPattern>& patterns,
                                       std::size_t most);

bool isSamePlace(const Candidate& a, const Candidate& b);

}  // namespace qr
