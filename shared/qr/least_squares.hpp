// Small weighted least squares by the normal equations.
#pragma once

#include <span>
#include <vector>

namespace qr {

class LeastSquares {
 public:
  explicit LeastSquares(std::size_t unknowns)
      : n_(unknowns), matrix_(unknowns * unknowns, 0), right_(unknowns, 0) {}

  void add(std::span<const double> factors, double wanted, double weight);
  // Pulls one unknown towards a value.
  void pull(std::size_t unknown, double towards, double weight);
  // Unknowns that nothing determines come out as 0.
  std::vector<double> solve() const;

 private:
  std::size_t n_;
  std::vector<double> matrix_, right_;
};

}  // namespace qr
