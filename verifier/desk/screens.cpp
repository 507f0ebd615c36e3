#include "verifier/desk/screens.hpp"

#include "verifier/desk/parts.hpp"

namespace verifier::desk {

Action draw(const Model& model, ui::Ui& ui) {
  const auto size = ui.size();
  ui.gradient({0, 0, size.width, size.height}, {0xF2, 0xF7, 0xFF}, {0xE4, 0xEC, 0xF8});
  if (!model.refusal.empty()) {
    drawRefusal(model, ui);
    return {};
  }
  constexpr float top = 100, edge = 36, inbox = 560;
  auto action = drawTopBar(model, ui, {0, 0, size.width, top});
  const auto take = [&action](const Action& asked) {
    if (asked.kind != Action::Kind::none) action = asked;
  };
  const float height = size.height - top - 2 * 30;
  take(drawInbox(model, ui, {edge, top + 30, inbox, height}));
  take(drawResult(model, ui, {edge + inbox + 32, top + 30, size.width - 2 * edge - inbox - 32, height}));
  take(drawDialog(model, ui));
  return action;
}

}  // namespace verifier::desk
