#include "damage.hpp"

#include <algorithm>
#include <array>

namespace reading {
namespace {

// Table 9, level M, and Annex E, of the versions a hall's seal can have.
struct Version {
  int number = 0, codewords = 0, blocks = 0, check = 0, alignment = 0;  // alignment: the middle row's place
};
constexpr std::array<Version, 6> kVersions{{{7, 196, 4, 18, 22},
                                            {8, 242, 4, 22, 24},
                                            {9, 292, 5, 22, 26},
                                            {10, 346, 5, 26, 28},
                                            {11, 404, 5, 30, 30},
                                            {12, 466, 8, 22, 32}}};

const Version* versionOf(const qr::Modules& modules) {
  for (const auto& version : kVersions)
    if (17 + 4 * version.number == modules.size) return &version;
  return nullptr;
}

bool carriesData(const Version& version, int size, int x, int y) {
  const bool left = x < 9, top = y < 9, right = x >= size - 8, bottom = y >= size - 8;
  if ((left && top) || (right && top) || (left && bottom) || x == 6 || y == 6) return false;
  if ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6)) return false;  // version information
  const auto around = [&](int at) {
    for (const int middle : {6, version.alignment, size - 7})
      if (std::abs(at - middle) <= 2) return middle;
    return -1;
  };
  const int across = around(x), down = around(y);
  if (across < 0 || down < 0) return true;
  const bool in_finder =
      (across == 6 && down == 6) || (across == 6 && down == size - 7) || (across == size - 7 && down == 6);
  return in_finder;
}

int blockOf(const Version& version, int codeword) {
  const int data = version.codewords - version.check * version.blocks, shorter = data / version.blocks;
  if (codeword < shorter * version.blocks) return codeword % version.blocks;
  if (codeword < data) return version.blocks - (data % version.blocks) + codeword - shorter * version.blocks;
  return (codeword - data) % version.blocks;
}

enum class Fate { whole, wrong, missing };

Fate fateOf(const Sheet& sheet, const PrintedCode& code, int x, int y, int dark_below) {
  const auto at = sheet.pixel(code.box_mm.tl() + cv::Point2d(x + 0.5, y + 0.5) * code.module_mm);
  const cv::Point pixel(static_cast<int>(at.x), static_cast<int>(at.y));
  if (!sheet.there.empty() && sheet.there.at<std::uint8_t>(pixel) < 128) return Fate::missing;
  const int reach = static_cast<int>(code.module_mm * sheet.perMm() / 4);
  const cv::Rect middle(pixel.x - reach, pixel.y - reach, 2 * reach + 1, 2 * reach + 1);
  const auto colour = cv::mean(sheet.rgb(middle & cv::Rect({}, sheet.rgb.size())));
  const bool dark = std::max({colour[0], colour[1], colour[2]}) < dark_below;
  return dark == code.modules.at(x, y) ? Fate::whole : Fate::wrong;
}

// Calls see(x, y, bit) in the order bits are laid down (section 7.7.3).
template <class See>
void eachBit(const Version& version, int size, See see) {
  int bit = 0;
  for (int right = size - 1; right >= 1; right -= 2) {
    if (right == 6) right = 5;
    for (int step = 0; step < size; ++step)
      for (const int x : {right, right - 1}) {
        const int y = ((right + 1) & 2) == 0 ? size - 1 - step : step;
        if (carriesData(version, size, x, y)) see(x, y, bit++);
      }
  }
}

}  // namespace

Damage damageOf(const Sheet& sheet, const PrintedCode& code, int dark_below) {
  const auto* version = versionOf(code.modules);
  if (!version) return {};
  std::vector<Fate> fates(static_cast<std::size_t>(version->codewords), Fate::whole);
  eachBit(*version, code.modules.size, [&](int x, int y, int bit) {
    if (bit / 8 >= version->codewords) return;
    auto& fate = fates[static_cast<std::size_t>(bit / 8)];
    fate = std::max(fate, fateOf(sheet, code, x, y, dark_below));
  });
  std::vector<Damage> blocks(static_cast<std::size_t>(version->blocks));
  for (int i = 0; i < version->codewords; ++i) {
    auto& block = blocks[static_cast<std::size_t>(blockOf(*version, i))];
    block.wrong += fates[static_cast<std::size_t>(i)] == Fate::wrong;
    block.missing += fates[static_cast<std::size_t>(i)] == Fate::missing;
  }
  auto worst = *std::max_element(blocks.begin(), blocks.end(), [](const Damage& a, const Damage& b) {
    return 2 * a.wrong + a.missing < 2 * b.wrong + b.missing;
  });
  worst.check = version->check;
  return worst;
}

}  // namespace reading
