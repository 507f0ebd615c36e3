#include "qr/fax.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "qr/views.hpp"

namespace qr {
namespace {

constexpr int kSampledRows = 64;
constexpr int kMostPixels = 12'000'000;  // a fax of standard resolution has two million

}  // namespace

bool mayBeFax(const cv::Mat& page) {
  if (static_cast<std::int64_t>(page.cols) * page.rows > kMostPixels) return false;
  const int step = std::max(1, page.rows / kSampledRows);
  for (int y = 0; y < page.rows; y += step) {
    const auto* row = page.ptr<std::uint8_t>(y);
    const auto* end = row + page.cols * page.channels();
    if (std::any_of(row, end, [](std::uint8_t value) { return value > 8 && value < 247; })) return false;
  }
  return true;
}

cv::Mat withRowsDoubled(const cv::Mat& page) {
  cv::Mat out;
  cv::resize(greyOf(page), out, {page.cols, page.rows * 2}, 0, 0, cv::INTER_LINEAR);
  return out;
}

}  // namespace qr
