#include "compare.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace golden {
namespace {

constexpr int kBlock = 8;

std::uint8_t stepped(int value) { return static_cast<std::uint8_t>(std::min(255, (value + 8) / 16 * 16)); }

std::array<int, 3> pixel(const base::Image& image, int x, int y) {
  const auto* at = image.row(y) + x * image.channels;
  return image.channels >= 3 ? std::array<int, 3>{at[0], at[1], at[2]}
                             : std::array<int, 3>{at[0], at[0], at[0]};
}

double apart(const base::Image& a, const base::Image& b, int left, int top) {
  std::array<double, 3> sum{};
  int count = 0;
  for (int y = top; y < std::min(top + kBlock, a.height); ++y)
    for (int x = left; x < std::min(left + kBlock, a.width); ++x, ++count) {
      const auto one = pixel(a, x, y), other = pixel(b, x, y);
      for (std::size_t i = 0; i < 3; ++i) sum[i] += std::abs(one[i] - other[i]);
    }
  return *std::max_element(sum.begin(), sum.end()) / std::max(1, count);
}

}  // namespace

base::Image kept(const base::Image& image, int shrink) {
  base::Image small{image.width / shrink, image.height / shrink, 3, 0, {}};
  small.pixels.resize(small.stride() * static_cast<std::size_t>(small.height));
  for (int y = 0; y < small.height; ++y)
    for (int x = 0; x < small.width; ++x) {
      std::array<int, 3> sum{};
      for (int dy = 0; dy < shrink; ++dy)
        for (int dx = 0; dx < shrink; ++dx) {
          const auto one = pixel(image, x * shrink + dx, y * shrink + dy);
          for (std::size_t i = 0; i < 3; ++i) sum[i] += one[i];
        }
      for (std::size_t i = 0; i < 3; ++i)
        small.row(y)[x * 3 + static_cast<int>(i)] = stepped(sum[i] / (shrink * shrink));
    }
  return small;
}

Difference between(const base::Image& a, const base::Image& b) {
  if (a.width != b.width || a.height != b.height) return {255, 0, 0};
  Difference difference;
  for (int y = 0; y < a.height; y += kBlock)
    for (int x = 0; x < a.width; x += kBlock)
      if (const double here = apart(a, b, x, y); here > difference.worst) difference = {here, x, y};
  return difference;
}

base::Image shown(const base::Image& a, const base::Image& b) {
  base::Image out{b.width, b.height, 3, 0, {}};
  out.pixels.resize(out.stride() * static_cast<std::size_t>(out.height));
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const auto now = pixel(b, x, y);
      const bool same = x < a.width && y < a.height && pixel(a, x, y) == now;
      auto* at = out.row(y) + x * 3;
      for (std::size_t i = 0; i < 3; ++i) at[i] = static_cast<std::uint8_t>(192 + now[i] / 4);
      if (!same) at[0] = 230, at[1] = at[2] = 20;
    }
  return out;
}

}  // namespace golden
