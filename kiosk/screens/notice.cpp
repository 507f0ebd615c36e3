#include "kiosk/screens/each.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"
#include "kiosk/screens/sheet.hpp"

namespace kiosk::notice {
namespace {

Model with(base::Error error, Waiting retry) {
  Model model = samples::signedIn(Screen::steps);
  model.notice = Notice{std::move(error), retry};
  return model;
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto& theme = ui.theme();
  const Notice& notice = *model.notice;
  const bool gone = notice.hallGone(), again = gone || notice.retry != Waiting::none;
  const auto rect = sheet(ui, 800);
  const auto tone = colorsOf(theme, Tone::caution);
  const ui::Point disc{rect.centre().x, rect.y + 56 + 100};
  ui.circle(disc, 100, tone.soft);
  ui.icon(gone ? "wifi-off" : "warning", {disc.x - 56, disc.y - 56, 112, 112}, tone.ink);
  const float x = rect.x + 64, width = rect.width - 128;
  fitText(ui, {x, rect.y + 290, width, 80}, ui.t(gone ? "kiosk.notice.hall_gone" : "kiosk.notice.error"),
          {.size = 54, .color = theme.ink, .weight = ui::Weight::bold, .align = ui::Align::centre}, 36);
  const std::string text =
      gone ? ui.t(model.signedIn() ? "kiosk.notice.hall_gone_text" : "kiosk.notice.hall_gone_nobody")
           : ui.texts().sentence(notice.error);
  fitText(ui, {x, rect.y + 384, width, 200}, text,
          {.size = 34,
           .color = theme.ink_soft,
           .align = ui::Align::centre,
           .max_lines = 4,
           .line_spacing = 1.45f},
          26, false);
  const float y = rect.bottom() - 56 - 132, small = again ? 300 : 0, gap = again ? 28 : 0;
  if (again && ui.button("notice:retry", {x + small + gap, y, width - small - gap, 132},
                         ui.t("kiosk.try_again"), ui::ButtonKind::primary, "refresh"))
    action = action::TryAgain{};
  const auto kind = again ? ui::ButtonKind::secondary : ui::ButtonKind::primary;
  if (ui.button("notice:close", {x, y, again ? small : width, 132}, ui.t("kiosk.close"), kind,
                again ? "" : "check"))
    action = action::CloseNotice{};
  return action;
}

std::vector<ScreenPreview> previews() {
  Model before = samples::resting();
  before.screen = Screen::sign_in;
  before.sign_in.account = "20230001";
  before.notice = Notice{base::Error{"hall_unreachable", "", "", {}}, Waiting::sign_in};
  return {{"hall-gone", with({"hall_unreachable", "", "", {}}, Waiting::home)},
          {"hall-gone-sign-in", before},
          {"error", with({"attach_not_here", "", "", {}}, Waiting::none)}};
}

}  // namespace kiosk::notice
