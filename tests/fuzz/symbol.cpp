// The inside of our own QR decoder, behind the pictures: First octet: whether the rest is modules with how
// sure each is, a word for Reed-Solomon, or the data codewords of a symbol.
#include <algorithm>

#include "fuzz.hpp"
#include "qr/codewords.hpp"
#include "qr/reed_solomon.hpp"
#include "qr/segments.hpp"

namespace {

void readModules(base::BytesView input) {
  if (input.empty()) return;
  qr::SoftGrid grid{.size = 21 +
                            4 * (input[0] % 5)};  // versions 1 to 5; a larger one has no further kind of part
  const auto modules = static_cast<std::size_t>(grid.size * grid.size);
  for (const auto byte : input.subspan(1, std::min(modules, input.size() - 1)))
    grid.dark.push_back(static_cast<float>(byte - 128) / 64);
  grid.dark.resize(modules, 0);
  const auto reading = qr::readGrid(grid);
  fuzz::require(reading.corrected >= 0 && reading.corrected <= reading.blocks,
                "no more blocks are corrected than are");
  fuzz::require(reading.known.empty() || reading.known.size() == modules,
                "what is known is known of modules");
  fuzz::require(!reading.text || (reading.corrected == reading.blocks && !reading.text->empty()),
                "a text comes out of a whole symbol only");
}

void correctWord(base::BytesView input) {
  if (input.size() < 4) return;
  const int check = 1 + input[0] % 30, budget = std::min<int>(check, input[1]);
  const auto erasures = std::min<std::size_t>(input[2] % 16, input.size() - 3);
  base::Bytes word(input.begin() + 3 + static_cast<std::ptrdiff_t>(erasures), input.end());
  word.resize(std::clamp<std::size_t>(word.size(), static_cast<std::size_t>(check) + 1, 255));
  std::vector<int> erased;
  for (const auto place : input.subspan(3, erasures))
    if (place < word.size() && std::find(erased.begin(), erased.end(), place) == erased.end())
      erased.push_back(place);
  const auto before = word;
  const auto errors = qr::correct(word, check, erased, budget);
  if (!errors) return fuzz::require(word == before, "a word that fails is left as it was");
  const auto data = word.size() - static_cast<std::size_t>(check);
  const auto again = qr::checkCodewords(base::BytesView(word).first(data), check);
  fuzz::require(
      std::equal(again.begin(), again.end(), word.begin() + static_cast<std::ptrdiff_t>(data), word.end()),
      "a corrected word is one of the code's");
  fuzz::require(*errors >= 0 && static_cast<int>(erased.size()) + 2 * *errors <= budget,
                "the budget is kept");
}

void readData(base::BytesView input) {
  if (input.empty()) return;
  const auto text = qr::textOf(input.subspan(1), 1 + input[0] % 40);
  fuzz::require(!text || (!text->empty() && text->size() <= input.size() * 3),
                "a text has no more than was read");
}

}  // namespace

FUZZ_TARGET(symbol) {
  if (input.empty()) return;
  const auto rest = input.subspan(1);
  switch (input[0] % 3) {
    case 0:
      return readModules(rest);
    case 1:
      return correctWord(rest);
    default:
      return readData(rest);
  }
}
