#include "qr/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace qr {
namespace {

using Matrix = std::array<double, 9>;

// The unit square's corners to the quad's.
Matrix fromSquare(const Quad& q) {
  const Point a = q[1] - q[2], b = q[3] - q[2], c = q[0] - q[1] + q[2] - q[3];
  const double below = cross(a, b), g = cross(c, b) / below, h = cross(a, c) / below;
  return {q[1].x - q[0].x + g * q[1].x,
          q[3].x - q[0].x + h * q[3].x,
          q[0].x,
          q[1].y - q[0].y + g * q[1].y,
          q[3].y - q[0].y + h * q[3].y,
          q[0].y,
          g,
          h,
          1};
}

Matrix adjugate(const Matrix& m) {
  return {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
          m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
          m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
}

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix out{};
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 3; ++column)
      for (std::size_t i = 0; i < 3; ++i) out[row * 3 + column] += a[row * 3 + i] * b[i * 3 + column];
  return out;
}

}  // namespace

double length(Point p) { return std::hypot(p.x, p.y); }

bool isConvex(const Quad& quad) {
  int left = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const Point a = quad[(i + 1) % 4] - quad[i], b = quad[(i + 2) % 4] - quad[(i + 1) % 4];
    left += cross(a, b) > 0 ? 1 : -1;
  }
  return left == 4 || left == -4;
}

Homography::Homography(const Quad& from, const Quad& to)
    : h_(product(fromSquare(to), adjugate(fromSquare(from)))) {}

bool Homography::isSound() const {
  return std::all_of(h_.begin(), h_.end(), [](double value) { return std::isfinite(value); });
}

Point Warp::shiftAt(double u, double v) const {
  const double x = u / size * knots - 0.5, y = v / size * knots - 0.5;  // beyond the last knots it goes on
  const auto gap = [&](double at) { return std::clamp(static_cast<int>(at), 0, std::max(0, knots - 2)); };
  const int column = gap(x), row = gap(y);
  const double fx = x - column, fy = y - row;
  const auto knot = [&](int c, int r) {
    return shifts[static_cast<std::size_t>(std::min(r, knots - 1) * knots + std::min(c, knots - 1))];
  };
  return (knot(column, row) * (1 - fx) + knot(column + 1, row) * fx) * (1 - fy) +
         (knot(column, row + 1) * (1 - fx) + knot(column + 1, row + 1) * fx) * fy;
}

}  // namespace qr
