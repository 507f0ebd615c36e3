#include "verifier/compare/peak.hpp"

#include <algorithm>

namespace verifier {
namespace {

// The top of a parabola through three neighbours, in -0.5..0.5.
double between(float before, float peak, float after) {
  const double bend = before - 2.0 * peak + after;
  return bend < -1e-6 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
}

}  // namespace

std::optional<cv::Point2d> peakOf(const cv::Mat& scores, double least) {
  double best = 0;
  cv::Point peak;
  cv::minMaxLoc(scores, nullptr, &best, nullptr, &peak);
  if (best < least) return {};
  if (peak.x == 0 || peak.y == 0 || peak.x == scores.cols - 1 || peak.y == scores.rows - 1) return {};
  const auto score = [&](int dx, int dy) { return scores.at<float>(peak.y + dy, peak.x + dx); };
  return cv::Point2d(peak.x + between(score(-1, 0), score(0, 0), score(1, 0)),
                     peak.y + between(score(0, -1), score(0, 0), score(0, 1)));
}

}  // namespace verifier
