#include "verifier/compare/registration.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "paper/page.hpp"

namespace verifier {
namespace {

namespace page = paper::page;

constexpr double kHoleShare = (page::kMarkHole * page::kMarkHole) / (page::kMarkSide * page::kMarkSide);
// How far from where the seal puts it a mark may lie, as a share of its distance from the seal: perspective
// and curl that one corner of the page can't tell.
constexpr double kReach = 0.16, kLeastReach_mm = 4;

std::array<cv::Point2d, 4> markCentres() {
  constexpr double near = page::kMarkInset + page::kMarkSide / 2;
  return {{{near, near},
           {page::kWidth - near, near},
           {page::kWidth - near, page::kHeight - near},
           {near, page::kHeight - near}}};
}

struct Square {
  cv::Point2d centre;
  double side = 0;
};

cv::Point2d centreOf(const std::vector<cv::Point>& contour) {
  const auto moments = cv::moments(contour);
  return {moments.m10 / moments.m00, moments.m01 / moments.m00};
}

// A dark square with a light square in its middle. Finder patterns of QR codes have larger holes, which
// aren't empty.
std::optional<Square> nestedSquare(const std::vector<cv::Point>& outer, const std::vector<cv::Point>& hole) {
  const double area = cv::contourArea(outer), hollow = cv::contourArea(hole);
  const double side = std::sqrt(area);
  if (side < 6 || side > 200 || hollow < area * kHoleShare * 0.3 || hollow > area * kHoleShare * 1.9)
    return {};
  std::vector<cv::Point> corners;
  cv::approxPolyDP(outer, corners, 0.09 * cv::arcLength(outer, true), true);
  if (corners.size() != 4 || !cv::isContourConvex(corners)) return {};
  const auto box = cv::minAreaRect(outer).size;
  if (std::min(box.width, box.height) < 0.5 * std::max(box.width, box.height)) return {};
  if (area < 0.7 * box.area()) return {};
  const auto centre = centreOf(outer);
  const auto middle = centreOf(hole);
  if (cv::norm(centre - middle) > 0.15 * side) return {};
  return Square{(centre + middle) / 2, side};
}

std::vector<Square> nestedSquares(const cv::Mat& grey, double dpi) {
  cv::Mat dark;
  const int around = static_cast<int>(dpi / 4) * 2 + 1;  // half an inch
  cv::adaptiveThreshold(grey, dark, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, around, 18);
  std::vector<std::vector<cv::Point>> contours;
  std::vector<cv::Vec4i> tree;  // next, previous, first child, parent
  cv::findContours(dark, contours, tree, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
  std::vector<Square> out;
  for (std::size_t i = 0; i < contours.size(); ++i) {
    const int child = tree[i][2];
    if (tree[i][3] >= 0 || child < 0 || tree[static_cast<std::size_t>(child)][0] >= 0) continue;
    const auto square = nestedSquare(contours[i], contours[static_cast<std::size_t>(child)]);
    if (square) out.push_back(*square);
  }
  return out;
}

struct Pairs {
  std::vector<cv::Point2d> page, scan;
  std::vector<double> weights;
  void add(cv::Point2d on_page, cv::Point2d in_scan, double weight) {
    page.push_back(on_page);
    scan.push_back(in_scan);
    weights.push_back(weight);
  }
};

Pairs sealPairs(const SealPlace& seal) {
  const auto& box = seal.on_page;
  const std::array<cv::Point2d, 4> on_page{{{box.x_mm, box.y_mm},
                                            {box.x_mm + box.width_mm, box.y_mm},
                                            {box.x_mm + box.width_mm, box.y_mm + box.height_mm},
                                            {box.x_mm, box.y_mm + box.height_mm}}};
  Pairs out;
  for (std::size_t i = 0; i < 4; ++i) out.add(on_page[i], {seal.in_scan[i][0], seal.in_scan[i][1]}, 1);
  return out;
}

// A similarity or affinity of the seal's four corners: they lie too close together to tell perspective.
cv::Matx33d affineOf(const Pairs& pairs) {
  cv::Mat a(static_cast<int>(pairs.page.size()) * 2, 6, CV_64F, cv::Scalar(0));
  cv::Mat b(a.rows, 1, CV_64F), x;
  for (int i = 0; i < static_cast<int>(pairs.page.size()); ++i) {
    const auto& p = pairs.page[static_cast<std::size_t>(i)];
    const auto& s = pairs.scan[static_cast<std::size_t>(i)];
    const double rows[2][6] = {{p.x, p.y, 1, 0, 0, 0}, {0, 0, 0, p.x, p.y, 1}};
    for (int r = 0; r < 2; ++r)
      for (int c = 0; c < 6; ++c) a.at<double>(2 * i + r, c) = rows[r][c];
    b.at<double>(2 * i) = s.x;
    b.at<double>(2 * i + 1) = s.y;
  }
  cv::solve(a, b, x, cv::DECOMP_SVD);
  return {x.at<double>(0),
          x.at<double>(1),
          x.at<double>(2),
          x.at<double>(3),
          x.at<double>(4),
          x.at<double>(5),
          0,
          0,
          1};
}

double dpiAt(const cv::Matx33d& page_to_scan, cv::Point2d at) {
  const auto a = mapped(page_to_scan, at), b = mapped(page_to_scan, at + cv::Point2d(10, 0)),
             c = mapped(page_to_scan, at + cv::Point2d(0, 10));
  return std::sqrt(cv::norm(b - a) * cv::norm(c - a)) / 10 * 25.4;
}

// The mark nearest to where it should be, of about its size.
const Square* nearest(const std::vector<Square>& squares, cv::Point2d expected, double reach_px,
                      double side_px) {
  const Square* best = nullptr;
  for (const auto& square : squares) {
    const double distance = cv::norm(square.centre - expected);
    if (distance > reach_px || square.side < side_px * 0.5 || square.side > side_px * 1.8) continue;
    if (!best || distance < cv::norm(best->centre - expected)) best = &square;
  }
  return best;
}

// How well the seal sits where the marks say: a square that only looks like a mark pulls it away.
double sealError_mm(const cv::Matx33d& page_to_scan, const SealPlace& seal) {
  const auto back = page_to_scan.inv();
  const auto pairs = sealPairs(seal);
  double worst = 0;
  for (std::size_t i = 0; i < 4; ++i)
    worst = std::max(worst, cv::norm(mapped(back, pairs.scan[i]) - pairs.page[i]));
  return worst;
}

}  // namespace

double dpiOf(const SealPlace& seal) {
  return dpiAt(affineOf(sealPairs(seal)), {seal.on_page.x_mm, seal.on_page.y_mm});
}

cv::Point2d mapped(const cv::Matx33d& homography, cv::Point2d point) {
  const auto v = homography * cv::Vec3d(point.x, point.y, 1);
  return {v[0] / v[2], v[1] / v[2]};
}

cv::Matx33d pixelScale(double scale) {
  const double half = 0.5 * scale - 0.5;
  return {scale, 0, half, 0, scale, half, 0, 0, 1};
}

std::optional<cv::Matx33d> fitHomography(const std::vector<cv::Point2d>& from,
                                         const std::vector<cv::Point2d>& to,
                                         const std::vector<double>& weights) {
  if (from.size() < 4 || from.size() != to.size()) return {};
  // Hartley's normalisation: without it the products of coordinates drown the rest.
  const auto normal = [](const std::vector<cv::Point2d>& points) {
    cv::Point2d middle;
    for (const auto& p : points) middle += p;
    middle /= static_cast<double>(points.size());
    double spread = 1e-9;
    for (const auto& p : points) spread += cv::norm(p - middle);
    const double s = std::sqrt(2.0) * static_cast<double>(points.size()) / spread;
    return cv::Matx33d(s, 0, -s * middle.x, 0, s, -s * middle.y, 0, 0, 1);
  };
  const auto from_normal = normal(from), to_normal = normal(to);
  cv::Mat rows(static_cast<int>(from.size()) * 2, 9, CV_64F, cv::Scalar(0));
  for (int i = 0; i < static_cast<int>(from.size()); ++i) {
    const auto k = static_cast<std::size_t>(i);
    const auto p = mapped(from_normal, from[k]), q = mapped(to_normal, to[k]);
    const double w = weights.empty() ? 1 : weights[k];
    const double values[2][9] = {{p.x, p.y, 1, 0, 0, 0, -q.x * p.x, -q.x * p.y, -q.x},
                                 {0, 0, 0, p.x, p.y, 1, -q.y * p.x, -q.y * p.y, -q.y}};
    for (int r = 0; r < 2; ++r)
      for (int c = 0; c < 9; ++c) rows.at<double>(2 * i + r, c) = w * values[r][c];
  }
  cv::Mat h;
  cv::SVD::solveZ(rows, h);
  const cv::Matx33d found = to_normal.inv() * cv::Matx33d(h.ptr<double>()) * from_normal;
  if (std::abs(found(2, 2)) < 1e-12 || std::abs(cv::determinant(found)) < 1e-12) return {};
  return found * (1 / found(2, 2));
}

std::optional<Placement> placePage(const cv::Mat& grey, const SealPlace& seal) {
  auto pairs = sealPairs(seal);
  const auto rough = affineOf(pairs);
  const cv::Point2d seal_middle(seal.on_page.x_mm + seal.on_page.width_mm / 2,
                                seal.on_page.y_mm + seal.on_page.height_mm / 2);
  const double dpi = dpiAt(rough, seal_middle);
  if (!(dpi > 20) || !(dpi < 5000)) return {};
  const double px_a_mm = dpi / 25.4;
  const auto squares = nestedSquares(grey, dpi);
  Placement out{rough, rough, 0, dpi};
  std::vector<std::pair<cv::Point2d, cv::Point2d>> marks;
  for (const auto& centre : markCentres()) {
    const double reach_mm = std::max(kLeastReach_mm, kReach * cv::norm(centre - seal_middle));
    const auto* mark = nearest(squares, mapped(rough, centre), reach_mm * px_a_mm, page::kMarkSide * px_a_mm);
    if (mark) marks.emplace_back(centre, mark->centre);
  }
  // The marks span the page, so they say where it lies; the seal only helps where one is missing.
  for (const auto& [on_page, in_scan] : marks) pairs.add(on_page, in_scan, 6);
  if (marks.size() >= 2) {
    const auto fitted = fitHomography(pairs.page, pairs.scan, pairs.weights);
    if (fitted && sealError_mm(*fitted, seal) < 6) {
      out.page_to_scan = *fitted;
      out.marks_found = static_cast<int>(marks.size());
    }
  }
  out.dpi = dpiAt(out.page_to_scan, {page::kWidth / 2, page::kHeight / 2});
  return out;
}

}  // namespace verifier
