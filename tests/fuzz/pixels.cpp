// The code reader on raw pixels: width, height, channels, then the rows.
#include <algorithm>
#include <cmath>

#include "fuzz.hpp"
#include "qr/qr.hpp"

namespace {

constexpr int kMaxSide = 72;

base::Image pictureOf(base::BytesView input) {
  constexpr int kChannels[] = {1, 3, 4, 2};  // the last is none a page can have
  base::Image out{1 + input[0] % kMaxSide, 1 + input[1] % kMaxSide, kChannels[input[2] % 4], 0, {}};
  const auto rows = input.subspan(3);
  out.pixels.assign(rows.begin(), rows.end());
  const bool whole = input[2] < 128;
  if (whole) out.pixels.resize(out.stride() * static_cast<std::size_t>(out.height), 255);
  return out;
}

}  // namespace

FUZZ_TARGET(pixels) {
  if (input.size() < 3) return;
  const auto picture = pictureOf(input);
  const auto symbols =
      qr::read(picture, {.max_symbols = 3, .max_attempts = 3});  // the further ones only repeat these
  fuzz::require(symbols.size() <= 3, "no more symbols than asked for");
  for (const auto& symbol : symbols)
    for (const auto& corner : symbol.corners)
      fuzz::require(std::isfinite(corner[0]) && std::isfinite(corner[1]), "corners are places");
}
