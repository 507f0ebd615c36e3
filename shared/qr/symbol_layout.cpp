#include "qr/symbol_layout.hpp"

#include <algorithm>
#include <cstdlib>

namespace qr {
namespace {

using PerVersion = std::array<std::uint8_t, kVersions>;

// Table 9, in the order of the level's two bits: M, L, H, Q.
constexpr std::array<PerVersion, 4> kCheckCodewords{{
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
}};
constexpr std::array<PerVersion, 4> kBlocks{{
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
}};

constexpr std::int8_t kDark = 1, kLight = -1;

// A checked number: `value` followed by the remainder of its division by the generator polynomial.
constexpr int withRemainder(int value, int check_bits, int generator) {
  int rest = value << check_bits;
  for (int bit = 20; bit >= check_bits; --bit)
    if ((rest >> bit) & 1) rest ^= generator << (bit - check_bits);
  return (value << check_bits) | rest;
}

class Builder {
 public:
  explicit Builder(int version) : version_(version) {
    out_.size = sizeOf(version);
    out_.known.assign(static_cast<std::size_t>(out_.size) * static_cast<std::size_t>(out_.size), 0);
    taken_.assign(out_.known.size(), false);
  }

  Layout build() {
    timing();
    for (const auto& [x, y] : {std::pair{3, 3}, {out_.size - 4, 3}, {3, out_.size - 4}}) finder(x, y);
    alignments();
    format();
    if (version_ >= 7) version();
    path();
    return std::move(out_);
  }

 private:
  std::size_t at(int x, int y) const { return static_cast<std::size_t>(y * out_.size + x); }
  void set(int x, int y, bool dark) {
    out_.known[at(x, y)] = dark ? kDark : kLight;
    taken_[at(x, y)] = true;
  }

  void timing() {
    for (int i = 0; i < out_.size; ++i) {
      set(i, 6, i % 2 == 0);
      set(6, i, i % 2 == 0);
    }
  }

  // The finder pattern and its separator.
  void finder(int centre_x, int centre_y) {
    for (int dy = -4; dy <= 4; ++dy)
      for (int dx = -4; dx <= 4; ++dx) {
        const int x = centre_x + dx, y = centre_y + dy, ring = std::max(std::abs(dx), std::abs(dy));
        if (x >= 0 && y >= 0 && x < out_.size && y < out_.size) set(x, y, ring != 2 && ring != 4);
      }
  }

  // Annex E: evenly spaced from the far side; only the first gap differs.
  std::vector<int> alignmentPlaces() const {
    if (version_ == 1) return {};
    const int count = version_ / 7 + 2;
    const int step = version_ == 32 ? 26 : (version_ * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
    std::vector<int> out{6};
    for (int i = count - 2; i >= 0; --i) out.push_back(out_.size - 7 - i * step);
    return out;
  }

  void alignments() {
    const auto places = alignmentPlaces();
    for (const int y : places)
      for (const int x : places) {
        const bool low_x = x == 6, low_y = y == 6, high_x = x == out_.size - 7, high_y = y == out_.size - 7;
        if ((low_x && low_y) || (low_x && high_y) || (high_x && low_y)) continue;
        out_.alignment.push_back({x, y});
        for (int dy = -2; dy <= 2; ++dy)
          for (int dx = -2; dx <= 2; ++dx) set(x + dx, y + dy, std::max(std::abs(dx), std::abs(dy)) != 1);
      }
  }

  void format() {
    const int size = out_.size;
    for (int i = 0; i < 15; ++i) {
      const auto bit = static_cast<std::size_t>(i);
      out_.format[0][bit] = i < 6 ? Module{8, i} : i < 8 ? Module{8, i + 1} : Module{i == 8 ? 7 : 14 - i, 8};
      out_.format[1][bit] = i < 8 ? Module{size - 1 - i, 8} : Module{8, size - 15 + i};
    }
    for (const auto& copy : out_.format)
      for (const auto& module : copy) taken_[at(module.x, module.y)] = true;
    set(8, size - 8, true);
  }

  void version() {
    const int bits = withRemainder(version_, 12, 0x1F25);
    for (int i = 0; i < 18; ++i) {
      const int along = out_.size - 11 + i % 3, across = i / 3;
      set(along, across, (bits >> i) & 1);
      set(across, along, (bits >> i) & 1);
    }
  }

  // Two columns at a time from the right, up and down in turns, past the upright timing pattern.
  void path() {
    bool upward = true;
    for (int right = out_.size - 1; right > 0; right -= 2, upward = !upward) {
      if (right == 6) right = 5;
      for (int i = 0; i < out_.size; ++i)
        for (const int x : {right, right - 1}) {
          const int y = upward ? out_.size - 1 - i : i;
          if (!taken_[at(x, y)]) out_.path.push_back(static_cast<int>(at(x, y)));
        }
    }
  }

  int version_;
  Layout out_;
  std::vector<bool> taken_;
};

}  // namespace

const Layout& layoutOf(int version) {
  static const auto all = [] {
    std::vector<Layout> out;
    for (int i = 1; i <= kVersions; ++i) out.push_back(Builder(i).build());
    return out;
  }();
  return all[static_cast<std::size_t>(std::clamp(version, 1, kVersions) - 1)];
}

bool isMasked(int mask, int x, int y) {
  switch (mask) {
    case 0:
      return (x + y) % 2 == 0;
    case 1:
      return y % 2 == 0;
    case 2:
      return x % 3 == 0;
    case 3:
      return (x + y) % 3 == 0;
    case 4:
      return (x / 3 + y / 2) % 2 == 0;
    case 5:
      return x * y % 2 + x * y % 3 == 0;
    case 6:
      return (x * y % 2 + x * y % 3) % 2 == 0;
    default:
      return ((x + y) % 2 + x * y % 3) % 2 == 0;
  }
}

std::uint16_t formatBits(const Format& format) {
  return static_cast<std::uint16_t>(withRemainder(format.level << 3 | format.mask, 10, 0x537) ^ 0x5412);
}

Blocks blocksOf(int version, int level) {
  const auto row = static_cast<std::size_t>(level), column = static_cast<std::size_t>(version - 1);
  const int all = static_cast<int>(layoutOf(version).path.size() / 8);
  const int count = kBlocks[row][column];
  return {count, count - all % count, all / count, kCheckCodewords[row][column]};
}

}  // namespace qr
