#include "verifier/compare/alignment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "paper/page.hpp"
#include "verifier/compare/ink.hpp"
#include "verifier/compare/peak.hpp"

namespace verifier {
namespace {

namespace page = paper::page;

constexpr double kNode_mm = 10;                    // between nodes of the displacement grid
constexpr int kNodesAcross = 22, kNodesDown = 31;  // covers the page and its edges
constexpr double kInch_mm = 25.4;
constexpr int kCell = 8;  // maps are exact at every eighth pixel and straight between
constexpr double kGoodMatch = 0.55;
constexpr double kWholePage_mm = 1000;
constexpr double kCoarseDpi = 50, kFineDpi = 100;

cv::Size sizeAt(double dpi) {
  return {static_cast<int>(std::lround(page::kWidth / kInch_mm * dpi)),
          static_cast<int>(std::lround(page::kHeight / kInch_mm * dpi))};
}

// Print that fixes a place in both directions: a blank or a lone rule fixes none, or one.
bool fixesPlace(const cv::Mat& block) {
  cv::Mat dx, dy;
  cv::Sobel(block, dx, CV_32F, 1, 0);
  cv::Sobel(block, dy, CV_32F, 0, 1);
  const double xx = dx.dot(dx), yy = dy.dot(dy), xy = dx.dot(dy);
  const double least = (xx + yy) / 2 - std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
  return least > 900.0 * static_cast<double>(block.total());
}

// Offsets at a node from its neighbours, as a locally affine surface; matches that disagree with it count
// less.
class Surface {
 public:
  Surface(const std::vector<Match>& matches, double spread_mm, double doubted_mm)
      : matches_(matches), trust_(matches.size(), 1.0), reach_(kNode_mm / spread_mm) {
    for (std::size_t i = 0; i < weights_.size(); ++i)
      weights_[i] = std::exp(-0.5 * std::pow(static_cast<double>(i) * reach_, 2));
    for (int round = 0; round < 2; ++round)
      for (std::size_t i = 0; i < matches_.size(); ++i) {
        const double miss = cv::norm(at(matches_[i].node) - matches_[i].offset_mm) / doubted_mm;
        trust_[i] = 1 / (1 + miss * miss);
      }
  }

  cv::Point2d at(cv::Point node) const {
    cv::Matx33d a = cv::Matx33d::eye() * 1e-9;
    cv::Vec3d bx, by;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      const auto away = matches_[i].node - node;
      const double w = trust_[i] * weights_[static_cast<std::size_t>(std::abs(away.x))] *
                       weights_[static_cast<std::size_t>(std::abs(away.y))];
      if (w < 1e-7) continue;
      const cv::Vec3d row(1, away.x * reach_, away.y * reach_);
      a += w * (row * row.t());
      bx += w * matches_[i].offset_mm.x * row;
      by += w * matches_[i].offset_mm.y * row;
    }
    // Far from any print the surface must not tilt.
    a(1, 1) += 0.02 * a(0, 0);
    a(2, 2) += 0.02 * a(0, 0);
    const auto back = a.inv(cv::DECOMP_CHOLESKY);
    return {(back * bx)[0], (back * by)[0]};
  }

 private:
  const std::vector<Match>& matches_;
  std::vector<double> trust_;
  double reach_;                              // between nodes, in spreads
  std::array<double, kNodesDown> weights_{};  // by nodes apart
};

}  // namespace

struct Alignment::Step {
  double dpi;
  double block_mm;
  double reach_mm;
  int every;              // node
  double spread_mm = 28;  // of what one match says
  cv::Point2d middle_mm{};
  double within_mm = kWholePage_mm;  // of the middle
};

struct Alignment::Found {
  double share = 0;        // of the blocks tried
  double farthest_mm = 0;  // a block was from where it should be
};

Alignment::Alignment(cv::Mat grey, const Placement& placement)
    : grey_(std::move(grey)),
      page_to_grey_(placement.page_to_scan),
      by_seal_(placement.by_seal),
      displacement_(kNodesDown, kNodesAcross, CV_64FC2, cv::Scalar(0, 0)) {
  cv::resize(grey_, half_, {}, 0.5, 0.5, cv::INTER_AREA);
}

// Exact at every kCell-th pixel of the page: where the picture shows it.
cv::Mat Alignment::coarseMap(const cv::Matx33d& page_to_picture, double dpi) const {
  const auto size = sizeAt(dpi);
  cv::Mat out(size.height / kCell + 2, size.width / kCell + 2, CV_32FC2);
  const double mm = kInch_mm / dpi;
  for (int y = 0; y < out.rows; ++y)
    for (int x = 0; x < out.cols; ++x) {
      const cv::Point2d at((x * kCell + 0.5) * mm, (y * kCell + 0.5) * mm);  // a pixel's middle
      const double gx = std::clamp(at.x / kNode_mm, 0.0, kNodesAcross - 1.001);
      const double gy = std::clamp(at.y / kNode_mm, 0.0, kNodesDown - 1.001);
      const int ix = static_cast<int>(gx), iy = static_cast<int>(gy);
      const double fx = gx - ix, fy = gy - iy;
      const auto node = [&](int ox, int oy) { return displacement_.at<cv::Vec2d>(iy + oy, ix + ox); };
      const cv::Vec2d d = (1 - fy) * ((1 - fx) * node(0, 0) + fx * node(1, 0)) +
                          fy * ((1 - fx) * node(0, 1) + fx * node(1, 1));
      const auto to = mapped(page_to_picture, {at.x + d[0], at.y + d[1]});
      out.at<cv::Vec2f>(y, x) = {static_cast<float>(to.x), static_cast<float>(to.y)};
    }
  return out;
}

namespace {

// The rows from kCell * band on, straight between the coarse map's points.
void fillBand(const cv::Mat& coarse, int band, cv::Mat& map) {
  for (int y = 0; y < map.rows; ++y) {
    const float down = static_cast<float>(y) / kCell;
    auto* row = map.ptr<cv::Vec2f>(y);
    const auto *above = coarse.ptr<cv::Vec2f>(band), *below = coarse.ptr<cv::Vec2f>(band + 1);
    for (int x = 0; x < map.cols; x += kCell) {
      const int cell = x / kCell;
      const cv::Vec2f left = above[cell] + down * (below[cell] - above[cell]);
      const cv::Vec2f right = above[cell + 1] + down * (below[cell + 1] - above[cell + 1]);
      const cv::Vec2f step = (right - left) * (1.F / kCell);
      for (int i = 0; i < kCell && x + i < map.cols; ++i) row[x + i] = left + step * static_cast<float>(i);
    }
  }
}

}  // namespace

cv::Mat Alignment::page(const cv::Mat& picture, const cv::Matx33d& to_picture, double dpi) const {
  const auto size = sizeAt(dpi);
  const cv::Mat coarse = coarseMap(to_picture * page_to_grey_, dpi);
  cv::Mat out(size, picture.type()), map(kCell, size.width, CV_32FC2);
  for (int y = 0; y < size.height; y += kCell) {
    const int rows = std::min(kCell, size.height - y);
    fillBand(coarse, y / kCell, map);
    cv::Mat part = out.rowRange(y, y + rows);
    cv::remap(picture, part, map.rowRange(0, rows), {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  }
  return out;
}

void Alignment::spread(std::vector<Match> matches, const Step& step) {
  if (matches.size() < 6) return;
  const bool growing = step.within_mm < kWholePage_mm;
  // Growing, the whole way from where the seal puts a block is carried on outwards; later only what is left
  // of it.
  if (growing)
    for (auto& match : matches)
      match.offset_mm += cv::Point2d(displacement_.at<cv::Vec2d>(match.node.y, match.node.x));
  const Surface surface(matches, step.spread_mm, growing ? 2 : 0.5);
  for (int ny = 0; ny < kNodesDown; ++ny)
    for (int nx = 0; nx < kNodesAcross; ++nx) {
      const auto offset = surface.at({nx, ny});
      auto& to = displacement_.at<cv::Vec2d>(ny, nx);
      to = cv::Vec2d(offset.x, offset.y) + (growing ? cv::Vec2d() : to);
    }
}

Alignment::Found Alignment::refineOnce(const Step& step) {
  const bool coarse = step.dpi == kCoarseDpi;
  const cv::Mat& issued = coarse ? issued_coarse_ : issued_fine_;
  const cv::Mat scan = inkOf(
      coarse ? page(half_, pixelScale(0.5), step.dpi) : page(grey_, cv::Matx33d::eye(), step.dpi), step.dpi);
  const double px = step.dpi / kInch_mm;
  const int half_w = static_cast<int>(step.block_mm * px / 2), half_h = half_w * 3 / 4;
  const int reach = static_cast<int>(std::lround(step.reach_mm * px));
  const cv::Rect all({}, issued.size());
  std::vector<Match> matches;
  Found out;
  int tried = 0;
  for (int ny = 1; ny < kNodesDown - 1; ny += step.every)
    for (int nx = 1; nx < kNodesAcross - 1; nx += step.every) {
      const cv::Point middle(static_cast<int>(nx * kNode_mm * px), static_cast<int>(ny * kNode_mm * px));
      const cv::Rect block(middle.x - half_w, middle.y - half_h, 2 * half_w, 2 * half_h);
      const cv::Rect search(block.x - reach, block.y - reach, block.width + 2 * reach,
                            block.height + 2 * reach);
      if (cv::norm(cv::Point2d(nx, ny) * kNode_mm - step.middle_mm) > step.within_mm) continue;
      if ((search & all) != search || !fixesPlace(issued(block))) continue;
      ++tried;
      cv::Mat scores;
      cv::matchTemplate(scan(search), issued(block), scores, cv::TM_CCOEFF_NORMED);
      const auto peak = peakOf(scores, kGoodMatch);
      if (!peak) continue;
      const cv::Point2d offset = *peak - cv::Point2d(reach, reach);
      matches.push_back({{nx, ny}, offset / px});
      out.farthest_mm = std::max(out.farthest_mm, cv::norm(offset) / px);
    }
  spread(matches, step);
  out.share = tried > 0 ? static_cast<double>(matches.size()) / tried : 0;
  return out;
}

// Paper that is bent, or has lost its marks: from the seal outwards, each ring laid where the ones within
// say.
void Alignment::growFrom(cv::Point2d middle_mm) {
  constexpr double kFirst_mm = 60, kRing_mm = 30, kFarthest_mm = 330;
  page_to_grey_ = by_seal_;
  displacement_.setTo(cv::Scalar(0, 0));
  Step step{
      .dpi = kCoarseDpi, .block_mm = 22, .reach_mm = 5, .every = 2, .spread_mm = 24, .middle_mm = middle_mm};
  for (step.within_mm = kFirst_mm; step.within_mm < kFarthest_mm; step.within_mm += kRing_mm)
    refineOnce(step);
}

double Alignment::refine(const cv::Mat& issued_ink, const domain::Box& sure) {
  for (const double dpi : {kCoarseDpi, kFineDpi})
    cv::resize(issued_ink, dpi == kCoarseDpi ? issued_coarse_ : issued_fine_, sizeAt(dpi), 0, 0,
               cv::INTER_AREA);
  constexpr double kFlat_mm = 1.2, kNearlyFlat_mm = 2.5, kFits = 0.7;
  const Step closer{.dpi = kCoarseDpi, .block_mm = 18, .reach_mm = 3, .every = 1, .spread_mm = 20};
  const auto first = refineOnce({.dpi = kCoarseDpi, .block_mm = 22, .reach_mm = 5, .every = 2});
  // Most pages lie flat.
  const bool fits = first.share >= kFits;
  if (!fits || first.farthest_mm > kNearlyFlat_mm) {
    const auto by_marks = page_to_grey_;
    const cv::Mat displaced = displacement_.clone();
    growFrom({sure.x_mm + sure.width_mm / 2, sure.y_mm + sure.height_mm / 2});
    if (refineOnce(closer).share < std::min(kFits, first.share)) {  // too little print on the way
      page_to_grey_ = by_marks;
      displacement_ = displaced;
      refineOnce({.dpi = kCoarseDpi, .block_mm = 22, .reach_mm = 5, .every = 1});
      refineOnce(closer);
    }
  } else if (first.farthest_mm > kFlat_mm) {
    refineOnce(closer);
  }
  refineOnce({.dpi = kFineDpi, .block_mm = 14, .reach_mm = 1.2, .every = 1, .spread_mm = 18});
  return refineOnce({.dpi = kFineDpi, .block_mm = 10, .reach_mm = 0.8, .every = 1, .spread_mm = 15}).share;
}

}  // namespace verifier
