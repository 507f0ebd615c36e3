// What was decided at this office: today's, what is open, what colleagues left to the one signed in, all.
#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Align;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr float kRow = 74, kHead = 46;

struct Column {
  const char* name;
  float share;
};
// Where there is less room, the rest stands in the chosen row's details only.
std::vector<Column> columnsOf(const Model& model, bool upright) {
  if (upright)
    return {{"when", 1.1f}, {"decision", 1.5f}, {"serial", 1.5f}, {"document", 2.2f}, {"holder", 1.2f}};
  if (model.receipts.selected)
    return {{"when", 1.05f},    {"decision", 1.35f}, {"serial", 1.3f},
            {"document", 1.8f}, {"holder", 1.2f},    {"reason", 2.2f}};
  return {{"when", 1.05f},   {"decision", 1.3f}, {"serial", 1.3f},   {"document", 1.7f},
          {"holder", 0.95f}, {"case", 1.85f},    {"receiver", 1.1f}, {"reason", 2.1f}};
}

std::string cell(const Model& model, const api::Receipt& receipt, std::string_view column) {
  if (column == "when") return whenText(receipt.decided_at.value_or(receipt.at), model.now);
  if (column == "serial") return receipt.short_serial;
  if (column == "document") return receipt.process_title.in(model.language);
  if (column == "holder") return receipt.holder;
  if (column == "case") return receipt.case_id;
  if (column == "receiver") return receipt.receiver_name;
  return receipt.reason;
}

void drawDecisionCell(ui::Ui& ui, const api::Receipt& receipt, Rect rect) {
  const auto grade = lookOf(receipt.decision).grade;
  const auto ink = receipt.undone_at ? ui.theme().ink_soft : lookOf(grade, ui.theme()).ink;
  drawShape(ui, grade, {rect.x + 17, rect.centre().y}, 15, ink, signOn(ui.theme()));
  const auto word = receipt.undone_at ? ui.t("desk.undone") : wordOf(ui, receipt.decision);
  drawFitted(ui, {rect.x + 42, rect.y, rect.width - 46, rect.height}, word,
             {.size = 24, .color = ink, .weight = Weight::bold});
}

void drawHeads(const Model& model, ui::Ui& ui, Rect rect) {
  float left = rect.x + 20, all = 0;
  const auto columns = columnsOf(model, ui.portrait());
  for (const auto& column : columns) all += column.share;
  for (const auto& column : columns) {
    const float width = (rect.width - 40) * column.share / all;
    drawFitted(ui, {left, rect.y, width - 14, rect.height}, ui.t(std::string("desk.column.") + column.name),
               {.size = 22, .color = ui.theme().ink_soft, .weight = Weight::medium});
    left += width;
  }
  ui.fill({rect.x, rect.bottom() - 2, rect.width, 2}, ui.theme().line);
}

Action drawRow(const Model& model, const api::Receipt& receipt, std::size_t index, ui::Ui& ui, Rect rect) {
  const auto& theme = ui.theme();
  const auto id = "receipt:" + std::to_string(index);
  const bool chosen = model.receipts.selected == index;
  if (chosen || ui.pressed(id)) {
    ui.fill(rect, theme.accent_soft, 14);
    ui.fill({rect.x, rect.y + 12, 6, rect.height - 24}, accentInk(theme), 3);
  } else if (index % 2 == 1) {
    ui.fill(rect, theme.surface_soft, 14);
  }
  const auto columns = columnsOf(model, ui.portrait());
  float left = rect.x + 20, all = 0;
  for (const auto& column : columns) all += column.share;
  for (const auto& column : columns) {
    const float width = (rect.width - 40) * column.share / all;
    const Rect place{left, rect.y, width - 14, rect.height};
    left += width;
    const std::string_view name = column.name;
    if (name == "decision") {
      drawDecisionCell(ui, receipt, place);
      continue;
    }
    const bool soft = name == "reason" || name == "receiver";
    drawFitted(ui, place, cell(model, receipt, name),
               {.size = 23,
                .color = soft && !chosen ? theme.ink_soft : theme.ink,
                .family = name == "serial" ? ui::Family::mono : ui::Family::sans});
  }
  return ui.tapped(id, rect) ? Action{Kind::select_receipt, static_cast<int>(index)} : Action{};
}

Action drawItems(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& list = model.receipts;
  Action action;
  const float more = list.next.empty() ? 0 : 92;
  ui.scroll("receipts-list", rect, kRow * static_cast<float>(list.items.size()) + more, [&](float top) {
    for (std::size_t i = 0; i < list.items.size(); ++i, top += kRow)
      if (top < rect.bottom() && top + kRow > rect.y)
        take(action, drawRow(model, list.items[i], i, ui, {rect.x, top, rect.width - 14, kRow - 6}));
    if (more > 0 && ui.button("more", {rect.centre().x - 150, top + 12, 300, 64}, ui.t("desk.more"),
                              ButtonKind::secondary, "chevron-down", !list.busy))
      action = {Kind::more_receipts};
  });
  return action;
}

Action drawList(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& list = model.receipts;
  if (list.error) {
    drawEmpty(ui, rect, "wifi-off", ui.texts().sentence(*list.error));
    return {};
  }
  if (list.items.empty()) {
    if (list.busy)
      drawEmpty(ui, rect, "hourglass", ui.t("desk.list.busy"));
    else
      drawEmpty(ui, rect, list.text.empty() ? "list" : "search",
                ui.t(list.text.empty() ? "desk.list.empty" : "desk.list.not_found"));
    return {};
  }
  drawHeads(model, ui, {rect.x, rect.y, rect.width - 14, kHead});
  return drawItems(model, ui, {rect.x, rect.y + kHead + 6, rect.width, rect.height - kHead - 6});
}

Action drawTools(const Model& model, ui::Ui& ui, Rect rect) {
  Action action;
  const float scopes = std::min(760.0f, rect.width * (ui.portrait() ? 0.58f : 0.45f));
  const auto chosen = segments(
      ui, "scope", {rect.x, rect.y, scopes, rect.height},
      {ui.t("desk.scope.today"), ui.t("desk.scope.open"), ui.t("desk.scope.asked"), ui.t("desk.scope.all")},
      static_cast<int>(model.receipts.scope));
  if (chosen) action = {Kind::scope_receipts, *chosen};
  const Rect field{rect.x + scopes + 20, rect.y, rect.width - scopes - 20, rect.height};
  const bool listening = std::holds_alternative<NoDialog>(model.dialog);
  if (ui.field("search", field, model.receipts.text, "", listening, false) && !model.receipts.text.empty())
    action = {Kind::search_receipts};
  if (model.receipts.text.empty()) {
    ui.icon("search", {field.x + 40, field.centre().y - 17, 34, 34}, ui.theme().ink_soft);
    drawFitted(ui, {field.x + 88, field.y, field.width - 110, field.height}, ui.t("desk.search_hint"),
               {.size = 24, .color = ui.theme().ink_soft});
  } else if (model.receipts.busy) {
    ui.icon("hourglass", {field.right() - 54, field.centre().y - 17, 34, 34}, accentInk(ui.theme()));
  }
  return action;
}

}  // namespace

Action drawReceipts(const Model& model, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const Rect inner = rect.inset(24);
  Action action;
  if (!model.session) {
    drawEmpty(ui, inner, "user", ui.t("desk.list.sign_in"));
    if (keyButton(ui, "sign-in-to-list", {inner.centre().x - 190, inner.bottom() - 130, 380, 84},
                  ui.t("desk.sign_in"), "F2", ButtonKind::primary, "user"))
      action = {Kind::open_sign_in};
    return action;
  }
  take(action, drawTools(model, ui, {inner.x, inner.y, inner.width, 68}));
  Rect list{inner.x, inner.y + 84, inner.width, inner.height - 84};
  const auto& receipts = model.receipts;
  if (receipts.selected && *receipts.selected < receipts.items.size()) {
    Rect details;
    if (ui.portrait()) {
      list.height -= 520;
      details = {list.x, list.bottom() + 20, list.width, 500};
    } else {
      list.width -= 500;
      details = {list.right() + 24, list.y, 476, list.height};
    }
    take(action, drawReceipt(model, receipts.items[*receipts.selected], *receipts.selected, ui, details));
  }
  take(action, drawList(model, ui, list));
  return action;
}

}  // namespace verifier::desk
