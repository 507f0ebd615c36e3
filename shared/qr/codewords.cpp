#include "qr/codewords.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "qr/reed_solomon.hpp"
#include "qr/segments.hpp"
#include "qr/symbol_layout.hpp"

namespace qr {
namespace {

constexpr int kKeptBack = 4;  // check codewords never spent, so that noise can't be corrected to a text
constexpr std::size_t kGuesses = 3;      // formats tried at most
constexpr double kWorthGuessing = 0.6;   // of the best guess's agreement
constexpr double kLeastAgreement = 0.5;  // of the corrected symbol with the grid, -1 to 1

struct Guess {
  double agreement = 0;
  Format format{};
  bool mirrored = false;
};

// How the grid's two copies of the format information agree with each of the 32 there are.
void addGuesses(const SoftGrid& grid, const Layout& layout, bool in_mirror, std::vector<Guess>& out) {
  for (int value = 0; value < 32; ++value) {
    const Format format{value >> 3, value & 7};
    const int bits = formatBits(format);
    double sum = 0;
    for (const auto& copy : layout.format)
      for (std::size_t i = 0; i < copy.size(); ++i) {
        const float soft = grid.dark[static_cast<std::size_t>(copy[i].y * grid.size + copy[i].x)];
        sum += (bits >> i) & 1 ? std::clamp(soft, -1.F, 1.F) : -std::clamp(soft, -1.F, 1.F);
      }
    out.push_back({sum, format, in_mirror});
  }
}

std::vector<Guess> likelyFormats(const SoftGrid& grid, const SoftGrid& mirror, const Layout& layout) {
  std::vector<Guess> out;
  addGuesses(grid, layout, false, out);
  addGuesses(mirror, layout, true, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const Guess& a, const Guess& b) { return a.agreement > b.agreement; });
  const double least = out.front().agreement * kWorthGuessing;
  std::erase_if(out, [&](const Guess& guess) { return guess.agreement < least; });
  out.resize(std::min(out.size(), kGuesses));
  return out;
}

struct Codeword {
  std::uint8_t value = 0;
  float doubt = 0;  // grows with the chance that a bit of it is wrong
};

std::vector<Codeword> codewordsOf(const SoftGrid& grid, const Layout& layout, int mask) {
  std::vector<Codeword> out(layout.path.size() / 8);
  for (std::size_t i = 0; i < out.size() * 8; ++i) {
    const int index = layout.path[i];
    float soft = grid.dark[static_cast<std::size_t>(index)];
    if (isMasked(mask, index % grid.size, index / grid.size)) soft = -soft;
    auto& codeword = out[i / 8];
    codeword.value = static_cast<std::uint8_t>(codeword.value << 1 | (soft > 0 ? 1 : 0));
    codeword.doubt += std::exp(-5 * std::fabs(soft));
  }
  return out;
}

// For each block, which codeword of the symbol stands at each of its places: 7.6, read backwards.
std::vector<std::vector<int>> places(const Blocks& blocks) {
  std::vector<std::vector<int>> out(static_cast<std::size_t>(blocks.count));
  int next = 0;
  const int longest = blocks.data(blocks.count - 1);
  for (int i = 0; i < longest; ++i)
    for (int block = 0; block < blocks.count; ++block)
      if (i < blocks.data(block)) out[static_cast<std::size_t>(block)].push_back(next++);
  for (int i = 0; i < blocks.check; ++i)
    for (int block = 0; block < blocks.count; ++block) out[static_cast<std::size_t>(block)].push_back(next++);
  return out;
}

// The block's codewords corrected, or nothing: more and more of the doubtful ones are erased.
std::optional<std::vector<std::uint8_t>> correctedBlock(const std::vector<Codeword>& codewords,
                                                        const std::vector<int>& block, int check) {
  std::vector<int> doubtful(block.size());
  std::iota(doubtful.begin(), doubtful.end(), 0);
  const auto doubt = [&](int place) {
    return codewords[static_cast<std::size_t>(block[static_cast<std::size_t>(place)])].doubt;
  };
  std::stable_sort(doubtful.begin(), doubtful.end(), [&](int a, int b) { return doubt(a) > doubt(b); });
  std::vector<std::uint8_t> word;
  for (const int index : block) word.push_back(codewords[static_cast<std::size_t>(index)].value);
  const int budget = check - kKeptBack;
  for (int erased = 0; erased <= budget; erased += erased < budget / 2 ? 4 : 1)
    if (correct(word, check, std::span(doubtful).first(static_cast<std::size_t>(erased)), budget))
      return word;
  return {};
}

// The modules of corrected codewords, into what is known.
void learn(Reading& reading, const Layout& layout, int mask, int codeword, std::uint8_t value) {
  for (int bit = 0; bit < 8; ++bit) {
    const int index = layout.path[static_cast<std::size_t>(codeword * 8 + bit)];
    const bool dark =
        ((value >> (7 - bit)) & 1) != (isMasked(mask, index % layout.size, index / layout.size));
    reading.known[static_cast<std::size_t>(index)] = dark ? 1 : -1;
  }
}

void learnFormat(Reading& reading, const Layout& layout, const Format& format) {
  const int bits = formatBits(format);
  for (const auto& copy : layout.format)
    for (std::size_t i = 0; i < copy.size(); ++i)
      reading.known[static_cast<std::size_t>(copy[i].y * layout.size + copy[i].x)] = (bits >> i) & 1 ? 1 : -1;
}

double agreement(const SoftGrid& grid, const std::vector<std::int8_t>& known) {
  double agreed = 0, all = 1e-6;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i] == 0) continue;
    const double soft = std::clamp(grid.dark[i], -1.F, 1.F);
    agreed += soft * known[i];
    all += std::fabs(soft);
  }
  return agreed / all;
}

Reading readAs(const SoftGrid& grid, const Layout& layout, const Format& format) {
  const int version = versionOf(grid.size);
  const auto blocks = blocksOf(version, format.level);
  const auto codewords = codewordsOf(grid, layout, format.mask);
  Reading out{.known = layout.known, .blocks = blocks.count};
  std::vector<std::uint8_t> data;
  for (const auto& block : places(blocks)) {
    const auto word = correctedBlock(codewords, block, blocks.check);
    if (!word) continue;
    ++out.corrected;
    for (std::size_t i = 0; i < block.size(); ++i) learn(out, layout, format.mask, block[i], (*word)[i]);
    data.insert(data.end(), word->begin(), word->end() - blocks.check);
  }
  if (out.corrected > 0) learnFormat(out, layout, format);
  if (out.corrected == blocks.count && agreement(grid, out.known) >= kLeastAgreement)
    out.text = textOf(data, version);
  return out;
}

void turnBack(std::vector<std::int8_t>& known, int size) {
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < y; ++x)
      std::swap(known[static_cast<std::size_t>(y * size + x)], known[static_cast<std::size_t>(x * size + y)]);
}

}  // namespace

SoftGrid mirrored(const SoftGrid& grid) {
  SoftGrid out = grid;
  for (int y = 0; y < grid.size; ++y)
    for (int x = 0; x < grid.size; ++x)
      out.dark[static_cast<std::size_t>(y * grid.size + x)] =
          grid.dark[static_cast<std::size_t>(x * grid.size + y)];
  return out;
}

Reading readGrid(const SoftGrid& given) {
  if (!isSize(given.size) || given.dark.size() != static_cast<std::size_t>(given.size * given.size))
    return {};
  SoftGrid grid = given;
  for (auto& soft : grid.dark)
    if (!std::isfinite(soft)) soft = 0;
  const auto& layout = layoutOf(versionOf(grid.size));
  const SoftGrid mirror = mirrored(grid);
  Reading best{.known = layout.known};
  for (const auto& guess : likelyFormats(grid, mirror, layout)) {
    auto reading = readAs(guess.mirrored ? mirror : grid, layout, guess.format);
    if (guess.mirrored) turnBack(reading.known, grid.size);
    if (reading.text) return reading;
    if (reading.corrected > best.corrected) best = std::move(reading);
  }
  return best;
}

}  // namespace qr
