// Text -> modules (libqrencode), picture -> texts (ZXing-cpp first, then a reader of our own). ISO/IEC 18004.
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
  int attempt = 0;                                 // which step of the cascade read it, 0 = the first
};

struct ReadLimits {
  int max_symbols = 16;   // a page with several codes on it, or several pages in a photo
  int max_attempts = 64;  // steps of the cascade, which has fewer; 1 = ZXing's first try only
};

// Every QR symbol in the picture, each text once: model 2, all versions, any bytes, inverted or mirrored too.
// The cheapest attempt comes first; the cascade runs on while nothing was read, or while something else is
// surely a symbol. The work is bounded by counted steps, not by a clock, so that the same picture always
// reads alike. Empty when nothing reads; a text that wasn't printed never comes out. Never throws; any
// thread.
std::vector<Symbol> read(const base::Image& image, const ReadLimits& limits = {});

}  // namespace qr
