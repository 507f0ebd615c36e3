// Paper that isn't flat: where a fit's modules really lie, measured at the alignment patterns and patch by
// patch.
#include <algorithm>
#include <array>
#include <cmath>

#include "qr/least_squares.hpp"
#include "qr/symbol_fit.hpp"
#include "qr/symbol_layout.hpp"

namespace qr {
namespace {

constexpr double kModulesAKnot = 8;
constexpr double kFlat = 0.85;      // a fit's score from which nothing lies far from where it says
constexpr std::size_t kTerms = 10;  // a cubic in two variables

struct Shift {
  double u = 0, v = 0;  // where, modules
  Point by{};           // modules
  double weight = 0;
};

std::array<double, kTerms> terms(double u, double v, int size) {
  const double a = 2 * u / size - 1, b = 2 * v / size - 1;
  return {1, a, b, a * a, a * b, b * b, a * a * a, a * a * b, a * b * b, b * b * b};
}

// The smooth bend through what was measured, added at the knots.
void smooth(Warp& warp, const std::vector<Shift>& shifts, double stiffness) {
  std::array<LeastSquares, 2> fits{LeastSquares(kTerms), LeastSquares(kTerms)};
  for (const auto& shift : shifts) {
    const auto at = terms(shift.u, shift.v, warp.size);
    fits[0].add(at, shift.by.x, shift.weight);
    fits[1].add(at, shift.by.y, shift.weight);
  }
  for (auto& fit : fits)
    for (std::size_t i = 0; i < kTerms; ++i) fit.pull(i, 0, i < 3 ? 0.02 : i < 6 ? stiffness : 2 * stiffness);
  const auto x = fits[0].solve(), y = fits[1].solve();
  for (int row = 0; row < warp.knots; ++row)
    for (int column = 0; column < warp.knots; ++column) {
      const double step = static_cast<double>(warp.size) / warp.knots;
      const auto at = terms((column + 0.5) * step, (row + 0.5) * step, warp.size);
      Point shift;
      for (std::size_t i = 0; i < kTerms; ++i) shift = shift + Point{x[i], y[i]} * at[i];
      auto& knot = warp.shifts[static_cast<std::size_t>(row * warp.knots + column)];
      knot = knot + shift;
    }
}

Warp warpOf(const Fit& fit) {
  const int size = sizeOf(fit.version), knots = std::max(3, static_cast<int>(size / kModulesAKnot));
  Warp out{fit.homography(), size, knots, {}};
  for (int row = 0; row < knots; ++row)
    for (int column = 0; column < knots; ++column)
      out.shifts.push_back(fit.bow.at((column + 0.5) * size / knots, (row + 0.5) * size / knots, size));
  return out;
}

// What agrees at a place: tone times value where the tone is known, else how far from grey the value is.
class Agreement {
 public:
  Agreement(const Plane& plane, const Warp& warp, std::span<const std::int8_t> known)
      : plane_(plane), warp_(warp), known_(known) {}

  void over(int left, int top, int right, int bottom) {
    left = std::max(left, 0), top = std::max(top, 0);
    right = std::min(right, warp_.size), bottom = std::min(bottom, warp_.size);
    modules_.clear();
    for (int y = top; y < bottom; ++y)
      for (int x = left; x < right; ++x)
        modules_.push_back({x + 0.5, y + 0.5, known_[static_cast<std::size_t>(y * warp_.size + x)]});
  }

  // Mean, each module moved by the warp and then by so much.
  double at(Point extra) const {
    double sum = 0;
    for (const auto& module : modules_) {
      const Point shift = warp_.shiftAt(module.u, module.v) + extra;
      const double value = plane_.at(warp_.flat(module.u + shift.x, module.v + shift.y));
      sum += module.known != 0 ? 1.5 * module.known * value : std::fabs(value);
    }
    return sum / static_cast<double>(std::max<std::size_t>(modules_.size(), 1));
  }

  // The best place within reach, coarse then fine; its weight is how much better it is than around it.
  Shift best(double reach, double step) const {
    Shift best{.weight = at({})};
    double around = 0;
    int count = 0;
    const int steps = static_cast<int>(reach / step + 0.5);
    for (int y = -steps; y <= steps; ++y)
      for (int x = -steps; x <= steps; ++x, ++count) {
        const double value = at({x * step, y * step});
        around += value;
        if (value > best.weight) best = {.by = {x * step, y * step}, .weight = value};
      }
    for (double fine = step / 2; fine > 0.05; fine /= 2) improve(best, fine);
    best.weight = std::max(0.0, best.weight - around / count);
    return best;
  }

 private:
  struct Module {
    double u, v;
    int known;
  };

  void improve(Shift& best, double step) const {
    const Point from = best.by;
    for (const Point by : {Point{step, 0}, Point{-step, 0}, Point{0, step}, Point{0, -step}}) {
      const double value = at(from + by);
      if (value > best.weight) best = {.by = from + by, .weight = value};
    }
  }

  const Plane& plane_;
  const Warp& warp_;
  std::span<const std::int8_t> known_;
  std::vector<Module> modules_;
};

}  // namespace

Warp bentByAlignments(const Plane& plane, const Fit& fit) {
  const Warp base = warpOf(fit);
  const auto& layout = layoutOf(fit.version);
  Warp warp = base;
  std::vector<Shift> shifts;
  const auto measure = [&](const Module& at, int around, double reach) {
    Agreement agreement(plane, warp, layout.known);
    agreement.over(at.x - around, at.y - around, at.x + around + 1, at.y + around + 1);
    auto shift = agreement.best(reach, 0.4);
    shift.u = at.x + 0.5, shift.v = at.y + 0.5;
    shift.by = shift.by + warp.shiftAt(shift.u, shift.v) - base.shiftAt(shift.u, shift.v);
    shift.weight *= shift.weight;
    shifts.push_back(shift);
  };
  const int far = warp.size - 4;
  for (const auto& finder : {Module{3, 3}, Module{far, 3}, Module{3, far}}) measure(finder, 4, 0.8);
  // Outwards from the finder patterns, each expected where those before it say.
  auto centres = layout.alignment;
  std::stable_sort(centres.begin(), centres.end(),
                   [](const Module& a, const Module& b) { return a.x + a.y < b.x + b.y; });
  for (const auto& centre : centres) {
    measure(centre, 2, fit.score > kFlat ? 0.8 : 2);
    warp = base;
    smooth(warp, shifts, 0.05);
  }
  return warp;
}

Warp bentByPatches(const Plane& plane, const Warp& from, std::span<const std::int8_t> known) {
  Warp warp = from;
  const double side = static_cast<double>(warp.size) / warp.knots;
  for (const double reach : {0.6, 0.4}) {
    std::vector<Shift> shifts;
    Agreement agreement(plane, warp, known);
    for (int row = 0; row < warp.knots; ++row)
      for (int column = 0; column < warp.knots; ++column) {
        const double u = (column + 0.5) * side, v = (row + 0.5) * side, half = side * 0.7;
        agreement.over(static_cast<int>(u - half), static_cast<int>(v - half), static_cast<int>(u + half) + 1,
                       static_cast<int>(v + half) + 1);
        auto shift = agreement.best(reach, reach / 2);
        shift.u = u, shift.v = v;
        shifts.push_back(shift);
      }
    smooth(warp, shifts, 0.02);
  }
  return warp;
}

}  // namespace qr
