#include "verifier/compare/ink.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace verifier {
namespace {

constexpr double kBackgroundDpi = 25;  // the lightest spot within 5 mm is paper
constexpr int kLightest = 9;
constexpr std::array kBlurs{0.6, 0.9, 1.3, 1.9, 2.7};
constexpr std::array kFattenings{-0.2, 0.0, 0.2, 0.32};

double correlation(const cv::Mat& a, const cv::Mat& b) {
  cv::Scalar mean_a, mean_b, dev_a, dev_b;
  cv::meanStdDev(a, mean_a, dev_a);
  cv::meanStdDev(b, mean_b, dev_b);
  if (dev_a[0] < 1e-6 || dev_b[0] < 1e-6) return 0;
  const double mixed = a.dot(b) / static_cast<double>(a.total()) - mean_a[0] * mean_b[0];
  return mixed / (dev_a[0] * dev_b[0]);
}

}  // namespace

cv::Mat withoutRed(const cv::Mat& picture) {
  if (picture.channels() == 1) return picture;
  cv::Mat red;
  cv::extractChannel(picture, red, 0);  // RGB
  return red;
}

cv::Mat inkOf(const cv::Mat& grey, double dpi) {
  const double scale = std::min(1.0, kBackgroundDpi / dpi);
  cv::Mat paper;
  cv::resize(grey, paper, {}, scale, scale, cv::INTER_AREA);
  cv::dilate(paper, paper, cv::getStructuringElement(cv::MORPH_RECT, {kLightest, kLightest}));
  cv::medianBlur(paper, paper, 5);
  cv::resize(paper, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat share, out;
  cv::divide(grey, paper, share, 255, CV_8U);
  cv::bitwise_not(share, out);
  return out;
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
  blurred.convertTo(blurred, CV_8U, rendition.gain);
  return blurred;
}

Rendition closestRendition(const cv::Mat& issued_ink, const cv::Mat& scan_ink,
                           const std::vector<cv::Rect>& strips) {
  Rendition best;
  if (strips.empty()) return best;
  const cv::Rect all({}, issued_ink.size());
  for (const double fatten : kFattenings)
    for (const double blur : kBlurs) {
      Rendition tried{blur, fatten, 1, 0};
      double issued_sum = 0, scan_sum = 0;
      for (const auto& strip : strips) {
        const auto box = strip & all;
        cv::Mat a, b;
        rendered(issued_ink(box), tried).convertTo(a, CV_32F);
        scan_ink(box).convertTo(b, CV_32F);
        tried.likeness += correlation(a, b) / static_cast<double>(strips.size());
        issued_sum += cv::sum(a)[0];
        scan_sum += cv::sum(b)[0];
      }
      if (tried.likeness <= best.likeness) continue;
      best = tried;
      best.gain = issued_sum > 0 ? std::clamp(scan_sum / issued_sum, 0.2, 1.6) : 1;
    }
  return best;
}

cv::Mat withoutSpecks(const cv::Mat& scan_ink, const cv::Mat& issued_ink) {
  constexpr int kInk = 50, kLongest_px = 4;
  cv::Mat expected, beside, labels, stats, centres;
  cv::dilate(issued_ink, expected, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  cv::threshold(scan_ink, beside, kInk, 255, cv::THRESH_BINARY);
  beside.setTo(0, expected > kInk / 2);
  const int count = cv::connectedComponentsWithStats(beside, labels, stats, centres);
  cv::Mat out = scan_ink.clone();
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (std::max(box.width, box.height) > kLongest_px) continue;
    const cv::Rect rim =
        cv::Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2) & cv::Rect({}, out.size());
    out(rim).setTo(0);
  }
  return out;
}

}  // namespace verifier
