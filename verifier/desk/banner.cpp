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

std::string lineText(ui::Ui& ui, const char* line, std::string_view state) {
  return ui.t("verdict." + std::string(line) + "." + std::string(state));
}

std::string missing(const CheckedPrintout& printout, ui::Ui& ui) {
  std::vector<std::string> numbers;
  for (const int number : printout.missing) numbers.push_back(std::to_string(number));
  return ui.t("desk.missing", {listed(ui, numbers), std::to_string(printout.pages)});
}

bool incomplete(const Pile& pile, std::size_t page) {
  const auto* printout = printoutOf(pile, page);
  return printout && !printout->missing.empty() && gradeOf(pile) != Grade::good;
}

std::string differing(const domain::Verdict& verdict, ui::Ui& ui) {
  std::vector<std::string> names;
  for (const auto& one : verdict.differences) names.push_back(one.label);
  return names.empty() ? lineText(ui, "content", domain::nameOf(verdict.content))
                       : ui.t("desk.differs_in", {listed(ui, names)});
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
    if (incomplete(pile, index)) return missing(*printoutOf(pile, index), ui);
    return ui.t(verdict.content == domain::ContentState::matches ? "desk.good_content" : "desk.good_reason");
  }
  if (domain::gradeOf(verdict.seal) == worst) return lineText(ui, "seal", domain::nameOf(verdict.seal));
  if (domain::gradeOf(verdict.status) == worst) return lineText(ui, "status", domain::nameOf(verdict.status));
  if (domain::gradeOf(verdict.acceptance) == worst)
    return lineText(ui, "acceptance", domain::nameOf(verdict.acceptance));
  return differing(verdict, ui);
}

// Pages of a pile as chips on the banner, each with its own small shape.
Action drawChips(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect, Color ground) {
  constexpr float width = 78, gap = 10;
  Action action;
  const auto& pages = pile.report.pages;
  const auto fits = static_cast<std::size_t>(std::max(1.0f, (rect.width + gap) / (width + gap)));
  const std::size_t first = model.page < fits ? 0 : model.page - fits + 1;
  const float left = rect.right() + gap - static_cast<float>(std::min(fits, pages.size())) * (width + gap);
  for (std::size_t i = first; i < std::min(pages.size(), first + fits); ++i) {
    const Rect chip{left + static_cast<float>(i - first) * (width + gap), rect.y, width, rect.height};
    const bool chosen = i == model.page;
    ui.fill(chip, chosen ? kWhite : Color{255, 255, 255, 24}, 16);
    const auto ink = chosen ? ground : kWhite;
    drawShape(ui, gradeOf(pages[i]), {chip.x + 25, chip.centre().y}, 11, ink, chosen ? kWhite : ground);
    ui.textMiddle({chip.x + 38, chip.y, chip.width - 44, chip.height}, std::to_string(i + 1),
                  {.size = 24, .color = ink, .weight = Weight::bold, .align = Align::centre});
    if (ui.tapped("page:" + std::to_string(i + 1), chip)) action = {Kind::select_page, static_cast<int>(i)};
  }
  return action;
}

// Large enough for the word to be read across a room: 30 mm on a desktop screen.
void drawWord(ui::Ui& ui, Rect rect, const std::string& word, const std::string& why, float word_width) {
  ui::TextStyle style{.size = std::min(128.0f, rect.height * 0.46f),
                      .color = kWhite,
                      .weight = Weight::bold,
                      .line_spacing = 1.18f};
  const float natural = ui.measure(word, style, 0).width;
  if (natural > word_width) style.size *= word_width / natural * 0.98f;
  const ui::TextStyle small{
      .size = 31, .color = kWhite, .weight = Weight::medium, .max_lines = 2, .line_spacing = 1.22f};
  const float high = style.size * 1.18f, why_high = ui.measure(why, small, rect.width).height;
  const float top = rect.centre().y - (high + 8 + why_high) / 2;
  ui.text({rect.x, top, word_width, high}, word, style);
  ui.text({rect.x, top + high + 8, rect.width, why_high}, why, small);
}

}  // namespace

Action drawBanner(const Model& model, const Pile& pile, ui::Ui& ui, Rect rect) {
  const auto& page = pile.report.pages[model.page];
  auto grade = gradeOf(page);
  if (incomplete(pile, model.page)) grade = std::max(grade, Grade::caution);
  const auto look = lookOf(grade, ui.theme());
  ui.shadow({rect.x, rect.y + 10, rect.width, rect.height}, 32, 32, withAlpha(look.to, 90));
  ui.gradient(rect, look.from, look.to, 32);
  const float shape = rect.height * 0.31f;
  drawShape(ui, grade, {rect.x + 46 + shape, rect.centre().y}, shape, kWhite, look.from);
  const float left = rect.x + 90 + 2 * shape;
  const Rect words{left, rect.y, rect.right() - left - 44, rect.height};
  const bool chips = pile.report.pages.size() > 1;
  const auto word = page.error ? ui.t("desk.not_checked") : wordOf(ui, grade);
  drawWord(ui, words, word, reason(pile, model.page, ui), chips ? words.width * 0.62f : words.width);
  if (!chips) return {};
  return drawChips(model, pile, ui, {left + words.width * 0.64f, rect.y + 26, words.width * 0.36f, 60},
                   look.from);
}

}  // namespace verifier::desk
