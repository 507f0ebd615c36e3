#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

template <class... F>
struct Each : F... {
  using F::operator()...;
};

// A sheet in the middle with its title; everything behind it is dimmed and out of reach.
Rect drawSheet(ui::Ui& ui, float width, float height, const std::string& title, const char* icon) {
  const auto screen = ui.size();
  ui.fill({0, 0, screen.width, screen.height}, {0x0A, 0x16, 0x2C, 150});
  ui.tapped("behind", {0, 0, screen.width, screen.height});
  const Rect sheet{(screen.width - width) / 2, (screen.height - height) / 2, width, height};
  ui.shadow({sheet.x, sheet.y + 16, sheet.width, sheet.height}, 36, 48, {0, 0, 0, 110});
  ui.fill(sheet, ui.theme().surface, 36);
  ui.circle({sheet.x + 84, sheet.y + 80}, 38, ui.theme().accent_soft);
  ui.icon(icon, {sheet.x + 62, sheet.y + 58, 44, 44}, {0x14, 0x50, 0xC8});
  ui.textMiddle({sheet.x + 142, sheet.y + 42, sheet.width - 190, 76}, title,
                {.size = 40, .color = ui.theme().ink, .weight = Weight::bold});
  return {sheet.x + 48, sheet.y + 142, sheet.width - 96, sheet.height - 142 - 44};
}

// Buttons at the sheet's foot: cancel left, the deed right. True for the deed.
Action drawFoot(ui::Ui& ui, Rect inner, const char* id, const std::string& deed, Action done, ButtonKind kind,
                bool enabled) {
  const float top = inner.bottom() - 88, half = (inner.width - 24) / 2;
  Action action;
  if (ui.button("cancel", {inner.x, top, half, 88}, ui.t("desk.cancel"), ButtonKind::secondary))
    action = {Kind::close_dialog};
  if (ui.button(id, {inner.x + half + 24, top, half, 88}, deed, kind, "", enabled)) action = done;
  return action;
}

void drawProblem(const Model&, ui::Ui& ui, Rect rect, const base::Error& error) {
  const auto look = lookOf(Grade::bad, ui.theme());
  ui.fill(rect, look.soft, 18);
  ui.icon("warning", {rect.x + 20, rect.centre().y - 18, 36, 36}, look.ink);
  ui.textMiddle({rect.x + 72, rect.y, rect.width - 88, rect.height}, ui.texts().sentence(error),
                {.size = 24, .color = look.ink, .max_lines = 2, .line_spacing = 1.25f});
}

Action drawSignIn(const Model& model, ui::Ui& ui, const SignInForm& form) {
  const auto inner = drawSheet(ui, 760, 640, ui.t("desk.sign_in_title"), "user");
  Action action;
  const bool account = form.focus == SignInForm::Focus::account;
  if (ui.field("account", {inner.x, inner.y, inner.width, 88}, form.account, ui.t("desk.account"),
               account && !form.busy, false))
    action = {Kind::focus_account};
  if (ui.field("password", {inner.x, inner.y + 112, inner.width, 88}, form.password, ui.t("desk.password"),
               !account && !form.busy, true))
    action = {Kind::focus_password};
  const Rect note{inner.x, inner.y + 224, inner.width, 84};
  if (form.error)
    drawProblem(model, ui, note, *form.error);
  else
    ui.textMiddle(note, ui.t(form.busy ? "desk.signing_in" : "desk.sign_in_why"),
                  {.size = 24, .color = ui.theme().ink_soft, .max_lines = 2, .line_spacing = 1.3f});
  const auto foot =
      drawFoot(ui, inner, "submit-sign-in", ui.t("desk.sign_in"), {Kind::submit_sign_in}, ButtonKind::primary,
               !form.busy && !form.account.empty() && !form.password.empty());
  return foot.kind == Kind::none ? action : foot;
}

Action drawEntries(ui::Ui& ui, const Chooser& chooser, Rect rect) {
  constexpr float row = 68;
  Action action;
  ui.fill(rect, ui.theme().surface_soft, 20);
  if (chooser.entries.empty()) {
    const auto words = chooser.error ? ui.texts().sentence(*chooser.error)
                                     : ui.t(chooser.busy ? "desk.reading_folder" : "desk.empty_folder");
    ui.textMiddle(rect.inset(40), words,
                  {.size = 26, .color = ui.theme().ink_soft, .align = ui::Align::centre, .max_lines = 3});
    return action;
  }
  ui.scroll("entries", rect.inset(10), row * static_cast<float>(chooser.entries.size()), [&](float top) {
    for (std::size_t i = 0; i < chooser.entries.size(); ++i, top += row) {
      if (top > rect.bottom() || top + row < rect.y) continue;
      const Rect place{rect.x + 10, top, rect.width - 36, row};
      const auto id = "entry:" + chooser.entries[i].name;
      if (ui.pressed(id)) ui.fill(place, ui.theme().accent_soft, 14);
      const bool folder = chooser.entries[i].folder;
      ui.icon(folder ? "folder" : "document", {place.x + 18, place.centre().y - 18, 36, 36},
              folder ? ui.theme().amber : ui.theme().ink_soft);
      ui.textMiddle({place.x + 72, place.y, place.width - 88, row}, chooser.entries[i].name,
                    {.size = 26, .color = ui.theme().ink});
      if (ui.tapped(id, place)) action = {Kind::choose_entry, static_cast<int>(i)};
    }
  });
  return action;
}

Action drawChooser(const Model&, ui::Ui& ui, const Chooser& chooser) {
  const auto inner =
      drawSheet(ui, 1180, std::min(900.0f, ui.size().height - 80), ui.t("desk.chooser_title"), "folder");
  Action action;
  ui.field("path", {inner.x, inner.y, inner.width, 80}, chooser.path, ui.t("desk.path_hint"), true, false);
  const Rect where{inner.x, inner.y + 96, inner.width, 60};
  if (ui.button("parent", {where.x, where.y, 176, 60}, ui.t("desk.parent_folder"), ButtonKind::secondary,
                "arrow-up"))
    action = {Kind::parent_folder};
  const auto beside =
      chooser.shortened ? ui.t("desk.shortened", {std::to_string(chooser.entries.size())}) : chooser.folder;
  ui.textMiddle({where.x + 200, where.y, where.width - 200, 60}, beside,
                {.size = 24, .color = ui.theme().ink_soft});
  const Rect list{inner.x, inner.y + 172, inner.width, inner.height - 172 - 112};
  if (const auto asked = drawEntries(ui, chooser, list); asked.kind != Kind::none) action = asked;
  const auto foot = drawFoot(ui, inner, "submit-path", ui.t("desk.check_file"), {Kind::submit_path},
                             ButtonKind::primary, !chooser.path.empty());
  return foot.kind == Kind::none ? action : foot;
}

Action drawRefuse(const Model&, ui::Ui& ui, const RefuseForm& form) {
  const auto inner = drawSheet(ui, 860, 520, ui.t("desk.refuse_title"), "pen");
  ui.text({inner.x, inner.y, inner.width, 70}, ui.t("desk.refuse_why"),
          {.size = 25, .color = ui.theme().ink_soft, .max_lines = 2});
  ui.field("reason", {inner.x, inner.y + 84, inner.width, 92}, form.reason, ui.t("desk.reason"), true, false);
  return drawFoot(ui, inner, "submit-refuse", ui.t("desk.refuse"), {Kind::submit_refuse}, ButtonKind::danger,
                  !form.reason.empty());
}

void drawSide(ui::Ui& ui, Rect rect, Grade grade, const std::string& title, const std::string& office,
              const std::string& who, const std::string& when) {
  const auto look = lookOf(grade, ui.theme());
  ui.fill(rect, look.soft, 22);
  ui.text({rect.x + 30, rect.y + 24, rect.width - 60, 34}, title,
          {.size = 25, .color = look.ink, .weight = Weight::medium});
  ui.text({rect.x + 30, rect.y + 70, rect.width - 60, 50}, office,
          {.size = 36, .color = ui.theme().ink, .weight = Weight::bold});
  ui.text({rect.x + 30, rect.y + 128, rect.width - 60, 36}, who, {.size = 26, .color = ui.theme().ink});
  ui.text({rect.x + 30, rect.y + 170, rect.width - 60, 36}, when, {.size = 26, .color = ui.theme().ink});
}

Action drawConflict(const Model&, ui::Ui& ui, const Conflict& conflict) {
  const auto inner = drawSheet(ui, 1060, 640, ui.t("desk.conflict_title"), "warning");
  ui.text({inner.x, inner.y, inner.width, 76}, ui.t("desk.conflict_more", {conflict.short_serial}),
          {.size = 26, .color = ui.theme().ink_soft, .max_lines = 2});
  const float half = (inner.width - 24) / 2, top = inner.y + 92;
  drawSide(ui, {inner.x, top, half, 226}, Grade::bad, ui.t("desk.conflict_earlier"), conflict.earlier.office,
           conflict.earlier.receiver_name, base::toLocalMinute(conflict.earlier.at));
  drawSide(ui, {inner.x + half + 24, top, half, 226}, Grade::caution, ui.t("desk.conflict_now"),
           conflict.office, conflict.receiver, base::toLocalMinute(conflict.at));
  const bool ok = ui.button("understood", {inner.x + inner.width / 2 - 180, inner.bottom() - 88, 360, 88},
                            ui.t("desk.understood"));
  return ok ? Action{Kind::close_dialog} : Action{};
}

Action drawNotice(const Model&, ui::Ui& ui, const Notice& notice) {
  const auto inner = drawSheet(ui, 860, 480, ui.t("desk.notice_title"), "info");
  ui.text({inner.x, inner.y + 8, inner.width, 150}, ui.texts().sentence(notice.error),
          {.size = 28, .color = ui.theme().ink, .max_lines = 4, .line_spacing = 1.4f});
  const bool ok = ui.button("understood", {inner.x + inner.width / 2 - 180, inner.bottom() - 88, 360, 88},
                            ui.t("desk.understood"));
  return ok ? Action{Kind::close_dialog} : Action{};
}

}  // namespace

Action drawDialog(const Model& model, ui::Ui& ui) {
  return std::visit(Each{[](const NoDialog&) { return Action{}; },
                         [&](const SignInForm& form) { return drawSignIn(model, ui, form); },
                         [&](const Chooser& chooser) { return drawChooser(model, ui, chooser); },
                         [&](const RefuseForm& form) { return drawRefuse(model, ui, form); },
                         [&](const Conflict& conflict) { return drawConflict(model, ui, conflict); },
                         [&](const Notice& notice) { return drawNotice(model, ui, notice); }},
                    model.dialog);
}

// The configuration was refused: the sentences that hall-provision would print, and nothing to press.
void drawRefusal(const Model& model, ui::Ui& ui) {
  const auto screen = ui.size();
  const Rect card{160, 120, screen.width - 320, screen.height - 240};
  drawCard(ui, card);
  const auto look = lookOf(Grade::bad, ui.theme());
  drawShape(ui, Grade::bad, {card.x + 120, card.y + 120}, 52, look.ink, {255, 255, 255});
  ui.text({card.x + 208, card.y + 66, card.width - 260, 62}, ui.t("desk.refused_title"),
          {.size = 46, .color = ui.theme().ink, .weight = Weight::bold});
  ui.text({card.x + 208, card.y + 132, card.width - 260, 42}, ui.t("desk.refused_more"),
          {.size = 27, .color = ui.theme().ink_soft});
  ui.fill({card.x + 64, card.y + 220, card.width - 128, 2}, ui.theme().line);
  const Rect words{card.x + 64, card.y + 250, card.width - 128, card.height - 300};
  const ui::TextStyle style{.size = 27, .color = ui.theme().ink, .max_lines = 0, .line_spacing = 1.5f};
  ui.scroll("problems", words, ui.measure(model.refusal, style, words.width - 24).height, [&](float top) {
    ui.text({words.x, top, words.width - 24, words.height}, model.refusal, style);
  });
}

}  // namespace verifier::desk
