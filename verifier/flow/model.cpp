#include "verifier/flow/model.hpp"

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
  const bool whole_pages = pile.pictured || !pile.name.empty();
  for (const auto& printout : pile.report.printouts)
    if (!printout.missing.empty() && whole_pages) worst = std::max(worst, domain::Grade::caution);
  return worst;
}

namespace {

bool bare(const Model& model) {
  const bool dialog =
      !std::holds_alternative<NoDialog>(model.dialog) && !std::holds_alternative<TroubleShown>(model.dialog);
  return model.piles.empty() && model.code.empty() && !dialog && model.view == View::papers;
}

}  // namespace

std::optional<base::SteadyTime> wakesAt(const Model& model) {
  std::optional<base::SteadyTime> wakes;
  const auto at = [&wakes](base::SteadyTime time) { wakes = wakes ? std::min(*wakes, time) : time; };
  if (!bare(model)) at(model.touched + model.limits.result_clear);
  if (model.flash) at(model.flash->until);
  const auto* phone = std::get_if<PhoneSignIn>(&model.dialog);
  if (phone && phone->authorization && !phone->asking && !phone->error) at(phone->ask_at);
  return wakes;
}

}  // namespace verifier::desk
