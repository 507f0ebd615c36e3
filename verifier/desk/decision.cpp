#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

void drawDecided(const Decision& decision, ui::Ui& ui, Rect rect) {
  const auto look = lookOf(decision.accept ? Grade::good : Grade::caution, ui.theme());
  ui.fill(rect, look.soft, 28);
  ui.icon(decision.accept ? "stamp" : "cross-circle", {rect.x + 36, rect.centre().y - 26, 52, 52}, look.ink);
  const auto& acceptance = decision.acceptance;
  ui.textMiddle({rect.x + 112, rect.y, rect.width - 148, rect.height},
                ui.t(decision.accept ? "desk.accepted" : "desk.refused",
                     {acceptance.office, acceptance.receiver_name, base::toLocalMinute(acceptance.at)}),
                {.size = 30, .color = look.ink, .weight = Weight::bold});
}

// Why nothing can be decided here and now; empty when it can.
std::string hindrance(const Model& model, ui::Ui& ui) {
  const auto& page = *selectedPage(model);
  const auto& pile = *selectedPile(model);
  if (model.deciding) return ui.t("desk.deciding");
  if (pile.offline || page.error) return ui.t("desk.decide_offline");
  if (page.verification.serial.empty()) return ui.t("desk.decide_no_seal");
  if (page.verification.waiting.empty()) return ui.t("desk.decide_not_waiting");
  if (!model.session) return ui.t("desk.decide_sign_in");
  return "";
}

std::string waitingFor(const Model& model, ui::Ui& ui) {
  std::string names;
  for (const auto& node : selectedPage(model)->verification.waiting)
    names += (names.empty() ? "" : ui.t("desk.and")) + node.title.in(model.language);
  return ui.t("desk.waiting_for", {names});
}

}  // namespace

Action drawDecision(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& pile = *selectedPile(model);
  drawCard(ui, rect);
  if (pile.decision) {
    drawDecided(*pile.decision, ui, rect);
    return {};
  }
  const auto why_not = hindrance(model, ui);
  const bool may = why_not.empty(), bad = gradeOf(*selectedPage(model)) == Grade::bad;
  const bool sign_in = !model.session && why_not == ui.t("desk.decide_sign_in");
  const Rect accept{rect.right() - 260, rect.y + 16, 240, rect.height - 32};
  const Rect refuse{accept.x - 240, accept.y, 220, accept.height};
  const auto words = may ? (bad ? ui.t("desk.refuse_only") : waitingFor(model, ui)) : why_not;
  ui.icon(!may  ? "info"
          : bad ? "warning"
                : "stamp",
          {rect.x + 34, rect.centre().y - 22, 44, 44}, may && bad ? ui.theme().red : ui.theme().ink_soft);
  ui.textMiddle({rect.x + 98, rect.y, refuse.x - rect.x - 118, rect.height}, words,
                {.size = 27,
                 .color = may && bad ? ui.theme().red : ui.theme().ink,
                 .max_lines = 2,
                 .line_spacing = 1.3f});
  if (sign_in)
    return ui.button("sign-in-to-accept", {refuse.x + 120, accept.y, 340, accept.height},
                     ui.t("desk.sign_in_to_accept"), ButtonKind::primary, "user")
               ? Action{Kind::open_sign_in}
               : Action{};
  Action action;
  if (ui.button("refuse", refuse, ui.t("desk.refuse"),
                may && bad ? ButtonKind::danger : ButtonKind::secondary, "cross", may))
    action = {Kind::open_refuse};
  if (ui.button("accept", accept, ui.t("desk.accept"), ButtonKind::primary, "stamp", may && !bad))
    action = {Kind::accept};
  return action;
}

}  // namespace verifier::desk
