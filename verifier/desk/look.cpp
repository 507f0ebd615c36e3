#include <cmath>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {

using domain::Grade;
using ui::Color;
using ui::Point;

GradeLook lookOf(Grade grade, const ui::Theme& theme) {
  switch (grade) {
    case Grade::good:
      return {theme.green, theme.green_soft, {0x12, 0x8F, 0x72}, {0x06, 0x5E, 0x55}};
    case Grade::caution:
      return {theme.amber, theme.amber_soft, {0xC2, 0x6A, 0x05}, {0x8A, 0x42, 0x00}};
    case Grade::bad:
      return {theme.red, theme.red_soft, {0xCF, 0x2E, 0x2B}, {0x8C, 0x12, 0x18}};
  }
  return {};
}

namespace {

// A regular outline; turned by so many full turns, its first corner on top at 0.
std::vector<Point> outline(Point centre, float radius, int corners, float turned) {
  std::vector<Point> points;
  for (int i = 0; i < corners; ++i) {
    const float angle = (static_cast<float>(i) / static_cast<float>(corners) + turned - 0.25f) * 6.2831853f;
    points.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  return points;
}

void drawRounded(ui::Ui& ui, std::vector<Point> points, Color color, float rounding) {
  ui.polygon(points, color);
  points.push_back(points.front());
  ui.polyline(points, color, rounding);
}

}  // namespace

// A disc with a tick, a triangle with an exclamation mark, an octagon with a cross: told apart without any
// colour.
void drawShape(ui::Ui& ui, Grade grade, Point centre, float radius, Color body, Color sign) {
  const float r = radius, stroke = r * 0.19f;
  switch (grade) {
    case Grade::good:
      ui.circle(centre, r, body);
      ui.polyline({{centre.x - r * 0.45f, centre.y + r * 0.04f},
                   {centre.x - r * 0.12f, centre.y + r * 0.37f},
                   {centre.x + r * 0.47f, centre.y - r * 0.31f}},
                  sign, stroke);
      return;
    case Grade::caution:
      drawRounded(ui, outline({centre.x, centre.y + r * 0.2f}, r * 1.05f, 3, 0), body, r * 0.28f);
      ui.polyline({{centre.x, centre.y - r * 0.3f}, {centre.x, centre.y + r * 0.22f}}, sign, stroke);
      ui.circle({centre.x, centre.y + r * 0.52f}, stroke * 0.62f, sign);
      return;
    case Grade::bad:
      drawRounded(ui, outline(centre, r * 0.96f, 8, 1.0f / 16), body, r * 0.1f);
      ui.polyline(
          {{centre.x - r * 0.34f, centre.y - r * 0.34f}, {centre.x + r * 0.34f, centre.y + r * 0.34f}}, sign,
          stroke);
      ui.polyline(
          {{centre.x + r * 0.34f, centre.y - r * 0.34f}, {centre.x - r * 0.34f, centre.y + r * 0.34f}}, sign,
          stroke);
      return;
  }
}

std::string wordOf(ui::Ui& ui, Grade grade) {
  return ui.t("desk.word." + std::string(domain::nameOf(grade)));
}

void drawCard(ui::Ui& ui, ui::Rect rect, float radius) {
  ui.shadow({rect.x, rect.y + 8, rect.width, rect.height}, radius, 28, {0x3C, 0x5A, 0x8C, 34});
  ui.fill(rect, ui.theme().surface, radius);
}

}  // namespace verifier::desk
