#include "kiosk/screens/case_state.hpp"
#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::case_detail {
namespace {

constexpr float kNode = 176;

std::string who(ui::Ui& ui, const api::CaseNode& node) {
  if (!node.handler.empty()) return node.office.empty() ? node.handler : node.office + "  ·  " + node.handler;
  return node.office.empty() ? ui.t("kiosk.channel." + std::string(domain::nameOf(node.channel)))
                             : node.office;
}

std::string remark(ui::Ui& ui, const api::CaseNode& node) {
  if (!node.opinion.empty()) return ui.t("kiosk.case.opinion", {node.opinion});
  if (node.state == api::NodeState::active)
    return ui.t("kiosk.case.next." + std::string(domain::nameOf(node.channel)));
  return "";
}

void drawNode(const Model& model, ui::Ui& ui, const api::CaseNode& node, ui::Rect rect, bool last) {
  const auto& theme = ui.theme();
  const auto look = lookOf(ui, node.state);
  const auto colors = colorsOf(theme, look.tone);
  const bool waiting = node.state == api::NodeState::waiting;
  const ui::Point dot{rect.x + 40, rect.y + 44};
  if (!last)
    ui.line({dot.x, dot.y + 46}, {dot.x, rect.y + kNode - 6},
            node.state == api::NodeState::done ? colors.ink : theme.line, 6);
  ui.circle(dot, 38, waiting ? theme.line : colors.ink);
  ui.icon(look.icon, {dot.x - 22, dot.y - 22, 44, 44}, waiting ? theme.ink_soft : ui::Color{255, 255, 255});
  const float left = rect.x + 108, room = rect.right() - left, wide = pillWidth(ui, look.word);
  fitText(ui, {left, rect.y + 10, room - wide - 24, 56}, inLanguage(model, node.title),
          {.size = 36, .color = theme.ink, .weight = ui::Weight::bold}, 24);
  pill(ui, {rect.right() - wide, rect.y + 12}, look.icon, look.word, look.tone);
  const std::string when = node.done_at ? dateOf(*node.done_at) : "";
  fitText(ui, {left, rect.y + 68, room - 300, 44}, who(ui, node), {.size = 28, .color = theme.ink_soft}, 20);
  ui.text({rect.right() - 290, rect.y + 71, 290, 44}, when,
          {.size = 26, .color = theme.ink_soft, .align = ui::Align::end});
  fitText(ui, {left, rect.y + 112, room, 44}, remark(ui, node),
          {.size = 28, .color = node.state == api::NodeState::returned ? colors.ink : theme.ink}, 20);
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto index = model.session.case_index.value_or(0);
  if (!model.session.lists || index >= model.session.lists->cases.size()) {
    frame(model, ui, {ui.t("kiosk.progress.title"), ""}, action);
    return action;
  }
  const auto& of = model.session.lists->cases[index];
  const std::string hint =
      ui.t("kiosk.case_id", {of.id}) + "  ·  " + ui.t("kiosk.progress.submitted", {dateOf(of.submitted_at)});
  const auto area = wide(frame(model, ui, {inLanguage(model, of.title), hint}, action));
  const float height = static_cast<float>(of.nodes.size()) * kNode + 72;
  const ui::Rect box{area.x, area.y, area.width, std::min(area.height, height)};
  card(ui, box);
  ui.scroll("scroll:nodes", box, height, [&](float top) {
    for (std::size_t i = 0; i < of.nodes.size(); ++i)
      drawNode(model, ui, of.nodes[i],
               {box.x + 48, top + 48 + static_cast<float>(i) * kNode, box.width - 96, kNode},
               i + 1 == of.nodes.size());
  });
  return action;
}

std::vector<ScreenPreview> previews() {
  Model running = samples::signedIn(Screen::case_detail), returned = running,
        crowded = samples::crowded(Screen::case_detail);
  running.session.case_index = 0;
  returned.session.case_index = 2;
  crowded.session.case_index = 0;
  return {{"case", running}, {"case-returned", returned}, {"case-crowded", crowded}};
}

}  // namespace kiosk::case_detail
