#include "qr/reed_solomon.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

namespace {

using Word = std::vector<std::uint8_t>;

Word randomWord(std::mt19937& random, int length, int check) {
  Word out;
  for (int i = 0; i < length - check; ++i) out.push_back(static_cast<std::uint8_t>(random()));
  const auto rest = qr::checkCodewords(out, check);
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

// So many different places of the word, changed or left as they are.
std::vector<int> places(std::mt19937& random, int length, int count) {
  std::vector<int> all(static_cast<std::size_t>(length));
  std::iota(all.begin(), all.end(), 0);
  std::shuffle(all.begin(), all.end(), random);
  all.resize(static_cast<std::size_t>(count));
  return all;
}

void damage(Word& word, int place, std::mt19937& random) {
  word[static_cast<std::size_t>(place)] ^= static_cast<std::uint8_t>(1 + random() % 255);
}

}  // namespace

TEST_CASE("check codewords are those of the standard's example") {
  // ISO/IEC 18004 Annex I: version 1-M, "01234567".
  const Word data{0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11,
                  0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11};
  CHECK(qr::checkCodewords(data, 10) == Word{0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55});
}

TEST_CASE("errors and erasures within the budget are corrected, wherever they fall") {
  const unsigned seed = 20261124;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 400; ++round) {
    const int check = 7 + static_cast<int>(random() % 24);
    const int length = check + 1 + static_cast<int>(random() % 120);
    const int budget = std::min(check, length);
    const int erased = static_cast<int>(random() % static_cast<unsigned>(budget + 1));
    const int errors = (budget - erased) / 2;
    CAPTURE(round, check, length, erased, errors);
    const auto right = randomWord(random, length, check);
    const auto hit = places(random, length, std::min(length, erased + errors));
    auto word = right;
    for (const int place : hit) damage(word, place, random);
    const auto named = std::span(hit).first(static_cast<std::size_t>(std::min<int>(erased, length)));
    REQUIRE(qr::correct(word, check, named, budget).has_value());
    CHECK(word == right);
  }
}

TEST_CASE("what would need more than the budget is refused and left as it was") {
  const unsigned seed = 7;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 400; ++round) {
    auto word = randomWord(random, 70, 26);
    for (const int place : places(random, 70, 12)) damage(word, place, random);
    const auto before = word;
    CHECK_FALSE(qr::correct(word, 26, {}, 22).has_value());  // 12 errors need 24
    CHECK(word == before);
  }
}

TEST_CASE("noise is never corrected to a word while codewords are kept back") {
  const unsigned seed = 11;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) {
    Word word(70);
    for (auto& codeword : word) codeword = static_cast<std::uint8_t>(random());
    const auto erased = places(random, 70, static_cast<int>(random() % 23));
    CHECK_FALSE(qr::correct(word, 26, erased, 22).has_value());
  }
}

TEST_CASE("senseless questions have no answer") {
  Word word(30, 1);
  const std::vector<int> many(11, 0);
  CHECK_FALSE(qr::correct(word, 0, {}, 0).has_value());
  CHECK_FALSE(qr::correct(word, 30, {}, 10).has_value());
  CHECK_FALSE(qr::correct(word, 10, many, 10).has_value());
  CHECK_FALSE(qr::correct(word, 10, {}, 11).has_value());
  Word none;
  CHECK_FALSE(qr::correct(none, 1, {}, 1).has_value());
}
