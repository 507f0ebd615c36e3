// The three nested squares in a symbol's corners, 1:1:3:1:1 along every line through the middle. ISO/IEC
// 18004 6.3.3. Found by their runs, whatever way the symbol lies.
#pragma once

#include <cstdint>
#include <vector>

#include "qr/geometry.hpp"

namespace qr {

// A picture of two tones: 255 dark, 0 light; rows without padding.
struct Bitmap {
  int width = 0;
  int height = 0;
  const std::uint8_t* dark = nullptr;
  bool at(int x, int y) const {
    return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x)] != 0;
  }
};

struct FinderPattern {
  Point centre{};     // pixels
  double module = 0;  // pixels
  int lines = 0;      // how many scanned lines met it
  bool inverted = false;
};

// The best ones first, at most `most` of each polarity.
std::vector<FinderPattern> findPatterns(const Bitmap& picture, std::size_t most);

}  // namespace qr
