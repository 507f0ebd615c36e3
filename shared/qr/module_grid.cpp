#include "qr/module_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "qr/least_squares.hpp"

namespace qr {
namespace {

struct Tones {
  double dark = 0, light = 0;
  int darks = 0, lights = 0;
  void add(float value) { value > 0 ? (dark += value, ++darks) : (light += value, ++lights); }
  double middle(double otherwise) const {
    return darks < 4 || lights < 4 ? otherwise : (dark / darks + light / lights) / 2;
  }
  double contrast() const { return darks < 4 || lights < 4 ? 0 : (dark / darks - light / lights) / 2; }
};

// Each value against the middle of the light and dark modules around it, in units of half their distance.
SoftGrid levelled(const SoftGrid& raw) {
  constexpr int kAround = 5;
  const int size = raw.size;
  Tones all;
  for (const float value : raw.dark) all.add(value);
  const double least = std::max(0.05, all.contrast() * 0.4);
  SoftGrid out{size, std::vector<float>(raw.dark.size())};
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      Tones tones;
      for (int ny = std::max(0, y - kAround); ny <= std::min(size - 1, y + kAround); ++ny)
        for (int nx = std::max(0, x - kAround); nx <= std::min(size - 1, x + kAround); ++nx)
          tones.add(raw.dark[static_cast<std::size_t>(ny * size + nx)]);
      const auto i = static_cast<std::size_t>(y * size + x);
      const double soft = (raw.dark[i] - tones.middle(0)) / std::max(least, tones.contrast());
      out.dark[i] = static_cast<float>(std::clamp(soft, -3.0, 3.0));
    }
  return out;
}

constexpr int kReach = 2;
constexpr std::size_t kNeighbours = 25;
using Neighbourhood = std::array<double, kNeighbours + 1>;  // and a constant

Neighbourhood around(const SoftGrid& grid, int x, int y) {
  Neighbourhood out{};
  std::size_t i = 0;
  for (int dy = -kReach; dy <= kReach; ++dy)
    for (int dx = -kReach; dx <= kReach; ++dx, ++i) {
      const int nx = x + dx, ny = y + dy;
      const bool inside = nx >= 0 && ny >= 0 && nx < grid.size && ny < grid.size;
      out[i] = inside ? grid.dark[static_cast<std::size_t>(ny * grid.size + nx)] : -1;  // the quiet zone
    }
  out[kNeighbours] = 1;
  return out;
}

// How 5 by 5 modules mix into what is seen of the one in the middle.
class Mixture {
 public:
  Mixture(const SoftGrid& seen, const SoftGrid& believed) : seen_(seen), believed_(believed) {
    LeastSquares fit(kNeighbours + 1);
    for (int y = 0; y < seen.size; ++y)  // every other module tells enough
      for (int x = y % 2; x < seen.size; x += 2) fit.add(around(believed, x, y), at(seen, x, y), 1);
    for (std::size_t i = 0; i < kNeighbours; ++i) fit.pull(i, i == kNeighbours / 2 ? 1 : 0, 2);
    factors_ = fit.solve();
    for (std::size_t i = 0; i < kNeighbours; ++i) energy_ += factors_[i] * factors_[i];
    remain();
  }

  // What the module must be for what is seen around it, its neighbours being as believed; 1 where sure.
  double wanted(int x, int y) const {
    double sum = 0;
    std::size_t i = 0;
    for (int dy = -kReach; dy <= kReach; ++dy)
      for (int dx = -kReach; dx <= kReach; ++dx, ++i) {
        const int nx = x - dx, ny = y - dy;
        if (nx >= 0 && ny >= 0 && nx < seen_.size && ny < seen_.size) sum += factors_[i] * at(rest_, nx, ny);
      }
    return sum / energy_ + at(believed_, x, y);
  }

  double noise() const { return noise_ / std::sqrt(energy_); }  // of wanted()

 private:
  static double at(const SoftGrid& grid, int x, int y) {
    return grid.dark[static_cast<std::size_t>(y * grid.size + x)];
  }

  void remain() {
    rest_ = seen_;
    double sum = 0;
    for (int y = 0; y < seen_.size; ++y)
      for (int x = 0; x < seen_.size; ++x) {
        const auto believed = around(believed_, x, y);
        double mixed = 0;
        for (std::size_t i = 0; i < believed.size(); ++i) mixed += believed[i] * factors_[i];
        auto& rest = rest_.dark[static_cast<std::size_t>(y * seen_.size + x)];
        rest -= static_cast<float>(mixed);
        sum += rest * rest;
      }
    noise_ = std::sqrt(sum / static_cast<double>(rest_.dark.size()));
  }

  const SoftGrid& seen_;
  const SoftGrid& believed_;
  SoftGrid rest_{};
  std::vector<double> factors_;
  double energy_ = 1e-6, noise_ = 0;
};

void believeKnown(SoftGrid& grid, std::span<const std::int8_t> known) {
  for (std::size_t i = 0; i < grid.dark.size(); ++i)
    if (known[i] != 0) grid.dark[i] = known[i];
}

}  // namespace

SoftGrid sampleModules(const Plane& plane, const Warp& warp) {
  SoftGrid raw{warp.size, {}};
  raw.dark.reserve(static_cast<std::size_t>(warp.size * warp.size));
  for (int y = 0; y < warp.size; ++y)
    for (int x = 0; x < warp.size; ++x) {
      float sum = 2 * plane.at(warp(x + 0.5, y + 0.5));
      for (const double dy : {0.25, 0.75})
        for (const double dx : {0.25, 0.75}) sum += plane.at(warp(x + dx, y + dy));
      raw.dark.push_back(sum / 6);
    }
  return levelled(raw);
}

SoftGrid unmixed(const SoftGrid& grid, std::span<const std::int8_t> known) {
  LeastSquares fit(kNeighbours + 1);
  for (int y = 0; y < grid.size; ++y)
    for (int x = 0; x < grid.size; ++x)
      if (const int tone = known[static_cast<std::size_t>(y * grid.size + x)]; tone != 0)
        fit.add(around(grid, x, y), tone, 1);
  for (std::size_t i = 0; i < kNeighbours; ++i) fit.pull(i, i == kNeighbours / 2 ? 1 : 0, 8);
  const auto factors = fit.solve();
  SoftGrid out{grid.size, std::vector<float>(grid.dark.size())};
  for (int y = 0; y < grid.size; ++y)
    for (int x = 0; x < grid.size; ++x) {
      const auto at = around(grid, x, y);
      double sum = 0;
      for (std::size_t i = 0; i < at.size(); ++i) sum += at[i] * factors[i];
      out.dark[static_cast<std::size_t>(y * grid.size + x)] = static_cast<float>(sum);
    }
  return out;
}

SoftGrid untangled(const SoftGrid& grid, const SoftGrid& believed, std::span<const std::int8_t> known) {
  constexpr int kRounds = 4;
  SoftGrid now = believed;
  for (auto& value : now.dark) value = std::clamp(value, -1.F, 1.F);
  believeKnown(now, known);
  for (int round = 0; round < kRounds; ++round) {
    const Mixture mixture(grid, now);
    const double noise = std::max(0.1, mixture.noise());
    SoftGrid next = now;
    for (int y = 0; y < grid.size; ++y)
      for (int x = 0; x < grid.size; ++x) {
        auto& value = next.dark[static_cast<std::size_t>(y * grid.size + x)];
        value = static_cast<float>(0.5 * value + 0.5 * std::tanh(mixture.wanted(x, y) / noise / noise));
      }
    now = std::move(next);
    if (round + 1 < kRounds) believeKnown(now, known);
  }
  return now;
}

}  // namespace qr
