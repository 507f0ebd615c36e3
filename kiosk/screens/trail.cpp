#include "kiosk/screens/trail.hpp"

#include <algorithm>

#include "kiosk/screens/pieces.hpp"

namespace kiosk {
namespace {

void sign(ui::Ui& ui, ui::Point centre, bool done, bool next, std::size_t number) {
  const auto& theme = ui.theme();
  constexpr float radius = 22;
  const ui::Rect box{centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
  if (done) {
    ui.circle(centre, radius, colorsOf(theme, Tone::good).ink);
    return ui.icon("check", box.inset(9), {255, 255, 255});
  }
  ui.circle(centre, radius, next ? theme.accent_deep : theme.ink_soft);
  if (!next) ui.circle(centre, radius - 3, theme.surface);
  ui.textMiddle(box, std::to_string(number),
                {.size = 26,
                 .color = next ? theme.ink_on_accent : theme.ink_soft,
                 .weight = ui::Weight::bold,
                 .align = ui::Align::centre});
}

}  // namespace

void trail(ui::Ui& ui, ui::Rect rect, const api::KioskStep& step) {
  const auto next = nextAction(step);
  const float each = rect.width / static_cast<float>(std::max<std::size_t>(1, step.actions.size()));
  for (std::size_t i = 0; i < step.actions.size(); ++i) {
    const auto action = step.actions[i];
    const bool done =
        std::find(step.actions_done.begin(), step.actions_done.end(), action) != step.actions_done.end();
    const bool now = next == action;
    const float x = rect.x + each * static_cast<float>(i);
    sign(ui, {x + 22, rect.centre().y}, done, now, i + 1);
    const std::string word = ui.t("kiosk.action." + std::string(domain::nameOf(action)));
    const ui::TextStyle style{.size = 28,
                              .color = now ? ui.theme().accent_deep : ui.theme().ink_soft,
                              .weight = now ? ui::Weight::bold : ui::Weight::regular};
    fitText(ui, {x + 56, rect.y, each - 68, rect.height}, word, style, 20);
  }
}

}  // namespace kiosk
