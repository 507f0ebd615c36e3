// What is asked before a paper is refused, left to a colleague, or put off.
#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

void drawWhy(ui::Ui& ui, Rect inner, const char* words) {
  ui.text({inner.x, inner.y, inner.width, 70}, ui.t(words),
          {.size = 25, .color = ui.theme().ink_soft, .max_lines = 2, .line_spacing = 1.3f});
}

struct Chip {
  std::size_t index;
  float left, width;
  int row;
};

// Chips in as many rows as they need.
std::vector<Chip> flow(ui::Ui& ui, const std::vector<std::string>& words, float width) {
  std::vector<Chip> chips;
  float left = 0;
  int row = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float wide =
        std::min(width, ui.measure(words[i], {.size = 25, .weight = Weight::medium}, 0).width + 52);
    if (left > 0 && left + wide > width) left = 0, ++row;
    chips.push_back({i, left, wide, row});
    left += wide + 12;
  }
  return chips;
}

constexpr float kChip = 60, kChipRow = 72;

Action drawReasons(ui::Ui& ui, Rect rect, const std::vector<std::string>& reasons,
                   const std::string& chosen) {
  Action action;
  const auto& theme = ui.theme();
  for (const auto& chip : flow(ui, reasons, rect.width)) {
    const Rect place{rect.x + chip.left, rect.y + static_cast<float>(chip.row) * kChipRow, chip.width, kChip};
    const bool on = reasons[chip.index] == chosen;
    ui.fill(place, on ? theme.accent_soft : theme.surface_soft, kChip / 2);
    ui.stroke(place, on ? accentInk(theme) : theme.line, on ? 4.0f : 2.0f, kChip / 2);
    drawFitted(ui, {place.x + 24, place.y, place.width - 46, place.height}, reasons[chip.index],
               {.size = 25, .color = on ? accentInk(theme) : theme.ink, .weight = Weight::medium});
    if (ui.tapped("reason:" + std::to_string(chip.index), place))
      action = {Kind::use_reason, static_cast<int>(chip.index)};
  }
  return action;
}

std::string postsOf(const Model& model, const api::Colleague& colleague, ui::Ui& ui) {
  std::vector<std::string> posts;
  for (const auto& post : colleague.posts) posts.push_back(post.in(model.language));
  return listed(ui, posts);
}

Action drawColleague(const Model& model, ui::Ui& ui, const AskForm& form, std::size_t index, Rect row) {
  const auto& theme = ui.theme();
  const auto& colleague = form.colleagues[index];
  const bool on = form.chosen == index;
  const auto id = "colleague:" + colleague.account;
  if (on || ui.pressed(id)) ui.fill(row, theme.accent_soft, 16);
  ui.circle({row.x + 40, row.centre().y}, 18, on ? accentInk(theme) : theme.line);
  ui.circle({row.x + 40, row.centre().y}, on ? 8.0f : 15.0f, theme.surface);
  const float name = row.width * 0.36f;
  drawFitted(ui, {row.x + 78, row.y, name - 78, row.height}, colleague.name,
             {.size = 27, .color = theme.ink, .weight = Weight::medium});
  drawFitted(ui, {row.x + name + 12, row.y, row.width - name - 28, row.height}, postsOf(model, colleague, ui),
             {.size = 23, .color = theme.ink_soft});
  return ui.tapped(id, row) ? Action{Kind::choose_colleague, static_cast<int>(index)} : Action{};
}

Action drawColleagues(const Model& model, ui::Ui& ui, const AskForm& form, Rect rect) {
  constexpr float row = 72;
  Action action;
  ui.fill(rect, ui.theme().surface_soft, 20);
  if (form.colleagues.empty()) {
    drawEmpty(ui, rect,
              form.error  ? "warning"
              : form.busy ? "hourglass"
                          : "users",
              form.error ? ui.texts().sentence(*form.error)
                         : ui.t(form.busy ? "desk.ask_busy" : "desk.ask_nobody"));
    return action;
  }
  ui.scroll("colleagues", rect.inset(10), row * static_cast<float>(form.colleagues.size()), [&](float top) {
    for (std::size_t i = 0; i < form.colleagues.size(); ++i, top += row)
      if (top <= rect.bottom() && top + row >= rect.y)
        take(action, drawColleague(model, ui, form, i, {rect.x + 10, top, rect.width - 36, row}));
  });
  return action;
}

}  // namespace

Action drawRefuse(const Model& model, ui::Ui& ui, const RefuseForm& form) {
  const float width = std::min(980.0f, ui.size().width - 48) - 96;
  const auto chips = flow(ui, model.usual_reasons, width);
  const float rows = chips.empty() ? 0 : static_cast<float>(chips.back().row + 1) * kChipRow;
  const auto inner = drawSheet(ui, 980, 510 + rows, ui.t("desk.refuse_title"), "cross-circle");
  drawWhy(ui, inner, "desk.refuse_why");
  Action action;
  take(action, drawReasons(ui, {inner.x, inner.y + 80, inner.width, rows}, model.usual_reasons, form.reason));
  ui.field("reason", {inner.x, inner.y + 88 + rows, inner.width, 88}, form.reason, ui.t("desk.reason"), true,
           false);
  take(action, drawFoot(ui, inner, "submit-refuse", ui.t("desk.refuse"), {Kind::submit_refuse},
                        ButtonKind::danger, !form.reason.empty()));
  return action;
}

Action drawPostpone(ui::Ui& ui, const PostponeForm& form) {
  const auto inner = drawSheet(ui, 900, 510, ui.t("desk.postpone_title"), "clock");
  drawWhy(ui, inner, "desk.postpone_why");
  ui.field("postpone-reason", {inner.x, inner.y + 88, inner.width, 88}, form.reason,
           ui.t("desk.postpone_reason"), true, false);
  return drawFoot(ui, inner, "submit-postpone", ui.t("desk.postpone"), {Kind::submit_postpone},
                  ButtonKind::primary, true);
}

Action drawAsk(const Model& model, ui::Ui& ui, const AskForm& form) {
  const auto inner = drawSheet(ui, 980, 880, ui.t("desk.ask_title"), "ask");
  drawWhy(ui, inner, "desk.ask_why");
  Action action;
  const float list = inner.height - 80 - 108 - 112;
  take(action, drawColleagues(model, ui, form, {inner.x, inner.y + 80, inner.width, list}));
  ui.field("question", {inner.x, inner.y + 80 + list + 16, inner.width, 88}, form.question,
           ui.t("desk.question"), true, false);
  take(action, drawFoot(ui, inner, "submit-ask", ui.t("desk.ask"), {Kind::submit_ask}, ButtonKind::primary,
                        form.chosen.has_value() && !form.question.empty()));
  return action;
}

}  // namespace verifier::desk
