#include "qr/locator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace qr {
namespace {

constexpr double kLeastGap = 14 * 0.6, kMostGap = 170 * 1.5;  // modules between finder centres, with slack
constexpr double kLeastAgreement = 0.3, kLeastPairAgreement = 0.5;

double ratio(double a, double b) { return std::max(a, b) / std::max(1e-9, std::min(a, b)); }

// How far a line across a turned square is longer than its side.
double lengthened(Point direction) {
  return length(direction) / std::max(std::fabs(direction.x), std::fabs(direction.y));
}

// How a pattern looks when its symbol's sides lie along two directions: 1 as it should. The sides have
// equally many modules, so that the shorter one, seen aslant or sent by fax, has the shorter modules.
double agreement(const Bitmap& picture, const FinderPattern& pattern, Point along, Point down,
                 double module) {
  const double side = (length(along) + length(down)) / 2;
  const Point right = along * (module / side), low = down * (module / side);
  int agreed = 0;
  for (int y = -4; y <= 4; ++y)
    for (int x = -4; x <= 4; ++x) {
      const Point at = pattern.centre + right * x + low * y;
      const int px = static_cast<int>(at.x), py = static_cast<int>(at.y);
      if (at.x < 0 || at.y < 0 || px >= picture.width || py >= picture.height) continue;
      const int ring = std::max(std::abs(x), std::abs(y));
      agreed += (picture.at(px, py) != pattern.inverted) == (ring != 2 && ring != 4) ? 1 : -1;
    }
  return agreed / 81.0;
}

double sizeOf(const FinderPattern& pattern, Point along) { return pattern.module / lengthened(along); }

bool areAlike(const FinderPattern& a, const FinderPattern& b) {
  return a.inverted == b.inverted && ratio(a.module, b.module) < 1.8;
}

bool isGap(double modules) { return modules > kLeastGap && modules < kMostGap; }

// How far the timing pattern between two finder patterns is from a change of tone at every module: 0 none, 1
// much. inwards: from one centre towards the symbol's other side, three modules.
double timingFlaw(const Bitmap& picture, Point from, Point to, Point inwards, double modules) {
  const Point begin = from + inwards, step = (to - from) * (0.25 / modules);
  int changes = 0;
  const int steps = static_cast<int>((modules - 4) * 4);
  bool before = false;
  for (int i = 16; i < steps; ++i) {
    const Point at = begin + step * i;
    const int x = static_cast<int>(at.x), y = static_cast<int>(at.y);
    if (at.x < 0 || at.y < 0 || x >= picture.width || y >= picture.height) return 1;
    const bool dark = picture.at(x, y);
    changes += i > 16 && dark != before ? 1 : 0;
    before = dark;
  }
  return std::min(1.0, std::fabs(std::log((changes + 1.0) / std::max(1.0, modules - 7))));
}

// `corner` and its two neighbours, were they a symbol.
std::optional<Candidate> candidateOf(const Bitmap& picture, const FinderPattern& corner,
                                     const FinderPattern& a, const FinderPattern& b) {
  const Point to_a = a.centre - corner.centre, to_b = b.centre - corner.centre;
  const double leg_a = length(to_a), leg_b = length(to_b);
  const double module = (sizeOf(a, to_a) + sizeOf(b, to_b) + sizeOf(corner, to_a)) / 3;
  const double legs = ratio(leg_a, leg_b), slant = std::fabs(dot(to_a, to_b)) / (leg_a * leg_b);
  const double gap = (leg_a + leg_b) / 2 / module;
  if (legs > 2.4 || slant > 0.6 || !isGap(gap)) return {};
  double sum = 0, least = 1;
  for (const auto* pattern : {&corner, &a, &b}) {
    const double seen = agreement(picture, *pattern, to_a, to_b, sizeOf(*pattern, to_a));
    sum += seen;
    least = std::min(least, seen);
  }
  if (least < kLeastAgreement) return {};
  const double timing = timingFlaw(picture, corner.centre, a.centre, to_b * (3 / gap), gap) +
                        timingFlaw(picture, corner.centre, b.centre, to_a * (3 / gap), gap);
  const bool turned = cross(to_a, to_b) > 0;
  return Candidate{{corner.centre, turned ? a.centre : b.centre, turned ? b.centre : a.centre, module},
                   corner.inverted,
                   3 - sum + 0.5 * (legs - 1) + slant + timing};
}

void keepBest(std::vector<Candidate>& candidates, std::size_t most) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.flaw < b.flaw; });
  candidates.resize(std::min(candidates.size(), most));
}

Point quarterTurned(Point p) { return {-p.y, p.x}; }

// Two patterns as neighbours (a side of the symbol) or as opposites (its diagonal).
void addPair(const Bitmap& picture, const FinderPattern& a, const FinderPattern& b, bool opposite,
             std::vector<Candidate>& out) {
  const Point apart = b.centre - a.centre, across = quarterTurned(apart);
  const Point along = opposite ? (apart + across) * 0.5 : apart;
  const Point down = quarterTurned(along);
  const double module = (sizeOf(a, along) + sizeOf(b, along)) / 2;
  if (!isGap(length(along) / module)) return;
  const double seen_a = agreement(picture, a, along, down, sizeOf(a, along));
  const double seen_b = agreement(picture, b, along, down, sizeOf(b, along));
  if (std::min(seen_a, seen_b) < kLeastPairAgreement) return;
  const double gap = length(along) / module;
  // Of two places for the third pattern the timing pattern tells: it runs inside.
  const auto add = [&](Point top_left, Point top_right, Point bottom_left, Point from, Point to,
                       Point inside) {
    const double timing = timingFlaw(picture, from, to, inside * (3 / gap), gap);
    out.push_back({{top_left, top_right, bottom_left, module}, a.inverted, 2 - seen_a - seen_b + timing});
  };
  if (opposite) {
    const Point over = a.centre + (apart - across) * 0.5, under = a.centre + (apart + across) * 0.5;
    add(over, b.centre, a.centre, over, b.centre, a.centre - over);
    add(under, a.centre, b.centre, under, b.centre, a.centre - under);
    return;
  }
  add(a.centre, b.centre, a.centre + across, a.centre, b.centre, across);
  add(b.centre, b.centre + across, a.centre, a.centre, b.centre, across);
  add(b.centre, a.centre, b.centre - across, a.centre, b.centre, across * -1);
  add(a.centre, a.centre - across, b.centre, a.centre, b.centre, across * -1);
}

}  // namespace

std::vector<Candidate> candidatesOf(const Bitmap& picture, const std::vector<FinderPattern>& patterns,
                                    std::size_t most) {
  std::vector<Candidate> out;
  for (std::size_t i = 0; i < patterns.size(); ++i)
    for (std::size_t j = 0; j < patterns.size(); ++j)
      for (std::size_t k = j + 1; k < patterns.size(); ++k) {
        const auto &corner = patterns[i], &a = patterns[j], &b = patterns[k];
        if (i == j || i == k || !areAlike(corner, a) || !areAlike(corner, b) || !areAlike(a, b)) continue;
        if (const auto candidate = candidateOf(picture, corner, a, b)) out.push_back(*candidate);
      }
  keepBest(out, most);
  return out;
}

std::vector<Candidate> candidatesOfTwo(const Bitmap& picture, const std::vector<FinderPattern>& patterns,
                                       std::size_t most) {
  std::vector<Candidate> out;
  for (std::size_t i = 0; i < patterns.size(); ++i)
    for (std::size_t j = i + 1; j < patterns.size(); ++j)
      if (areAlike(patterns[i], patterns[j]))
        for (const bool opposite : {false, true}) addPair(picture, patterns[i], patterns[j], opposite, out);
  keepBest(out, most);
  return out;
}

bool isSamePlace(const Candidate& a, const Candidate& b) {
  if (a.inverted != b.inverted) return false;
  const double near = std::max(a.corners.module, b.corners.module) * 0.8;
  const auto close = [&](Point p, Point q) { return length(p - q) < near; };
  return close(a.corners.top_left, b.corners.top_left) && close(a.corners.top_right, b.corners.top_right) &&
         close(a.corners.bottom_left, b.corners.bottom_left);
}

}  // namespace qr
