// Bars by process and by day, each with its numbers: accepted solid, refused hatched, so that no colour is
// needed to tell them apart.
#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Align;
using ui::Color;
using ui::Rect;
using ui::Weight;

constexpr std::size_t kMostDays = 31;  // more are counted by month

void drawHatched(ui::Ui& ui, Rect rect, Color ink) {
  if (rect.width < 2 || rect.height < 2) return;
  ui.clip(rect, [&] {
    constexpr float step = 10;
    for (float at = step; at < rect.width + rect.height; at += step)
      ui.line({rect.x + std::max(0.0f, at - rect.height), rect.y + std::min(at, rect.height)},
              {rect.x + std::min(at, rect.width), rect.y + std::max(0.0f, at - rect.width)}, ink, 3);
  });
  ui.stroke(rect, ink, 2);
}

std::string both(ui::Ui& ui, int accepted, int refused) {
  return ui.t("desk.both_counts", {std::to_string(accepted), std::to_string(refused)});
}

void drawTitle(ui::Ui& ui, Rect rect, const char* key) {
  const auto& theme = ui.theme();
  drawFitted(ui, {rect.x, rect.y, rect.width * 0.5f, rect.height}, ui.t(key),
             {.size = 27, .color = theme.ink, .weight = Weight::bold});
  float right = rect.right();
  for (const bool solid : {false, true}) {
    const auto words = ui.t(solid ? "desk.count.accepted" : "desk.count.refused");
    const ui::TextStyle style{.size = 22, .color = theme.ink_soft};
    const float wide = ui.measure(words, style, 0).width + 2;
    ui.textMiddle({right - wide, rect.y, wide, rect.height}, words, style);
    const Rect sample{right - wide - 40, rect.centre().y - 11, 30, 22};
    if (solid)
      ui.fill(sample, theme.green);
    else
      drawHatched(ui, sample, theme.red);
    right -= wide + 64;
  }
}

void drawProcesses(const Model& model, const api::DeskStatistics& figures, ui::Ui& ui, Rect rect) {
  const auto& theme = ui.theme();
  int most = 1;
  for (const auto& process : figures.processes) most = std::max(most, process.accepted + process.refused);
  constexpr float row = 74;
  const auto fits = static_cast<std::size_t>(std::max(1.0f, rect.height / row));
  const auto shown = std::min(fits, figures.processes.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& process = figures.processes[i];
    const Rect line{rect.x, rect.y + static_cast<float>(i) * row, rect.width, row};
    const auto numbers = both(ui, process.accepted, process.refused);
    const ui::TextStyle style{.size = 23, .color = theme.ink, .weight = Weight::medium, .align = Align::end};
    const float wide = ui.measure(numbers, style, 0).width + 2;
    ui.textMiddle({line.right() - wide, line.y, wide, 38}, numbers, style);
    drawFitted(ui, {line.x, line.y, line.width - wide - 20, 38}, process.process_title.in(model.language),
               {.size = 24, .color = theme.ink});
    const float unit = rect.width / static_cast<float>(most);
    const Rect good{line.x, line.y + 40, unit * static_cast<float>(process.accepted), 22};
    ui.fill(good, theme.green);
    drawHatched(ui, {good.right() + 3, good.y, unit * static_cast<float>(process.refused) - 3, 22},
                theme.red);
  }
}

struct Bar {
  std::string day;
  int accepted = 0, refused = 0;
};

// A day each; of longer spans a month each.
std::vector<Bar> barsOf(const api::DeskStatistics& figures) {
  const bool by_month = figures.until - figures.since > static_cast<int>(kMostDays + 1) * 86'400;
  std::vector<Bar> bars;
  for (const auto& day : figures.days) {
    const auto name = base::toLocalMinute(day.day).substr(by_month ? 2 : 5, 5);
    if (bars.empty() || bars.back().day != name) bars.push_back({name});
    bars.back().accepted += day.accepted;
    bars.back().refused += day.refused;
  }
  return bars;
}

void drawDay(ui::Ui& ui, const Bar& bar, Rect slot, float unit, bool named) {
  const auto& theme = ui.theme();
  const float width = std::min(64.0f, slot.width * 0.66f), left = slot.centre().x - width / 2;
  const float ground = slot.bottom() - 38;
  const Rect good{left, ground - unit * static_cast<float>(bar.accepted), width,
                  unit * static_cast<float>(bar.accepted)};
  ui.fill(good, theme.green);
  const float refused = unit * static_cast<float>(bar.refused);
  if (refused > 0) drawHatched(ui, {left, good.y - 3 - refused, width, refused}, theme.red);
  const float top = good.y - (refused > 0 ? refused + 3 : 0);
  ui::TextStyle style{.size = 21, .color = theme.ink, .weight = Weight::medium, .align = Align::centre};
  for (const auto& numbers : {std::to_string(bar.accepted) + " / " + std::to_string(bar.refused),
                              std::to_string(bar.accepted + bar.refused)})
    if (ui.measure(numbers, style, 0).width <= slot.width) {
      ui.textMiddle({slot.x, top - 36, slot.width, 32}, numbers, style);
      break;
    }
  style.color = theme.ink_soft;
  const float wide = std::max(slot.width, 70.0f);
  if (named) ui.textMiddle({slot.centre().x - wide / 2, ground + 6, wide, 32}, bar.day, style);
}

void drawDays(const api::DeskStatistics& figures, ui::Ui& ui, Rect rect) {
  const auto bars = barsOf(figures);
  int most = 1;
  for (const auto& bar : bars) most = std::max(most, bar.accepted + bar.refused);
  const float unit = (rect.height - 38 - 48) / static_cast<float>(most);
  ui.fill({rect.x, rect.bottom() - 38, rect.width, 2}, ui.theme().line);
  const float slot = std::min(150.0f, rect.width / static_cast<float>(std::max<std::size_t>(bars.size(), 1)));
  const std::size_t every = slot < 74 ? static_cast<std::size_t>(74 / slot) + 1 : 1;
  for (std::size_t i = 0; i < bars.size(); ++i)
    drawDay(ui, bars[i], {rect.x + static_cast<float>(i) * slot, rect.y, slot, rect.height}, unit,
            i % every == 0);
}

}  // namespace

void drawBars(const Model& model, const api::DeskStatistics& figures, ui::Ui& ui, Rect rect) {
  const bool upright = ui.portrait();
  const float width = upright ? rect.width : (rect.width - 22) / 2;
  const float height = upright ? (rect.height - 22) / 2 : rect.height;
  const Rect first{rect.x, rect.y, width, height};
  const Rect second{upright ? rect.x : rect.x + width + 22, upright ? rect.y + height + 22 : rect.y, width,
                    height};
  for (const auto& [card, key] : {std::pair{first, "desk.by_process"}, std::pair{second, "desk.by_day"}}) {
    drawCard(ui, card);
    drawTitle(ui, {card.x + 30, card.y + 20, card.width - 60, 44}, key);
    const Rect body{card.x + 30, card.y + 84, card.width - 60, card.height - 84 - 26};
    if (figures.processes.empty() && figures.days.empty())
      drawEmpty(ui, body, "chart", ui.t("desk.statistics.empty"));
    else if (card.x == first.x && card.y == first.y)
      drawProcesses(model, figures, ui, body);
    else
      drawDays(figures, ui, body);
  }
}

}  // namespace verifier::desk
