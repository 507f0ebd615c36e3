// Chance with a seed: the same seed throws the same numbers everywhere.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <opencv2/core.hpp>

namespace reading {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : rng_(scattered(seed)) {}

  double in(double low, double high) { return rng_.uniform(low, high); }
  int below(int count) { return static_cast<int>(rng_.uniform(0.0, static_cast<double>(count))) % count; }
  bool chance(double share) { return rng_.uniform(0.0, 1.0) < share; }
  double sign() { return chance(0.5) ? 1 : -1; }
  double angle() { return in(0, 2 * std::numbers::pi); }
  std::uint64_t bits() { return (std::uint64_t{rng_.next()} << 32) | rng_.next(); }
  void fillBell(cv::Mat& mat, double mean, double sigma) { rng_.fill(mat, cv::RNG::NORMAL, mean, sigma); }

 private:
  // splitmix64: seeds beside each other give streams far apart.
  static std::uint64_t scattered(std::uint64_t z) {
    z += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  cv::RNG rng_;
};

}  // namespace reading
