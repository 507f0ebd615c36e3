#include "stamp.hpp"

#include <cairo-ft.h>
#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "paper/paper.hpp"

namespace reading {
namespace {

constexpr double kAcross_mm = 42, kRing_mm = 1.2;
constexpr const char* kOffice[] = {"枣", "庄", "职", "业", "学", "院", "学", "生", "工", "作", "处"};

cairo_font_face_t* face() {
  static FT_Library library = nullptr;
  static FT_Face loaded = nullptr;
  static cairo_font_face_t* out = nullptr;
  if (out) return out;
  const auto file = (paper::Press::defaultFonts() / "hall-serif-bold.otf").string();
  if (FT_Init_FreeType(&library) != 0 || FT_New_Face(library, file.c_str(), 0, &loaded) != 0)
    throw std::runtime_error("the stamp's face can't be opened: " + file);
  return out = cairo_ft_font_face_create_for_ft_face(loaded, 0);
}

void star(cairo_t* cairo, double radius) {
  for (int i = 0; i < 10; ++i) {
    const double angle = -M_PI / 2 + i * M_PI / 5, r = i % 2 ? radius * 0.382 : radius;
    cairo_line_to(cairo, r * std::cos(angle), r * std::sin(angle));
  }
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

void nameAlongRing(cairo_t* cairo) {
  constexpr double kSize = 5.2, kRadius = kAcross_mm / 2 - kRing_mm - 1.1;
  constexpr int kCount = sizeof kOffice / sizeof *kOffice;
  cairo_set_font_face(cairo, face());
  cairo_set_font_size(cairo, kSize);
  for (int i = 0; i < kCount; ++i) {
    cairo_save(cairo);
    cairo_rotate(cairo, (i - (kCount - 1) / 2.0) * 250.0 / (kCount - 1) * M_PI / 180);
    cairo_move_to(cairo, -kSize / 2, -kRadius + kSize * 0.85);
    cairo_show_text(cairo, kOffice[i]);
    cairo_restore(cairo);
  }
}

cv::Mat drawnStamp(double per_mm, double turn) {
  const int side = cvCeil((kAcross_mm + 2) * per_mm);
  cv::Mat mask(side, cairo_format_stride_for_width(CAIRO_FORMAT_A8, side), CV_8UC1, cv::Scalar(0));
  auto* surface = cairo_image_surface_create_for_data(mask.data, CAIRO_FORMAT_A8, side, side,
                                                      static_cast<int>(mask.step));
  auto* cairo = cairo_create(surface);
  cairo_translate(cairo, side / 2.0, side / 2.0);
  cairo_scale(cairo, per_mm, per_mm);
  cairo_rotate(cairo, turn);
  cairo_set_line_width(cairo, kRing_mm);
  cairo_arc(cairo, 0, 0, kAcross_mm / 2 - kRing_mm / 2, 0, 2 * M_PI);
  cairo_stroke(cairo);
  star(cairo, 7);
  nameAlongRing(cairo);
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
  return mask(cv::Rect(0, 0, side, side)).clone();
}

}  // namespace

Ink redInk(double cover) { return {{0.86, 0.12, 0.16}, cover}; }
Ink blueInk(double cover) { return {{0.12, 0.22, 0.72}, cover}; }
Ink blackInk(double cover) { return {{0.08, 0.08, 0.10}, cover}; }

void pressInk(Sheet& sheet, const cv::Mat& mask, cv::Point at, const Ink& ink) {
  const cv::Rect box = cv::Rect(at, mask.size()) & cv::Rect({}, sheet.rgb.size());
  for (int y = box.y; y < box.y + box.height; ++y) {
    const auto* lies = mask.ptr<std::uint8_t>(y - at.y);
    auto* row = sheet.rgb.ptr<cv::Vec3b>(y);
    for (int x = box.x; x < box.x + box.width; ++x) {
      const double cover = ink.cover * lies[x - at.x] / 255.0;
      if (cover <= 0) continue;
      for (int c = 0; c < 3; ++c)
        row[x][c] = cv::saturate_cast<std::uint8_t>(row[x][c] * (1 - cover * (1 - ink.light[c])));
    }
  }
}

void stampOver(Sheet& sheet, cv::Point2d middle_mm, double turn, const Ink& ink, Dice& dice) {
  cv::Mat mask = drawnStamp(sheet.perMm(), turn);
  const auto uneven = clouds(mask.size(), 9 * sheet.perMm(), dice), grain = clouds(mask.size(), 3, dice);
  for (int y = 0; y < mask.rows; ++y)
    for (int x = 0; x < mask.cols; ++x) {
      const double thick = std::clamp(0.35 + 0.9 * uneven.at<float>(y, x), 0.0, 1.0);
      const double bare = std::clamp(0.55 + 0.9 * grain.at<float>(y, x), 0.0, 1.0);
      auto& lies = mask.at<std::uint8_t>(y, x);
      lies = cv::saturate_cast<std::uint8_t>(lies * thick * bare);
    }
  cv::GaussianBlur(mask, mask, {}, 0.05 * sheet.perMm());
  const cv::Point half(mask.cols / 2, mask.rows / 2);
  pressInk(sheet, mask, cv::Point(sheet.pixel(middle_mm)) - half, ink);
}

}  // namespace reading
