// What the receiver decides about a paper, and what becomes of it.
#include <algorithm>

#include "verifier/flow/turns.hpp"

namespace verifier::desk {
namespace {

constexpr base::UnixSeconds kUndo_s = 600;  // as the hall allows

bool comparing(const Pile& pile) {
  return std::any_of(pile.looks.begin(), pile.looks.end(),
                     [](const PageLook& look) { return look.state == PageLook::State::comparing; });
}

Effects decide(Model& model, api::ReceiptDecision decision, const std::string& reason,
               const std::string& colleague = "") {
  if (!decideHindrance(model).empty()) return {};
  model.deciding = true;
  const auto& facts = selectedPage(model)->verification;
  api::ReceiptRequest request;
  request.decision = decision;
  request.reason = reason;
  request.colleague = colleague;
  return {DecideNow{*model.selected, facts.serial, facts.short_serial, facts.title.in(model.language),
                    request, model.session->person.account, model.session->person.name, model.office}};
}

void noteAcceptance(Pile& pile, const domain::Acceptance& acceptance, domain::AcceptanceState state) {
  for (auto& page : pile.report.pages) {
    if (page.verification.serial != acceptance.serial) continue;
    page.verification.verdict.acceptance = state;
    page.verification.verdict.acceptances.push_back(acceptance);
  }
}

void noteUndone(Model& model, const api::Receipt& receipt) {
  for (auto& pile : model.piles)
    if (pile.decision && pile.decision->receipt && pile.decision->receipt->id == receipt.id)
      pile.decision.reset();
  for (auto& item : model.receipts.items)
    if (item.id == receipt.id) item = receipt;
}

std::string saidOf(const Decision& decision) {
  if (!decision.receipt) return "kept";
  return std::string(api::nameOf(decision.decision));
}

}  // namespace

std::string decideHindrance(const Model& model) {
  const auto* pile = selectedPile(model);
  if (!pile) return "nothing_selected";
  if (pile->state == PileState::waiting || comparing(*pile)) return "checking";
  if (model.deciding) return "busy";
  if (pile->decision) return "decided";
  const auto* page = selectedPage(model);
  if (!page || page->error) return "not_read";
  const auto seal = page->verification.verdict.seal;
  if (page->verification.serial.empty() || seal != domain::SealState::genuine) return "no_seal";
  if (!model.session) return "sign_in";
  if (!pile->offline && page->verification.waiting.empty()) return "not_waiting";
  if (model.outbox_error) return "outbox";
  return "";
}

bool mayAccept(const Model& model) {
  return decideHindrance(model).empty() && gradeOf(*selectedPile(model)) != domain::Grade::bad;
}

std::optional<base::UnixSeconds> undoUntil(const Model& model) {
  const auto* pile = selectedPile(model);
  if (!pile || !pile->decision || !model.session) return std::nullopt;
  const auto& decision = *pile->decision;
  const auto until = decision.receipt ? decision.receipt->undo_until.value_or(0) : decision.at + kUndo_s;
  return model.now < until ? std::optional(until) : std::nullopt;
}

Effects accept(Model& model) {
  return mayAccept(model) ? decide(model, api::ReceiptDecision::accept, "") : Effects{};
}

void useReason(Model& model, int index) {
  auto* form = std::get_if<RefuseForm>(&model.dialog);
  if (form && index >= 0 && static_cast<std::size_t>(index) < model.usual_reasons.size())
    form->reason = model.usual_reasons[static_cast<std::size_t>(index)];
}

Effects submitRefuse(Model& model) {
  const auto* form = std::get_if<RefuseForm>(&model.dialog);
  if (!form || form->reason.empty()) return {};
  const auto reason = form->reason;
  closeDialog(model);
  return decide(model, api::ReceiptDecision::refuse, reason);
}

Effects openAsk(Model& model) {
  if (!decideHindrance(model).empty()) return {};
  model.dialog = AskForm{};
  return {NameColleagues{}};
}

Effects submitAsk(Model& model) {
  const auto* form = std::get_if<AskForm>(&model.dialog);
  if (!form || !form->chosen || *form->chosen >= form->colleagues.size() || form->question.empty()) return {};
  const auto question = form->question, colleague = form->colleagues[*form->chosen].account;
  closeDialog(model);
  return decide(model, api::ReceiptDecision::ask, question, colleague);
}

Effects submitPostpone(Model& model) {
  const auto* form = std::get_if<PostponeForm>(&model.dialog);
  if (!form) return {};
  const auto reason = form->reason;
  closeDialog(model);
  return decide(model, api::ReceiptDecision::postpone, reason);
}

Effects undo(Model& model) {
  if (!undoUntil(model)) return {};
  const auto& decision = *selectedPile(model)->decision;
  return {UndoNow{decision.receipt ? 0 : decision.kept, decision.receipt ? decision.receipt->id : ""}};
}

Effects acknowledgeTrouble(Model& model) {
  closeDialog(model);
  if (model.troubles.empty()) return {};
  const auto kept = model.troubles.front().kept;
  model.troubles.erase(model.troubles.begin());
  if (!model.troubles.empty()) model.dialog = TroubleShown{};
  return {Acknowledge{kept}};
}

void answered(Model& model, const Decided& answer) {
  model.deciding = false;
  auto* pile = pileWith(model, answer.pile);
  if (!answer.error) {
    // The verdict stays the one that was decided on: the receiver's own acceptance is no warning to them.
    if (pile) pile->decision = answer.decision;
    model.said = saidOf(answer.decision);
    return;
  }
  if (answer.error->code == "session_expired") sessionEnded(model);
  if (!answer.earlier) {
    model.dialog = Notice{*answer.error};
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

void answered(Model& model, const Undone& answer) {
  if (!answer.receipt) {
    model.dialog = Notice{answer.receipt.error()};
    return;
  }
  model.said = "undone";
  if (answer.kept == 0) return noteUndone(model, *answer.receipt);
  for (auto& pile : model.piles)
    if (pile.decision && pile.decision->kept == answer.kept) pile.decision.reset();
}

void answered(Model& model, const OutboxTold& answer) {
  model.outbox_waiting = answer.waiting;
  model.outbox_of = answer.of;
  model.outbox_error = answer.error;
  // What was made while the hall was away is now heard.
  for (auto& pile : model.piles)
    for (const auto& settled : answer.settled)
      if (pile.decision && pile.decision->kept == settled.kept) pile.decision = settled;
  if (answer.aside && !std::exchange(model.outbox_aside, true)) model.dialog = Notice{*answer.aside};
  const bool news = answer.troubles.size() > model.troubles.size();
  model.troubles = answer.troubles;
  if (news && std::holds_alternative<NoDialog>(model.dialog)) model.dialog = TroubleShown{};
}

void answered(Model& model, const ColleaguesNamed& answer) {
  auto* form = std::get_if<AskForm>(&model.dialog);
  if (!form) return;
  form->busy = false;
  if (answer.page)
    form->colleagues = answer.page->items;
  else
    form->error = answer.page.error();
}

}  // namespace verifier::desk
