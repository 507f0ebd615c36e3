#include "qr/symbol_fit.hpp"

#include <algorithm>
#include <cmath>

#include "qr/symbol_layout.hpp"

namespace qr {
namespace {

constexpr double kWellFitted = 0.8;    // a flat fit's score from which no bow is looked for
constexpr double kFindersSeen = 0.25;  // agreement from which a finder pattern is there
constexpr double kFindersClear = 0.4;  // of all three, for a bow to be looked for

constexpr std::size_t kCoarseMarks = 300;

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

// An odd step keeps both tones of a timing pattern.
std::vector<Mark> thinned(const std::vector<Mark>& marks, std::size_t most) {
  const std::size_t step = marks.size() / most / 2 * 2 + 1;
  std::vector<Mark> out;
  for (std::size_t i = 0; i < marks.size(); i += step) out.push_back(marks[i]);
  return out;
}

Quad squareOf(int size) {
  const double s = size;
  return {Point{0, 0}, Point{s, 0}, Point{s, s}, Point{0, s}};
}

// Where a fit's modules lie.
class Map {
 public:
  Map(const Quad& quad, const Bow& bow, int size)
      : flat_(squareOf(size), quad), bow_(bow), size_(size), bent_(isBent(bow)) {}
  bool isSound() const { return flat_.isSound(); }
  Point operator()(double u, double v) const {
    if (!bent_) return flat_(u, v);
    const Point shift = bow_.at(u, v, size_);
    return flat_(u + shift.x, v + shift.y);
  }

 private:
  static bool isBent(const Bow& bow) { return length(bow.along) + length(bow.down) > 0; }
  Homography flat_;
  Bow bow_;
  int size_;
  bool bent_;
};

enum class Sampling { near, between };

// How well the marks agree with the picture, -1 to 1.
template <Sampling sampling>
double correlation(const Plane& plane, const Map& map, const std::vector<Mark>& marks) {
  float agreed = 0, energy = 1e-3F;
  for (const auto& mark : marks) {
    const Point at = map(mark.u, mark.v);
    const float value = sampling == Sampling::near ? plane.near(at) : plane.at(at);
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
Fit coarseFit(const Plane& plane, const Corners& corners, int version, const Bow& bow) {
  const int size = sizeOf(version);
  const auto marks = thinned(marksOf(layoutOf(version), false), kCoarseMarks);
  const double step = 1.5, gaps = size - 7;
  const int reach = static_cast<int>(gaps * 0.17 / step);
  const Point along = (corners.top_right - corners.top_left) * (step / gaps);
  const Point down = (corners.bottom_left - corners.top_left) * (step / gaps);
  Fit best{.version = version, .bow = bow, .score = -1};
  for (int y = -reach; y <= reach; ++y)
    for (int x = -reach; x <= reach; ++x) {
      const Quad quad = quadThrough(corners, size, along * x + down * y);
      const Map map(quad, bow, size);
      if (!isConvex(quad) || !map.isSound()) continue;
      const double score = correlation<Sampling::near>(plane, map, marks);
      if (score > best.score) best = {version, quad, bow, score};
    }
  return best;
}

// The bow of one side, by the timing pattern along it.
Point bowOf(const Plane& plane, const Quad& quad, int size, bool along) {
  std::vector<Mark> marks;
  for (int i = 8; i < size - 8; ++i) {
    const float sign = i % 2 == 0 ? 1 : -1;
    marks.push_back(along ? Mark{i + 0.5, 6.5, sign} : Mark{6.5, i + 0.5, sign});
  }
  const int reach = std::clamp(size / 7, 3, 8) * 2;
  Point best{};
  double score = -1;
  for (int y = -reach; y <= reach; ++y)
    for (int x = -reach; x <= reach; ++x) {
      const Point by{x * 0.5, y * 0.5};
      const double now =
          correlation<Sampling::near>(plane, Map(quad, along ? Bow{by, {}} : Bow{{}, by}, size), marks);
      if (now > score) score = now, best = by;
    }
  return best;
}

Fit bowedFit(const Plane& plane, const Corners& corners, int version) {
  const int size = sizeOf(version);
  const Quad flat = quadThrough(corners, size, {});
  const Bow bow{bowOf(plane, flat, size, true), bowOf(plane, flat, size, false)};
  return coarseFit(plane, corners, version, bow);
}

// Each number of the fit is moved a little up and down while that helps, in ever smaller steps.
void refine(const Plane& plane, Fit& fit, double module) {
  const int size = sizeOf(fit.version);
  const auto marks = marksOf(layoutOf(fit.version), true);
  const bool bowed = length(fit.bow.along) + length(fit.bow.down) > 0;
  fit.score = correlation<Sampling::between>(plane, Map(fit.quad, fit.bow, size), marks);
  for (const double step : {1.0, 0.5, 0.25, 0.12})
    for (int pass = 0; pass < 3; ++pass) {
      const double before = fit.score;
      for (std::size_t i = 0; i < (bowed ? 24U : 16U); ++i) {
        Fit moved = fit;
        auto& point = i < 16 ? moved.quad[i / 4] : i < 20 ? moved.bow.along : moved.bow.down;
        (i & 1 ? point.x : point.y) += (i & 2 ? step : -step) * (i < 16 ? module : 1);
        moved.score = correlation<Sampling::between>(plane, Map(moved.quad, moved.bow, size), marks);
        if (moved.score > fit.score) fit = moved;
      }
      if (fit.score <= before) break;
    }
}

// The best two of the coarse fits, refined; the better of them.
Fit bestOf(const Plane& plane, std::vector<Fit> fits, double side) {
  std::stable_sort(fits.begin(), fits.end(), [](const Fit& a, const Fit& b) { return a.score > b.score; });
  fits.resize(std::min<std::size_t>(fits.size(), 2));
  for (auto& fit : fits) refine(plane, fit, side / (sizeOf(fit.version) - 7));
  return *std::max_element(fits.begin(), fits.end(),
                           [](const Fit& a, const Fit& b) { return a.score < b.score; });
}

std::optional<Fit> sound(const Fit& fit) {
  if (!fit.homography().isSound()) return {};
  return fit;
}

}  // namespace

std::array<double, 3> finderAgreement(const Plane& plane, const Corners& corners) {
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
  const double a_module = 2 * corners.module / (length(along) + length(down));
  const Point right = along * a_module, low = down * a_module;
  std::array<double, 3> out{};
  std::size_t next = 0;
  for (const Point centre : {corners.top_left, corners.top_right, corners.bottom_left}) {
    float agreed = 0, energy = 1e-3F;
    for (const auto& mark : marks) {
      const float value = plane.at(centre + right * mark.u + low * mark.v);
      agreed += value * mark.sign;
      energy += value * value;
    }
    out[next++] = agreed / std::sqrt(energy * static_cast<float>(marks.size()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

Homography Fit::homography() const { return {squareOf(sizeOf(version)), quad}; }

std::optional<Fit> fitSymbol(const Plane& plane, const Corners& corners, bool bent) {
  const double along = length(corners.top_right - corners.top_left);
  const double down = length(corners.bottom_left - corners.top_left);
  if (!(corners.module > 0.5) || !(along > 0) || !(down > 0)) return {};
  const auto finders = finderAgreement(plane, corners);
  if (finders[1] < kFindersSeen) return {};  // one of three may be torn off
  const double size = (along + down) / 2 / corners.module + 7;
  const int least = std::clamp(static_cast<int>(std::floor((size * 0.86 - 17) / 4)), 1, kVersions);
  const int middle = std::clamp(static_cast<int>(std::lround((size - 17) / 4)), 1, kVersions);
  const int most = std::clamp(static_cast<int>(std::ceil((size * 1.16 - 17) / 4)), 1, kVersions);
  std::vector<Fit> flat, bowed;
  for (int version = least; version <= most; ++version)
    flat.push_back(coarseFit(plane, corners, version, {}));
  Fit best = bestOf(plane, flat, (along + down) / 2);
  if (!bent || best.score >= kWellFitted || finders[0] < kFindersClear) return sound(best);
  for (int version = std::max(middle - 1, 1); version <= std::min(middle + 1, kVersions); ++version)
    bowed.push_back(bowedFit(plane, corners, version));
  const Fit other = bestOf(plane, bowed, (along + down) / 2);
  return sound(other.score > best.score ? other : best);
}

}  // namespace qr
