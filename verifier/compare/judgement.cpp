#include "verifier/compare/judgement.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace verifier {
namespace {

constexpr int kWindow = 22, kStep = 6;  // a digit of 10.5 pt is 15 x 20 pixels
constexpr int kValueReach = 9;          // paper that shrank in one place
constexpr int kWindowReach = 1;
constexpr double kLeastEnergy = 8e5;  // what the thin stroke of a 1 has: 2 x 20 pixels of grey ink

// Sums over any window in four look-ups, of one offset of the scan.
struct Tables {
  cv::Mat missing, extra;  // CV_64F integrals of squared differences, by their sign
};

Tables tablesOf(const cv::Mat& issued, const cv::Mat& scan) {
  cv::Mat missing, extra, squared;
  cv::subtract(issued, scan, missing);  // saturates at nothing
  cv::subtract(scan, issued, extra);
  Tables out;
  cv::Mat sums;
  cv::integral(missing, sums, out.missing, CV_64F, CV_64F);
  cv::integral(extra, sums, out.extra, CV_64F, CV_64F);
  return out;
}

cv::Mat squaresOf(const cv::Mat& ink) {
  cv::Mat sums, squares;
  cv::integral(ink, sums, squares, CV_64F, CV_64F);
  return squares;
}

double sumOver(const cv::Mat& table, const cv::Rect& window) {
  return table.at<double>(window.y, window.x) + table.at<double>(window.br().y, window.br().x) -
         table.at<double>(window.y, window.br().x) - table.at<double>(window.br().y, window.x);
}

double between(float before, float peak, float after) {
  const double bend = before - 2.0 * peak + after;
  return bend < -1e-6 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
}

// Where the scan shows the value best, as an offset in parts of a pixel. Where nothing fits better, the value
// is looked at where it should be.
cv::Point2d offsetOf(const InkPair& pair, const cv::Rect& box) {
  const cv::Rect search(box.x - kValueReach, box.y - kValueReach, box.width + 2 * kValueReach,
                        box.height + 2 * kValueReach);
  if ((search & cv::Rect({}, pair.scan.size())) != search) return {};
  cv::Scalar mean, deviation;
  cv::meanStdDev(pair.issued(box), mean, deviation);
  if (deviation[0] < 8) return {};
  cv::Mat scores;
  cv::matchTemplate(pair.scan(search), pair.issued(box), scores, cv::TM_CCOEFF_NORMED);
  double best = 0;
  cv::Point peak;
  cv::minMaxLoc(scores, nullptr, &best, nullptr, &peak);
  if (best < 0.5) return {};
  if (peak.x == 0 || peak.y == 0 || peak.x == scores.cols - 1 || peak.y == scores.rows - 1) return {};
  const auto score = [&](int dx, int dy) { return scores.at<float>(peak.y + dy, peak.x + dx); };
  return {peak.x - kValueReach + between(score(-1, 0), score(0, 0), score(1, 0)),
          peak.y - kValueReach + between(score(0, -1), score(0, 0), score(0, 1))};
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

std::vector<WindowScore> scoreWindows(const InkPair& pair, cv::Rect box) {
  const cv::Rect all({}, pair.issued.size());
  box &= cv::Rect(kWindowReach, kWindowReach, all.width - 2 * kWindowReach, all.height - 2 * kWindowReach);
  std::vector<WindowScore> out;
  if (box.width < 6 || box.height < 6) return out;
  const auto offset = offsetOf(pair, box);
  const cv::Mat issued = pair.issued(box);
  cv::Mat scan;  // with a rim for the windows' own offsets
  cv::getRectSubPix(pair.scan, {box.width + 2 * kWindowReach, box.height + 2 * kWindowReach},
                    cv::Point2f(static_cast<float>(box.x + offset.x + (box.width - 1) / 2.0),
                                static_cast<float>(box.y + offset.y + (box.height - 1) / 2.0)),
                    scan);
  const cv::Rect inner(kWindowReach, kWindowReach, box.width, box.height);
  std::vector<Tables> tables;
  for (int dy = -kWindowReach; dy <= kWindowReach; ++dy)
    for (int dx = -kWindowReach; dx <= kWindowReach; ++dx)
      tables.push_back(tablesOf(issued, scan(inner + cv::Point(dx, dy))));
  const cv::Mat issued_squares = squaresOf(issued), scan_squares = squaresOf(scan(inner));
  const int width = std::min(kWindow, box.width), height = std::min(kWindow, box.height);
  for (int y = 0;; y = std::min(y + kStep, box.height - height)) {
    for (int x = 0;; x = std::min(x + kStep, box.width - width)) {
      const cv::Rect window(x, y, width, height);
      const double there = std::max(sumOver(issued_squares, window), sumOver(scan_squares, window));
      const double energy = std::max(there, kLeastEnergy);
      WindowScore best{window + box.tl(), 2, 0, 0};
      for (const auto& table : tables) {
        const double missing = sumOver(table.missing, window) / energy,
                     extra = sumOver(table.extra, window) / energy;
        if (missing + extra < best.difference) best = {window + box.tl(), missing + extra, missing, extra};
      }
      best.difference = std::min(best.difference, 1.0);
      if (there > kLeastEnergy / 4) out.push_back(best);
      if (x >= box.width - width) break;
    }
    if (y >= box.height - height) break;
  }
  return out;
}

}  // namespace verifier
