#include "verifier/camera/reduced_frame.hpp"

#include <algorithm>

namespace verifier {
namespace {

constexpr int kLongSide = 480;  // an A4 page that fills it has 1.6 pixels a millimetre
constexpr int kLeastWidth = 320, kLeastHeight = 240;

}  // namespace

bool isSound(const base::Image& frame) {
  return frame.channels == 3 && frame.width >= kLeastWidth && frame.height >= kLeastHeight &&
         frame.pixels.size() == frame.stride() * static_cast<std::size_t>(frame.height);
}

ReducedFrame reducedFrame(const base::Image& frame) {
  ReducedFrame out;
  out.factor = std::max(1, std::max(frame.width, frame.height) / kLongSide);
  const int f = out.factor, near = f / 4, far = f - 1 - f / 4;
  out.paper.create(frame.height / f, frame.width / f, CV_8UC1);
  out.grey.create(out.paper.size(), CV_8UC1);
  for (int y = 0; y < out.paper.rows; ++y) {
    const auto *above = frame.row(y * f + near), *below = frame.row(y * f + far);
    auto *paper = out.paper.ptr<std::uint8_t>(y), *grey = out.grey.ptr<std::uint8_t>(y);
    for (int x = 0; x < out.paper.cols; ++x) {
      const int left = (x * f + near) * 3, right = (x * f + far) * 3;
      int sum[3];
      for (int c = 0; c < 3; ++c)
        sum[c] = above[left + c] + above[right + c] + below[left + c] + below[right + c];
      paper[x] = static_cast<std::uint8_t>(std::min({sum[0], sum[1], sum[2]}) / 4);
      grey[x] = static_cast<std::uint8_t>((sum[0] + 2 * sum[1] + sum[2]) / 16);
    }
  }
  return out;
}

}  // namespace verifier
