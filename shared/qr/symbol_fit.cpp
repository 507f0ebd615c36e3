#include "qr/symbol_fit.hpp"

#include <algorithm>
#include <cmath>

#include "qr/symbol_layout.hpp"

namespace qr {
namespace {

struct Mark {  // a module whose tone is known
  double u = 0, v = 0;
  float sign = 0;
};

bool inFinder(int size, int x, int y) {
  return (x < 8 && y < 8) || (x < 8 && y >= size - 8) || (x >= size - 8 && y < 8);
}

std::vector<Mark> marksOf(const Layout& layout, bool finders) {
  std::vector<Mark> out;
  for (int y = 0; y < layout.size; ++y)
    for (int x = 0; x < layout.size; ++x) {
      const auto known = layout.known[static_cast<std::size_t>(y * layout.size + x)];
      if (known != 0 && (finders || !inFinder(layout.size, x, y)))
        out.push_back({x + 0.5, y + 0.5, static_cast<float>(known)});
    }
  return out;
}

Quad squareOf(int size) {
  const double s = size;
  return {Point{0, 0}, Point{s, 0}, Point{s, s}, Point{0, s}};
}

// How well the marks agree with the picture, -1 to 1.
double correlation(const Plane& plane, const Homography& map, const std::vector<Mark>& marks) {
  float agreed = 0, energy = 1e-3F;
  for (const auto& mark : marks) {
    const float value = plane.at(map(mark.u, mark.v));
    agreed += value * mark.sign;
    energy += value * value;
  }
  return agreed / std::sqrt(energy * static_cast<float>(marks.size()));
}

// The quad whose finder centres are the corners and whose fourth point, opposite, lies `off` the
// parallelogram.
Quad quadThrough(const Corners& corners, int size, Point off) {
  const double near = 3.5, far = size - 3.5;
  const Quad inner{Point{near, near}, Point{far, near}, Point{far, far}, Point{near, far}};
  const Point opposite = corners.top_right + corners.bottom_left - corners.top_left + off;
  const Homography map(inner, Quad{corners.top_left, corners.top_right, opposite, corners.bottom_left});
  const double s = size;
  return {map(0, 0), map(s, 0), map(s, s), map(0, s)};
}

// Perspective moves the fourth corner: looked for on a coarse grid, a module and a half apart.
Fit coarseFit(const Plane& plane, const Corners& corners, int version) {
  const auto& layout = layoutOf(version);
  const auto marks = marksOf(layout, false);
  const double step = 1.5, gaps = layout.size - 7;
  const int reach = static_cast<int>(gaps * 0.17 / step);
  const Point along = (corners.top_right - corners.top_left) * (step / gaps);
  const Point down = (corners.bottom_left - corners.top_left) * (step / gaps);
  Fit best{.version = version, .score = -1};
  for (int y = -reach; y <= reach; ++y)
    for (int x = -reach; x <= reach; ++x) {
      const Quad quad = quadThrough(corners, layout.size, along * x + down * y);
      const Homography map(squareOf(layout.size), quad);
      if (!isConvex(quad) || !map.isSound()) continue;
      const double score = correlation(plane, map, marks);
      if (score > best.score) best = {version, quad, score};
    }
  return best;
}

// Each corner is moved a little in both directions while that helps, in ever smaller steps.
void refine(const Plane& plane, Fit& fit, double module) {
  const auto& layout = layoutOf(fit.version);
  const auto marks = marksOf(layout, true);
  const Quad square = squareOf(layout.size);
  fit.score = correlation(plane, Homography(square, fit.quad), marks);
  for (const double step : {1.0, 0.5, 0.25, 0.12})
    for (int pass = 0; pass < 3; ++pass) {
      const double before = fit.score;
      for (std::size_t i = 0; i < 16; ++i) {
        Quad moved = fit.quad;
        auto& corner = moved[i / 4];
        (i & 1 ? corner.x : corner.y) += (i & 2 ? step : -step) * module;
        const double score = correlation(plane, Homography(square, moved), marks);
        if (score > fit.score) fit = {fit.version, moved, score};
      }
      if (fit.score <= before) break;
    }
}

}  // namespace

double finderAgreement(const Plane& plane, const Corners& corners) {
  static const auto marks = [] {
    std::vector<Mark> out;
    for (int y = -4; y <= 4; ++y)
      for (int x = -4; x <= 4; ++x) {
        const int ring = std::max(std::abs(x), std::abs(y));
        out.push_back({static_cast<double>(x), static_cast<double>(y), ring != 2 && ring != 4 ? 1.F : -1.F});
      }
    return out;
  }();
  const Point along = corners.top_right - corners.top_left, down = corners.bottom_left - corners.top_left;
  const Point right = along * (corners.module / length(along)), low = down * (corners.module / length(down));
  double least = 1;
  for (const Point centre : {corners.top_left, corners.top_right, corners.bottom_left}) {
    float agreed = 0, energy = 1e-3F;
    for (const auto& mark : marks) {
      const float value = plane.at(centre + right * mark.u + low * mark.v);
      agreed += value * mark.sign;
      energy += value * value;
    }
    least = std::min<double>(least, agreed / std::sqrt(energy * static_cast<float>(marks.size())));
  }
  return least;
}

Homography Fit::homography() const { return {squareOf(sizeOf(version)), quad}; }

std::optional<Fit> fitSymbol(const Plane& plane, const Corners& corners) {
  const double along = length(corners.top_right - corners.top_left);
  const double down = length(corners.bottom_left - corners.top_left);
  if (!(corners.module > 0.5) || !(along > 0) || !(down > 0)) return {};
  const double size = (along + down) / 2 / corners.module + 7;
  const int least = std::clamp(static_cast<int>(std::floor((size * 0.86 - 17) / 4)), 1, kVersions);
  const int most = std::clamp(static_cast<int>(std::ceil((size * 1.16 - 17) / 4)), 1, kVersions);
  std::vector<Fit> fits;
  for (int version = least; version <= most; ++version) fits.push_back(coarseFit(plane, corners, version));
  std::stable_sort(fits.begin(), fits.end(), [](const Fit& a, const Fit& b) { return a.score > b.score; });
  fits.resize(std::min<std::size_t>(fits.size(), 2));
  for (auto& fit : fits) refine(plane, fit, (along + down) / 2 / (sizeOf(fit.version) - 7));
  const auto best = std::max_element(fits.begin(), fits.end(),
                                     [](const Fit& a, const Fit& b) { return a.score < b.score; });
  if (best == fits.end() || !best->homography().isSound()) return {};
  return *best;
}

}  // namespace qr
