#include "verifier/desk/model.hpp"

#include <algorithm>

namespace verifier::desk {

const Pile* selectedPile(const Model& model) {
  for (const auto& pile : model.piles)
    if (pile.id == model.selected) return &pile;
  return nullptr;
}

const CheckedPage* selectedPage(const Model& model) {
  const auto* pile = selectedPile(model);
  return pile && model.page < pile->report.pages.size() ? &pile->report.pages[model.page] : nullptr;
}

domain::Grade gradeOf(const CheckedPage& page) {
  if (page.error) return domain::Grade::caution;
  const auto grade = domain::gradeOf(page.verification.verdict);
  return page.stands_in_for.empty() ? grade : domain::Grade::bad;
}

const CheckedPrintout* printoutOf(const Pile& pile, std::size_t page) {
  for (const auto& printout : pile.report.printouts)
    if (std::find(printout.members.begin(), printout.members.end(), page) != printout.members.end())
      return &printout;
  return nullptr;
}

domain::Grade gradeOf(const Pile& pile) {
  if (pile.state != PileState::checked || pile.report.pages.empty()) return domain::Grade::caution;
  auto worst = domain::Grade::good;
  for (const auto& page : pile.report.pages) worst = std::max(worst, gradeOf(page));
  for (const auto& printout : pile.report.printouts)
    if (!printout.missing.empty() && !pile.name.empty()) worst = std::max(worst, domain::Grade::caution);
  return worst;
}

std::optional<base::SteadyTime> clearsAt(const Model& model) {
  const bool bare =
      model.piles.empty() && model.code.empty() && std::holds_alternative<NoDialog>(model.dialog);
  if (bare) return std::nullopt;
  return model.touched + model.limits.result_clear;
}

bool mayDecide(const Model& model) {
  const auto* pile = selectedPile(model);
  const auto* page = selectedPage(model);
  return page && !pile->decision && !pile->offline && !model.deciding && model.session && !page->error &&
         !page->verification.serial.empty() && !page->verification.waiting.empty();
}

}  // namespace verifier::desk
