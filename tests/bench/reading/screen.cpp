#include "screen.hpp"

#include <opencv2/imgproc.hpp>

namespace reading {
namespace {

constexpr int kDots = 6;            // of our picture for a screen's pixel: two a stripe
constexpr double kPitch_mm = 0.24;  // of the screen's pixels

cv::Mat lit(const cv::Mat& shown) {
  cv::Mat out(shown.rows * kDots, shown.cols * kDots, CV_8UC3);
  for (int y = 0; y < out.rows; ++y) {
    const auto* from = shown.ptr<cv::Vec3b>(y / kDots);
    auto* to = out.ptr<cv::Vec3b>(y);
    const double row = y % kDots == kDots - 1 ? 0.35 : 1;
    for (int x = 0; x < out.cols; ++x)
      for (int c = 0; c < 3; ++c) {
        const double stripe = x % kDots / 2 == c ? 1 : 0.42;
        to[x][c] = cv::saturate_cast<std::uint8_t>((8 + 0.97 * from[x / kDots][c]) * stripe * row);
      }
  }
  return out;
}

}  // namespace

Sheet onScreen(const Sheet& page, double pixels_per_module, Dice& dice) {
  const auto& code = page.codes.front();
  const cv::Rect2d shown_mm(code.box_mm.x - dice.in(25, 60), code.box_mm.y - dice.in(15, 40), 100, 75);
  const auto box = page.pixels(shown_mm);
  const double scale = pixels_per_module / (code.module_mm * page.perMm());
  cv::Mat shown;
  cv::resize(page.rgb(box), shown, {}, scale, scale, cv::INTER_AREA);
  Sheet out;
  out.rgb = lit(shown);
  out.dpi = 25.4 * kDots / kPitch_mm;
  const double grown = kPitch_mm * pixels_per_module / code.module_mm;  // screen mm a page mm
  auto kept = code;
  kept.box_mm = {(code.box_mm.x - box.x / page.perMm()) * grown,
                 (code.box_mm.y - box.y / page.perMm()) * grown, code.box_mm.width * grown,
                 code.box_mm.height * grown};
  kept.module_mm *= grown;
  out.codes.push_back(kept);
  return out;
}

}  // namespace reading
