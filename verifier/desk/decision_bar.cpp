#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

std::string decidedText(const Model& model, const Decision& decision, ui::Ui& ui) {
  const auto word = wordOf(ui, decision.decision);
  const auto when = whenText(decision.at, model.now);
  if (!decision.receipt) return ui.t("desk.kept", {word, when});
  const auto& receipt = *decision.receipt;
  if (decision.decision == api::ReceiptDecision::ask)
    return ui.t("desk.asked", {receipt.receiver_name, receipt.colleague_name, when});
  return ui.t("desk.decided", {word, receipt.office, receipt.receiver_name, when});
}

// What was decided, by whom and when; while it may be taken back, how much longer.
Action drawDecided(const Model& model, const Decision& decision, ui::Ui& ui, Rect rect) {
  const auto look = lookOf(lookOf(decision.decision).grade, ui.theme());
  ui.fill(rect, look.soft, 28);
  const ui::Point sign{rect.x + 66, rect.centre().y};
  ui.circle(sign, 34, look.ink);
  ui.icon(lookOf(decision.decision).icon, {sign.x - 22, sign.y - 22, 44, 44}, signOn(ui.theme()));
  float room = rect.width - 124 - 28;
  Action action;
  if (const auto until = undoUntil(model); until && *until > model.now) {
    constexpr float wide = 288;
    const Rect undo{rect.right() - wide - 24, rect.centre().y - 38, wide, 76};
    if (keyButton(ui, "undo", {undo.x, undo.y, wide, 50}, ui.t("desk.undo"), "Ctrl+Z", ButtonKind::secondary,
                  "undo"))
      action = {Kind::undo};
    ui.text({undo.x, undo.y + 54, wide, 30},
            ui.t("desk.undo_minutes", {std::to_string((*until - model.now + 59) / 60)}),
            {.size = 21, .color = look.ink, .align = ui::Align::centre});
    room -= wide + 24;
  }
  const bool kept = !decision.receipt;
  const float top = kept ? rect.centre().y - 44 : rect.centre().y - 28;
  drawFitted(ui, {rect.x + 124, top, room, 56}, decidedText(model, decision, ui),
             {.size = 31, .color = look.ink, .weight = Weight::bold});
  if (kept)
    drawFitted(ui, {rect.x + 124, rect.centre().y + 10, room, 34}, ui.t("desk.kept_more"),
               {.size = 23, .color = look.ink});
  return action;
}

std::string waitingFor(const Model& model, ui::Ui& ui) {
  std::vector<std::string> names;
  for (const auto& node : selectedPage(model)->verification.waiting)
    names.push_back(node.title.in(model.language));
  return names.empty() ? ui.t("desk.waiting_unknown") : ui.t("desk.waiting_for", {listed(ui, names)});
}

struct Choice {
  const char* id;
  const char* key;
  const char* icon;
  Kind asks;
  ButtonKind look;
  bool enabled;
};

Action drawChoices(ui::Ui& ui, Rect rect, bool may, bool bad, bool may_accept) {
  const Choice choices[] = {{"postpone", "F11", "clock", Kind::open_postpone, ButtonKind::secondary, may},
                            {"ask", "F10", "ask", Kind::open_ask, ButtonKind::secondary, may},
                            {"refuse", "F9", "cross", Kind::open_refuse,
                             may && bad ? ButtonKind::danger : ButtonKind::secondary, may},
                            {"accept", "F8", "stamp", Kind::accept, ButtonKind::primary, may_accept}};
  constexpr float gap = 12, shares[] = {1, 1, 1, 1.25f}, all = 4.25f;
  Action action;
  float left = rect.x, size = 30;  // of all four alike
  for (std::size_t i = 0; i < 4; ++i) {
    const float room = (rect.width - 3 * gap) * shares[i] / all - 28 - 49 - keyWidth(ui, choices[i].key) - 12;
    const ui::TextStyle style{.size = 30, .weight = Weight::medium};
    const float wide = ui.measure(ui.t(std::string("desk.") + choices[i].id), style, 0).width;
    size = std::clamp(30 * room / wide * 0.98f, 22.0f, size);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& choice = choices[i];
    const float width = (rect.width - 3 * gap) * shares[i] / all;
    const auto words = ui.t(std::string("desk.") + choice.id);
    if (keyButton(ui, choice.id, {left, rect.y, width, rect.height}, words, choice.key, choice.look,
                  choice.icon, choice.enabled, size))
      action = {choice.asks};
    left += width + gap;
  }
  return action;
}

void drawWords(const Model& model, ui::Ui& ui, Rect rect, const std::string& why_not, bool bad) {
  const bool may = why_not.empty();
  const auto words = !may  ? ui.t("desk.hindrance." + why_not)
                     : bad ? ui.t("desk.refuse_only")
                           : waitingFor(model, ui);
  const auto ink = may && bad ? ui.theme().red : may ? ui.theme().ink : ui.theme().ink_soft;
  ui.icon(!may ? "info" : bad ? "warning" : "stamp", {rect.x, rect.centre().y - 17, 34, 34}, ink);
  ui.textMiddle({rect.x + 48, rect.y, rect.width - 48, rect.height}, words,
                {.size = 25,
                 .color = ink,
                 .weight = Weight::medium,
                 .max_lines = rect.height < 60 ? 1 : 2,
                 .line_spacing = 1.22f});
}

}  // namespace

Action drawDecision(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& pile = *selectedPile(model);
  drawCard(ui, rect);
  if (pile.decision) return drawDecided(model, *pile.decision, ui, rect);
  const auto why_not = decideHindrance(model);
  const bool bad = gradeOf(*selectedPage(model)) == Grade::bad;
  const Rect inner = rect.inset(18);
  const Rect choices{inner.x, inner.bottom() - 76, inner.width, 76};
  drawWords(model, ui, {inner.x + 8, inner.y - 4, inner.width - 16, inner.height - 76 - 6}, why_not, bad);
  if (why_not == "sign_in") {
    const float wide = std::min(520.0f, choices.width);
    const Rect place{choices.right() - wide, choices.y, wide, choices.height};
    return keyButton(ui, "sign-in-to-accept", place, ui.t("desk.sign_in_to_accept"), "F2",
                     ButtonKind::primary, "user")
               ? Action{Kind::open_sign_in}
               : Action{};
  }
  return drawChoices(ui, choices, why_not.empty(), bad, mayAccept(model));
}

}  // namespace verifier::desk
