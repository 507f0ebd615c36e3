#include "verifier/desk/mark_look.hpp"

#include <algorithm>

namespace verifier::desk {

using ui::Color;
using ui::Point;
using ui::Rect;

MarkLook lookOf(const Mark& mark) {
  if (mark.label.empty()) return {{0x4F, 0x2B, 0xB0}, domain::Grade::caution, "ink"};
  if (mark.state == FieldState::differs) return {{0xB0, 0x12, 0x12}, domain::Grade::bad, "differs"};
  return {{0x8A, 0x44, 0x00}, domain::Grade::caution, "review"};
}

std::string labelOf(const Mark& mark, ui::Ui& ui) {
  return mark.label.empty() ? ui.t("desk.foreign_ink") : mark.label;
}

namespace {

void drawBroken(ui::Ui& ui, Rect rect, Color ink, float thickness) {
  const float dash = thickness * 3, step = dash * 1.7f;
  for (float x = rect.x; x < rect.right(); x += step)
    for (const float y : {rect.y, rect.bottom() - thickness})
      ui.fill({x, y, std::min(dash, rect.right() - x), thickness}, ink);
  for (float y = rect.y; y < rect.bottom(); y += step)
    for (const float x : {rect.x, rect.right() - thickness})
      ui.fill({x, y, thickness, std::min(dash, rect.bottom() - y)}, ink);
}

// One line to and fro across the box, at 45 degrees.
void drawHatched(ui::Ui& ui, Rect rect, Color ink, float thickness) {
  const float step = std::max(8.0f, thickness * 4);
  std::vector<Point> path;
  bool up = false;
  for (float along = step; along < rect.width + rect.height; along += step, up = !up) {
    const Point low{rect.x + std::max(0.0f, along - rect.height), rect.y + std::min(along, rect.height)};
    const Point high{rect.x + std::min(along, rect.width), rect.y + std::max(0.0f, along - rect.width)};
    path.push_back(up ? low : high);
    path.push_back(up ? high : low);
  }
  ui.clip(rect, [&] { ui.polyline(path, withAlpha(ink, 150), std::max(1.5f, thickness * 0.5f)); });
  ui.stroke(rect, ink, thickness * 0.7f);
}

}  // namespace

void drawMarkBox(ui::Ui& ui, const Mark& mark, Rect rect, float thickness) {
  const auto look = lookOf(mark);
  if (mark.label.empty()) return drawHatched(ui, rect, look.ink, thickness);
  if (mark.state == FieldState::differs) return ui.stroke(rect, look.ink, thickness, 4);
  drawBroken(ui, rect, look.ink, thickness);
}

void drawMarkNumber(ui::Ui& ui, const Mark& mark, std::size_t number, Point left_middle, float size) {
  const auto words = std::to_string(number);
  const ui::TextStyle style{.size = size,
                            .color = {255, 255, 255},
                            .weight = ui::Weight::bold,
                            .align = ui::Align::centre,
                            .line_spacing = 1.1f};
  const float high = size * 1.3f, wide = std::max(high, ui.measure(words, style, 0).width + 12);
  const Rect tag{left_middle.x, left_middle.y - high / 2, wide, high};
  ui.fill(tag, lookOf(mark).ink, 6);
  ui.textMiddle(tag, words, style);
}

}  // namespace verifier::desk
