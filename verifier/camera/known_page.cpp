#include "verifier/camera/known_page.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace verifier {
namespace {

constexpr int kWidth = 630, kHeight = 891;  // A4 at 3 pixels a millimetre: a seal's module has 1.5
constexpr int kBlock = 42;                  // 14 mm: lies within a seal, whatever its place
constexpr int kSlack = 5;          // pixels a block may lie elsewhere: outlines are a millimetre off at most
constexpr std::size_t kMost = 10;  // blocks a page: those with most print on them, the seal's before all
constexpr double kFine =
    3;  // pixels: a sigma past which shades are left out, as all seals' corners are alike
constexpr double kPrinted = 8;  // grey levels of deviation from which a block has print on it
constexpr double kSame =
    0.45;  // correlation: 0.73 at least for a page seen anew, 0.2 at most for another seal

struct Block {
  cv::Point at{};
  double deviation = 0;
};

std::vector<Block> mostPrinted(const cv::Mat& page) {
  std::vector<Block> out;
  for (int y = kSlack; y + kBlock + kSlack <= kHeight; y += kBlock / 2)
    for (int x = kSlack; x + kBlock + kSlack <= kWidth; x += kBlock / 2) {
      cv::Scalar mean, deviation;
      cv::meanStdDev(page(cv::Rect(x, y, kBlock, kBlock)), mean, deviation);
      if (deviation[0] > kPrinted) out.push_back({{x, y}, deviation[0]});
    }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.deviation > b.deviation; });
  if (out.size() > kMost) out.resize(kMost);
  return out;
}

// Whatever is printed most on a is also on b.
bool isFoundOn(const cv::Mat& a, const cv::Mat& b) {
  for (const auto& block : mostPrinted(a)) {
    const cv::Rect at(block.at.x, block.at.y, kBlock, kBlock);
    const cv::Rect around(at.x - kSlack, at.y - kSlack, kBlock + 2 * kSlack, kBlock + 2 * kSlack);
    cv::Mat likeness;
    cv::matchTemplate(b(around), a(at), likeness, cv::TM_CCOEFF_NORMED);
    double most = 0;
    cv::minMaxLoc(likeness, nullptr, &most);
    if (most < kSame) return false;
  }
  return true;
}

}  // namespace

cv::Mat printOf(const base::Image& frame, const Corners& outline) {
  const cv::Mat rgb(frame.height, frame.width, CV_8UC3, const_cast<std::uint8_t*>(frame.pixels.data()));
  std::vector<cv::Point2f> from;
  for (const auto& corner : outline)
    from.emplace_back(static_cast<float>(corner[0]), static_cast<float>(corner[1]));
  const std::vector<cv::Point2f> to{{0, 0}, {kWidth, 0}, {kWidth, kHeight}, {0, kHeight}};
  // Every pixel gathers its whole area, so that print doesn't come and go with the page's place.
  const int finer = std::clamp(static_cast<int>(cv::norm(from[3] - from[0]) / kHeight + 0.5), 1, 4);
  cv::Mat green, page;
  cv::extractChannel(rgb, green, 1);
  const cv::Mat way = cv::getPerspectiveTransform(from, to);
  const cv::Mat scale = (cv::Mat_<double>(3, 3) << finer, 0, 0, 0, finer, 0, 0, 0, 1);
  cv::warpPerspective(green, page, scale * way, {kWidth * finer, kHeight * finer});
  if (finer > 1) cv::resize(page, page, {kWidth, kHeight}, 0, 0, cv::INTER_AREA);
  cv::Mat shades;
  cv::GaussianBlur(page, shades, {}, kFine);
  cv::addWeighted(page, 1, shades, -1, 128, page);
  return page;
}

bool isSamePage(const cv::Mat& a, const cv::Mat& b) {
  if (a.size() != b.size() || a.empty()) return false;
  if (isFoundOn(a, b) && isFoundOn(b, a)) return true;
  cv::Mat turned;
  cv::rotate(a, turned, cv::ROTATE_180);
  return isFoundOn(turned, b) && isFoundOn(b, turned);
}

}  // namespace verifier
