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
constexpr int kMostPasses = 4;        // of learning from corrected blocks

struct Crop {
  cv::Mat picture{};
  double scale = 1;
  Point origin{};
  Point of(Point page) const { return (page - origin) * scale; }
  Point onPage(Point crop) const { return crop * (1 / scale) + origin; }
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
  cv::min(value, 1.6, value);
  cv::max(value, -1.6, value);
  Plane out{value.cols, value.rows, {}};
  out.value.assign(value.ptr<float>(), value.ptr<float>() + value.total());
  return out;
}

// One attempt after another at the same place, each learning from the one before.
class Attempt {
 public:
  Attempt(const Crop& crop, const Candidate& candidate) {
    const double module = candidate.corners.module * crop.scale;
    planes_.push_back(planeOf(withoutColour(crop.picture), module, candidate.inverted));
    if (crop.picture.channels() > 1)
      planes_.push_back(planeOf(greyOf(crop.picture), module, candidate.inverted));
    const auto& c = candidate.corners;
    const Corners corners{crop.of(c.top_left), crop.of(c.top_right), crop.of(c.bottom_left), module};
    const auto fit = fitSymbol(planes_[0], corners);
    if (!fit || fit->score < kLeastScore) return;
    layout_ = &layoutOf(fit->version);
    warp_ = bentByAlignments(planes_[0], *fit);
  }

  bool isSymbol() const { return layout_ != nullptr; }
  const Warp& warp() const { return warp_; }

  std::optional<std::string> read(bool thorough) {
    for (const auto& plane : planes_)
      if (auto text = readBoth(sampleModules(plane, warp_))) return text;
    if (!thorough) return {};
    for (int pass = 0; pass < kMostPasses; ++pass) {
      const int before = corrected_;
      for (const auto& plane : planes_)
        if (auto text = readLearning(plane)) return text;
      if (pass > 0 && corrected_ == before) break;
      warp_ = bentByPatches(planes_[0], warp_, known());
    }
    return {};
  }

 private:
  const std::vector<std::int8_t>& known() const { return known_.empty() ? layout_->known : known_; }

  std::optional<std::string> readLearning(const Plane& plane) {
    const auto grid = sampleModules(plane, warp_);
    return readBoth(unmixed(grid, known()));
  }

  // As it lies, and mirrored.
  std::optional<std::string> readBoth(const SoftGrid& grid) {
    auto reading = readGrid(grid);
    if (reading.text) return reading.text;
    learn(reading, false);
    reading = readGrid(mirrored(grid));
    if (reading.text) return reading.text;
    learn(reading, true);
    return {};
  }

  void learn(const Reading& reading, bool in_mirror) {
    if (reading.corrected <= corrected_) return;
    corrected_ = reading.corrected;
    known_ = reading.known;
    if (!in_mirror) return;
    for (int y = 0; y < layout_->size; ++y)
      for (int x = 0; x < layout_->size; ++x)
        known_[static_cast<std::size_t>(y * layout_->size + x)] =
            reading.known[static_cast<std::size_t>(x * layout_->size + y)];
  }

  std::vector<Plane> planes_;
  const Layout* layout_ = nullptr;
  Warp warp_{};
  std::vector<std::int8_t> known_;
  int corrected_ = 0;
};

}  // namespace

std::optional<Rescued> rescue(const cv::Mat& page, const Candidate& candidate, bool thorough) {
  const Crop crop = cropOf(page, candidate.corners);
  if (crop.picture.empty()) return {};
  Attempt attempt(crop, candidate);
  if (!attempt.isSymbol()) return {};
  const auto text = attempt.read(thorough);
  if (!text) return {};
  const auto& warp = attempt.warp();
  const double s = warp.size;
  return Rescued{
      *text,
      {crop.onPage(warp(0, 0)), crop.onPage(warp(s, 0)), crop.onPage(warp(s, s)), crop.onPage(warp(0, s))}};
}

cv::Mat twoTones(const cv::Mat& grey, int around, double darker) {
  cv::Mat out;
  cv::adaptiveThreshold(grey, out, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, around, darker);
  return out;
}

}  // namespace qr
