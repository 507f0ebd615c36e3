#include "paper/decimal_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace paper {

bool DecimalSum::add(std::string_view number) {
  const bool negative = number.starts_with('-');
  if (negative) number.remove_prefix(1);
  std::int64_t value = 0;
  int places = -1, digits = 0;
  for (const char c : number) {
    if (c == '.' && places < 0 && digits > 0) {
      places = 0;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 12 || places == 4) return false;
    value = value * 10 + (c - '0');
    if (places >= 0) ++places;
  }
  if (digits == 0 || places == 0) return false;
  places = std::max(places, 0);
  for (int i = places; i < 4; ++i) value *= 10;
  ten_thousandths_ += negative ? -value : value;
  return std::abs(ten_thousandths_) < 1'000'000'000'000'000'000;
}

std::string DecimalSum::text() const {
  const auto size = std::abs(ten_thousandths_);
  auto out = fmt::format("{}{}.{:04}", ten_thousandths_ < 0 ? "-" : "", size / 10'000, size % 10'000);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out.pop_back();
  return out;
}

}  // namespace paper
