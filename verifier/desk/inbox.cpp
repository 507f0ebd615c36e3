#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

// Typed or scanned characters go here whenever no dialog is open; the end of a long code stays in sight.
Action drawCode(const Model& model, ui::Ui& ui, Rect rect) {
  const bool listening = std::holds_alternative<NoDialog>(model.dialog);
  ui.field("code", rect, model.code, "", listening && !model.code.empty(), false);
  if (model.code.empty()) {
    if (listening) ui.stroke(rect, ui.theme().accent, 4, ui.theme().radius * 0.7f);
    ui.icon("scanner", {rect.x + 24, rect.centre().y - 19, 38, 38}, ui.theme().ink_soft);
    drawFitted(ui, {rect.x + 78, rect.y, rect.width - 96, rect.height}, ui.t("desk.code_hint"),
               {.size = 25, .color = ui.theme().ink_soft});
    return {};
  }
  const Rect cross{rect.right() - 62, rect.y + 6, 56, rect.height - 12};
  ui.fill(cross, ui.theme().surface, 16);
  ui.icon("cross", {cross.centre().x - 14, cross.centre().y - 14, 28, 28}, ui.theme().ink_soft);
  return ui.tapped("clear-code", cross) ? Action{Kind::clear_code} : Action{};
}

// How high the camera's picture may be, so that some piles are seen below it.
float cameraHeight(const Model& model, float width, float room) {
  if (model.camera.state == DeviceState::none) return 0;
  return std::min(width * 9 / 16, room * 0.34f);
}

Action drawListHead(const Model& model, ui::Ui& ui, Rect rect) {
  ui.textMiddle(rect, ui.t("desk.piles", {std::to_string(model.piles.size())}),
                {.size = 24, .color = ui.theme().ink, .weight = Weight::bold});
  if (model.piles.empty()) return {};
  const float wide = ui.measure(ui.t("desk.clear"), {.size = 22}, 0).width + 84;
  const Rect clear{rect.right() - wide, rect.centre().y - 22, wide, 44};
  return keyButton(ui, "clear", clear, ui.t("desk.clear"), "", ui::ButtonKind::quiet, "trash")
             ? Action{Kind::clear_piles}
             : Action{};
}

}  // namespace

Action drawInbox(const Model& model, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const bool wide = ui.portrait();
  Rect column = rect.inset(22), list = column;
  if (wide) {  // devices left, papers right
    column.width = column.width * 0.5f - 14;
    list = {column.right() + 28, column.y, column.width, column.height};
  }
  Action action;
  float top = column.y;
  take(action, drawCode(model, ui, {column.x, top, column.width, 76}));
  top += 76 + 14;
  if (const float camera = cameraHeight(model, column.width, column.height); camera > 0) {
    take(action, drawCamera(model, ui, {column.x, top, column.width, camera}));
    top += camera + 14;
  }
  take(action, drawDevices(model, ui, {column.x, top, column.width, devicesHeight(model)}));
  top += devicesHeight(model);
  if (!wide) {
    ui.fill({column.x, top + 4, column.width, 2}, ui.theme().line);
    list = {column.x, top + 8, column.width, column.bottom() - top - 8};
  }
  take(action, drawListHead(model, ui, {list.x + 4, list.y, list.width - 4, 52}));
  take(action, drawPiles(model, ui, {list.x - 10, list.y + 54, list.width + 20, list.height - 54}));
  return action;
}

}  // namespace verifier::desk
