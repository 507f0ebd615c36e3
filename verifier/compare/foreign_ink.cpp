#include "verifier/compare/foreign_ink.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "paper/page.hpp"

namespace verifier {
namespace {

constexpr double kHalf = kCompareDpi / 2;
constexpr int kInkLeft = 110;            // of 255: what counts as ink nobody issued
constexpr int kColour = 60;              // of 255: what counts as coloured
constexpr double kLongest_mm = 3;        // shorter than that are specks
constexpr double kLeast_mm2 = 1.2;       // of ink
constexpr double kColourOver_mm2 = 1.2;  // over a value
constexpr double kEdge_mm = 8;           // a hand, a staple, the table beside the page
constexpr double kAroundMark_mm = 4;     // nothing else holds the page there, so curled paper isn't laid well
constexpr double kStampSpills_mm = 3;    // over its zone's edge

cv::Rect halfPixels(const domain::Box& box, double margin_mm, const cv::Mat& page) {
  const auto full = pixelsOf(box, margin_mm);
  return cv::Rect(full.x / 2, full.y / 2, full.width / 2 + 1, full.height / 2 + 1) &
         cv::Rect({}, page.size());
}

double squareMm(int pixels) { return pixels * 25.4 / kHalf * 25.4 / kHalf; }

// Black ink beside the issued print.
cv::Mat beside(const InkPair& pair) {
  cv::Mat issued, scan, rest;
  cv::resize(pair.issued, issued, {pair.issued.cols / 2, pair.issued.rows / 2}, 0, 0, cv::INTER_AREA);
  cv::resize(pair.scan, scan, issued.size(), 0, 0, cv::INTER_AREA);
  cv::dilate(issued, issued, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
  cv::subtract(scan, issued * 1.5, rest);
  return rest > kInkLeft;
}

// Print that was issued a little beside: at the paper's edges nothing holds curled pages in place.
bool isPrintNearby(const InkPair& pair, const cv::Rect& box) {
  constexpr int kMargin = 8, kReach = 24;  // pixels: 1 and 3 mm
  constexpr double kSame = 0.6;
  const cv::Rect all({}, pair.scan.size());
  const cv::Rect piece =
      cv::Rect(box.x - kMargin, box.y - kMargin, box.width + 2 * kMargin, box.height + 2 * kMargin) & all;
  const cv::Rect search =
      cv::Rect(piece.x - kReach, piece.y - kReach, piece.width + 2 * kReach, piece.height + 2 * kReach) & all;
  cv::Scalar mean, deviation;
  cv::meanStdDev(pair.issued(search), mean, deviation);
  if (deviation[0] < 8) return false;  // nothing was printed there
  cv::Mat scores;
  cv::matchTemplate(pair.issued(search), pair.scan(piece), scores, cv::TM_CCOEFF_NORMED);
  double best = 0;
  cv::minMaxLoc(scores, nullptr, &best);
  return best >= kSame;
}

}  // namespace

std::vector<domain::Box> foreignInk(const InkPair& pair, const cv::Mat& colour, const IssuedPage& issued) {
  cv::Mat rest = beside(pair);
  cv::Mat coloured =
      colour.empty() ? cv::Mat(rest.size(), CV_8UC1, cv::Scalar(0)) : cv::Mat(colour > kColour);
  for (const auto& zone : issued.pen_zones) {
    rest(halfPixels(zone, 1, rest)).setTo(0);
    coloured(halfPixels(zone, kStampSpills_mm, rest)).setTo(0);
  }
  rest |= coloured;
  for (const auto& field : issued.fields) rest(halfPixels(field.box, 0, rest)).setTo(0);
  for (const auto& code : issued.codes) rest(halfPixels(code, 1, rest)).setTo(0);
  constexpr double side = paper::page::kMarkSide, near = paper::page::kMarkInset;
  for (const double x : {near, paper::page::kWidth - near - side})
    for (const double y : {near, paper::page::kHeight - near - side})
      rest(halfPixels({x, y, side, side}, kAroundMark_mm, rest)).setTo(0);
  cv::rectangle(rest, cv::Rect({}, rest.size()), cv::Scalar(0),
                halfPixels({0, 0, kEdge_mm, 1}, 0, rest).width * 2);
  cv::Mat joined, labels, stats, centres;
  cv::dilate(rest, joined, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres);
  std::vector<domain::Box> out;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const cv::Rect full(box.x * 2, box.y * 2, box.width * 2, box.height * 2);
    const auto place = millimetresOf(full);
    if (std::max(place.width_mm, place.height_mm) < kLongest_mm) continue;
    if (squareMm(cv::countNonZero(rest(box))) < kLeast_mm2) continue;
    const bool in_colour = squareMm(cv::countNonZero(coloured(box))) >= kLeast_mm2;
    if (in_colour || !isPrintNearby(pair, full)) out.push_back(place);
  }
  return out;
}

bool colourOver(const cv::Mat& colour, const domain::Box& box) {
  if (colour.empty()) return false;
  return squareMm(cv::countNonZero(colour(halfPixels(box, 0, colour)) > kColour)) >= kColourOver_mm2;
}

}  // namespace verifier
