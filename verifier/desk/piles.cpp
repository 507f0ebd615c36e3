#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Color;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr float kRow = 92, kChips = 50;

std::vector<int> missingOf(const Pile& pile) {
  std::vector<int> numbers;
  for (const auto& printout : pile.report.printouts)
    numbers.insert(numbers.end(), printout.missing.begin(), printout.missing.end());
  return numbers;
}

std::string missingText(const Pile& pile, ui::Ui& ui) {
  std::vector<std::string> numbers;
  for (const int number : missingOf(pile)) numbers.push_back(std::to_string(number));
  return ui.t("desk.pile.missing", {listed(ui, numbers)});
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
  if (pile.decision)
    return pile.decision->receipt ? wordOf(ui, pile.decision->decision)
                                  : ui.t("desk.pile.kept", {wordOf(ui, pile.decision->decision)});
  const auto word = wordOf(ui, gradeOf(pile));
  for (const auto& page : pile.report.pages)
    if (!page.stands_in_for.empty()) return ui.t("desk.pile.foreign", {word, std::to_string(page.number)});
  if (!missingOf(pile).empty()) return word + " · " + missingText(pile, ui);
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

Grade shownGrade(const Pile& pile) {
  return pile.decision ? lookOf(pile.decision->decision).grade : gradeOf(pile);
}

void drawPileSign(const Pile& pile, ui::Ui& ui, ui::Point centre) {
  const auto& theme = ui.theme();
  if (pile.state == PileState::waiting) {
    ui.circle(centre, 27, theme.accent_soft);
    ui.icon("hourglass", {centre.x - 17, centre.y - 17, 34, 34}, accentInk(theme));
    return;
  }
  const auto look = lookOf(shownGrade(pile), theme);
  ui.circle(centre, 30, look.soft);
  if (pile.decision)
    ui.icon(lookOf(pile.decision->decision).icon, {centre.x - 19, centre.y - 19, 38, 38}, look.ink);
  else
    drawShape(ui, gradeOf(pile), centre, 18, look.ink, signOn(theme));
}

bool hasChips(const Pile& pile) {
  return pile.state == PileState::checked && (pile.report.pages.size() > 1 || !missingOf(pile).empty());
}

float heightOf(const Pile& pile) { return kRow + (hasChips(pile) ? kChips : 0); }

// One page of a pile, with its shape; a page that is missing is an empty, broken frame.
void drawChip(ui::Ui& ui, Rect chip, const std::string& words, std::optional<Grade> grade, bool chosen) {
  const auto& theme = ui.theme();
  const auto look = lookOf(grade.value_or(Grade::caution), theme);
  ui::TextStyle style{.size = 21, .color = look.ink, .weight = Weight::bold, .align = ui::Align::centre};
  if (!grade) {
    for (float x = chip.x + 6; x < chip.right() - 10; x += 18) {
      ui.fill({x, chip.y, 10, 3}, look.ink);
      ui.fill({x, chip.bottom() - 3, 10, 3}, look.ink);
    }
    for (const float x : {chip.x, chip.right() - 3})
      for (const float y : {chip.y + 6, chip.bottom() - 16}) ui.fill({x, y, 3, 10}, look.ink);
    return ui.textMiddle(chip, words, style);
  }
  ui.fill(chip, look.soft, 12);
  if (chosen) ui.stroke(chip, look.ink, 3, 12);
  drawShape(ui, *grade, {chip.x + 20, chip.centre().y}, 9, look.ink, signOn(theme));
  ui.textMiddle({chip.x + 32, chip.y, chip.width - 38, chip.height}, words, style);
}

Action drawChips(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  constexpr float width = 66, gap = 8;
  Action action;
  const auto missing = missingOf(pile);
  const auto fits = static_cast<std::size_t>((rect.width + gap) / (width + gap));
  const bool chosen_pile = model.selected == pile.id;
  float left = rect.x;
  const auto pages = pile.report.pages.size();
  const auto room = fits > missing.size() ? fits - missing.size() : 1;
  const std::size_t first = chosen_pile && model.page >= room ? model.page - room + 1 : 0;
  for (std::size_t i = first; i < std::min(pages, first + room); ++i, left += width + gap) {
    const Rect chip{left, rect.y, width, rect.height};
    drawChip(ui, chip, std::to_string(i + 1), gradeOf(pile.report.pages[i]), chosen_pile && i == model.page);
    const auto id = "chip:" + std::to_string(pile.id) + ":" + std::to_string(i + 1);
    if (ui.tapped(id, chip))
      action =
          chosen_pile ? Action{Kind::select_page, static_cast<int>(i)} : Action{Kind::select_pile, pile.id};
  }
  for (const int number : missing) {
    if (left + width > rect.right() + 1) break;
    drawChip(ui, {left, rect.y, width, rect.height}, ui.t("desk.pile.no_page", {std::to_string(number)}),
             std::nullopt, false);
    left += width + gap;
  }
  return action;
}

Action drawPile(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  const auto& theme = ui.theme();
  const auto id = "pile:" + std::to_string(pile.id);
  if (model.selected == pile.id || ui.pressed(id)) {
    ui.fill(rect, theme.accent_soft, 20);
    ui.fill({rect.x, rect.y + 16, 6, rect.height - 32}, accentInk(theme), 3);
  }
  const float row = kRow - 6;
  drawPileSign(pile, ui, {rect.x + 52, rect.y + row / 2});
  const Rect words{rect.x + 98, rect.y, rect.width - 114, row};
  drawFitted(ui, {words.x, rect.y + 9, words.width, 38}, nameOf(pile, ui),
             {.size = 26, .color = theme.ink, .weight = Weight::medium});
  const auto ink = pile.state == PileState::waiting ? theme.ink_soft : lookOf(shownGrade(pile), theme).ink;
  drawFitted(ui, {words.x, rect.y + 46, words.width, 32}, stateText(pile, ui), {.size = 22, .color = ink});
  Action action;
  if (ui.tapped(id, {rect.x, rect.y, rect.width, row})) action = {Kind::select_pile, pile.id};
  if (hasChips(pile))
    take(action, drawChips(model, pile, ui, {words.x, rect.y + row, words.width, kChips - 8}));
  return action;
}

}  // namespace

Action drawPiles(const Model& model, ui::Ui& ui, Rect rect) {
  Action action;
  if (model.piles.empty()) {
    drawEmpty(ui, rect, "inbox", ui.t("desk.no_piles"));
    return action;
  }
  float height = 0;
  for (const auto& pile : model.piles) height += heightOf(pile);
  ui.scroll("piles", rect, height, [&](float top) {
    for (const auto& pile : model.piles) {
      const float high = heightOf(pile);
      if (top < rect.bottom() && top + high > rect.y)
        take(action, drawPile(model, pile, ui, {rect.x, top, rect.width - 14, high - 6}));
      top += high;
    }
  });
  return action;
}

}  // namespace verifier::desk
