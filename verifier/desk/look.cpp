#include <cmath>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {

using domain::Grade;
using ui::Color;
using ui::Point;

bool isDark(const ui::Theme& theme) { return theme.surface.g < 128; }
Color accentInk(const ui::Theme& theme) {
  return isDark(theme) ? Color{0x9C, 0xC4, 0xFF} : Color{0x0F, 0x47, 0xB4};
}
Color signOn(const ui::Theme& theme) { return isDark(theme) ? theme.surface : Color{255, 255, 255}; }

GradeLook lookOf(Grade grade, const ui::Theme& theme) {
  switch (grade) {
    case Grade::good:
      return {theme.green, theme.green_soft, {0x07, 0x62, 0x50}, {0x05, 0x45, 0x3D}};
    case Grade::caution:
      return {theme.amber, theme.amber_soft, {0x8A, 0x44, 0x00}, {0x66, 0x2E, 0x00}};
    case Grade::bad:
      return {theme.red, theme.red_soft, {0xA8, 0x1C, 0x1C}, {0x76, 0x0D, 0x13}};
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
      for (const float way : {-1.0f, 1.0f})
        ui.polyline({{centre.x - r * 0.34f, centre.y - way * r * 0.34f},
                     {centre.x + r * 0.34f, centre.y + way * r * 0.34f}},
                    sign, stroke);
      return;
  }
}

std::string wordOf(ui::Ui& ui, Grade grade) {
  return ui.t("desk.word." + std::string(domain::nameOf(grade)));
}

DecisionLook lookOf(api::ReceiptDecision decision) {
  switch (decision) {
    case api::ReceiptDecision::accept:
      return {"stamp", Grade::good};
    case api::ReceiptDecision::refuse:
      return {"cross-circle", Grade::bad};
    case api::ReceiptDecision::ask:
      return {"ask", Grade::caution};
    case api::ReceiptDecision::postpone:
      return {"clock", Grade::caution};
  }
  return {};
}

std::string wordOf(ui::Ui& ui, api::ReceiptDecision decision) {
  return ui.t("desk.decision." + std::string(api::nameOf(decision)));
}

void drawGround(ui::Ui& ui) {
  const auto size = ui.size();
  if (isDark(ui.theme()))
    ui.gradient({0, 0, size.width, size.height}, {0x0B, 0x12, 0x20}, {0x0F, 0x1A, 0x2E});
  else
    ui.gradient({0, 0, size.width, size.height}, {0xF2, 0xF7, 0xFF}, {0xE4, 0xEC, 0xF8});
}

void drawCard(ui::Ui& ui, ui::Rect rect, float radius) {
  if (isDark(ui.theme())) {
    ui.fill(rect, ui.theme().surface, radius);
    return ui.stroke(rect, {0x2A, 0x39, 0x56}, 2, radius);
  }
  ui.shadow({rect.x, rect.y + 8, rect.width, rect.height}, radius, 28, {0x3C, 0x5A, 0x8C, 34});
  ui.fill(rect, ui.theme().surface, radius);
}

}  // namespace verifier::desk
