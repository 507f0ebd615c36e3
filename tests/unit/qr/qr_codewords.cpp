#include "qr/codewords.hpp"

#include <algorithm>
#include <limits>
#include <random>

#include "pictures.hpp"
#include "qr/segments.hpp"
#include "qr/symbol_layout.hpp"

namespace {

qr::SoftGrid softly(const qr::Modules& code) {
  qr::SoftGrid out{code.size, {}};
  for (const auto dark : code.dark) out.dark.push_back(dark != 0 ? 1.F : -1.F);
  return out;
}

std::string randomBytes(std::mt19937& random, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out += static_cast<char>(random());
  return out;
}

// Bits as they stand in the data codewords: "0001 0000001000 ...", spaces ignored.
std::vector<std::uint8_t> packed(const std::string& bits) {
  std::vector<std::uint8_t> out;
  int count = 0;
  for (const char bit : bits) {
    if (bit == ' ') continue;
    if (count++ % 8 == 0) out.push_back(0);
    out.back() = static_cast<std::uint8_t>(out.back() | (bit - '0') << (7 - (count - 1) % 8));
  }
  return out;
}

}  // namespace

TEST_CASE(
    "every version and level that libqrencode draws reads back, bytes unchanged, with modules flipped") {
  const unsigned seed = 3;
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::vector<bool> seen(qr::kVersions + 1, false);
  for (const auto level : {qr::ErrorCorrection::low, qr::ErrorCorrection::medium,
                           qr::ErrorCorrection::quartile, qr::ErrorCorrection::high})
    for (std::size_t length = 4; length < 2900; length += 4 + length / 16) {
      const auto text = randomBytes(random, length);
      const auto code = qr::encode({{qr::Segment::Mode::byte, text}}, level);
      if (!code) continue;
      auto grid = softly(*code);
      for (int i = 0; i < code->size / 20; ++i) {
        auto& module = grid.dark[random() % grid.dark.size()];
        module = -0.3F * module;
      }
      CAPTURE(code->size, length);
      CHECK(qr::readGrid(grid).text == text);
      CHECK(qr::readGrid(qr::mirrored(grid)).text == text);
      seen[static_cast<std::size_t>(qr::versionOf(code->size))] = true;
    }
  CHECK(std::count(seen.begin(), seen.end(), true) == qr::kVersions);
}

TEST_CASE("format information survives three wrong modules in each copy") {
  const auto code = pictures::sealLike();
  const auto& layout = qr::layoutOf(qr::versionOf(code.size));
  for (std::size_t first = 0; first < 12; ++first) {
    auto grid = softly(code);
    for (const auto& copy : layout.format)
      for (std::size_t i = first; i < first + 3; ++i)
        grid.dark[static_cast<std::size_t>(copy[i].y * grid.size + copy[i].x)] *= -1;
    CAPTURE(first);
    CHECK(qr::readGrid(grid).text == pictures::sealLikeText());
  }
}

TEST_CASE("a fifth of the symbol gone reads, because what is not known is not counted as wrong") {
  auto grid = softly(pictures::sealLike());
  for (int y = 0; y < grid.size; ++y)
    for (int x = 0; x < grid.size; ++x)
      if (y > grid.size - 18 && x > 14) grid.dark[static_cast<std::size_t>(y * grid.size + x)] = -0.02F;
  CHECK(qr::readGrid(grid).text == pictures::sealLikeText());
}

TEST_CASE("where some blocks are beyond help, the others' modules are known") {
  const auto code = pictures::sealLike();
  auto grid = softly(code);
  const auto& layout = qr::layoutOf(qr::versionOf(code.size));
  for (std::size_t codeword = 0; codeword < 200; codeword += 5)  // the first of five blocks
    for (std::size_t bit = 0; bit < 8; bit += 2)
      grid.dark[static_cast<std::size_t>(layout.path[codeword * 8 + bit])] *= -1;
  const auto reading = qr::readGrid(grid);
  CHECK_FALSE(reading.text);
  CHECK(reading.blocks == 5);
  CHECK(reading.corrected == 4);
  for (std::size_t i = 0; i < reading.known.size(); ++i)
    if (reading.known[i] != 0) CHECK((reading.known[i] > 0) == (code.dark[i] != 0));
}

TEST_CASE("noise, wrong sizes and numbers that are none give no text") {
  const unsigned seed = 5;
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> any(-1.5F, 1.5F);
  for (int round = 0; round < 300; ++round) {
    qr::SoftGrid grid{qr::sizeOf(1 + round % 12), {}};
    grid.dark.resize(static_cast<std::size_t>(grid.size * grid.size));
    for (auto& module : grid.dark) module = any(random);
    CHECK_FALSE(qr::readGrid(grid).text);
  }
  for (const int size : {-21, 0, 20, 22, 25, 181}) CHECK_FALSE(qr::readGrid({size, {1, 2, 3}}).text);
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 0.F})
    CHECK_FALSE(qr::readGrid({21, std::vector<float>(441, value)}).text);
}

TEST_CASE("segments: numbers, letters and bytes in one message, other modes refused, cut ones too") {
  CHECK(qr::textOf(packed("0001 0000001000 0000001100 0101011001 1000011 0000"), 1) == "01234567");
  CHECK(qr::textOf(packed("0010 000000101 00111001110 11100111001 000010 0000"), 1) == "AC-42");
  CHECK(qr::textOf(packed("0111 00011010 0100 00000010 11100110 00000000 0000"), 1) ==
        std::string("\xE6\0", 2));
  CHECK(qr::textOf(packed("0001 0000000001 0111 0010 000000001 000010 0000"), 1) == "72");
  CHECK_FALSE(qr::textOf(packed("1000 00000001 1101010101010 0000"), 1));  // kanji
  CHECK_FALSE(qr::textOf(packed("0100 00001000 11100110"), 1));            // eight bytes said, one there
  CHECK_FALSE(qr::textOf(packed("0001 0000000011 1111111111 0000"), 1));   // 1023 is no three digits
  CHECK_FALSE(qr::textOf(packed("0010 000000010 11111111111 0000"), 1));   // nor 2047 two letters
  CHECK_FALSE(qr::textOf(packed("0000 0000"), 1));
  CHECK_FALSE(qr::textOf({}, 1));
}
