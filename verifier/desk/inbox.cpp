#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr float kRow = 100;

// Typed or scanned characters go here whenever no dialog is open; the end of a long code stays in sight.
Action drawCode(const Model& model, ui::Ui& ui, Rect rect) {
  const bool listening = std::holds_alternative<NoDialog>(model.dialog);
  ui.field("code", rect, model.code, "", listening && !model.code.empty(), false);
  if (model.code.empty()) {
    if (listening) ui.stroke(rect, ui.theme().accent, 4, ui.theme().radius * 0.7f);
    ui.icon("scanner", {rect.x + 40, rect.centre().y - 20, 40, 40}, ui.theme().ink_soft);
    ui.textMiddle({rect.x + 96, rect.y, rect.width - 110, rect.height}, ui.t("desk.code_hint"),
                  {.size = 25, .color = ui.theme().ink_soft});
    return {};
  }
  const Rect cross{rect.right() - 66, rect.y + 6, 60, rect.height - 12};
  ui.fill(cross, ui.theme().surface, 16);
  ui.icon("cross", {cross.centre().x - 14, cross.centre().y - 14, 28, 28}, ui.theme().ink_soft);
  return ui.tapped("clear-code", cross) ? Action{Kind::clear_code} : Action{};
}

std::string stateText(const Pile& pile, ui::Ui& ui) {
  switch (pile.state) {
    case PileState::waiting:
      return ui.t("desk.pile.waiting");
    case PileState::failed:
      return ui.t("desk.pile.failed");
    case PileState::checked:
      break;
  }
  if (pile.decision) return ui.t(pile.decision->accept ? "desk.pile.accepted" : "desk.pile.refused");
  const auto word = wordOf(ui, gradeOf(pile));
  const auto pages = pile.report.pages.size();
  return pages > 1 ? ui.t("desk.pile.pages", {std::to_string(pages), word}) : word;
}

std::string nameOf(const Pile& pile, ui::Ui& ui) {
  if (!pile.name.empty()) return pile.name;
  for (const auto& page : pile.report.pages)
    if (!page.verification.short_serial.empty())
      return ui.t("desk.pile.code_of", {page.verification.short_serial});
  return ui.t("desk.pile.code");
}

// A long file name loses its middle: what it begins with and its kind tell one scan from another.
std::string fitted(const std::string& text, const ui::TextStyle& style, float width, ui::Ui& ui) {
  if (ui.measure(text, style, 0).width <= width) return text;
  const auto inside = [&](std::size_t at) { return at < text.size() && (text[at] & 0xC0) == 0x80; };
  std::size_t head = text.size() / 2, tail = head;
  do {
    while (head > 0 && inside(--head)) {
    }
    while (tail < text.size() && inside(++tail)) {
    }
  } while (head > 0 && tail < text.size() &&
           ui.measure(text.substr(0, head) + "…" + text.substr(tail), style, 0).width > width);
  return text.substr(0, head) + "…" + text.substr(tail);
}

void drawPileSign(const Pile& pile, ui::Ui& ui, ui::Point centre) {
  const auto& theme = ui.theme();
  if (pile.state == PileState::waiting) {
    ui.circle(centre, 28, theme.accent_soft);
    ui.icon("hourglass", {centre.x - 17, centre.y - 17, 34, 34}, theme.accent_deep);
    return;
  }
  const auto look = lookOf(gradeOf(pile), theme);
  ui.circle(centre, 32, look.soft);
  drawShape(ui, gradeOf(pile), centre, 19, look.ink, {255, 255, 255});
}

Action drawPile(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  const auto& theme = ui.theme();
  const auto id = "pile:" + std::to_string(pile.id);
  if (model.selected == pile.id || ui.pressed(id)) ui.fill(rect, theme.accent_soft, 20);
  const ui::TextStyle name{.size = 27, .color = theme.ink, .weight = Weight::medium};
  drawPileSign(pile, ui, {rect.x + 56, rect.centre().y});
  ui.text({rect.x + 108, rect.y + 16, rect.width - 124, 38},
          fitted(nameOf(pile, ui), name, rect.width - 124, ui), name);
  const auto ink = pile.state == PileState::waiting ? theme.ink_soft : lookOf(gradeOf(pile), theme).ink;
  ui.text({rect.x + 108, rect.y + 54, rect.width - 124, 34}, stateText(pile, ui), {.size = 23, .color = ink});
  return ui.tapped(id, rect) ? Action{Kind::select_pile, pile.id} : Action{};
}

Action drawPiles(const Model& model, ui::Ui& ui, Rect rect) {
  Action action;
  if (model.piles.empty()) {
    const ui::Point centre{rect.centre().x, rect.centre().y - 40};
    ui.circle(centre, 76, ui.theme().surface_soft);
    ui.icon("inbox", {centre.x - 38, centre.y - 38, 76, 76}, ui.theme().ink_soft);
    ui.text({rect.x + 20, centre.y + 100, rect.width - 40, 80}, ui.t("desk.no_piles"),
            {.size = 25, .color = ui.theme().ink_soft, .align = ui::Align::centre, .max_lines = 2});
    return action;
  }
  ui.scroll("piles", rect, kRow * static_cast<float>(model.piles.size()), [&](float top) {
    for (const auto& pile : model.piles) {
      if (top < rect.bottom() && top + kRow > rect.y)
        if (const auto asked = drawPile(model, pile, ui, {rect.x, top, rect.width - 14, kRow - 8});
            asked.kind != Kind::none)
          action = asked;
      top += kRow;
    }
  });
  return action;
}

}  // namespace

Action drawInbox(const Model& model, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const Rect inner = rect.inset(28);
  auto action = drawCode(model, ui, {inner.x, inner.y, inner.width, 84});
  if (ui.button("open", {inner.x, inner.y + 108, inner.width, 84}, ui.t("desk.open"), ui::ButtonKind::primary,
                "folder"))
    action = {Kind::open_chooser};
  ui.text({inner.x, inner.y + 208, inner.width, 32}, ui.t("desk.drop_hint"),
          {.size = 22, .color = ui.theme().ink_soft, .align = ui::Align::centre});
  ui.fill({inner.x, inner.y + 256, inner.width, 2}, ui.theme().line);
  const float foot = model.piles.empty() ? 0 : 76;
  const Rect list{inner.x - 12, inner.y + 268, inner.width + 24, inner.height - 268 - foot};
  if (const auto asked = drawPiles(model, ui, list); asked.kind != Kind::none) action = asked;
  if (!model.piles.empty() && ui.button("clear", {inner.x, inner.bottom() - 64, inner.width, 64},
                                        ui.t("desk.clear"), ui::ButtonKind::secondary, "trash"))
    action = {Kind::clear_piles};
  return action;
}

}  // namespace verifier::desk
