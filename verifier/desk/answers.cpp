#include "verifier/desk/answers.hpp"

#include <algorithm>

#include "base/crypto.hpp"

namespace verifier::desk {

Pile* pileWith(Model& model, int id) {
  const auto found =
      std::find_if(model.piles.begin(), model.piles.end(), [id](const Pile& pile) { return pile.id == id; });
  return found == model.piles.end() ? nullptr : &*found;
}

void closeDialog(Model& model) {
  if (auto* form = std::get_if<SignInForm>(&model.dialog)) base::cleanse(form->password);
  model.dialog = NoDialog{};
}

namespace {

void noteAcceptance(Pile& pile, const domain::Acceptance& acceptance, domain::AcceptanceState state) {
  for (auto& page : pile.report.pages) {
    if (page.verification.serial != acceptance.serial) continue;
    page.verification.verdict.acceptance = state;
    page.verification.verdict.acceptances.push_back(acceptance);
  }
}

}  // namespace

void answered(Model& model, const PileChecked& answer) {
  auto* pile = pileWith(model, answer.pile);
  if (!pile) return;  // cleared meanwhile
  pile->state = answer.report ? PileState::checked : PileState::failed;
  pile->offline = answer.offline;
  if (answer.report) pile->report = *answer.report;
  if (!answer.report) pile->error = answer.report.error();
  if (model.selected != pile->id) return;
  const auto& pages = pile->report.pages;  // the worst page lies on top
  const auto worst = std::max_element(pages.begin(), pages.end(),
                                      [](const auto& a, const auto& b) { return gradeOf(a) < gradeOf(b); });
  model.page = static_cast<std::size_t>(worst - pages.begin());
  if (pages.empty()) model.page = 0;
}

void answered(Model& model, const SignedIn& answer) {
  auto* form = std::get_if<SignInForm>(&model.dialog);
  if (answer.session) {
    model.session = *answer.session;
    if (form) closeDialog(model);
    return;
  }
  if (!form) return;
  form->busy = false;
  form->focus = SignInForm::Focus::password;
  form->error = answer.session.error();
}

void answered(Model& model, const Decided& answer) {
  model.deciding = false;
  auto* pile = pileWith(model, answer.pile);
  if (answer.acceptance && pile) {
    // The verdict stays the one that was decided on: the receiver's own acceptance is no warning to them.
    pile->decision = Decision{answer.accept, *answer.acceptance};
    return;
  }
  if (answer.acceptance) return;
  if (answer.acceptance.error().code == "session_expired") model.session.reset();
  if (!answer.earlier) {
    model.dialog = Notice{answer.acceptance.error()};
    return;
  }
  const bool here = answer.earlier->office == model.office;
  if (pile)
    noteAcceptance(
        *pile, *answer.earlier,
        here ? domain::AcceptanceState::accepted_here : domain::AcceptanceState::accepted_elsewhere);
  const auto* page = selectedPage(model);
  model.dialog = Conflict{page ? page->verification.short_serial : "", *answer.earlier, model.office,
                          model.session ? model.session->person.name : "", model.now};
}

void answered(Model& model, const FolderListed& answer) {
  auto* chooser = std::get_if<Chooser>(&model.dialog);
  if (!chooser) return;
  chooser->busy = false;
  if (!answer.entries) {
    chooser->error = answer.entries.error();
    return;
  }
  chooser->folder = answer.folder;
  chooser->entries = *answer.entries;
  chooser->shortened = chooser->entries.size() > model.limits.folder_entries;
  if (chooser->shortened) chooser->entries.resize(model.limits.folder_entries);
}

void answered(Model& model, const HallMet& answer) {
  model.link = answer.link;
  if (!answer.device) return;
  model.desk_name = answer.device->name;
  model.office = answer.device->office;
}

}  // namespace verifier::desk
