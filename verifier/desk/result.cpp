#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Align;
using ui::Color;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr Color kWhite{255, 255, 255};

void drawWelcome(ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const auto& theme = ui.theme();
  const ui::Point centre{rect.centre().x, rect.centre().y - 130};
  ui.circle(centre, 130, theme.accent_soft);
  ui.icon("scanner", {centre.x - 64, centre.y - 64, 128, 128}, {0x14, 0x50, 0xC8});
  ui.text({rect.x + 60, centre.y + 166, rect.width - 120, 76}, ui.t("desk.welcome"),
          {.size = 52, .color = theme.ink, .weight = Weight::bold, .align = Align::centre});
  ui.text(
      {rect.x + 100, centre.y + 252, rect.width - 200, 140}, ui.t("desk.welcome_more"),
      {.size = 29, .color = theme.ink_soft, .align = Align::centre, .max_lines = 3, .line_spacing = 1.5f});
}

void drawWaiting(ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const ui::Point centre{rect.centre().x, rect.centre().y - 60};
  ui.circle(centre, 100, ui.theme().accent_soft);
  ui.icon("hourglass", {centre.x - 52, centre.y - 52, 104, 104}, {0x14, 0x50, 0xC8});
  ui.text({rect.x + 60, centre.y + 134, rect.width - 120, 70}, ui.t("desk.checking"),
          {.size = 46, .color = ui.theme().ink, .weight = Weight::bold, .align = Align::centre});
}

// The big sign for anything that is no verdict: amber, and why.
void drawFailure(const base::Error& error, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const auto look = lookOf(Grade::caution, ui.theme());
  const ui::Point centre{rect.centre().x, rect.centre().y - 120};
  ui.circle(centre, 120, look.soft);
  drawShape(ui, Grade::caution, {centre.x, centre.y - 6}, 62, look.ink, kWhite);
  ui.text({rect.x + 60, centre.y + 150, rect.width - 120, 76}, ui.t("desk.not_checked"),
          {.size = 52, .color = ui.theme().ink, .weight = Weight::bold, .align = Align::centre});
  ui.text({rect.x + 120, centre.y + 240, rect.width - 240, 160}, ui.texts().sentence(error),
          {.size = 29,
           .color = ui.theme().ink_soft,
           .align = Align::centre,
           .max_lines = 4,
           .line_spacing = 1.45f});
}

std::string lineText(ui::Ui& ui, const char* line, std::string_view state) {
  return ui.t("verdict." + std::string(line) + "." + std::string(state));
}

// The sentence that decided: what to do about a page that doesn't read, else the first line that is as bad as
// the whole.
std::string reason(const Pile& pile, std::size_t index, ui::Ui& ui) {
  const auto& page = pile.report.pages[index];
  if (page.error) return ui.texts().sentence(*page.error);
  if (!page.stands_in_for.empty())
    return ui.t("desk.stands_in_for", {domain::shortSerial(page.stands_in_for)});
  if (page.diagnosis) return ui.t("advice." + std::string(qr::nameOf(page.diagnosis->advice)));
  const auto& verdict = page.verification.verdict;
  const auto worst = domain::gradeOf(verdict);
  if (worst == Grade::good) {
    const auto* printout = printoutOf(pile, index);
    if (printout && !printout->missing.empty()) return ui.t("desk.good_but_pages");
    return ui.t("desk.good_reason");
  }
  if (domain::gradeOf(verdict.seal) == worst) return lineText(ui, "seal", domain::nameOf(verdict.seal));
  if (domain::gradeOf(verdict.status) == worst) return lineText(ui, "status", domain::nameOf(verdict.status));
  if (domain::gradeOf(verdict.acceptance) == worst)
    return lineText(ui, "acceptance", domain::nameOf(verdict.acceptance));
  return lineText(ui, "content", domain::nameOf(verdict.content));
}

std::string missing(const CheckedPrintout& printout, ui::Ui& ui) {
  std::string numbers;
  for (const int number : printout.missing) numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
  return ui.t("desk.missing", {numbers, std::to_string(printout.pages)});
}

// Pages of a pile as chips on the banner, each with its own small shape.
Action drawChips(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  Action action;
  const float width = 76;
  const auto fits = static_cast<std::size_t>(std::max(1.0f, (rect.width + 12) / (width + 12)));
  const auto& pages = pile.report.pages;
  const std::size_t first = model.page < fits ? 0 : model.page - fits + 1;
  const float left = rect.right() + 12 - static_cast<float>(std::min(fits, pages.size())) * (width + 12);
  for (std::size_t i = first; i < std::min(pages.size(), first + fits); ++i) {
    const Rect chip{left + static_cast<float>(i - first) * (width + 12), rect.y, width, rect.height};
    const auto id = "page:" + std::to_string(i + 1);
    const bool chosen = i == model.page;
    ui.fill(chip, chosen ? kWhite : Color{255, 255, 255, 46}, 16);
    const auto grade = gradeOf(pages[i]);
    const auto ink = chosen ? lookOf(grade, ui.theme()).ink : kWhite;
    drawShape(ui, grade, {chip.x + 24, chip.centre().y}, 11, ink,
              chosen ? kWhite : lookOf(gradeOf(pages[model.page]), ui.theme()).ink);
    ui.textMiddle({chip.x + 36, chip.y, chip.width - 42, chip.height}, std::to_string(i + 1),
                  {.size = 24, .color = ink, .weight = Weight::bold, .align = Align::centre});
    if (ui.tapped(id, chip)) action = {Kind::select_page, static_cast<int>(i)};
  }
  return action;
}

Action drawBanner(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  const auto& page = pile.report.pages[model.page];
  auto grade = gradeOf(page);
  const auto* printout = printoutOf(pile, model.page);
  const bool incomplete = printout && !printout->missing.empty() && !pile.name.empty();
  if (incomplete) grade = std::max(grade, Grade::caution);
  const auto look = lookOf(grade, ui.theme());
  ui.shadow({rect.x, rect.y + 10, rect.width, rect.height}, 32, 32, withAlpha(look.to, 90));
  ui.gradient(rect, look.from, look.to, 32);
  ui.clip(rect, [&] {
    ui.circle({rect.right() - 60, rect.y + 20}, 190, {255, 255, 255, 14});
    ui.circle({rect.right() - 60, rect.y + 20}, 120, {255, 255, 255, 14});
  });
  const float shape = rect.height * 0.3f;
  drawShape(ui, grade, {rect.x + 50 + shape, rect.centre().y}, shape, kWhite, look.ink);
  const float left = rect.x + 96 + 2 * shape, width = rect.right() - left - 48;
  const bool chips = pile.report.pages.size() > 1;
  const float word_width = chips ? width * 0.62f : width;
  const auto word = page.error ? ui.t("desk.not_checked") : wordOf(ui, grade);
  ui::TextStyle style{.size = std::min(108.0f, rect.height * 0.46f),
                      .color = kWhite,
                      .weight = Weight::bold,
                      .line_spacing = 1.2f};
  const float natural = ui.measure(word, style, 0).width;
  if (natural > word_width) style.size *= word_width / natural * 0.98f;
  const auto why =
      incomplete && gradeOf(page) == Grade::good ? missing(*printout, ui) : reason(pile, model.page, ui);
  const ui::TextStyle small{
      .size = 30, .color = kWhite, .weight = Weight::medium, .max_lines = 2, .line_spacing = 1.25f};
  const float word_height = style.size * 1.2f, why_height = ui.measure(why, small, width).height;
  const float top = rect.centre().y - (word_height + 10 + why_height) / 2;
  ui.text({left, top, word_width, word_height}, word, style);
  ui.text({left, top + word_height + 10, width, why_height}, why, small);
  return chips ? drawChips(model, pile, ui, {left + width * 0.64f, rect.y + 30, width * 0.36f, 60})
               : Action{};
}

Action drawVerdict(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  constexpr float gap = 22, decision = 112;
  const float spare = std::max(0.0f, rect.height - 940);
  const float banner = 228 + spare * 0.35f, facts = 196 + spare * 0.15f;
  auto action = drawBanner(model, pile, ui, {rect.x, rect.y, rect.width, banner});
  const float lines_top = rect.y + banner + gap, decision_top = rect.bottom() - decision,
              facts_top = decision_top - gap - facts;
  drawLines(pile.report.pages[model.page], ui, {rect.x, lines_top, rect.width, facts_top - gap - lines_top});
  drawFacts(model, ui, {rect.x, facts_top, rect.width, facts});
  if (const auto asked = drawDecision(model, ui, {rect.x, decision_top, rect.width, decision});
      asked.kind != Kind::none)
    action = asked;
  return action;
}

}  // namespace

Action drawResult(const Model& model, ui::Ui& ui, Rect rect) {
  const auto* pile = selectedPile(model);
  if (!pile) {
    drawWelcome(ui, rect);
    return {};
  }
  switch (pile->state) {
    case PileState::waiting:
      drawWaiting(ui, rect);
      return {};
    case PileState::failed:
      drawFailure(*pile->error, ui, rect);
      return {};
    case PileState::checked:
      break;
  }
  const auto* page = selectedPage(model);
  if (page) return drawVerdict(model, *pile, ui, rect);
  drawWelcome(ui, rect);
  return {};
}

}  // namespace verifier::desk
