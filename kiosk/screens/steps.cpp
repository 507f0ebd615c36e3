#include <algorithm>

#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"
#include "kiosk/screens/trail.hpp"

namespace kiosk::steps {
namespace {

void drawStep(const Model& model, ui::Ui& ui, const api::KioskStep& step, ui::Rect rect) {
  const auto& theme = ui.theme();
  const float pad = 40, arrow = 88;
  badge(ui, {rect.x + pad, rect.y + 36, 96, 96}, "clipboard-check", Tone::info);
  const float left = rect.x + pad + 124, room = rect.right() - left - pad;
  fitText(ui, {left, rect.y + 26, room, 60}, inLanguage(model, step.process_title),
          {.size = 42, .color = theme.ink, .weight = ui::Weight::bold, .line_spacing = 1.25f}, 26);
  fitText(ui, {left, rect.y + 90, room, 46}, inLanguage(model, step.node_title),
          {.size = 30, .color = theme.ink_soft}, 22);
  ui.fill({rect.x + pad, rect.y + 158, rect.width - 2 * pad, 2}, theme.line);
  trail(ui, {rect.x + pad, rect.y + 180, rect.width - 2 * pad - arrow - 20, 60}, step);
  ui.text({rect.x + pad, rect.y + 252, rect.width - 2 * pad - arrow - 20, 40},
          ui.t("kiosk.case_id", {step.case_id}), {.size = 26, .color = theme.ink_soft});
  const ui::Point dot{rect.right() - pad - arrow / 2, rect.y + 228};
  ui.circle(dot, arrow / 2, theme.accent_deep);
  ui.icon("arrow-right", {dot.x - 24, dot.y - 24, 48, 48}, theme.ink_on_accent);
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto area = wide(frame(model, ui, {ui.t("kiosk.steps.title"), ui.t("kiosk.steps.hint")}, action));
  if (waitingForLists(model, ui, area, action)) return action;
  const auto& all = model.session.lists->steps;
  if (all.empty()) {
    message(ui, area, "check-circle", Tone::good, ui.t("kiosk.steps.none"), ui.t("kiosk.steps.none_text"));
    return action;
  }
  const int tapped = cardList(ui, area, "step", all.size(), 312, ui.portrait() ? 1 : 2,
                              [&](std::size_t i, ui::Rect rect) { drawStep(model, ui, all[i], rect); });
  if (tapped >= 0) action = action::OpenStep{static_cast<std::size_t>(tapped)};
  return action;
}

std::vector<ScreenPreview> previews() {
  Model loading = samples::bare(Screen::steps), lost = loading;
  loading.session.lists.reset();
  lost.session.lists.reset();
  loading.waiting = Waiting::home;
  return {{"steps", samples::signedIn(Screen::steps)},
          {"steps-crowded", samples::crowded(Screen::steps)},
          {"steps-none", samples::bare(Screen::steps)},
          {"steps-loading", loading},
          {"steps-no-answer", lost}};
}

}  // namespace kiosk::steps
