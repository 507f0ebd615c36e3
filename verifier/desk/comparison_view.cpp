// The comparison over the whole window: what differs and how to go on above, the pages, the mark in hand.
#include <algorithm>

#include "verifier/desk/mark_look.hpp"

namespace verifier::desk {
namespace {

using domain::ContentState;
using domain::Grade;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr float kHead = 84, kMarks = 560;

std::string summary(const std::vector<Mark>& marks, ui::Ui& ui) {
  const auto count = [&](const char* word) {
    return std::count_if(marks.begin(), marks.end(),
                         [word](const Mark& mark) { return std::string_view(lookOf(mark).word) == word; });
  };
  std::string all;
  for (const char* word : {"differs", "review", "ink"})
    if (const auto n = count(word); n > 0)
      all += (all.empty() ? "" : " · ") + ui.t(std::string("desk.marks.") + word, {std::to_string(n)});
  return all.empty() ? ui.t("desk.marks.none") : all;
}

void drawVerdict(const Model& model, const Comparison& comparison, ui::Ui& ui, Rect rect) {
  const auto grade = domain::gradeOf(comparison.state);
  const auto look = lookOf(grade, ui.theme());
  const auto word = ui.t("desk.content." + std::string(domain::nameOf(comparison.state)));
  const ui::TextStyle style{.size = 31, .color = {255, 255, 255}, .weight = Weight::bold};
  const float wide = std::min(ui.measure(word, style, 0).width, rect.width - 120) + 96;
  const Rect pill{rect.x, rect.centre().y - 32, wide, 64};
  ui.gradient(pill, look.from, look.to, 32);
  drawShape(ui, grade, {pill.x + 38, pill.centre().y}, 21, {255, 255, 255}, look.from);
  ui.textMiddle({pill.x + 72, pill.y, pill.width - 84, pill.height}, word, style);
  const Rect words{pill.right() + 20, rect.y, rect.right() - pill.right() - 20, rect.height};
  if (words.width < 120) return;
  const auto& facts = selectedPage(model)->verification;
  const auto title = facts.title.zh.empty() ? facts.process_code : facts.title.in(model.language);
  drawFitted(ui, {words.x, words.y + 8, words.width, 36}, summary(marksOf(comparison), ui),
             {.size = 26, .color = ui.theme().ink, .weight = Weight::bold});
  drawFitted(ui, {words.x, words.y + 45, words.width, 30}, title + " · " + facts.short_serial,
             {.size = 22, .color = ui.theme().ink_soft});
}

Action drawTools(const Model& model, ui::Ui& ui, Rect rect) {
  Action action;
  const Rect close{rect.right() - 204, rect.y, 204, rect.height};
  if (keyButton(ui, "close-compare", close, ui.t("desk.close"), "Esc", ButtonKind::secondary, "cross"))
    action = {Kind::close_compare};
  const Rect report{close.x - 12 - 290, rect.y, 290, rect.height};
  if (keyButton(ui, "report", report, ui.t("desk.report"), "Ctrl+S", ButtonKind::secondary, "download"))
    action = {Kind::save_report};
  const float cap = keyWidth(ui, "B") + 12;
  const Rect modes{rect.x, rect.y + 4, report.x - 16 - cap - rect.x, rect.height - 8};
  const bool blended = model.compare->mode == CompareView::Mode::blended;
  const auto chosen =
      segments(ui, "mode", modes, {ui.t("desk.beside"), ui.t("desk.blended")}, blended ? 1 : 0);
  if (chosen && (*chosen == 1) != blended) action = {Kind::toggle_blend};
  drawKey(ui, {modes.right() + 8, rect.centre().y}, "B", ui.theme().ink_soft);
  return action;
}

Action drawJumps(ui::Ui& ui, Rect rect) {
  const float half = (rect.width - 12) / 2;
  Action action;
  if (keyButton(ui, "previous-mark", {rect.x, rect.y, half, rect.height}, ui.t("desk.previous"), "P",
                ButtonKind::secondary, "arrow-left"))
    action = {Kind::previous_mark};
  if (keyButton(ui, "next-mark", {rect.x + half + 12, rect.y, half, rect.height}, ui.t("desk.next"), "N",
                ButtonKind::primary, "arrow-right"))
    action = {Kind::next_mark};
  return action;
}

void drawMarkTitle(const Mark& mark, std::size_t index, std::size_t all, ui::Ui& ui, Rect rect) {
  const auto grade = lookOf(mark).grade;
  const auto look = lookOf(grade, ui.theme());
  drawShape(ui, grade, {rect.x + 26, rect.centre().y}, 22, look.ink, signOn(ui.theme()));
  const auto counter = ui.t("desk.mark_of", {std::to_string(index + 1), std::to_string(all)});
  const ui::TextStyle style{
      .size = 26, .color = ui.theme().ink, .weight = Weight::bold, .align = ui::Align::end};
  const float wide = ui.measure(counter, style, 0).width + 4;
  ui.textMiddle({rect.right() - wide, rect.y, wide, rect.height}, counter, style);
  drawFitted(ui, {rect.x + 62, rect.y, rect.width - 80 - wide, 40}, labelOf(mark, ui),
             {.size = 29, .color = ui.theme().ink, .weight = Weight::bold});
  drawFitted(ui, {rect.x + 62, rect.y + 40, rect.width - 80 - wide, 32},
             ui.t(std::string("desk.mark.") + lookOf(mark).word), {.size = 23, .color = look.ink});
}

void drawLegend(const std::vector<Mark>& marks, std::optional<std::size_t> chosen, ui::Ui& ui, Rect rect) {
  constexpr float row = 46;
  const auto fits = static_cast<std::size_t>(std::max(0.0f, rect.height / row));
  const std::size_t first = chosen && *chosen >= fits && fits > 0 ? *chosen - fits + 1 : 0;
  for (std::size_t i = first; i < std::min(marks.size(), first + fits); ++i) {
    const Rect line{rect.x, rect.y + static_cast<float>(i - first) * row, rect.width, row};
    if (chosen == i) ui.fill(line, ui.theme().accent_soft, 12);
    drawMarkNumber(ui, marks[i], i + 1, {line.x + 16, line.centre().y}, 21);
    const auto word = ui.t(std::string("desk.mark.") + lookOf(marks[i]).word);
    const ui::TextStyle style{.size = 22, .color = ui.theme().ink_soft};
    const float wide = std::min(line.width * 0.5f, ui.measure(word, style, 0).width + 4);
    drawFitted(ui, {line.x + 62, line.y, line.width - 84 - wide, row}, labelOf(marks[i], ui),
               {.size = 24, .color = ui.theme().ink, .weight = Weight::medium});
    drawFitted(ui, {line.right() - wide - 10, line.y, wide, row}, word, style);
  }
}

}  // namespace

Action drawMarks(const Model& model, ui::Ui& ui, Rect rect) {
  const auto marks = marksOf(*selectedLook(model)->comparison);
  drawCard(ui, rect, 24);
  const Rect inner = rect.inset(22);
  if (marks.empty()) {
    drawEmpty(ui, inner, "check-circle", ui.t("desk.nothing_differs"));
    return {};
  }
  const auto action = drawJumps(ui, {inner.x, inner.bottom() - 72, inner.width, 72});
  const auto chosen = model.compare->mark;
  const float legend = std::min(static_cast<float>(marks.size()) * 46, std::max(92.0f, inner.height * 0.24f));
  const float legend_top = inner.bottom() - 72 - 16 - legend;
  drawLegend(marks, chosen, ui, {inner.x, legend_top, inner.width, legend});
  if (!chosen || *chosen >= marks.size()) {
    drawEmpty(ui, {inner.x, inner.y, inner.width, legend_top - inner.y}, "compare", ui.t("desk.choose_mark"));
    return action;
  }
  drawMarkTitle(marks[*chosen], *chosen, marks.size(), ui, {inner.x, inner.y, inner.width, 76});
  drawEnlarged(model, marks[*chosen], ui,
               {inner.x, inner.y + 88, inner.width, legend_top - 20 - inner.y - 88});
  return action;
}

Action drawComparison(const Model& model, ui::Ui& ui, Rect rect) {
  const auto* look = selectedLook(model);
  const bool upright = ui.portrait();
  const float head = upright ? 2 * kHead : kHead, tools = upright ? rect.width : 960;
  drawVerdict(model, *look->comparison, ui,
              {rect.x, rect.y - 8, upright ? rect.width : rect.width - tools - 24, kHead});
  Action action;
  take(action,
       drawTools(model, ui,
                 {upright ? rect.x : rect.right() - tools, upright ? rect.y + kHead : rect.y, tools, 68}));
  const Rect body{rect.x, rect.y + head, rect.width, rect.height - head};
  if (upright) {
    const float pages = model.compare->mode == CompareView::Mode::blended
                            ? body.height * 0.62f
                            : (body.width - 28) / 2 * 297 / 210 + 56;
    take(action, drawComparedPages(model, ui, {body.x, body.y, body.width, pages}));
    take(action, drawMarks(model, ui, {body.x, body.y + pages + 20, body.width, body.height - pages - 20}));
    return action;
  }
  take(action, drawComparedPages(model, ui, {body.x, body.y, body.width - kMarks - 32, body.height}));
  take(action, drawMarks(model, ui, {body.right() - kMarks, body.y, kMarks, body.height}));
  return action;
}

}  // namespace verifier::desk
