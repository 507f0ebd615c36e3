#include "wear.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace reading {
namespace {

using Line = std::vector<cv::Point2d>;

cv::Point2d middleOf(const cv::Rect2d& box) { return {box.x + box.width / 2, box.y + box.height / 2}; }

// A straight way from one end to the other that trembles.
Line trembling(cv::Point2d from, cv::Point2d to, double tremble, Dice& dice) {
  constexpr int kSteps = 120;
  const cv::Point2d along = (to - from) / std::max(1e-6, std::hypot(to.x - from.x, to.y - from.y));
  const cv::Point2d across(-along.y, along.x);
  Line out;
  double off = 0;
  for (int i = 0; i <= kSteps; ++i) {
    off = off * 0.85 + dice.in(-tremble, tremble);
    out.push_back(from + (to - from) * (static_cast<double>(i) / kSteps) + across * off);
  }
  return out;
}

void drawLine(cv::Mat& mask, const Line& line, double per_mm, double width_mm) {
  constexpr int kShift = 4;
  for (std::size_t i = 1; i < line.size(); ++i)
    cv::line(mask, line[i - 1] * per_mm * (1 << kShift), line[i] * per_mm * (1 << kShift), cv::Scalar(255),
             std::max(1, cvRound(width_mm * per_mm)), cv::LINE_AA, kShift);
}

// Two points on a circle around the box, so that a line between them crosses it.
std::pair<cv::Point2d, cv::Point2d> across(const cv::Rect2d& box, Dice& dice) {
  const double turn = dice.angle(), reach = box.width * 0.75;
  const cv::Point2d along(std::cos(turn), std::sin(turn)), aside(-along.y, along.x);
  const auto through = middleOf(box) + aside * dice.in(-0.32, 0.32) * box.width;
  return {through - along * reach, through + along * reach};
}

// Waves as a hurried hand writes them, from one end to the other.
Line scrawl(cv::Point2d from, cv::Point2d to, Dice& dice) {
  const double height = dice.in(1, 5), waves = dice.in(1, 5), phase = dice.angle();
  auto out = trembling(from, to, 0.25, dice);
  const cv::Point2d along = (to - from) / std::hypot(to.x - from.x, to.y - from.y);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(out.size());
    out[i] += cv::Point2d(-along.y, along.x) * height * std::sin(2 * M_PI * waves * t + phase);
  }
  return out;
}

std::vector<cv::Point> pixelsOf(const Line& line, double per_mm) {
  std::vector<cv::Point> out;
  for (const auto& point : line) out.emplace_back(cvRound(point.x * per_mm), cvRound(point.y * per_mm));
  return out;
}

// The ragged line of a torn or folded corner, from the right of the page to its bottom.
Line cornerLine(const cv::Rect2d& box, double leg, double tremble, Dice& dice) {
  const double lean = dice.in(0.75, 1.33);  // how far the two legs differ
  const double right = leg * std::sqrt(lean), below = leg / std::sqrt(lean);
  const cv::Point2d corner = box.br(), upper(corner.x, corner.y - right), lower(corner.x - below, corner.y);
  const auto way = lower - upper;
  return trembling(upper - way * 4, lower + way * 4, tremble, dice);
}

}  // namespace

void penStrokes(Sheet& sheet, const cv::Rect2d& box_mm, int strokes, double width_mm, const Ink& ink,
                Dice& dice) {
  cv::Mat mask(sheet.rgb.size(), CV_8UC1, cv::Scalar(0));
  for (int i = 0; i < strokes; ++i) {
    const auto [from, to] = across(box_mm, dice);
    drawLine(mask, scrawl(from, to, dice), sheet.perMm(), width_mm * dice.in(0.8, 1.2));
  }
  pressInk(sheet, mask, {0, 0}, ink);
}

void crease(Sheet& sheet, const cv::Rect2d& box_mm, double flaked_mm, double shade, Dice& dice) {
  constexpr int kBare = 238;  // the paper under flaked toner
  const auto [from, to] = across(box_mm, dice);
  const auto far = (to - from) * 8;
  cv::Mat line(sheet.rgb.size(), CV_8UC1, cv::Scalar(0)), wide(sheet.rgb.size(), CV_8UC1, cv::Scalar(0));
  const auto way = trembling(from, to, 0.06, dice);
  drawLine(line, way, sheet.perMm(), flaked_mm);
  drawLine(wide, {from - far, from, to, to + far}, sheet.perMm(), 1.1);
  cv::GaussianBlur(wide, wide, {}, 0.35 * sheet.perMm());
  pressInk(sheet, wide, {0, 0}, {{0.4, 0.4, 0.4}, shade});
  const cv::Rect around = cv::boundingRect(pixelsOf(way, sheet.perMm())) & cv::Rect({}, sheet.rgb.size());
  const auto grain = clouds(around.size(), 0.5 * sheet.perMm(), dice);
  cv::Mat flaked = line(around) & (grain > 0.42);
  cv::GaussianBlur(flaked, flaked, {}, 0.7);
  for (int y = 0; y < around.height; ++y)
    for (int x = 0; x < around.width; ++x) {
      const int bare = flaked.at<std::uint8_t>(y, x);
      auto& pixel = sheet.rgb.at<cv::Vec3b>(around.y + y, around.x + x);
      for (int c = 0; c < 3; ++c)
        if (pixel[c] < kBare)
          pixel[c] = static_cast<std::uint8_t>(pixel[c] + (kBare - pixel[c]) * bare / 255);
    }
}

void stain(Sheet& sheet, cv::Point2d middle_mm, double radius_mm, double density, Dice& dice) {
  const double per_mm = sheet.perMm();
  const int half = cvCeil(radius_mm * 1.6 * per_mm);
  cv::Mat shape(2 * half, 2 * half, CV_8UC1, cv::Scalar(0));
  std::vector<cv::Point> outline;
  const double lobes = dice.angle(), more = dice.angle();
  for (int i = 0; i < 180; ++i) {
    const double a = i * M_PI / 90;
    const double r =
        radius_mm * per_mm * (1 + 0.14 * std::sin(3 * a + lobes) + 0.07 * std::sin(7 * a + more));
    outline.emplace_back(half + cvRound(r * std::cos(a)), half + cvRound(r * std::sin(a)));
  }
  cv::fillPoly(shape, std::vector{outline}, cv::Scalar(150));
  cv::GaussianBlur(shape, shape, {}, 0.5 * per_mm);
  cv::polylines(shape, outline, true, cv::Scalar(255), cvRound(0.9 * per_mm), cv::LINE_AA);
  cv::GaussianBlur(shape, shape, {}, 0.4 * per_mm);
  cv::Mat uneven;
  clouds(shape.size(), 6 * per_mm, dice).convertTo(uneven, CV_8UC1, 180, 75);
  cv::multiply(shape, uneven, shape, 1 / 255.0);
  static const std::array<cv::Vec3d, 3> kTints{cv::Vec3d{0.50, 0.30, 0.12}, cv::Vec3d{0.42, 0.32, 0.10},
                                               cv::Vec3d{0.45, 0.45, 0.38}};
  pressInk(sheet, shape, cv::Point(sheet.pixel(middle_mm)) - cv::Point(half, half),
           {kTints[static_cast<std::size_t>(dice.below(3))], density});
}

void hole(Sheet& sheet, cv::Point2d middle_mm, double across_mm, Dice& dice) {
  const int radius = cvRound(across_mm / 2 * sheet.perMm());
  const auto at = cv::Point(sheet.pixel(middle_mm));
  cv::circle(sheet.paper(), at, radius, cv::Scalar(0), cv::FILLED, cv::LINE_AA);
  // The rim's shadow on the side away from the light.
  cv::ellipse(sheet.rgb, at, {radius + 1, radius + 1}, dice.in(0, 360), 0, 180, cv::Scalar(150, 150, 148),
              std::max(1, cvRound(0.12 * sheet.perMm())), cv::LINE_AA);
}

void tearCorner(Sheet& sheet, const cv::Rect2d& box_mm, double leg_mm, Dice& dice) {
  const auto line = cornerLine(box_mm, leg_mm, 0.35, dice);
  auto outline = pixelsOf(line, sheet.perMm());
  outline.emplace_back(sheet.rgb.cols * 3, sheet.rgb.rows * 3);
  cv::fillPoly(sheet.paper(), std::vector{outline}, cv::Scalar(0), cv::LINE_AA);
  // Torn paper shows its white fibres along the edge.
  cv::polylines(sheet.rgb, pixelsOf(line, sheet.perMm()), false, cv::Scalar(246, 246, 243),
                cvRound(dice.in(0.5, 1.3) * sheet.perMm()), cv::LINE_AA);
}

void foldCorner(Sheet& sheet, const cv::Rect2d& box_mm, double depth_mm, Dice& dice) {
  const cv::Point2d corner(sheet.rgb.cols / sheet.perMm(), sheet.rgb.rows / sheet.perMm());
  const double lean = dice.in(-0.15, 0.15), c = std::cos(lean), s = std::sin(lean);
  const cv::Point2d straight = box_mm.br() - corner;
  const cv::Point2d inwards(straight.x * c - straight.y * s, straight.x * s + straight.y * c);
  const double far = std::hypot(inwards.x, inwards.y);
  const cv::Point2d normal = inwards / far, fold = corner + normal * ((far + depth_mm) / 2);
  const auto meets = [&](cv::Point2d edge) {  // the fold and the page's edge through the corner
    return corner + edge * ((fold - corner).dot(normal) / edge.dot(normal));
  };
  const auto right = meets({0, -1}), below = meets({-1, 0}), tip = corner + normal * (far + depth_mm);
  const Line gone{right, corner, below}, flap{right, tip, below};
  cv::fillPoly(sheet.paper(), std::vector{pixelsOf(gone, sheet.perMm())}, cv::Scalar(0), cv::LINE_AA);
  cv::Mat shadow(sheet.rgb.size(), CV_8UC1, cv::Scalar(0));
  cv::fillPoly(shadow, std::vector{pixelsOf(flap, sheet.perMm())}, cv::Scalar(255), cv::LINE_AA);
  cv::GaussianBlur(shadow, shadow, {}, 0.6 * sheet.perMm());
  pressInk(sheet, shadow, {0, 0}, {{0.5, 0.5, 0.5}, 0.6});
  cv::fillPoly(sheet.rgb, std::vector{pixelsOf(flap, sheet.perMm())}, cv::Scalar(232, 232, 228), cv::LINE_AA);
}

void stickOn(Sheet& sheet, const Sheet& label, cv::Point2d middle_mm, double turn) {
  const double scale = sheet.dpi / label.dpi, c = scale * std::cos(turn), s = scale * std::sin(turn);
  const cv::Point2d at = sheet.pixel(middle_mm), half(label.rgb.cols / 2.0, label.rgb.rows / 2.0);
  const cv::Matx23d way(c, -s, at.x - c * half.x + s * half.y, s, c, at.y - s * half.x - c * half.y);
  cv::warpAffine(label.rgb, sheet.rgb, way, sheet.rgb.size(), cv::INTER_LINEAR, cv::BORDER_TRANSPARENT);
  for (auto code : label.codes) {
    code.box_mm.x += middle_mm.x - label.rgb.cols / label.perMm() / 2;  // upright around the same middle
    code.box_mm.y += middle_mm.y - label.rgb.rows / label.perMm() / 2;
    sheet.codes.push_back(code);
  }
}

}  // namespace reading
