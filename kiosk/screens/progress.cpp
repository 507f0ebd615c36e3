#include "kiosk/screens/case_state.hpp"
#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::progress {
namespace {

std::string turn(const Model& model, ui::Ui& ui, const api::Case& of) {
  for (const auto& node : of.nodes)
    if (node.state == api::NodeState::active || node.state == api::NodeState::returned)
      return ui.t("kiosk.progress.now", {inLanguage(model, node.title)});
  return ui.t("kiosk.progress.submitted", {dateOf(of.submitted_at)});
}

// One segment a node: filled when done, half when active; the count beside it says the same in numbers.
void bar(ui::Ui& ui, ui::Rect rect, const api::Case& of) {
  const auto& theme = ui.theme();
  const float count = static_cast<float>(std::max<std::size_t>(1, of.nodes.size())),
              gap = count > 12 ? 4 : 10;
  const float each = (rect.width - gap * (count - 1)) / count;
  for (std::size_t i = 0; i < of.nodes.size(); ++i) {
    const ui::Rect box{rect.x + static_cast<float>(i) * (each + gap), rect.y, each, rect.height};
    const auto state = of.nodes[i].state;
    const auto tone = lookOf(ui, state).tone;
    ui.fill(box, state == api::NodeState::waiting ? theme.line : colorsOf(theme, tone).ink, rect.height / 2);
  }
}

void drawCase(const Model& model, ui::Ui& ui, const api::Case& of, ui::Rect rect) {
  const auto& theme = ui.theme();
  const float pad = 40, room = rect.width - 2 * pad;
  const auto look = lookOf(ui, of.state);
  const float wide = pillWidth(ui, look.word);
  pill(ui, {rect.right() - pad - wide, rect.y + 34}, look.icon, look.word, look.tone);
  fitText(ui, {rect.x + pad, rect.y + 28, room - wide - 24, 64}, inLanguage(model, of.title),
          {.size = 42, .color = theme.ink, .weight = ui::Weight::bold, .line_spacing = 1.25f}, 26);
  fitText(ui, {rect.x + pad, rect.y + 96, room, 44}, turn(model, ui, of), {.size = 31, .color = theme.ink},
          22);
  std::size_t done = 0;
  for (const auto& node : of.nodes) done += node.state == api::NodeState::done;
  bar(ui, {rect.x + pad, rect.y + 162, room, 16}, of);
  ui.text({rect.x + pad, rect.y + 196, room, 40}, ui.t("kiosk.case_id", {of.id}),
          {.size = 26, .color = theme.ink_soft});
  ui.text({rect.x + pad, rect.y + 196, room, 40},
          ui.t("kiosk.progress.count", {std::to_string(done), std::to_string(of.nodes.size())}),
          {.size = 26, .color = theme.ink_soft, .align = ui::Align::end});
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto area =
      wide(frame(model, ui, {ui.t("kiosk.progress.title"), ui.t("kiosk.progress.hint")}, action));
  if (waitingForLists(model, ui, area, action)) return action;
  const auto& all = model.session.lists->cases;
  if (all.empty()) {
    message(ui, area, "inbox", Tone::info, ui.t("kiosk.progress.none"), ui.t("kiosk.progress.none_text"));
    return action;
  }
  const int tapped = cardList(ui, area, "case", all.size(), 260, ui.portrait() ? 1 : 2,
                              [&](std::size_t i, ui::Rect rect) { drawCase(model, ui, all[i], rect); });
  if (tapped >= 0) action = action::OpenCase{static_cast<std::size_t>(tapped)};
  return action;
}

std::vector<ScreenPreview> previews() {
  return {{"progress", samples::signedIn(Screen::progress)},
          {"progress-crowded", samples::crowded(Screen::progress)},
          {"progress-none", samples::bare(Screen::progress)}};
}

}  // namespace kiosk::progress
