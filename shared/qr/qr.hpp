// Text -> modules (libqrencode), picture -> texts (ZXing-cpp). ISO/IEC 18004.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/image.hpp"
#include "base/result.hpp"

namespace qr {

enum class ErrorCorrection { low, medium, quartile, high };

struct Modules {
  int size = 0;                      // modules a side, without the quiet zone
  std::vector<std::uint8_t> dark{};  // row-major, 1 = dark
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)] != 0; }
};

struct Segment {
  enum class Mode { byte, alphanumeric } mode = Mode::byte;
  std::string text;
};

// Codes: "qr_too_large" (over version 40), "qr_bad_segment" (a character the mode can't hold).
base::Result<Modules> encode(const std::vector<Segment>& segments, ErrorCorrection level);

struct Symbol {
  std::string text;                                // UTF-8; raw bytes that are not UTF-8 are kept as they are
  std::array<std::array<double, 2>, 4> corners{};  // pixels: top left, top right, bottom right, bottom left
  int attempt = 0;                                 // which step of the cascade read it, 0 = ZXing's first try
};

struct ReadLimits {
  int max_symbols = 16;
  int max_attempts = 64;  // steps of the cascade; 1 = ZXing's first try only
};

// Every QR symbol in the picture, each text once, cheapest attempts first; the cascade runs on only while
// nothing was found. Empty when nothing reads. Never throws; any thread.
std::vector<Symbol> read(const base::Image& image, const ReadLimits& limits = {});

}  // namespace qr
