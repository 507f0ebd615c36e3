#include "verifier/camera/sharpness.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "verifier/camera/page_finder.hpp"

namespace verifier {
namespace {

constexpr int kAcross = 8, kAlong = 11;  // windows on the page, each a little print at least on most forms
constexpr int kWindow = 48;              // frame pixels
constexpr std::size_t kSharpest = 6;     // the window that counts: the seal alone covers as many
constexpr int kSteepest = kWindow * kWindow / 50;  // pixels of a window that stand on edges, at least
constexpr double kStepOfSigma =
    0.34;  // the steepest step of a smeared black edge is this, over its sigma in pixels

using Counts = std::array<int, 256>;

// The level that so many lie above.
int upper(const Counts& counts, int above) {
  int level = 255;
  while (level > 0 && (above -= counts[static_cast<std::size_t>(level)]) > 0) --level;
  return level;
}

// The steepest steps against the level of paper, in the direction where they are flatter.
double steepness(const base::Image& frame, int left, int top) {
  Counts levels{}, across{}, down{};
  for (int y = top; y < top + kWindow; ++y) {
    const auto *row = frame.row(y) + left * 3 + 1, *next = frame.row(y + 1) + left * 3 + 1;  // green
    for (int x = 0; x < kWindow * 3; x += 3) {
      ++levels[row[x]];
      ++across[static_cast<std::size_t>(std::abs(row[x + 3] - row[x]))];
      ++down[static_cast<std::size_t>(std::abs(next[x] - row[x]))];
    }
  }
  const int white = upper(levels, kWindow * kWindow / 10);
  return std::min(upper(across, kSteepest), upper(down, kSteepest)) / std::max(1.0, 1.0 * white);
}

// A point of the page by shares of its sides.
std::array<double, 2> within(const Corners& corners, double u, double v) {
  std::array<double, 2> out{};
  for (std::size_t i = 0; i < 2; ++i)
    out[i] = (1 - v) * ((1 - u) * corners[0][i] + u * corners[1][i]) +
             v * ((1 - u) * corners[3][i] + u * corners[2][i]);
  return out;
}

}  // namespace

double edgeWidthMm(const base::Image& frame, const Corners& outline) {
  std::vector<double> steps;
  for (int j = 0; j < kAlong; ++j)
    for (int i = 0; i < kAcross; ++i) {
      const auto middle = within(outline, (i + 0.5) / kAcross, (j + 0.5) / kAlong);
      const int left = static_cast<int>(middle[0]) - kWindow / 2,
                top = static_cast<int>(middle[1]) - kWindow / 2;
      if (left < 0 || top < 0 || left + kWindow >= frame.width || top + kWindow >= frame.height) continue;
      steps.push_back(steepness(frame, left, top));
    }
  if (steps.size() < kSharpest) return 1e3;
  std::nth_element(steps.begin(), steps.begin() + (kSharpest - 1), steps.end(), std::greater<>());
  const double px_per_mm = std::sqrt(areaOf(outline) / (210.0 * 297.0));
  return kStepOfSigma / std::max(1e-3, steps[kSharpest - 1]) / px_per_mm;
}

}  // namespace verifier
