#include "qr/least_squares.hpp"

#include <algorithm>
#include <cmath>

namespace qr {

void LeastSquares::add(std::span<const double> factors, double wanted, double weight) {
  for (std::size_t i = 0; i < n_; ++i) {
    const double f = factors[i] * weight;
    if (f == 0) continue;
    for (std::size_t j = i; j < n_; ++j) matrix_[i * n_ + j] += f * factors[j];  // symmetric: the upper half
    right_[i] += f * wanted;
  }
}

void LeastSquares::pull(std::size_t unknown, double towards, double weight) {
  matrix_[unknown * n_ + unknown] += weight;
  right_[unknown] += weight * towards;
}

std::vector<double> LeastSquares::solve() const {
  auto m = matrix_, r = right_;
  for (std::size_t i = 0; i < n_; ++i)
    for (std::size_t j = 0; j < i; ++j) m[i * n_ + j] = m[j * n_ + i];
  for (std::size_t column = 0; column < n_; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n_; ++row)
      if (std::fabs(m[row * n_ + column]) > std::fabs(m[pivot * n_ + column])) pivot = row;
    if (std::fabs(m[pivot * n_ + column]) < 1e-12) continue;
    for (std::size_t j = 0; j < n_; ++j) std::swap(m[pivot * n_ + j], m[column * n_ + j]);
    std::swap(r[pivot], r[column]);
    for (std::size_t row = 0; row < n_; ++row) {
      if (row == column) continue;
      const double factor = m[row * n_ + column] / m[column * n_ + column];
      if (factor == 0) continue;
      for (std::size_t j = column; j < n_; ++j) m[row * n_ + j] -= factor * m[column * n_ + j];
      r[row] -= factor * r[column];
    }
  }
  std::vector<double> out(n_, 0);
  for (std::size_t i = 0; i < n_; ++i)
    if (std::fabs(m[i * n_ + i]) >= 1e-12) out[i] = r[i] / m[i * n_ + i];
  return out;
}

}  // namespace qr
