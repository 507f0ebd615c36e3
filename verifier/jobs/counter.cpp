#include "verifier/jobs/counter.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace verifier::desk {
namespace {

Decision decisionOf(const Kept& kept, const std::optional<api::Receipt>& receipt) {
  return {kept.request.decision, kept.id, receipt, kept.decided_at};
}

Trouble troubleOf(const verifier::Trouble& trouble) {
  const auto& kept = trouble.kept;
  return {kept.id,      kept.short_serial,  kept.title,      kept.request.decision,
          kept.office,  kept.receiver_name, kept.decided_at, trouble.earlier,
          trouble.error};
}

// The same taking back always under the same key, of 8 characters at least.
std::string undoKey(const std::string& receipt_id) { return "desk-undo-" + receipt_id; }

}  // namespace

// What every answer says about the network and the session.
template <class T>
base::Result<T> Counter::heard(base::Result<T> answer) {
  if (!answer && answer.error().code == "hall_unreachable") sitting_.lostHall();
  if (!answer && answer.error().code == "session_expired") sitting_.leave();
  return answer;
}

void Counter::signedIn(base::Result<api::Session> session) {
  const bool entered = session.has_value();
  if (entered) sitting_.enter({session->token, session->person.account, session->person.name});
  sitting_.sink(SignedIn{std::move(session)});
  if (entered) deliver();
}

void Counter::operator()(SignInNow sign_in) {
  auto session = heard(hall_->signIn({sign_in.account, sign_in.password}));
  base::cleanse(sign_in.password);
  signedIn(std::move(session));
}

void Counter::operator()(const BeginPhone&) { sitting_.sink(PhoneCode{heard(hall_->beginSignIn())}); }

void Counter::operator()(AskPhone ask) {
  auto session = hall_->pollSignIn(ask.device_code);
  base::cleanse(ask.device_code);
  signedIn(std::move(session));
}

void Counter::operator()(const SignOutNow& sign_out) {
  if (const auto out = hall_->signOut(sign_out.token); !out)
    base::log::warn("signing out: {}", out.error().code);
  sitting_.leave();
}

void Counter::operator()(const DecideNow& decide) {
  Decided answer{decide.pile, {decide.request.decision, 0, std::nullopt, sitting_.clock.now()}, {}, {}};
  const auto kept = outbox_->keep({decide.serial, decide.short_serial, decide.title, decide.request,
                                   decide.account, decide.receiver_name, decide.office});
  if (!kept) {
    base::log::warn("copy {}: {} was not kept: {}", decide.serial, api::nameOf(decide.request.decision),
                    kept.error().code);
    answer.error = kept.error();
    return sitting_.sink(std::move(answer));
  }
  base::log::info("copy {}: {} kept", decide.serial, api::nameOf(decide.request.decision));
  answer.decision = decisionOf(*kept, std::nullopt);
  std::vector<Decision> settled;
  if (!sitting_.away()) {
    const auto delivered = outbox_->deliver(*hall_, sitting_.receiver().token, decide.account);
    for (const auto& one : delivered.settled) settled.push_back(decisionOf(one.kept, one.receipt));
    for (const auto& trouble : delivered.troubles) {
      if (trouble.kept.id != kept->id) continue;
      answer.error = trouble.error;
      answer.earlier = trouble.earlier;
    }
    if (delivered.why_waiting) tellWhy(*delivered.why_waiting);
  }
  for (const auto& one : settled)
    if (one.kept == kept->id) answer.decision = one;
  const bool seen = answer.error.has_value();
  sitting_.sink(std::move(answer));
  if (seen) (void)outbox_->acknowledge(kept->id);  // the receiver stands before it
  tellOutbox(std::move(settled));
}

void Counter::operator()(const UndoNow& undo) {
  if (undo.kept != 0) {
    if (const auto withdrawn = outbox_->withdraw(undo.kept); !withdrawn)
      return sitting_.sink(Undone{base::fail(withdrawn.error()), undo.kept});
    sitting_.sink(Undone{api::Receipt{}, undo.kept});
    return tellOutbox();
  }
  sitting_.sink(
      Undone{heard(hall_->undo(sitting_.receiver().token, undo.receipt_id, undoKey(undo.receipt_id))), 0});
}

void Counter::operator()(const FindReceipts& find) {
  sitting_.sink(ReceiptsFound{heard(hall_->receipts(sitting_.receiver().token, find.search)), find.more});
}

void Counter::operator()(const CountStatistics& count) {
  sitting_.sink(StatisticsCounted{heard(hall_->statistics(sitting_.receiver().token, count.request))});
}

void Counter::operator()(const NameColleagues&) {
  sitting_.sink(ColleaguesNamed{heard(hall_->colleagues(sitting_.receiver().token, ""))});
}

void Counter::operator()(const Acknowledge& acknowledge) {
  if (const auto done = outbox_->acknowledge(acknowledge.kept); !done)
    base::log::warn("a trouble stays: {}", done.error().code);
  tellOutbox();
}

void Counter::deliver() {
  const auto receiver = sitting_.receiver();
  std::vector<Decision> settled;
  if (outbox_ && !receiver.token.empty() && !sitting_.away()) {
    const auto delivered = outbox_->deliver(*hall_, receiver.token, receiver.account);
    for (const auto& one : delivered.settled) settled.push_back(decisionOf(one.kept, one.receipt));
    if (delivered.why_waiting) tellWhy(*delivered.why_waiting);
  }
  tellOutbox(std::move(settled));
}

void Counter::tellWhy(const base::Error& why_waiting) {
  if (why_waiting.code == "hall_unreachable") sitting_.lostHall();
  if (why_waiting.code != "session_expired") return;
  sitting_.leave();
  sitting_.sink(SignedIn{base::fail(why_waiting)});
}

void Counter::tellOutbox(std::vector<Decision> settled) {
  if (!outbox_) return;
  OutboxTold told;
  const auto waiting = outbox_->waiting();
  const auto account = sitting_.receiver().account;
  told.waiting = static_cast<int>(waiting.size());
  const auto other =
      std::find_if(waiting.begin(), waiting.end(), [&](const Kept& kept) { return kept.account != account; });
  if (other != waiting.end()) told.of = other->receiver_name;
  for (const auto& trouble : outbox_->troubles()) told.troubles.push_back(troubleOf(trouble));
  if (const auto aside = outbox_->setAside(); !aside.empty()) told.aside = aside.front();
  told.settled = std::move(settled);
  sitting_.sink(std::move(told));
}

}  // namespace verifier::desk
