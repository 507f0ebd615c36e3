// What dialogs are made of, and which one is open.
#include <algorithm>

#include "base/each.hpp"
#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

Action drawNotice(ui::Ui& ui, const Notice& notice) {
  const auto inner = drawSheet(ui, 900, 480, ui.t("desk.notice_title"), "info");
  ui.text({inner.x, inner.y + 8, inner.width, 150}, ui.texts().sentence(notice.error),
          {.size = 28, .color = ui.theme().ink, .max_lines = 4, .line_spacing = 1.4f});
  return drawUnderstood(ui, inner, "desk.understood", {Kind::close_dialog});
}

Action drawReportSaved(ui::Ui& ui, const ReportSaved& report) {
  const auto inner = drawSheet(ui, 1000, 460, ui.t("desk.report_saved"), "check-circle");
  ui.text({inner.x, inner.y, inner.width, 40}, ui.t("desk.report_saved_more"),
          {.size = 25, .color = ui.theme().ink_soft});
  const Rect path{inner.x, inner.y + 52, inner.width, 84};
  ui.fill(path, ui.theme().surface_soft, 16);
  drawFitted(ui, {path.x + 24, path.y, path.width - 48, path.height}, report.path,
             {.size = 25, .color = ui.theme().ink, .weight = Weight::medium});
  return drawUnderstood(ui, inner, "desk.understood", {Kind::close_dialog});
}

}  // namespace

Rect drawSheet(ui::Ui& ui, float width, float height, const std::string& title, const char* icon) {
  const auto screen = ui.size();
  width = std::min(width, screen.width - 48);
  height = std::min(height, screen.height - 48);
  ui.fill({0, 0, screen.width, screen.height}, {0x0A, 0x16, 0x2C, 165});
  ui.tapped("behind", {0, 0, screen.width, screen.height});
  const Rect sheet{(screen.width - width) / 2, (screen.height - height) / 2, width, height};
  ui.shadow({sheet.x, sheet.y + 16, sheet.width, sheet.height}, 36, 48, {0, 0, 0, 110});
  ui.fill(sheet, ui.theme().surface, 36);
  if (isDark(ui.theme())) ui.stroke(sheet, ui.theme().line, 2, 36);
  ui.circle({sheet.x + 84, sheet.y + 78}, 36, ui.theme().accent_soft);
  ui.icon(icon, {sheet.x + 63, sheet.y + 57, 42, 42}, accentInk(ui.theme()));
  drawFitted(ui, {sheet.x + 140, sheet.y + 40, sheet.width - 188, 76}, title,
             {.size = 38, .color = ui.theme().ink, .weight = Weight::bold});
  return {sheet.x + 48, sheet.y + 138, sheet.width - 96, sheet.height - 138 - 44};
}

// Buttons at the sheet's foot: back left, the deed right.
Action drawFoot(ui::Ui& ui, Rect inner, const char* id, const std::string& deed, Action done, ButtonKind kind,
                bool enabled) {
  const float top = inner.bottom() - 84, half = (inner.width - 24) / 2;
  Action action;
  if (keyButton(ui, "cancel", {inner.x, top, half, 84}, ui.t("desk.cancel"), "Esc", ButtonKind::secondary))
    action = {Kind::close_dialog};
  if (keyButton(ui, id, {inner.x + half + 24, top, half, 84}, deed, ui.t("desk.key.enter"), kind, "",
                enabled))
    action = done;
  return action;
}

Action drawUnderstood(ui::Ui& ui, Rect inner, const char* words, Action done) {
  const float wide = std::min(420.0f, inner.width);
  return keyButton(ui, "understood", {inner.centre().x - wide / 2, inner.bottom() - 84, wide, 84},
                   ui.t(words), ui.t("desk.key.enter"))
             ? done
             : Action{};
}

void drawProblem(ui::Ui& ui, Rect rect, const base::Error& error) {
  drawNote(ui, rect, Grade::bad, "warning", ui.texts().sentence(error));
}

Action drawDialog(const Model& model, ui::Ui& ui) {
  return std::visit(base::Each{[](const NoDialog&) { return Action{}; },
                               [&](const SignInForm& form) { return drawSignIn(model, ui, form); },
                               [&](const PhoneSignIn& form) { return drawPhoneSignIn(model, ui, form); },
                               [&](const Chooser& chooser) { return drawChooser(ui, chooser); },
                               [&](const RefuseForm& form) { return drawRefuse(model, ui, form); },
                               [&](const PostponeForm& form) { return drawPostpone(ui, form); },
                               [&](const AskForm& form) { return drawAsk(model, ui, form); },
                               [&](const Conflict& conflict) { return drawConflict(ui, conflict); },
                               [&](const TroubleShown&) { return drawTrouble(model, ui); },
                               [&](const ReportSaved& report) { return drawReportSaved(ui, report); },
                               [&](const Notice& notice) { return drawNotice(ui, notice); },
                               [&](const KeysHelp&) { return drawHelp(model, ui); }},
                    model.dialog);
}

}  // namespace verifier::desk
