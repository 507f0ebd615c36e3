#include "kiosk/screens/each.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"
#include "kiosk/screens/sheet.hpp"

namespace kiosk::idle {
namespace {

void countdown(const Model& model, ui::Ui& ui, ui::Point centre) {
  const auto& theme = ui.theme();
  const float whole = static_cast<float>(model.timeouts.idle_wipe.count()) / 1000,
              left = static_cast<float>(model.countdown.value_or(0));
  constexpr float radius = 120, thick = 18;
  ui.circle(centre, radius, theme.accent_soft);
  ui.arc(centre, radius - thick / 2, 0, 1, theme.line, thick);
  if (whole > 0 && left > 0)
    ui.arc(centre, radius - thick / 2, 0, std::min(1.0f, left / whole), theme.accent_deep, thick);
  ui.textMiddle(
      {centre.x - radius, centre.y - radius, 2 * radius, 2 * radius},
      std::to_string(model.countdown.value_or(0)),
      {.size = 96, .color = theme.accent_deep, .weight = ui::Weight::bold, .align = ui::Align::centre});
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto& theme = ui.theme();
  const auto rect = sheet(ui, 760);
  countdown(model, ui, {rect.centre().x, rect.y + 56 + 120});
  const float x = rect.x + 64, width = rect.width - 128;
  fitText(ui, {x, rect.y + 326, width, 84}, ui.t("kiosk.idle.title"),
          {.size = 58, .color = theme.ink, .weight = ui::Weight::bold, .align = ui::Align::centre}, 40);
  const bool personal = model.signedIn() || !model.sign_in.account.empty();
  ui.text({x, rect.y + 424, width, 150}, ui.t(personal ? "kiosk.idle.text" : "kiosk.idle.text_nobody"),
          {.size = 34,
           .color = theme.ink_soft,
           .align = ui::Align::centre,
           .max_lines = 2,
           .line_spacing = 1.5f});
  const float y = rect.bottom() - 56 - 132, small = personal ? 300 : 0, gap = personal ? 28 : 0;
  if (ui.button("still_here", {x + small + gap, y, width - small - gap, 132}, ui.t("kiosk.idle.still_here"),
                ui::ButtonKind::primary, "hand-tap"))
    action = action::StillHere{};
  if (personal && ui.button("idle:leave", {x, y, small, 132}, ui.t("kiosk.sign_out"),
                            ui::ButtonKind::secondary, "sign-out"))
    action = model.signedIn() ? Action(action::SignOut{}) : Action(action::Go{Destination::home});
  return action;
}

std::vector<ScreenPreview> previews() {
  Model asked = samples::signedIn(Screen::home), nobody = samples::resting();
  asked.countdown = 12;
  nobody.screen = Screen::guide;
  nobody.countdown = 5;
  return {{"idle", asked}, {"idle-nobody", nobody}};
}

}  // namespace kiosk::idle
