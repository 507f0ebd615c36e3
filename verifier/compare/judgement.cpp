#include "verifier/compare/judgement.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "verifier/compare/peak.hpp"

namespace verifier {
namespace {

constexpr int kWindow = 22, kNarrow = 14, kStep = 6, kNarrowStep = 4;  // a digit of 10.5 pt is 15 x 20 pixels
constexpr int kValueReach = 9;                                         // paper that shrank in one place
constexpr double kBlankShare = 0.1;                                    // of the least ink
constexpr int kRim = 1;                                                // ink is looked for so far around
constexpr int kPieceWidth = 220, kPieceHeight = 90;                    // curled paper fits piece by piece

// Where the scan shows the box best. Where nothing fits better, it is looked at where it should be.
cv::Point2d offsetOf(const InkPair& pair, const cv::Rect& box) {
  const cv::Rect search(box.x - kValueReach, box.y - kValueReach, box.width + 2 * kValueReach,
                        box.height + 2 * kValueReach);
  if ((search & cv::Rect({}, pair.scan.size())) != search) return {};
  cv::Scalar mean, deviation;
  cv::meanStdDev(pair.issued(box), mean, deviation);
  if (deviation[0] < 8) return {};
  cv::Mat scores;
  cv::matchTemplate(pair.scan(search), pair.issued(box), scores, cv::TM_CCOEFF_NORMED);
  const auto peak = peakOf(scores, 0.5);
  return peak ? *peak - cv::Point2d(kValueReach, kValueReach) : cv::Point2d();
}

// Sums of squares over any window in four look-ups.
cv::Mat squaresOf(const cv::Mat& ink) {
  cv::Mat sums, squares;
  cv::integral(ink, sums, squares, CV_32S, CV_64F);
  return squares;
}

double sumOver(const cv::Mat& table, const cv::Rect& window) {
  return table.at<double>(window.y, window.x) + table.at<double>(window.br().y, window.br().x) -
         table.at<double>(window.y, window.br().x) - table.at<double>(window.br().y, window.x);
}

// What one has and the other has nowhere within the rim: print that is a little fatter or beside its place is
// the same print.
cv::Mat beyond(const cv::Mat& ink, const cv::Mat& other, const cv::Rect& inner) {
  cv::Mat around, out;
  cv::dilate(other, around, cv::getStructuringElement(cv::MORPH_CROSS, {2 * kRim + 1, 2 * kRim + 1}));
  cv::subtract(ink(inner), around(inner), out);
  return out;
}

// Where both pictures of a piece differ, ready for any window.
struct Tables {
  cv::Mat missing, extra, issued, scan;
  cv::Size size;
};

Tables tablesOf(const InkPair& pair, const cv::Rect& piece) {
  const auto offset = offsetOf(pair, piece);
  const cv::Rect outer(piece.x - kRim, piece.y - kRim, piece.width + 2 * kRim, piece.height + 2 * kRim);
  const cv::Mat issued = pair.issued(outer);
  cv::Mat scan;
  cv::getRectSubPix(pair.scan, outer.size(),
                    cv::Point2f(static_cast<float>(outer.x + offset.x + (outer.width - 1) / 2.0),
                                static_cast<float>(outer.y + offset.y + (outer.height - 1) / 2.0)),
                    scan);
  const cv::Rect inner(kRim, kRim, piece.width, piece.height);
  return {squaresOf(beyond(issued, scan, inner)), squaresOf(beyond(scan, issued, inner)),
          squaresOf(issued(inner)), squaresOf(scan(inner)), piece.size()};
}

void scorePiece(const Tables& tables, cv::Point at, bool narrow, double least_ink,
                std::vector<WindowScore>& out) {
  const int width = std::min(narrow ? kNarrow : kWindow, tables.size.width),
            height = std::min(kWindow, tables.size.height);
  const int step = narrow ? kNarrowStep : kStep;
  if (narrow) least_ink *= static_cast<double>(kNarrow) / kWindow;
  for (int y = 0;; y = std::min(y + kStep, tables.size.height - height)) {
    for (int x = 0;; x = std::min(x + step, tables.size.width - width)) {
      const cv::Rect window(x, y, width, height);
      const double issued = sumOver(tables.issued, window);
      const double ink = std::max(issued, sumOver(tables.scan, window));
      const double differs = sumOver(tables.missing, window) + sumOver(tables.extra, window);
      out.push_back(
          {window + at, narrow, differs / std::max(ink, least_ink), ink, issued < kBlankShare * least_ink});
      if (x >= tables.size.width - width) break;
    }
    if (y >= tables.size.height - height) break;
  }
}

}  // namespace

cv::Rect pixelsOf(const domain::Box& box, double margin_mm) {
  constexpr double px = kCompareDpi / 25.4;
  const int left = static_cast<int>(std::floor((box.x_mm - margin_mm) * px));
  const int top = static_cast<int>(std::floor((box.y_mm - margin_mm) * px));
  const int right = static_cast<int>(std::ceil((box.x_mm + box.width_mm + margin_mm) * px));
  const int bottom = static_cast<int>(std::ceil((box.y_mm + box.height_mm + margin_mm) * px));
  return {left, top, right - left, bottom - top};
}

domain::Box millimetresOf(cv::Rect box) {
  constexpr double mm = 25.4 / kCompareDpi;
  return {box.x * mm, box.y * mm, box.width * mm, box.height * mm};
}

cv::Rect withinRules(const cv::Mat& issued_ink, cv::Rect box) {
  // Pixels: how far in and out of the edge a rule may lie; what blur makes of it; how far a bent cell's
  // reaches.
  constexpr int kIn = 5, kOut = 4, kBeside = 3, kBent = 8;
  constexpr double kRuled = 0.6;  // of the edge's length
  box &= cv::Rect(kOut, kOut, issued_ink.cols - 2 * kOut, issued_ink.rows - 2 * kOut);
  if (std::min(box.width, box.height) < 2 * (kIn + kBeside + kBent)) return box;
  const cv::Rect around(box.x - kOut, box.y - kOut, box.width + 2 * kOut, box.height + 2 * kOut);
  const cv::Mat dark = issued_ink(around) > 96;
  // What is cut at one side: the rule, and the blank beside it.
  const auto cut = [](const auto& line) {
    int out = 0;
    for (int i = -kOut; i < kIn; ++i)
      if (const cv::Mat at = line(i); cv::countNonZero(at) > kRuled * static_cast<double>(at.total()))
        out = std::max(1, i + kBeside);
    for (int i = 0; out > 0 && i < kBent && cv::countNonZero(line(out + 1)) == 0; ++i) ++out;
    return out;
  };
  // The rules across are left out of what is seen of those down, and the other way.
  constexpr int most = kIn + kBeside;
  const cv::Mat down = dark.rowRange(kOut + most, dark.rows - kOut - most);
  const cv::Mat across = dark.colRange(kOut + most, dark.cols - kOut - most);
  const int left = cut([&](int i) { return down.col(kOut + i); });
  const int right = cut([&](int i) { return down.col(down.cols - 1 - kOut - i); });
  const int top = cut([&](int i) { return across.row(kOut + i); });
  const int bottom = cut([&](int i) { return across.row(across.rows - 1 - kOut - i); });
  return {box.x + left, box.y + top, box.width - left - right, box.height - top - bottom};
}

std::vector<WindowScore> scoreWindows(const InkPair& pair, cv::Rect box, double least_ink) {
  box &= cv::Rect(kRim, kRim, pair.issued.cols - 2 * kRim, pair.issued.rows - 2 * kRim);
  std::vector<WindowScore> out;
  if (box.width < 6 || box.height < 6) return out;
  // Pieces of about one size that overlap by a window.
  const auto pieces = [](int length, int most) {
    return std::max(1, static_cast<int>(std::ceil(static_cast<double>(length - kWindow) / (most - kWindow))));
  };
  const int across = pieces(box.width, kPieceWidth), down = pieces(box.height, kPieceHeight);
  const int wide = (box.width + (across - 1) * kWindow) / across,
            high = (box.height + (down - 1) * kWindow) / down;
  for (int j = 0; j < down; ++j)
    for (int i = 0; i < across; ++i) {
      const cv::Point from(box.x + i * (wide - kWindow), box.y + j * (high - kWindow));
      const cv::Point to(i + 1 < across ? from.x + wide : box.br().x,
                         j + 1 < down ? from.y + high : box.br().y);
      const auto tables = tablesOf(pair, {from, to});
      scorePiece(tables, from, false, least_ink, out);
      scorePiece(tables, from, true, least_ink, out);
    }
  return out;
}

}  // namespace verifier
