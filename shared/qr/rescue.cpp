#include "qr/rescue.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "qr/module_grid.hpp"
#include "qr/symbol_layout.hpp"
#include "qr/views.hpp"

namespace qr {
namespace {

constexpr double kModulePixels = 4;   // what a module is brought down to; more tells nothing more
constexpr double kLeastScore = 0.35;  // of a fit: below, nothing was ever read
constexpr double kMostSpread = 2.5;   // what is further from the mean counts as so much
constexpr int kMostPasses = 4;        // of learning from corrected blocks

struct Crop {
  cv::Mat picture{};
  double scale = 1;
  Point origin{};
  Point of(Point page) const { return (page - origin) * scale; }
};

Crop cropOf(const cv::Mat& page, const Corners& c) {
  const Point opposite = c.top_right + c.bottom_left - c.top_left;
  const std::array all{c.top_left, c.top_right, c.bottom_left, opposite};
  const auto [left, right] =
      std::minmax_element(all.begin(), all.end(), [](Point a, Point b) { return a.x < b.x; });
  const auto [top, bottom] =
      std::minmax_element(all.begin(), all.end(), [](Point a, Point b) { return a.y < b.y; });
  const double margin = 8 * c.module + 0.15 * length(c.top_right - c.top_left);
  const cv::Rect wanted(cv::Point(static_cast<int>(left->x - margin), static_cast<int>(top->y - margin)),
                        cv::Point(static_cast<int>(right->x + margin), static_cast<int>(bottom->y + margin)));
  const cv::Rect box = wanted & cv::Rect(0, 0, page.cols, page.rows);
  if (box.empty()) return {};
  const double scale = std::min(1.0, kModulePixels / c.module);
  Crop out{page(box), scale, {static_cast<double>(box.x), static_cast<double>(box.y)}};
  if (scale < 0.9)
    cv::resize(out.picture, out.picture, {}, scale, scale, cv::INTER_AREA);
  else
    out.scale = 1;
  return out;
}

// Against the mean around, in units of the spread around: shadow, glare and low contrast fall away.
Plane planeOf(const cv::Mat& grey, double module, bool inverted) {
  cv::Mat value, mean, square, spread;
  grey.convertTo(value, CV_32F);
  const int side = static_cast<int>(module * 5) * 2 + 1;
  cv::blur(value, mean, {side, side}, {-1, -1}, cv::BORDER_REPLICATE);
  cv::blur(value.mul(value), square, {side, side}, {-1, -1}, cv::BORDER_REPLICATE);
  cv::sqrt(cv::max(square - mean.mul(mean), 0), spread);
  const double floor = 2 + 0.25 * cv::mean(spread)[0];
  value = (mean - value) / (spread + floor);
  if (inverted) value = -value;
  cv::min(value, kMostSpread, value);
  cv::max(value, -kMostSpread, value);
  Plane out{value.cols, value.rows, {}};
  out.value.assign(value.ptr<float>(), value.ptr<float>() + value.total());
  return out;
}

}  // namespace

std::optional<SeenSymbol> SeenSymbol::at(const cv::Mat& page, const Candidate& candidate, bool bent) {
  const auto& c = candidate.corners;
  const Crop crop = cropOf(page, c);
  if (crop.picture.empty()) return {};
  const double module = c.module * crop.scale;
  const Corners corners{crop.of(c.top_left), crop.of(c.top_right), crop.of(c.bottom_left), module};
  SeenSymbol out;
  out.planes_.push_back(planeOf(withoutColour(crop.picture), module, candidate.inverted));
  if (crop.picture.channels() > 1) {
    out.planes_.push_back(planeOf(greyOf(crop.picture), module, candidate.inverted));
    if (finderAgreement(out.planes_[1], corners)[1] > finderAgreement(out.planes_[0], corners)[1])
      std::swap(out.planes_[0], out.planes_[1]);  // coloured noise is least in grey
  }
  const auto fit = fitSymbol(out.planes_[0], corners, bent);
  if (!fit || fit->score < kLeastScore) return {};
  out.scale_ = crop.scale;
  out.origin_ = crop.origin;
  out.score_ = fit->score;
  out.version_ = fit->version;
  out.warp_ = bentByAlignments(out.planes_[0], *fit);
  return out;
}

Quad SeenSymbol::corners() const {
  const double s = warp_.size;
  Quad out{warp_(0, 0), warp_(s, 0), warp_(s, s), warp_(0, s)};
  for (auto& corner : out) corner = corner * (1 / scale_) + origin_;
  return out;
}

std::optional<std::string> SeenSymbol::readAtOnce() {
  for (const auto& plane : planes_)
    if (auto text = readGrid(sampleModules(plane, warp_))) return text;
  return {};
}

std::optional<std::string> SeenSymbol::readPatiently() {
  for (int pass = 0; pass < kMostPasses; ++pass) {
    const int before = corrected_;
    for (const auto& plane : planes_) {
      const auto grid = sampleModules(plane, warp_);
      const auto clear = unmixed(grid, known());
      if (auto text = readGrid(clear)) return text;
      if (auto text = readGrid(untangled(grid, clear, known()))) return text;
    }
    if (pass > 1 && corrected_ == before) break;
    warp_ = bentByPatches(planes_[0], warp_, known());
  }
  return {};
}

const std::vector<std::int8_t>& SeenSymbol::known() const {
  return known_.empty() ? layoutOf(version_).known : known_;
}

std::optional<std::string> SeenSymbol::readGrid(const SoftGrid& grid) {
  auto reading = qr::readGrid(grid);
  if (reading.text) return reading.text;
  if (reading.corrected > corrected_) {
    corrected_ = reading.corrected;
    known_ = std::move(reading.known);
  }
  return {};
}

}  // namespace qr
