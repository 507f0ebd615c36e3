#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Align;
using ui::Rect;
using ui::Weight;

// A round sign, a large word and what there is to say about it, in the middle of the card.
void drawCentre(ui::Ui& ui, Rect rect, const char* icon, const std::string& word, const std::string& more) {
  drawCard(ui, rect);
  const auto& theme = ui.theme();
  const ui::TextStyle words{
      .size = 29, .color = theme.ink_soft, .align = Align::centre, .max_lines = 6, .line_spacing = 1.5f};
  const float width = std::min(rect.width - 120, 980.0f);
  const float height = more.empty() ? 0 : ui.measure(more, words, width).height;
  const ui::Point centre{rect.centre().x, rect.centre().y - (96 + height) / 2};
  ui.circle(centre, 124, theme.accent_soft);
  ui.icon(icon, {centre.x - 62, centre.y - 62, 124, 124}, accentInk(theme));
  ui.text({rect.x + 40, centre.y + 154, rect.width - 80, 72}, word,
          {.size = 50, .color = theme.ink, .weight = Weight::bold, .align = Align::centre});
  ui.text({rect.centre().x - width / 2, centre.y + 240, width, height}, more, words);
}

// The big sign for anything that is no verdict: amber, and why.
void drawFailure(const base::Error& error, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const auto look = lookOf(Grade::caution, ui.theme());
  const ui::Point centre{rect.centre().x, rect.centre().y - 120};
  ui.circle(centre, 120, look.soft);
  drawShape(ui, Grade::caution, {centre.x, centre.y - 6}, 62, look.ink, signOn(ui.theme()));
  ui.text({rect.x + 60, centre.y + 150, rect.width - 120, 76}, ui.t("desk.not_checked"),
          {.size = 52, .color = ui.theme().ink, .weight = Weight::bold, .align = Align::centre});
  ui.text(
      {rect.x + 90, centre.y + 240, rect.width - 180, 160}, ui.texts().sentence(error),
      {.size = 29, .color = ui.theme().ink, .align = Align::centre, .max_lines = 4, .line_spacing = 1.45f});
}

Action drawVerdict(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  constexpr float gap = 20;
  const float spare = std::max(0.0f, rect.height - 880);
  const float banner = 228 + spare * 0.3f, facts = 164 + spare * 0.12f;
  const float decision = ui.portrait() ? 186 : 160;
  Action action;
  take(action, drawBanner(model, pile, ui, {rect.x, rect.y, rect.width, banner}));
  const float lines_top = rect.y + banner + gap, decision_top = rect.bottom() - decision;
  const float facts_top = decision_top - gap - facts;
  take(action, drawLines(model, ui, {rect.x, lines_top, rect.width, facts_top - gap - lines_top}));
  drawFacts(model, ui, {rect.x, facts_top, rect.width, facts});
  take(action, drawDecision(model, ui, {rect.x, decision_top, rect.width, decision}));
  return action;
}

}  // namespace

Action drawResult(const Model& model, ui::Ui& ui, Rect rect) {
  const auto* pile = selectedPile(model);
  if (pile && pile->state == PileState::waiting) {
    drawCentre(ui, rect, "hourglass", ui.t("desk.checking"), "");
    return {};
  }
  if (pile && pile->state == PileState::failed) {
    drawFailure(*pile->error, ui, rect);
    return {};
  }
  if (pile && selectedPage(model)) return drawVerdict(model, *pile, ui, rect);
  drawCentre(ui, rect, "scanner", ui.t("desk.welcome"), ui.t("desk.welcome_more"));
  return {};
}

}  // namespace verifier::desk
