#include "verifier/camera/page_picture.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "verifier/camera/page_finder.hpp"
#include "verifier/camera/reduced_frame.hpp"

namespace verifier {
namespace {

constexpr double kWidthMm = 210, kHeightMm = 297;
constexpr double kMostDpi = 300;   // as the page was printed for
constexpr double kLeastArea = 64;  // pixels

using Point = std::array<double, 2>;
Point way(const Corners& corners, std::size_t from, std::size_t to) {
  return {corners[to][0] - corners[from][0], corners[to][1] - corners[from][1]};
}

}  // namespace

Corners uprightBy(const Corners& outline, const Corners& symbol) {
  const auto top = way(symbol, 0, 1);
  std::size_t best = 0;
  double most = -2;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto side = way(outline, i, (i + 1) % 4);
    const double along = (side[0] * top[0] + side[1] * top[1]) /
                         std::max(1e-9, std::hypot(side[0], side[1]) * std::hypot(top[0], top[1]));
    if (along > most) most = along, best = i;
  }
  Corners out;
  for (std::size_t i = 0; i < 4; ++i) out[i] = outline[(best + i) % 4];
  return out;
}

base::Image rectified(const base::Image& frame, const Corners& outline) {
  const double area = areaOf(outline);
  if (!isSound(frame) || !(area >= kLeastArea) || !std::isfinite(area)) return {};
  const double px_per_mm = std::min(kMostDpi / 25.4, std::sqrt(area / (kWidthMm * kHeightMm)));
  base::Image out{.width = std::max(1, static_cast<int>(std::lround(kWidthMm * px_per_mm))),
                  .height = std::max(1, static_cast<int>(std::lround(kHeightMm * px_per_mm))),
                  .channels = 3,
                  .dpi = px_per_mm * 25.4};
  out.pixels.resize(out.stride() * static_cast<std::size_t>(out.height));
  const auto w = static_cast<float>(out.width), h = static_cast<float>(out.height);
  const std::vector<cv::Point2f> to{{0, 0}, {w, 0}, {w, h}, {0, h}};
  std::vector<cv::Point2f> from;
  for (const auto& corner : outline)
    from.emplace_back(static_cast<float>(corner[0]), static_cast<float>(corner[1]));
  const cv::Mat rgb(frame.height, frame.width, CV_8UC3, const_cast<std::uint8_t*>(frame.pixels.data()));
  cv::Mat page(out.height, out.width, CV_8UC3, out.pixels.data());
  cv::warpPerspective(rgb, page, cv::getPerspectiveTransform(from, to), page.size(), cv::INTER_LINEAR,
                      cv::BORDER_REPLICATE);
  return out;
}

}  // namespace verifier
