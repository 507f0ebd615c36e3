#include "kiosk/screens/hero.hpp"

#include <cmath>

#include "kiosk/screens/frame.hpp"

namespace kiosk {

void hero(ui::Ui& ui, ui::Rect rect, float wave) {
  ui.gradient(rect, kDeep, kBlue);
  const float reach = std::min(rect.width, 1100.0f);
  const ui::Point sun{rect.right() - reach * 0.12f, rect.y + 150};
  ui.clip(rect, [&] {  // rings of light; faint enough that white text keeps its contrast
    for (const float radius : {0.62f, 0.45f, 0.28f}) ui.circle(sun, reach * radius, {255, 255, 255, 10});
  });
  if (wave <= 0) return;
  std::vector<ui::Point> shore;
  constexpr int steps = 48;
  for (int i = 0; i <= steps; ++i) {
    const float t = static_cast<float>(i) / steps;
    const float swing = 0.5f - 0.5f * std::sin(t * 5.2f + 0.9f) - 0.25f * t;
    shore.push_back({rect.x + rect.width * t, rect.bottom() - wave * (0.25f + 0.6f * (1 - swing))});
  }
  shore.push_back({rect.right(), rect.bottom() + 2});
  shore.push_back({rect.x, rect.bottom() + 2});
  ui.polygon(shore, ui.theme().background);
}

}  // namespace kiosk
