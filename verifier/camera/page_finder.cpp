#include "verifier/camera/page_finder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

namespace verifier {
namespace {

using Contour = std::vector<cv::Point>;
using Quad = std::array<cv::Point2f, 4>;

constexpr int kTextClosing = 7;        // reduced pixels: lines of print go, hands and edges stay
constexpr double kLeastShare = 0.015;  // of the picture: a smaller patch is no page anyone means to show
constexpr double kLeastCutShare = 0.05;
constexpr double kLeastUncovered = 0.6;             // under it the shape is no page with something over it
constexpr double kNarrowest = 1.1, kLongest = 1.9;  // sides of A4 (1.41), seen from aside
constexpr double kLeastInk =
    2.0;  // grey levels that closing takes away on average: a plain table top has none
constexpr double kLeastApart = 30;  // grey levels between paper and what lies around it
constexpr int kBurntOut = 250, kNotBurntOut = 238;

// Light levels at which paper may part from what lies around it: a table may be nearly white.
std::vector<int> levelsOf(const cv::Mat& closed) {
  cv::Mat ignored;
  const int split =
      static_cast<int>(cv::threshold(closed, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU));
  std::array<int, 256> counts{};
  for (int y = 0; y < closed.rows; ++y)
    for (int x = 0; x < closed.cols; ++x) ++counts[closed.at<std::uint8_t>(y, x)];
  int brightest = 255, left = static_cast<int>(closed.total()) / 50;
  while (brightest > 0 && (left -= counts[static_cast<std::size_t>(brightest)]) > 0) --brightest;
  std::vector<int> out{split};
  for (int i = -1; i <= 4; ++i)
    if (i != 0) out.push_back(split + (brightest - split) * i / 5);
  return out;
}

Contour largestOf(const cv::Mat& closed, int level) {
  cv::Mat bright;
  cv::threshold(closed, bright, level, 255, cv::THRESH_BINARY);
  std::vector<Contour> contours;
  cv::findContours(bright, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  const auto largest = std::max_element(contours.begin(), contours.end(), [](const auto& a, const auto& b) {
    return cv::contourArea(a) < cv::contourArea(b);
  });
  return largest == contours.end() ? Contour{} : std::move(*largest);
}

bool touchesEdge(const Contour& contour, cv::Size size) {
  const auto box = cv::boundingRect(contour);
  return box.x <= 0 || box.y <= 0 || box.br().x >= size.width || box.br().y >= size.height;
}

// Between pixels, by how near it is to each.
float levelAt(const cv::Mat& picture, cv::Point2f at) {
  const int x = static_cast<int>(at.x), y = static_cast<int>(at.y);
  if (at.x < 0 || at.y < 0 || x + 1 >= picture.cols || y + 1 >= picture.rows) return 0;
  const float u = at.x - static_cast<float>(x), v = at.y - static_cast<float>(y);
  const auto *row = picture.ptr<std::uint8_t>(y), *next = picture.ptr<std::uint8_t>(y + 1);
  const auto level = [](std::uint8_t value) { return static_cast<float>(value); };
  return (1 - v) * ((1 - u) * level(row[x]) + u * level(row[x + 1])) +
         v * ((1 - u) * level(next[x]) + u * level(next[x + 1]));
}

struct Line {
  cv::Point2f at{}, along{};
};

// Where the light falls off across an edge, as the middle of the fall; nothing where it doesn't.
std::optional<cv::Point2f> edgeNear(const cv::Mat& closed, cv::Point2f at, cv::Point2f outwards) {
  constexpr int kReach = 3;
  constexpr float kLeastFall = 12;  // grey levels
  float sum = 0, weighted = 0, before = levelAt(closed, at - outwards * (kReach + 0.5F));
  for (int i = -kReach; i <= kReach; ++i) {
    const float level = levelAt(closed, at + outwards * (static_cast<float>(i) + 0.5F));
    const float fall = std::max(0.F, before - level);
    sum += fall;
    weighted += fall * static_cast<float>(i);
    before = level;
  }
  if (sum < kLeastFall) return std::nullopt;
  return at + outwards * (weighted / sum);
}

// The edge between two corners, finer than a pixel, past a torn corner or a thumb.
Line fitted(const cv::Mat& closed, cv::Point2f from, cv::Point2f to, cv::Point2f middle) {
  constexpr int kPoints = 40;
  const cv::Point2f along = (to - from) / cv::norm(to - from);
  cv::Point2f outwards(along.y, -along.x);
  if (outwards.dot(from - middle) < 0) outwards = -outwards;
  std::vector<cv::Point2f> edge;
  for (int i = 2; i < kPoints - 2; ++i)
    if (const auto point = edgeNear(closed, from + (to - from) * (i / (kPoints - 1.0)), outwards))
      edge.push_back(*point);
  if (edge.size() < kPoints / 4) return {from, along};
  cv::Vec4f line;
  cv::fitLine(edge, line, cv::DIST_HUBER, 0, 0.01, 0.01);
  return {{line[2], line[3]}, {line[0], line[1]}};
}

std::optional<cv::Point2f> meeting(const Line& a, const Line& b) {
  const float sine = a.along.cross(b.along);
  if (std::abs(sine) < 0.3F) return std::nullopt;
  return a.at + a.along * ((b.at - a.at).cross(b.along) / sine);
}

// The hull's four longest edges, made to meet: a torn or folded corner adds a short fifth.
std::optional<Quad> quadOf(const Contour& outline, const cv::Mat& closed) {
  Contour hull, rough;
  cv::convexHull(outline, hull);
  cv::approxPolyDP(hull, rough, 0.015 * cv::arcLength(hull, true), true);
  if (rough.size() < 4 || rough.size() > 8) return std::nullopt;
  std::vector<std::size_t> edges(rough.size());
  std::iota(edges.begin(), edges.end(), 0U);
  const auto length = [&](std::size_t i) { return cv::norm(rough[(i + 1) % rough.size()] - rough[i]); };
  std::sort(edges.begin(), edges.end(), [&](auto a, auto b) { return length(a) > length(b); });
  edges.resize(4);
  std::sort(edges.begin(), edges.end());
  cv::Point2f middle{};
  for (const auto& point : rough) middle += cv::Point2f(point) / static_cast<float>(rough.size());
  std::array<Line, 4> lines;
  for (std::size_t i = 0; i < 4; ++i)
    lines[i] = fitted(closed, rough[edges[i]], rough[(edges[i] + 1) % rough.size()], middle);
  Quad out;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto corner = meeting(lines[i], lines[(i + 1) % 4]);
    if (!corner) return std::nullopt;
    out[i] = *corner;
  }
  return out;
}

// Clockwise from the end nearest the picture's top left, a short side first.
Corners inOrder(Quad quad) {
  const auto side = [&](std::size_t i) { return cv::norm(quad[(i + 1) % 4] - quad[i % 4]); };
  double turned = 0;
  for (std::size_t i = 0; i < 4; ++i) turned += quad[i].cross(quad[(i + 1) % 4]);
  if (turned < 0) std::reverse(quad.begin(), quad.end());
  const std::size_t first = side(0) + side(2) < side(1) + side(3) ? 0 : 1;
  const auto reach = [&](std::size_t i) {
    const auto middle = quad[i % 4] + quad[(i + 1) % 4];
    return middle.y + 0.5 * middle.x;
  };
  const std::size_t start = reach(first) <= reach(first + 2) ? first : first + 2;
  Corners out;
  for (std::size_t i = 0; i < 4; ++i) out[i] = {quad[(start + i) % 4].x, quad[(start + i) % 4].y};
  return out;
}

double sideOf(const Corners& corners, std::size_t i) {
  const auto &a = corners[i], &b = corners[(i + 1) % 4];
  return std::hypot(a[0] - b[0], a[1] - b[1]);
}

bool isPageShaped(const Corners& corners) {
  const double across = (sideOf(corners, 0) + sideOf(corners, 2)) / 2;
  const double along = (sideOf(corners, 1) + sideOf(corners, 3)) / 2;
  for (std::size_t i = 0; i < 2; ++i) {
    const double ratio = sideOf(corners, i) / sideOf(corners, i + 2);
    if (ratio < 0.6 || ratio > 1 / 0.6) return false;
  }
  return across > 0 && along / across > kNarrowest && along / across < kLongest;
}

std::vector<cv::Point> polygonOf(const Corners& corners) {
  std::vector<cv::Point> out;
  for (const auto& corner : corners) out.emplace_back(cvRound(corner[0]), cvRound(corner[1]));
  return out;
}

PageSight judged(const Contour& outline, const cv::Mat& closed) {
  const auto quad = quadOf(outline, closed);
  const cv::Size size = closed.size();
  if (!quad) return {};
  PageSight out{.sight = Sight::whole, .corners = inOrder(*quad)};
  for (const auto& corner : out.corners)
    if (corner[0] < 0 || corner[1] < 0 || corner[0] > size.width || corner[1] > size.height) return {};
  if (!isPageShaped(out.corners)) return {};
  out.uncovered = std::min(1.0, cv::contourArea(outline) / areaOf(out.corners));
  return out.uncovered >= kLeastUncovered ? out : PageSight{};
}

// How much of the margin, which every form leaves white, isn't.
double coveredEdge(const PageSight& page, const cv::Mat& closed) {
  constexpr int kPoints = 60;  // a side
  constexpr double kInset = 0.02, kPaper = 0.7;
  const cv::Point2d middle((page.corners[0][0] + page.corners[2][0]) / 2,
                           (page.corners[0][1] + page.corners[2][1]) / 2);
  int covered = 0;
  for (std::size_t side = 0; side < 4; ++side)
    for (int i = 0; i < kPoints; ++i) {
      const double t = (i + 0.5) / kPoints;
      const auto &a = page.corners[side], &b = page.corners[(side + 1) % 4];
      const cv::Point2d edge(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
      if (levelAt(closed, edge + (middle - edge) * 2 * kInset) < kPaper * page.paper_level) ++covered;
    }
  return covered / (4.0 * kPoints);
}

// What stands on the page, now that its place is known.
void measure(PageSight& page, const cv::Mat& paper, const cv::Mat& closed) {
  cv::Mat inside(paper.size(), CV_8UC1, cv::Scalar(0));
  cv::fillConvexPoly(inside, polygonOf(page.corners), cv::Scalar(255));
  std::vector<std::uint8_t> levels;
  for (int y = 0; y < paper.rows; ++y)
    for (int x = 0; x < paper.cols; ++x)
      if (inside.at<std::uint8_t>(y, x)) levels.push_back(closed.at<std::uint8_t>(y, x));
  if (levels.empty()) return;
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  page.paper_level = *middle;
  if (page.paper_level < kNotBurntOut)
    page.glare = static_cast<double>(cv::countNonZero(inside & (paper >= kBurntOut))) /
                 static_cast<double>(levels.size());
  page.covered_edge = coveredEdge(page, closed);
  page.px_per_mm = std::sqrt(areaOf(page.corners) / (210.0 * 297.0));
}

// Bright and printed on, but reaching over the picture's edge.
bool isCutOff(const Contour& outline, const cv::Mat& paper, const cv::Mat& closed) {
  if (cv::contourArea(outline) < kLeastCutShare * static_cast<double>(paper.total())) return false;
  cv::Mat inside(paper.size(), CV_8UC1, cv::Scalar(0));
  cv::drawContours(inside, std::vector<Contour>{outline}, 0, cv::Scalar(255), cv::FILLED);
  cv::erode(inside, inside, cv::Mat::ones(5, 5, CV_8UC1));
  const double apart = cv::mean(closed, inside)[0] - cv::mean(closed, ~inside)[0];
  return apart > kLeastApart && cv::mean(closed - paper, inside)[0] > kLeastInk;
}

}  // namespace

double areaOf(const Corners& corners) {
  double twice = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto &a = corners[i], &b = corners[(i + 1) % 4];
    twice += a[0] * b[1] - a[1] * b[0];
  }
  return std::abs(twice) / 2;
}

double farthest(const Corners& a, const Corners& b) {
  double out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = std::max(out, std::hypot(a[i][0] - b[i][0], a[i][1] - b[i][1]));
  return out;
}

PageSight findPage(const cv::Mat& paper) {
  cv::Mat closed;
  cv::morphologyEx(paper, closed, cv::MORPH_CLOSE, cv::Mat::ones(kTextClosing, kTextClosing, CV_8UC1));
  cv::GaussianBlur(closed, closed, {3, 3}, 0);
  PageSight best;
  bool cut_off = false;
  for (const int level : levelsOf(closed)) {
    const auto outline = largestOf(closed, level);
    if (outline.empty() || cv::contourArea(outline) < kLeastShare * static_cast<double>(paper.total()))
      continue;
    if (touchesEdge(outline, paper.size())) {
      cut_off = cut_off || isCutOff(outline, paper, closed);
      continue;
    }
    const auto page = judged(outline, closed);
    if (page.uncovered > best.uncovered) best = page;
  }
  if (best.sight == Sight::whole)
    measure(best, paper, closed);
  else if (cut_off)
    best.sight = Sight::cut_off;
  return best;
}

}  // namespace verifier
