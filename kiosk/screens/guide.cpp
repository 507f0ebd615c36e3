#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::guide {
namespace {

void drawEntry(const Model& model, ui::Ui& ui, const api::GuideEntry& entry, ui::Rect rect) {
  const auto& theme = ui.theme();
  const float pad = 40, arrow = 64;
  badge(ui, {rect.x + pad, rect.y + 36, 96, 96}, "book", Tone::caution);
  const float left = rect.x + pad + 124, room = rect.right() - left - pad - arrow - 16;
  fitText(ui, {left, rect.y + 26, room, 60}, inLanguage(model, entry.title),
          {.size = 40, .color = theme.ink, .weight = ui::Weight::bold, .line_spacing = 1.25f}, 26);
  fitText(ui, {left, rect.y + 86, room, 44}, inLanguage(model, entry.owner),
          {.size = 27, .color = theme.ink_soft}, 20);
  fitText(ui, {rect.x + pad, rect.y + 152, rect.width - 2 * pad - arrow, 132},
          inLanguage(model, entry.guide.summary),
          {.size = 29, .color = theme.ink, .max_lines = 3, .line_spacing = 1.45f}, 22, false);
  ui.icon("chevron-right", {rect.right() - pad - arrow + 12, rect.centre().y - arrow / 2, arrow, arrow},
          theme.ink_soft);
}

void nothing(const Model& model, ui::Ui& ui, ui::Rect area, Action& action) {
  if (model.guide_loading)
    return message(ui, area, "hourglass", Tone::info, ui.t("kiosk.asking.title"), ui.t("kiosk.asking.text"));
  message(ui, area, "wifi-off", Tone::caution, ui.t("kiosk.no_answer.title"), ui.t("kiosk.no_answer.text"));
  if (ui.button("reload", {area.centre().x - 200, area.bottom() - 140, 400, 120}, ui.t("kiosk.try_again"),
                ui::ButtonKind::primary, "refresh"))
    action = action::TryAgain{};
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto area = wide(frame(model, ui, {ui.t("kiosk.guide.title"), ui.t("kiosk.guide.hint")}, action));
  if (!model.guide || model.guide->empty()) {
    nothing(model, ui, area, action);
    return action;
  }
  const int tapped =
      cardList(ui, area, "guide", model.guide->size(), 304, ui.portrait() ? 1 : 2,
               [&](std::size_t i, ui::Rect rect) { drawEntry(model, ui, (*model.guide)[i], rect); });
  if (tapped >= 0) action = action::OpenGuide{static_cast<std::size_t>(tapped)};
  return action;
}

std::vector<ScreenPreview> previews() {
  Model list = samples::resting(), none = list, loading = list;
  list.screen = none.screen = loading.screen = Screen::guide;
  none.guide.reset();
  loading.guide.reset();
  loading.guide_loading = true;
  return {{"guide", list}, {"guide-no-answer", none}, {"guide-loading", loading}};
}

}  // namespace kiosk::guide
