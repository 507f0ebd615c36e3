#include "qr/reed_solomon.hpp"

#include <algorithm>
#include <array>

namespace qr {
namespace {

struct Field {
  std::array<std::uint8_t, 512> power{};  // of 2; twice over, so that sums of logarithms need no modulo
  std::array<int, 256> logarithm{};
  constexpr Field() {
    int value = 1;
    for (int i = 0; i < 255; ++i) {
      power[static_cast<std::size_t>(i)] = power[static_cast<std::size_t>(i + 255)] =
          static_cast<std::uint8_t>(value);
      logarithm[static_cast<std::size_t>(value)] = i;
      value <<= 1;
      if (value & 0x100) value ^= 0x11D;
    }
  }
};
constexpr Field kField;

std::uint8_t power(int exponent) { return kField.power[static_cast<std::size_t>(exponent % 255)]; }

std::uint8_t product(std::uint8_t a, std::uint8_t b) {
  if (a == 0 || b == 0) return 0;
  return kField.power[static_cast<std::size_t>(kField.logarithm[a] + kField.logarithm[b])];
}

std::uint8_t quotient(std::uint8_t a, std::uint8_t b) {  // b is never 0
  if (a == 0) return 0;
  return kField.power[static_cast<std::size_t>(kField.logarithm[a] + 255 - kField.logarithm[b])];
}

using Polynomial = std::vector<std::uint8_t>;  // lowest power first

std::uint8_t valueAt(const Polynomial& p, std::uint8_t x) {
  std::uint8_t out = 0;
  for (auto it = p.rbegin(); it != p.rend(); ++it) out = product(out, x) ^ *it;
  return out;
}

bool syndromes(std::span<const std::uint8_t> word, Polynomial& out) {
  bool any = false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::uint8_t sum = 0;
    const auto x = power(static_cast<int>(i));
    for (const auto codeword : word) sum = product(sum, x) ^ codeword;
    out[i] = sum;
    any = any || sum != 0;
  }
  return any;
}

// The product of (1 - X x) over the erased places' X.
Polynomial erasureLocator(std::span<const int> erased, int length, int check) {
  Polynomial out(static_cast<std::size_t>(check) + 1, 0);
  out[0] = 1;
  std::size_t degree = 0;
  for (const int place : erased) {
    const auto x = power(length - 1 - place);
    ++degree;
    for (std::size_t i = degree; i > 0; --i) out[i] ^= product(out[i - 1], x);
  }
  return out;
}

// Berlekamp and Massey's search for the shortest locator, started from the erasures'.
Polynomial locator(const Polynomial& syndrome, Polynomial found, int erasures) {
  const int check = static_cast<int>(syndrome.size());
  Polynomial before = found;
  int length = erasures;
  for (int r = erasures + 1; r <= check; ++r) {
    std::uint8_t discrepancy = 0;
    for (int i = 0; i < r; ++i)
      discrepancy ^=
          product(found[static_cast<std::size_t>(i)], syndrome[static_cast<std::size_t>(r - 1 - i)]);
    std::rotate(before.begin(), before.end() - 1, before.end());  // times x; the highest place is always 0
    before[0] = 0;
    if (discrepancy == 0) continue;
    Polynomial next = found;
    for (std::size_t i = 0; i < next.size(); ++i) next[i] ^= product(discrepancy, before[i]);
    if (2 * length <= r + erasures - 1) {
      length = r + erasures - length;
      before = found;
      for (auto& c : before) c = quotient(c, discrepancy);
    }
    found = std::move(next);
  }
  return found;
}

struct Correction {
  int place;
  std::uint8_t value;
};

// Chien's search for the places, Forney's formula for the values. Empty when the locator is none.
std::vector<Correction> corrections(const Polynomial& syndrome, const Polynomial& located, int length) {
  std::size_t degree = located.size() - 1;
  while (degree > 0 && located[degree] == 0) --degree;
  Polynomial evaluator(syndrome.size(), 0), derivative(located.size(), 0);
  for (std::size_t i = 0; i < evaluator.size(); ++i)
    for (std::size_t j = 0; j <= std::min(i, degree); ++j)
      evaluator[i] ^= product(located[j], syndrome[i - j]);
  for (std::size_t i = 1; i < located.size(); i += 2) derivative[i - 1] = located[i];
  std::vector<Correction> out;
  for (int place = 0; place < length; ++place) {
    const int exponent = length - 1 - place;
    const auto inverse = power(255 - exponent);
    if (valueAt(located, inverse) != 0) continue;
    const auto below = valueAt(derivative, inverse);
    if (below == 0) return {};
    out.push_back({place, product(power(exponent), quotient(valueAt(evaluator, inverse), below))});
  }
  if (out.size() != degree) out.clear();
  return out;
}

}  // namespace

std::optional<int> correct(std::span<std::uint8_t> word, int check, std::span<const int> erased, int budget) {
  const int length = static_cast<int>(word.size()), erasures = static_cast<int>(erased.size());
  if (check < 1 || length <= check || length > 255 || budget > check || erasures > budget) return {};
  Polynomial syndrome(static_cast<std::size_t>(check));
  if (!syndromes(word, syndrome)) return 0;
  const auto located = locator(syndrome, erasureLocator(erased, length, check), erasures);
  const auto found = corrections(syndrome, located, length);
  int errors = 0;
  for (const auto& one : found)
    if (std::find(erased.begin(), erased.end(), one.place) == erased.end()) ++errors;
  if (found.empty() || erasures + 2 * errors > budget) return {};
  for (const auto& one : found) word[static_cast<std::size_t>(one.place)] ^= one.value;
  if (!syndromes(word, syndrome)) return errors;
  for (const auto& one : found) word[static_cast<std::size_t>(one.place)] ^= one.value;
  return {};
}

std::vector<std::uint8_t> checkCodewords(std::span<const std::uint8_t> data, int check) {
  Polynomial generator{1};  // highest power first
  for (int i = 0; i < check; ++i) {
    generator.push_back(0);
    for (std::size_t j = generator.size() - 1; j > 0; --j)
      generator[j] ^= product(generator[j - 1], power(i));
  }
  std::vector<std::uint8_t> rest(static_cast<std::size_t>(check), 0);
  for (const auto codeword : data) {
    const std::uint8_t factor = codeword ^ rest.front();
    std::rotate(rest.begin(), rest.begin() + 1, rest.end());
    rest.back() = 0;
    for (std::size_t j = 0; j < rest.size(); ++j) rest[j] ^= product(generator[j + 1], factor);
  }
  return rest;
}

}  // namespace qr
