#include "qr/finder_patterns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace qr {
namespace {

constexpr std::size_t kRecent = 256;  // patterns looked through for one that a new line belongs to

using Runs = std::array<double, 5>;

// Distances between edges of one direction don't change when blur or ink makes dark parts wider, so those are
// what is compared: 2, 4, 4, 2 modules. Returns the module's size.
std::optional<double> moduleOf(const Runs& runs) {
  const double first = runs[0] + runs[1], second = runs[1] + runs[2], third = runs[2] + runs[3],
               fourth = runs[3] + runs[4];
  const double module = (first + second + third + fourth) / 12;
  const double slack = std::min(0.75 * module + 0.6, 0.95 * module);
  if (std::fabs(first - 2 * module) > slack || std::fabs(fourth - 2 * module) > slack) return {};
  if (std::fabs(second - 4 * module) > slack * 1.3 || std::fabs(third - 4 * module) > slack * 1.3) return {};
  if (runs[2] < 1.6 * module || runs[2] < std::max({runs[0], runs[1], runs[3], runs[4]})) return {};
  if (std::min({runs[0], runs[1], runs[3], runs[4]}) < 0.25 * module) return {};
  return module;
}

struct Crossing {
  double centre = 0;  // along the line, measured from where it began
  double module = 0;
};

// The runs along a line through (x, y), which lies in the middle one, in steps of (dx, dy).
std::optional<Crossing> across(const Bitmap& picture, int x, int y, int dx, int dy, double longest,
                               bool dark) {
  const auto inside = [&](int i) {
    const int px = x + dx * i, py = y + dy * i;
    return px >= 0 && py >= 0 && px < picture.width && py < picture.height;
  };
  const auto run = [&](int& i, int step, bool tone) {
    int count = 0;
    for (; inside(i) && picture.at(x + dx * i, y + dy * i) == tone && count <= longest; i += step) ++count;
    return count;
  };
  if (picture.at(x, y) != dark) return {};
  int ahead = 0, back = -1;
  const int middle_ahead = run(ahead, 1, dark), middle_back = run(back, -1, dark);
  const int ring_ahead = run(ahead, 1, !dark), ring_back = run(back, -1, !dark);
  const int out_ahead = run(ahead, 1, dark), out_back = run(back, -1, dark);
  const Runs runs{static_cast<double>(out_back), static_cast<double>(ring_back),
                  static_cast<double>(middle_back + middle_ahead), static_cast<double>(ring_ahead),
                  static_cast<double>(out_ahead)};
  const auto module = moduleOf(runs);
  if (!module) return {};
  return Crossing{(middle_ahead - middle_back) / 2.0, *module};
}

class Collector {
 public:
  explicit Collector(const Bitmap& picture) : picture_(picture) {}

  // A row's five runs ending at `end`; the middle run is of tone `dark`.
  void consider(int y, double end, const Runs& runs, bool dark) {
    const auto along = moduleOf(runs);
    if (!along) return;
    const double centre = end - runs[4] - runs[3] - runs[2] / 2;
    const double longest = *along * 6;
    const auto down = across(picture_, static_cast<int>(centre), y, 0, 1, longest, dark);
    if (!down || down->module > *along * 2.6 || *along > down->module * 2.6) return;
    const double middle_y = y + down->centre;
    const int row = std::clamp(static_cast<int>(middle_y), 0, picture_.height - 1);
    const auto level = across(picture_, static_cast<int>(centre), row, 1, 0, longest, dark);
    if (!level) return;
    const double middle_x = static_cast<int>(centre) + level->centre;
    if (!crossesAslant(static_cast<int>(middle_x), row, longest, dark)) return;
    add({middle_x, middle_y}, (level->module + down->module) / 2, !dark);
  }

  std::vector<FinderPattern> take(std::size_t most) {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.lines / a.module > b.lines / b.module; });
    std::vector<FinderPattern> out;
    std::array<std::size_t, 2> counts{};
    for (const auto& pattern : found_)
      if (counts[pattern.inverted]++ < most) out.push_back(pattern);
    return out;
  }

 private:
  // Text rarely has the pattern on a slant as well; one slant of two is asked for, dirt may hide the other.
  bool crossesAslant(int x, int y, double longest, bool dark) const {
    if (x < 0 || x >= picture_.width) return false;
    return across(picture_, x, y, 1, 1, longest, dark) || across(picture_, x, y, 1, -1, longest, dark);
  }

  void add(Point centre, double module, bool inverted) {
    const auto recent = found_.end() - static_cast<std::ptrdiff_t>(std::min(found_.size(), kRecent));
    for (auto it = recent; it != found_.end(); ++it) {  // rows come in order
      auto& known = *it;
      if (known.inverted != inverted) continue;
      const double near = known.module * 2;
      if (std::fabs(known.centre.x - centre.x) > near || std::fabs(known.centre.y - centre.y) > near)
        continue;
      const double weight = 1.0 / ++known.lines;
      known.centre = known.centre + (centre - known.centre) * weight;
      known.module += (module - known.module) * weight;
      return;
    }
    if (found_.size() < 4096) found_.push_back({centre, module, 1, inverted});
  }

  const Bitmap& picture_;
  std::vector<FinderPattern> found_;
};

void scanRow(const Bitmap& picture, int y, Collector& collector) {
  const std::uint8_t* row =
      picture.dark + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width);
  Runs runs{};
  int count = 0, began = 0;
  for (int x = 1; x <= picture.width; ++x) {
    if (x < picture.width && row[x] == row[x - 1]) continue;
    std::rotate(runs.begin(), runs.begin() + 1, runs.end());
    runs[4] = x - began;
    began = x;
    if (++count >= 5 && runs[2] > runs[1] && runs[2] > runs[3] - 1)
      collector.consider(y, x, runs, row[x - 1] != 0);
  }
}

}  // namespace

std::vector<FinderPattern> findPatterns(const Bitmap& picture, std::size_t most) {
  Collector collector(picture);
  for (int y = 0; y < picture.height; y += 2) scanRow(picture, y, collector);
  return collector.take(most);
}

}  // namespace qr
