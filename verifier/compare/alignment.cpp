#include "verifier/compare/alignment.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "paper/page.hpp"
#include "verifier/compare/ink.hpp"

namespace verifier {
namespace {

namespace page = paper::page;

constexpr double kNode_mm = 10;                    // between nodes of the displacement grid
constexpr int kNodesAcross = 22, kNodesDown = 31;  // covers the page and its edges
constexpr double kInch_mm = 25.4;
constexpr int kCell = 8;  // maps are exact at every eighth pixel and straight between
constexpr double kGoodMatch = 0.55;
constexpr double kFinestScanDpi = 260;  // more dots only cost time

cv::Size sizeAt(double dpi) {
  return {static_cast<int>(std::lround(page::kWidth / kInch_mm * dpi)),
          static_cast<int>(std::lround(page::kHeight / kInch_mm * dpi))};
}

struct Match {
  cv::Point2d at_mm;      // where the block stands on the page
  cv::Point2d offset_mm;  // where it was found, from there
};

// The peak of a parabola through three neighbours, in -0.5..0.5.
double between(float before, float peak, float after) {
  const double bend = before - 2.0 * peak + after;
  return bend < -1e-6 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
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
  explicit Surface(const std::vector<Match>& matches) : matches_(matches), trust_(matches.size(), 1.0) {
    for (int round = 0; round < 2; ++round)
      for (std::size_t i = 0; i < matches_.size(); ++i) {
        const double miss = cv::norm(at(matches_[i].at_mm) - matches_[i].offset_mm);
        trust_[i] = 1 / (1 + miss * miss * 4);  // half a millimetre halves it
      }
  }

  cv::Point2d at(cv::Point2d where) const {
    constexpr double kSpread_mm = 28;
    cv::Matx33d a = cv::Matx33d::eye() * 1e-3;
    cv::Vec3d bx, by;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      const auto away = matches_[i].at_mm - where;
      const double w = trust_[i] * std::exp(-away.dot(away) / (2 * kSpread_mm * kSpread_mm));
      const cv::Vec3d row(1, away.x / kSpread_mm, away.y / kSpread_mm);
      a += w * (row * row.t());
      // Far from any print the surface must not tilt.
      bx += w * matches_[i].offset_mm.x * row;
      by += w * matches_[i].offset_mm.y * row;
    }
    a(1, 1) += 0.05;
    a(2, 2) += 0.05;
    const auto back = a.inv(cv::DECOMP_CHOLESKY);
    return {(back * bx)[0], (back * by)[0]};
  }

 private:
  const std::vector<Match>& matches_;
  std::vector<double> trust_;
};

}  // namespace

struct Alignment::Step {
  double dpi;
  double block_mm;
  double reach_mm;
  int every;  // node
};

Alignment::Alignment(cv::Mat picture, const Placement& placement)
    : picture_(std::move(picture)),
      page_to_picture_(placement.page_to_scan),
      displacement_(kNodesDown, kNodesAcross, CV_64FC2, cv::Scalar(0, 0)) {
  const double scale = std::min(1.0, kFinestScanDpi / placement.dpi);
  if (scale < 0.95) {
    cv::Mat smaller;
    cv::resize(picture_, smaller, {}, scale, scale, cv::INTER_AREA);
    picture_ = smaller;
    const double half = 0.5 * scale - 0.5;  // pixel centres at whole numbers
    page_to_picture_ = cv::Matx33d(scale, 0, half, 0, scale, half, 0, 0, 1) * page_to_picture_;
  }
  grey_ = withoutRed(picture_);
}

cv::Mat Alignment::maps(double dpi) const {
  const auto size = sizeAt(dpi);
  cv::Mat coarse((size.height + kCell - 1) / kCell + 1, (size.width + kCell - 1) / kCell + 1, CV_32FC2);
  const double mm = kInch_mm / dpi;
  for (int y = 0; y < coarse.rows; ++y)
    for (int x = 0; x < coarse.cols; ++x) {
      // resize() puts sample i of the coarse map at pixel (i + 0.5) * kCell - 0.5, and pixel p's middle is at
      // (p + 0.5) dots.
      const cv::Point2d at((x + 0.5) * kCell * mm, (y + 0.5) * kCell * mm);
      const double gx = std::clamp(at.x / kNode_mm, 0.0, kNodesAcross - 1.001);
      const double gy = std::clamp(at.y / kNode_mm, 0.0, kNodesDown - 1.001);
      const int ix = static_cast<int>(gx), iy = static_cast<int>(gy);
      const double fx = gx - ix, fy = gy - iy;
      const auto node = [&](int ox, int oy) { return displacement_.at<cv::Vec2d>(iy + oy, ix + ox); };
      const cv::Vec2d d = (1 - fy) * ((1 - fx) * node(0, 0) + fx * node(1, 0)) +
                          fy * ((1 - fx) * node(0, 1) + fx * node(1, 1));
      const auto to = mapped(page_to_picture_, {at.x + d[0], at.y + d[1]});
      coarse.at<cv::Vec2f>(y, x) = {static_cast<float>(to.x), static_cast<float>(to.y)};
    }
  cv::Mat full;
  cv::resize(coarse, full, coarse.size() * kCell, 0, 0, cv::INTER_LINEAR);
  return full(cv::Rect({}, size)).clone();
}

cv::Mat Alignment::page(double dpi) const {
  cv::Mat out;
  cv::remap(picture_, out, maps(dpi), {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return out;
}

cv::Mat Alignment::pageGrey(double dpi) const {
  cv::Mat out;
  cv::remap(grey_, out, maps(dpi), {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return out;
}

double Alignment::refineOnce(const cv::Mat& issued_ink, const Step& step) {
  const double scale = step.dpi / kCompareDpi;
  cv::Mat issued;
  cv::resize(issued_ink, issued, sizeAt(step.dpi), 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  const cv::Mat scan = inkOf(pageGrey(step.dpi), step.dpi);
  const double px = step.dpi / kInch_mm;
  const int half_w = static_cast<int>(step.block_mm * px / 2), half_h = half_w * 3 / 4;
  const int reach = static_cast<int>(std::lround(step.reach_mm * px));
  const cv::Rect all({}, issued.size());
  std::vector<Match> matches;
  int tried = 0;
  for (int ny = 1; ny < kNodesDown - 1; ny += step.every)
    for (int nx = 1; nx < kNodesAcross - 1; nx += step.every) {
      const cv::Point middle(static_cast<int>(nx * kNode_mm * px), static_cast<int>(ny * kNode_mm * px));
      const cv::Rect block(middle.x - half_w, middle.y - half_h, 2 * half_w, 2 * half_h);
      const cv::Rect search(block.x - reach, block.y - reach, block.width + 2 * reach,
                            block.height + 2 * reach);
      if ((search & all) != search || !fixesPlace(issued(block))) continue;
      ++tried;
      cv::Mat scores;
      cv::matchTemplate(scan(search), issued(block), scores, cv::TM_CCOEFF_NORMED);
      double best = 0;
      cv::Point peak;
      cv::minMaxLoc(scores, nullptr, &best, nullptr, &peak);
      const bool at_edge =
          peak.x == 0 || peak.y == 0 || peak.x == scores.cols - 1 || peak.y == scores.rows - 1;
      if (best < kGoodMatch || at_edge) continue;
      const auto score = [&](int dx, int dy) { return scores.at<float>(peak.y + dy, peak.x + dx); };
      const cv::Point2d offset(peak.x - reach + between(score(-1, 0), score(0, 0), score(1, 0)),
                               peak.y - reach + between(score(0, -1), score(0, 0), score(0, 1)));
      matches.push_back({{nx * kNode_mm, ny * kNode_mm}, offset / px});
    }
  if (matches.size() >= 6) {
    const Surface surface(matches);
    for (int ny = 0; ny < kNodesDown; ++ny)
      for (int nx = 0; nx < kNodesAcross; ++nx) {
        const auto offset = surface.at({nx * kNode_mm, ny * kNode_mm});
        displacement_.at<cv::Vec2d>(ny, nx) += cv::Vec2d(offset.x, offset.y);
      }
  }
  return tried > 0 ? static_cast<double>(matches.size()) / tried : 0;
}

double Alignment::refine(const cv::Mat& issued_ink) {
  constexpr std::array kSteps{Step{50, 22, 5, 1}, Step{50, 18, 2.5, 1}, Step{100, 14, 1.2, 1},
                              Step{200, 9, 0.6, 2}};
  double share = 0;
  for (const auto& step : kSteps) share = refineOnce(issued_ink, step);
  return share;
}

}  // namespace verifier
