#include "qr/likely_code.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace qr {
namespace {

constexpr double kSearchLongSide = 900;  // a hall's code on A4 is then about 90 pixels wide
constexpr double kMargin = 0.22;         // around the candidate, of its side
constexpr double kPatchSide = 900;       // larger patches are reduced
constexpr double kLeastSquareness = 0.45;
constexpr std::size_t kMostPlaces = 4;
constexpr double kLeastShare = 0.04;      // of the picture's longer side: 29 mm on a desk 70 cm wide
constexpr double kLeastLikeness = 0.035;  // of full contrast
constexpr double kLeastRange = 32;        // grey levels: less is a blank page's grain

// Stretched to the picture's own range, so that pale and dark pages are searched like any other.
cv::Mat stretched(const cv::Mat& grey) {
  std::vector<std::uint8_t> all(grey.begin<std::uint8_t>(), grey.end<std::uint8_t>());
  const auto at = [&all](double share) {
    const auto place = all.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
    std::nth_element(all.begin(), place, all.end());
    return static_cast<double>(*place);
  };
  const double dark = at(0.005), range = std::max(kLeastRange, at(0.995) - dark);
  cv::Mat out;
  grey.convertTo(out, CV_32F, 1 / range, -dark / range);
  return out;
}

cv::Mat edges(const cv::Mat& grey, int dx, int dy) {
  cv::Mat out;
  cv::Sobel(grey, out, CV_32F, dx, dy, 3, 0.25);
  return cv::abs(out);
}

// Codes are half dark and full of edges in both directions; text is a sixth dark, pictures have few edges.
cv::Mat codeLikeness(const cv::Mat& small, int window) {
  const cv::Size around(window, window);
  cv::Mat light, dark, across, down, out;
  cv::dilate(small, light, cv::getStructuringElement(cv::MORPH_RECT, {window, window}));
  cv::blur(light, light, around);
  cv::blur(cv::Mat(light - small), dark, around);
  cv::blur(edges(small, 1, 0), across, around);
  cv::blur(edges(small, 0, 1), down, around);
  cv::sqrt(cv::min(across, down).mul(dark), out);
  return out;
}

struct Square {
  cv::RotatedRect box{};
  double weight = 0;
};

bool overlap(const cv::RotatedRect& a, const cv::RotatedRect& b) {
  const auto both = a.boundingRect2f() & b.boundingRect2f();
  return both.area() > 0.5f * std::min(a.boundingRect2f().area(), b.boundingRect2f().area());
}

void addSquares(const cv::Mat& likeness, const cv::Mat& mask, double top, std::vector<Square>& squares) {
  const double least_side = kLeastShare * std::max(likeness.cols, likeness.rows);
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  for (const auto& outline : outlines) {
    const auto box = cv::minAreaRect(outline);
    const double longer = std::max(box.size.width, box.size.height),
                 shorter = std::min(box.size.width, box.size.height);
    if (longer < least_side || shorter < longer * kLeastSquareness) continue;
    const double filled = cv::contourArea(outline) / std::max(1.0, longer * shorter);
    const auto bounds = cv::boundingRect(outline);
    cv::Mat inside = cv::Mat::zeros(bounds.size(), CV_8U);
    cv::fillPoly(inside, outline, 255, cv::LINE_8, 0, -bounds.tl());
    const double dense = cv::mean(likeness(bounds), inside)[0] / top;
    squares.push_back({box, dense * filled * shorter / longer * std::sqrt(shorter)});
  }
}

// The heaviest first, one a place.
std::vector<cv::RotatedRect> bestSquares(const cv::Mat& likeness) {
  double top = 0;
  cv::minMaxLoc(likeness, nullptr, &top);
  if (top < kLeastLikeness) return {};
  std::vector<Square> squares;
  for (const double share : {0.35, 0.55, 0.75}) addSquares(likeness, likeness > top * share, top, squares);
  std::sort(squares.begin(), squares.end(),
            [](const Square& a, const Square& b) { return a.weight > b.weight; });
  std::vector<cv::RotatedRect> out;
  for (const auto& square : squares)
    if (out.size() < kMostPlaces &&
        std::none_of(out.begin(), out.end(), [&](const auto& box) { return overlap(box, square.box); }))
      out.push_back(square.box);
  return out;
}

}  // namespace

std::vector<LikelyCode> likelyCodes(const cv::Mat& grey) {
  const double scale = 1.0 / std::max(1, cvRound(std::max(grey.cols, grey.rows) / kSearchLongSide));
  cv::Mat small = grey;
  if (scale < 1) cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
  const int window = std::max(7, static_cast<int>(std::max(small.cols, small.rows) * 0.03)) | 1;
  std::vector<LikelyCode> out;
  for (const auto& box : bestSquares(codeLikeness(stretched(small), window))) {
    const auto bounds = box.boundingRect2f();
    const double near = window * 0.5;
    const bool cut = bounds.x <= near || bounds.y <= near || bounds.x + bounds.width >= small.cols - near ||
                     bounds.y + bounds.height >= small.rows - near;
    const auto larger = static_cast<float>(1 / scale);
    out.push_back({{box.center * larger, box.size * larger, box.angle}, cut});
  }
  return out;
}

Patch patchOf(const cv::Mat& grey, const LikelyCode& code) {
  const auto& box = code.box;
  const double side = std::max(box.size.width, box.size.height), whole = side * (1 + 2 * kMargin);
  Patch out;
  out.scale = std::min(1.0, kPatchSide / whole);
  out.side = side * out.scale;
  const auto pixels = static_cast<int>(whole * out.scale);
  cv::Mat turn = cv::getRotationMatrix2D(box.center, box.angle, out.scale);
  turn.at<double>(0, 2) += pixels / 2.0 - box.center.x;
  turn.at<double>(1, 2) += pixels / 2.0 - box.center.y;
  cv::warpAffine(grey, out.grey, turn, {pixels, pixels}, out.scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  return out;
}

}  // namespace qr
