#include "verifier/compare/compare.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "verifier/compare/alignment.hpp"
#include "verifier/compare/ink.hpp"
#include "verifier/compare/judgement.hpp"

namespace verifier {
namespace {

struct CompareLimits {
  double least_dpi = 90;         // under it a digit has fewer than 9 pixels
  double least_matched = 0.35;   // of the page's blocks of print that found their place
  double least_likeness = 0.55;  // of printed strips nobody alters: past it blur hides digits
  std::size_t strips = 28;       // enough of them to know the scan's own quality
  // What printed strips of the same scan differ by, between a clean flatbed's and a bad photo's: the measure
  // of every value's difference.
  double usual_least = 0.08, usual_most = 0.2;
  // Differences in multiples of the usual one. On the bench's odd seeds clean values stayed under 2.7,
  // nineteen in twenty altered ones lay above 3.6 (bench_tampering).
  double differs = 3.1, review = 2.75;
  double margin_mm = 0.6;  // of a cell, where its rules stand
  int ink_left = 110;      // of 255: what counts as ink that nobody issued
  double foreign_mm = 3;   // shorter than that are specks
  double foreign_ink_mm2 = 1.2;
};
constexpr CompareLimits kLimits;

cv::Mat matOf(const base::Image& image) {
  const int type = image.channels == 1 ? CV_8UC1 : image.channels == 3 ? CV_8UC3 : CV_8UC4;
  return {image.height, image.width, type, const_cast<std::uint8_t*>(image.pixels.data())};
}

base::Image imageOf(const cv::Mat& mat) {
  base::Image out;
  out.width = mat.cols;
  out.height = mat.rows;
  out.channels = mat.channels();
  out.dpi = kCompareDpi;
  out.pixels.assign(mat.datastart, mat.dataend);
  return out;
}

cv::Mat issuedInk(const base::Image& picture) {
  cv::Mat ink;
  cv::bitwise_not(matOf(picture), ink);
  return ink;
}

// Labels and headings: print that is on every such form, by which the scan's own quality is measured.
std::vector<cv::Rect> printedStrips(const cv::Mat& issued_ink, const IssuedPage& issued) {
  cv::Mat rest = issued_ink.clone();
  const auto clear = [&](const domain::Box& box, double margin) {
    rest(pixelsOf(box, margin) & cv::Rect({}, rest.size())).setTo(0);
  };
  for (const auto& field : issued.fields) clear(field.box, 0.5);
  for (const auto& zone : issued.pen_zones) clear(zone, 1);
  for (const auto& code : issued.codes) clear(code, 1);
  // Long rules join everything into one piece: taken out by what is longer than a word.
  cv::Mat dark, across, down;
  cv::threshold(rest, dark, 96, 255, cv::THRESH_BINARY);
  cv::morphologyEx(dark, across, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {61, 1}));
  cv::morphologyEx(dark, down, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {1, 61}));
  dark -= across;
  dark -= down;
  cv::dilate(dark, dark, cv::getStructuringElement(cv::MORPH_RECT, {23, 5}));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(dark, labels, stats, centres);
  std::vector<cv::Rect> out;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (box.width < 40 || box.height < 18 || box.height > 70) continue;
    out.push_back(box);
  }
  // Evenly over the page.
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return std::pair(a.y, a.x) < std::pair(b.y, b.x); });
  while (out.size() > kLimits.strips)
    for (std::size_t i = 1; i < out.size(); ++i) out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
  return out;
}

// The difference that print shows which nobody alters: of 50 windows one is worse.
double usualDifference(const InkPair& pair, const std::vector<cv::Rect>& strips) {
  std::vector<double> usual;
  for (const auto& strip : strips)
    for (const auto& score : scoreWindows(pair, strip)) usual.push_back(score.difference);
  if (usual.empty()) return kLimits.usual_least;
  const auto high = usual.begin() + static_cast<std::ptrdiff_t>(usual.size() * 98 / 100);
  std::nth_element(usual.begin(), high, usual.end());
  return std::clamp(*high, kLimits.usual_least, kLimits.usual_most);
}

ComparedField judged(const InkPair& pair, const IssuedField& field, double usual) {
  ComparedField out{field.field, field.label, field.box, FieldState::matches, field.box, 0};
  double worst = 0;
  for (const auto& score : scoreWindows(pair, pixelsOf(field.box, -kLimits.margin_mm)))
    if (score.difference > worst) {
      worst = score.difference;
      out.worst = millimetresOf(score.box);
    }
  const double times = worst / usual;
  out.difference = std::min(1.0, times / kLimits.differs / 2);
  if (times >= kLimits.review)
    out.state = times >= kLimits.differs ? FieldState::differs : FieldState::review;
  return out;
}

// Ink where nothing was issued and nobody was asked to write: pieces longer than a speck.
std::vector<domain::Box> foreignInk(const InkPair& pair, const IssuedPage& issued) {
  cv::Mat expected, rest;
  cv::dilate(pair.issued, expected, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
  cv::subtract(pair.scan, expected, rest);
  cv::threshold(rest, rest, kLimits.ink_left, 255, cv::THRESH_BINARY);
  const cv::Rect all({}, rest.size());
  const auto clear = [&](const domain::Box& box, double margin) {
    rest(pixelsOf(box, margin) & all).setTo(0);
  };
  for (const auto& field : issued.fields) clear(field.box, 0);
  for (const auto& zone : issued.pen_zones) clear(zone, 1);
  for (const auto& code : issued.codes) clear(code, 1);
  const int edge = pixelsOf({0, 0, 8, 8}).width;  // a hand, a staple, the table beside the page
  cv::rectangle(rest, all, cv::Scalar(0), 2 * edge);
  cv::Mat joined, labels, stats, centres;
  cv::dilate(rest, joined, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
  const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres);
  std::vector<domain::Box> out;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const auto place = millimetresOf(box);
    const double px_a_mm2 = kCompareDpi / 25.4 * kCompareDpi / 25.4;
    const double ink_mm2 = cv::countNonZero(rest(box)) / px_a_mm2;
    if (std::max(place.width_mm, place.height_mm) >= kLimits.foreign_mm && ink_mm2 >= kLimits.foreign_ink_mm2)
      out.push_back(place);
  }
  return out;
}

domain::ContentState stateOf(const Comparison& compared) {
  const auto any = [&](FieldState state) {
    return std::any_of(compared.fields.begin(), compared.fields.end(),
                       [&](const auto& f) { return f.state == state; });
  };
  if (any(FieldState::differs)) return domain::ContentState::differs;
  if (any(FieldState::review) || !compared.foreign_ink.empty()) return domain::ContentState::review;
  return domain::ContentState::matches;
}

Comparison notCompared(const char* why) {
  Comparison out;
  out.why = why;
  return out;
}

}  // namespace

Comparison compare(const base::Image& scan, const SealPlace& seal, const IssuedPage& issued) {
  cv::Mat picture = matOf(scan);
  if (picture.channels() == 4) cv::cvtColor(picture, picture, cv::COLOR_RGBA2RGB);
  const auto placement = placePage(withoutRed(picture), seal);
  if (!placement) return notCompared("page_not_found");
  if (placement->dpi < kLimits.least_dpi) return notCompared("too_coarse");
  const cv::Mat ink = issuedInk(issued.picture);
  Alignment alignment(picture, *placement);
  if (alignment.refine(ink) < kLimits.least_matched) return notCompared("page_not_found");
  const cv::Mat scan_ink = inkOf(alignment.pageGrey(kCompareDpi), kCompareDpi);
  const auto strips = printedStrips(ink, issued);
  const auto rendition = closestRendition(ink, scan_ink, strips);
  if (!strips.empty() && rendition.likeness < kLimits.least_likeness) return notCompared("too_unclear");
  const cv::Mat issued_ink = rendered(ink, rendition);
  const InkPair pair{issued_ink, withoutSpecks(scan_ink, issued_ink)};
  const double usual = usualDifference(pair, strips);
  Comparison out;
  out.marks_found = placement->marks_found;
  out.aligned = imageOf(alignment.page(kCompareDpi));
  for (const auto& field : issued.fields) out.fields.push_back(judged(pair, field, usual));
  out.foreign_ink = foreignInk(pair, issued);
  out.state = stateOf(out);
  return out;
}

}  // namespace verifier
