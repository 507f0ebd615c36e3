// Which module of a QR symbol means what. ISO/IEC 18004: 7.3 symbol structure, 7.5.1 Table 9 error correction
// blocks, 7.7.3 codeword placement, 7.8.2 masks, 7.9 format, 7.10 version information, Annex E alignment.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace qr {

constexpr int kVersions = 40;
constexpr int sizeOf(int version) { return 17 + 4 * version; }
constexpr bool isSize(int size) { return size >= 21 && size <= 177 && size % 4 == 1; }
constexpr int versionOf(int size) { return (size - 17) / 4; }

struct Module {
  int x = 0;  // column
  int y = 0;  // row
};

struct Layout {
  int size = 0;
  // Row-major: +1 always dark, -1 always light, 0 what the message decides.
  std::vector<std::int8_t> known{};
  std::vector<int> path{};  // the data modules' indices in the order their bits stand in
  std::array<std::array<Module, 15>, 2> format{};  // both copies, lowest bit first
  std::vector<Module> alignment{};                 // centres of the alignment patterns
};

// Made once for all versions; any thread. version: 1 to 40.
const Layout& layoutOf(int version);

bool isMasked(int mask, int x, int y);  // mask: 0 to 7

struct Format {
  int level = 0;  // as its two bits say: 0 M, 1 L, 2 H, 3 Q
  int mask = 0;
};
std::uint16_t formatBits(const Format& format);  // 15 bits with their check bits, masked as printed

struct Blocks {
  int count = 0;
  int short_count = 0;  // the first of them hold one data codeword less than the others
  int short_length = 0;
  int check = 0;  // error correction codewords of each
  int length(int block) const { return short_length + (block < short_count ? 0 : 1); }
  int data(int block) const { return length(block) - check; }
};
Blocks blocksOf(int version, int level);

}  // namespace qr
