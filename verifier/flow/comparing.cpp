// The scan held against the issued page, by eye.
#include <algorithm>

#include "verifier/flow/turns.hpp"

namespace verifier::desk {

std::vector<Mark> marksOf(const Comparison& comparison) {
  std::vector<Mark> marks;
  for (const auto state : {FieldState::differs, FieldState::review})
    for (const auto& field : comparison.fields)
      if (field.state == state) marks.push_back({state, field.label, field.box, field.worst});
  for (const auto& ink : comparison.foreign_ink) marks.push_back({FieldState::review, "", ink, ink});
  return marks;
}

const PageLook* selectedLook(const Model& model) {
  const auto* pile = selectedPile(model);
  return pile && model.page < pile->looks.size() ? &pile->looks[model.page] : nullptr;
}

void openCompare(Model& model) {
  const auto* look = selectedLook(model);
  if (!look || !look->comparison || !look->issued) return;
  model.compare = CompareView{};
  if (!marksOf(*look->comparison).empty()) model.compare->mark = 0;
}

void moveMark(Model& model, int by) {
  const auto* look = selectedLook(model);
  if (!model.compare || !look || !look->comparison) return;
  const auto count = static_cast<int>(marksOf(*look->comparison).size());
  if (count == 0) return;
  const int from = model.compare->mark ? static_cast<int>(*model.compare->mark) : (by > 0 ? -1 : 0);
  model.compare->mark = static_cast<std::size_t>((from + by + count) % count);
}

void setBlend(Model& model, double amount) {
  if (!model.compare) return;
  model.compare->mode = CompareView::Mode::blended;
  model.compare->blend = std::clamp(amount, 0.0, 1.0);
}

Effects saveReport(const Model& model) {
  const auto* pile = selectedPile(model);
  if (!pile || pile->state != PileState::checked || pile->report.pages.empty()) return {};
  return {WriteReport{*pile, model.language, model.office, model.session ? model.session->person.name : "",
                      model.desk_name}};
}

}  // namespace verifier::desk
