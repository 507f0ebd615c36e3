#include "verifier/compare/ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace verifier {
namespace {

constexpr double kBackgroundDpi = 25;  // the lightest spot within 5 mm is paper
constexpr int kLightest = 9;
constexpr std::array kBlurs{0.6, 0.9, 1.3, 1.9, 2.7};
constexpr std::array kFattenings{-0.2, 0.2, 0.35};

double correlation(const cv::Mat& a, const cv::Mat& b) {
  cv::Scalar mean_a, mean_b, dev_a, dev_b;
  cv::meanStdDev(a, mean_a, dev_a);
  cv::meanStdDev(b, mean_b, dev_b);
  if (dev_a[0] < 1e-6 || dev_b[0] < 1e-6) return 0;
  const double mixed = a.dot(b) / static_cast<double>(a.total()) - mean_a[0] * mean_b[0];
  return mixed / (dev_a[0] * dev_b[0]);
}

// Both pictures' strips, each with room for a blur.
struct Strip {
  cv::Mat issued, scan;
};

// Sets likeness and gain of a rendition.
void measure(Rendition& tried, const std::vector<Strip>& strips) {
  double issued_sum = 0, scan_sum = 0;
  for (const auto& strip : strips) {
    const cv::Mat as_shown = rendered(strip.issued, tried);
    tried.likeness += correlation(as_shown, strip.scan) / static_cast<double>(strips.size());
    issued_sum += cv::sum(as_shown)[0];
    scan_sum += cv::sum(strip.scan)[0];
  }
  tried.gain = issued_sum > 0 ? std::clamp(scan_sum / issued_sum, 0.2, 1.6) : 1;
}

}  // namespace

cv::Mat withoutColour(const cv::Mat& picture) {
  if (picture.channels() == 1) return picture;
  std::array<cv::Mat, 3> channels;
  cv::split(picture, channels.data());
  cv::max(channels[0], channels[1], channels[0]);
  cv::max(channels[0], channels[2], channels[0]);
  return channels[0];
}

cv::Mat inkOf(const cv::Mat& grey, double dpi) {
  const int times = std::max(1, static_cast<int>(std::lround(dpi / kBackgroundDpi)));
  cv::Mat paper;
  cv::resize(grey, paper, {(grey.cols + times - 1) / times, (grey.rows + times - 1) / times}, 0, 0,
             cv::INTER_AREA);
  // Closed: print is narrower than that, and where a shadow begins its edge stays where it is.
  cv::morphologyEx(paper, paper, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {kLightest, kLightest}));
  cv::medianBlur(paper, paper, 5);
  cv::resize(paper, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat share;
  cv::divide(grey, paper, share, 255, CV_8U);
  cv::bitwise_not(share, share);
  return share;
}

cv::Mat colourOf(const cv::Mat& picture, double dpi) {
  if (picture.channels() == 1) return {};
  cv::Mat half;
  cv::resize(picture, half, {picture.cols / 2, picture.rows / 2}, 0, 0, cv::INTER_AREA);
  std::array<cv::Mat, 3> inks;
  cv::split(half, inks.data());
  for (auto& ink : inks) ink = inkOf(ink, dpi / 2);
  cv::Mat most, least;
  cv::max(inks[0], inks[1], most);
  cv::max(most, inks[2], most);
  cv::min(inks[0], inks[1], least);
  cv::min(least, inks[2], least);
  return most - least;
}

cv::Mat rendered(const cv::Mat& issued_ink, const Rendition& rendition) {
  cv::Mat outlined, blurred;
  if (rendition.fatten != 0) {
    cv::GaussianBlur(issued_ink, blurred, {}, 1.0);
    // A steep ramp about the threshold: the outline moves, its softness stays that of the printer.
    const double middle = 255 * (0.5 - rendition.fatten), steep = 3;
    blurred.convertTo(outlined, CV_8U, steep, 127.5 - steep * middle);
  }
  cv::GaussianBlur(rendition.fatten != 0 ? outlined : issued_ink, blurred, {}, rendition.blur_px);
  if (rendition.gain != 1) blurred.convertTo(blurred, CV_8U, rendition.gain);
  return blurred;
}

Rendition closestRendition(const cv::Mat& issued_ink, const cv::Mat& scan_ink,
                           const std::vector<cv::Rect>& boxes) {
  Rendition best;
  std::vector<Strip> strips;
  for (const auto& box : boxes) strips.push_back({issued_ink(box), scan_ink(box)});
  if (strips.empty()) return best;
  const auto take = [&](Rendition tried) {
    measure(tried, strips);
    if (tried.likeness > best.likeness) best = tried;
  };
  for (const double blur : kBlurs) take({blur, 0, 1, 0});
  // Fatter print looks blurred, and the other way: about the best blur both are tried.
  for (const double fatten : kFattenings)
    for (const double blur : kBlurs)
      if (std::abs(std::log(blur / best.blur_px)) < 0.5) take({blur, fatten, 1, 0});
  return best;
}

}  // namespace verifier
