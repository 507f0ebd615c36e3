#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::unknown_copy {
namespace {

const UnknownCopy* copyOf(const Model& model) {
  if (model.session.unknown) return &*model.session.unknown;
  return model.unknown_copies.empty() ? nullptr : &model.unknown_copies.front();
}

void facts(ui::Ui& ui, ui::Rect box, const UnknownCopy& copy) {
  const auto& theme = ui.theme();
  ui.fill(box, theme.surface_soft, 24);
  const float half = box.width / 2;
  const auto fact = [&](float x, const std::string& label, const std::string& value) {
    ui.text({x, box.y + 28, half, 40}, label,
            {.size = 28, .color = theme.ink_soft, .align = ui::Align::centre});
    ui.text({x, box.y + 68, half, 76}, value,
            {.size = 54, .color = theme.ink, .weight = ui::Weight::bold, .align = ui::Align::centre});
  };
  fact(box.x, ui.t("kiosk.unknown.serial"), copy.short_serial);
  fact(box.x + half, ui.t("kiosk.unknown.pages"), std::to_string(copy.pages));
}

void buttons(ui::Ui& ui, ui::Rect area, bool own, Action& action) {
  const int tapped =
      actionButtons(ui, area,
                    {{"copy:complete", ui.t("kiosk.unknown.complete"), "check", ui::ButtonKind::primary},
                     {"copy:incomplete", ui.t("kiosk.unknown.incomplete"), "", ui::ButtonKind::secondary},
                     {"copy:later", ui.t(own ? "kiosk.unknown.later" : "kiosk.unknown.staff"), "",
                      ui::ButtonKind::secondary}});
  if (tapped == 0) action = action::DecideCopy{true};
  if (tapped == 1) action = action::DecideCopy{false};
  if (tapped == 2) action = action::DecideLater{};
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const bool own = model.session.unknown.has_value();
  Title title{ui.t("kiosk.unknown.title"), ui.t(own ? "kiosk.unknown.hint" : "kiosk.unknown.hint_staff")};
  title.back = title.sign_out = false;
  const auto areas = frame(model, ui, title, action);
  const UnknownCopy* copy = copyOf(model);
  if (!copy) return action;
  const ui::Rect box = areas.content;
  card(ui, box);
  message(ui, {box.x, box.y, box.width, box.height - 220}, "paper-stack", Tone::caution,
          ui.t("kiosk.unknown.look"), ui.t("kiosk.unknown.look_text", {std::to_string(copy->pages)}));
  facts(ui, {box.x + 48, box.bottom() - 48 - 172, box.width - 96, 172}, *copy);
  buttons(ui, areas.actions, own, action);
  return action;
}

std::vector<ScreenPreview> previews() {
  Model own = samples::withJob(samples::signedIn(Screen::unknown_copy), PrintPhase::failed, 1, 3),
        found = samples::resting();
  own.session.unknown = UnknownCopy{"00112233445566aa", "K7QF-3M2A", 3};
  found.screen = Screen::unknown_copy;
  found.unknown_copies = {*own.session.unknown};
  return {{"unknown-copy", own}, {"unknown-copy-at-start", found}};
}

}  // namespace kiosk::unknown_copy
