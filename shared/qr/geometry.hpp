// Where a symbol's modules lie in a picture: a flat sheet seen from somewhere (homography), then bent a
// little. Module coordinates: (0, 0) is the symbol's top left corner, a module's centre is at a half.
#pragma once

#include <array>
#include <vector>

namespace qr {

struct Point {
  double x = 0;
  double y = 0;
  friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
  friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
  friend Point operator*(Point a, double f) { return {a.x * f, a.y * f}; }
};
double length(Point p);
inline double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }

using Quad = std::array<Point, 4>;  // top left, top right, bottom right, bottom left
bool isConvex(const Quad& quad);

class Homography {
 public:
  Homography() = default;
  // `from` corners to `to` corners. Degenerate ones give a map that is not finite: ask isSound().
  Homography(const Quad& from, const Quad& to);
  Point operator()(double u, double v) const {
    const double w = 1 / (h_[6] * u + h_[7] * v + h_[8]);
    return {(h_[0] * u + h_[1] * v + h_[2]) * w, (h_[3] * u + h_[4] * v + h_[5]) * w};
  }
  bool isSound() const;

 private:
  std::array<double, 9> h_{1, 0, 0, 0, 1, 0, 0, 0, 1};
};

// A homography whose symbol is shifted a little at each knot of a coarse grid, in modules, linearly between.
struct Warp {
  Homography flat{};
  int size = 0;                 // modules a side
  int knots = 0;                // a side; 0: flat
  std::vector<Point> shifts{};  // row-major, knot i stands at (i + 0.5) / knots of the side

  Point shiftAt(double u, double v) const;
  Point operator()(double u, double v) const {
    if (knots == 0) return flat(u, v);
    const Point shift = shiftAt(u, v);
    return flat(u + shift.x, v + shift.y);
  }
};

// A picture of floats: above 0 dark against its surroundings.
struct Plane {
  int width = 0;
  int height = 0;
  std::vector<float> value{};

  bool holds(Point p) const { return p.x >= 0 && p.y >= 0 && p.x < width - 1 && p.y < height - 1; }
  // The pixel a point lies in; 0 outside.
  float near(Point p) const {
    if (!(p.x >= 0 && p.y >= 0 && p.x < width && p.y < height)) return 0;
    return value[static_cast<std::size_t>(p.y) * static_cast<std::size_t>(width) +
                 static_cast<std::size_t>(p.x)];
  }
  // Between pixels; 0 outside. Pixel (0, 0) spans 0 to 1, so that its centre is at a half.
  float at(Point p) const {
    const double x = p.x - 0.5, y = p.y - 0.5;
    if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return 0;
    const int column = static_cast<int>(x), row = static_cast<int>(y);
    const auto fx = static_cast<float>(x - column), fy = static_cast<float>(y - row);
    const float* top =
        value.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(width) + column;
    const float* low = top + width;
    return (top[0] * (1 - fx) + top[1] * fx) * (1 - fy) + (low[0] * (1 - fx) + low[1] * fx) * fy;
  }
};

}  // namespace qr
