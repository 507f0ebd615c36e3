#include <array>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

struct Number {
  const char* name;
  int count;
  const char* icon;
  Grade grade;
};

void drawNumber(ui::Ui& ui, const Number& number, Rect rect) {
  drawCard(ui, rect, 24);
  const auto look = lookOf(number.grade, ui.theme());
  const float radius = 34;
  ui.circle({rect.x + 30 + radius, rect.centre().y}, radius, look.soft);
  ui.icon(number.icon, {rect.x + 30 + radius - 20, rect.centre().y - 20, 40, 40}, look.ink);
  const Rect words{rect.x + 44 + 2 * radius, rect.y, rect.width - 56 - 2 * radius, rect.height};
  ui::TextStyle style{.size = 58, .color = ui.theme().ink, .weight = Weight::bold, .line_spacing = 1.15f};
  const auto count = std::to_string(number.count);
  const float natural = ui.measure(count, style, 0).width;
  if (natural > words.width) style.size *= words.width / natural * 0.98f;
  ui.textMiddle({words.x, rect.centre().y - 52, words.width, 66}, count, style);
  drawFitted(ui, {words.x, rect.centre().y + 14, words.width, 34},
             ui.t(std::string("desk.count.") + number.name), {.size = 24, .color = ui.theme().ink_soft});
}

void drawNumbers(ui::Ui& ui, const api::DeskStatistics& figures, Rect rect) {
  const std::array<Number, 5> numbers{{{"accepted", figures.accepted, "stamp", Grade::good},
                                       {"refused", figures.refused, "cross-circle", Grade::bad},
                                       {"asked", figures.asked, "ask", Grade::caution},
                                       {"postponed", figures.postponed, "clock", Grade::caution},
                                       {"undone", figures.undone, "undo", Grade::caution}}};
  const std::size_t across = ui.portrait() ? 3 : 5;
  const auto rows = static_cast<float>((numbers.size() + across - 1) / across);
  const float width = (rect.width - 20 * static_cast<float>(across - 1)) / static_cast<float>(across);
  const float height = (rect.height - 20 * (rows - 1)) / rows;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    drawNumber(ui, numbers[i],
               {rect.x + static_cast<float>(i % across) * (width + 20),
                rect.y + static_cast<float>(i / across) * (height + 20), width, height});
}

}  // namespace

Action drawStatistics(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& page = model.statistics;
  Action action;
  const float spans = std::min(720.0f, rect.width);
  const auto chosen = segments(
      ui, "span", {rect.x, rect.y, spans, 64},
      {ui.t("desk.span.today"), ui.t("desk.span.week"), ui.t("desk.span.month"), ui.t("desk.span.year")},
      static_cast<int>(page.span));
  if (chosen) action = {Kind::span_statistics, *chosen};
  const Rect body{rect.x, rect.y + 84, rect.width, rect.height - 84};
  if (!page.figures || page.error || !model.session) {
    drawCard(ui, body);
    if (!model.session)
      drawEmpty(ui, body, "user", ui.t("desk.statistics.sign_in"));
    else if (page.error)
      drawEmpty(ui, body, "wifi-off", ui.texts().sentence(*page.error));
    else
      drawEmpty(ui, body, "hourglass", ui.t("desk.statistics.busy"));
    return action;
  }
  const auto& figures = *page.figures;
  const auto period = base::toLocalMinute(figures.since).substr(0, 10) + " – " +
                      base::toLocalMinute(std::max(figures.since, figures.until - 1)).substr(0, 10);
  drawFitted(ui, {rect.x + spans + 24, rect.y, rect.width - spans - 24, 64},
             (model.office.empty() ? "" : model.office + " · ") + period,
             {.size = 24, .color = ui.theme().ink_soft, .align = ui::Align::end});
  const float numbers = ui.portrait() ? 300 : 148;
  drawNumbers(ui, figures, {body.x, body.y, body.width, numbers});
  drawBars(model, figures, ui, {body.x, body.y + numbers + 22, body.width, body.height - numbers - 22});
  return action;
}

}  // namespace verifier::desk
