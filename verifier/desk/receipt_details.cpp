#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

struct Fact {
  const char* name;
  std::string words;
};

std::string colleagueOf(const api::Receipt& receipt) {
  return receipt.colleague_name.empty() ? receipt.colleague : receipt.colleague_name;
}

std::vector<Fact> factsOf(const Model& model, const api::Receipt& receipt) {
  std::vector<Fact> facts{{"document", receipt.process_title.in(model.language)},
                          {"node", receipt.node_title.in(model.language)},
                          {"holder", receipt.holder},
                          {"case", receipt.case_id},
                          {"serial", receipt.short_serial},
                          {"receiver", receipt.office + " · " + receipt.receiver_name},
                          {"at", base::toLocalMinute(receipt.at)}};
  if (receipt.decided_at) facts.push_back({"decided_at", base::toLocalMinute(*receipt.decided_at)});
  if (!colleagueOf(receipt).empty()) facts.push_back({"colleague", colleagueOf(receipt)});
  if (receipt.undone_at) facts.push_back({"undone_at", base::toLocalMinute(*receipt.undone_at)});
  if (!receipt.reason.empty()) facts.push_back({"reason", receipt.reason});
  return facts;
}

void drawWord(ui::Ui& ui, const api::Receipt& receipt, Rect rect) {
  const auto grade = lookOf(receipt.decision).grade;
  const auto look = lookOf(grade, ui.theme());
  ui.fill(rect, look.soft, 20);
  drawShape(ui, grade, {rect.x + 48, rect.centre().y}, 25, look.ink, signOn(ui.theme()));
  auto word = receipt.undone_at ? ui.t("desk.undone") : wordOf(ui, receipt.decision);
  if (receipt.open) word += " · " + ui.t("desk.still_open");
  drawFitted(ui, {rect.x + 90, rect.y, rect.width - 106, rect.height}, word,
             {.size = 30, .color = look.ink, .weight = Weight::bold});
}

void drawFacts(ui::Ui& ui, const std::vector<Fact>& facts, Rect rect, int across) {
  const auto& theme = ui.theme();
  const float width = rect.width / static_cast<float>(across);
  const ui::TextStyle words{
      .size = 25, .color = theme.ink, .weight = Weight::medium, .max_lines = 4, .line_spacing = 1.25f};
  float top = rect.y;
  int column = 0;
  for (const auto& fact : facts) {
    const bool whole = std::string_view(fact.name) == "reason";
    if (whole && column > 0) top += 78, column = 0;
    const Rect cell{rect.x + static_cast<float>(column) * width, top, (whole ? rect.width : width) - 12, 70};
    if (cell.bottom() > rect.bottom() + 1) return;
    ui.text({cell.x, cell.y, cell.width, 30}, ui.t(std::string("desk.fact.") + fact.name),
            {.size = 21, .color = theme.ink_soft});
    if (whole)
      ui.text({cell.x, cell.y + 31, cell.width, 130}, fact.words, words);
    else
      drawFitted(ui, {cell.x, cell.y + 30, cell.width, 36}, fact.words, words);
    if (++column == across) top += 74, column = 0;
  }
}

}  // namespace

Action drawReceipt(const Model& model, const api::Receipt& receipt, std::size_t index, ui::Ui& ui,
                   Rect rect) {
  ui.fill(rect, ui.theme().surface_soft, 22);
  const Rect inner = rect.inset(24);
  drawWord(ui, receipt, {inner.x, inner.y, inner.width, 84});
  const bool may_undo = !receipt.undone_at && receipt.undo_until && *receipt.undo_until > model.now;
  const float foot = may_undo ? 116 : 0;
  drawFacts(ui, factsOf(model, receipt), {inner.x, inner.y + 104, inner.width, inner.height - 104 - foot},
            ui.portrait() ? 3 : 1);
  if (!may_undo) return {};
  const auto left = (*receipt.undo_until - model.now + 59) / 60;
  const Rect button{inner.x, inner.bottom() - 104, inner.width, 72};
  const bool asked =
      keyButton(ui, "undo-receipt", button, ui.t("desk.undo"), "Ctrl+Z", ui::ButtonKind::secondary, "undo");
  ui.text({inner.x, inner.bottom() - 28, inner.width, 30}, ui.t("desk.undo_minutes", {std::to_string(left)}),
          {.size = 21, .color = ui.theme().ink_soft, .align = ui::Align::centre});
  return asked ? Action{Kind::undo_receipt, static_cast<int>(index)} : Action{};
}

}  // namespace verifier::desk
