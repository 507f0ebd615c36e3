#include <algorithm>

#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

PrintJob* jobOf(Turn& turn, const std::string& serial) {
  auto& job = turn.model.session.job;
  return job && !serial.empty() && job->serial == serial && job->running() ? &*job : nullptr;
}

void moved(Turn& turn, PrintJob& job) {
  job.moved_at = turn.now;
  job.stalled = false;
}

void failJob(Turn& turn, PrintJob& job) {
  job.phase = PrintPhase::failed;
  job.stalled = job.stopping = false;
  turn.model.touched_at = turn.now;  // the idle clock stood still until now
  turn.want(effect::Beep{effect::Beep::Kind::attention});
}

void onPaper(Turn& turn, PrintOutcome outcome) {
  Session& session = turn.model.session;
  session.job->phase = PrintPhase::ready;
  session.job->outcome = outcome;
  session.job->pages_done = session.job->pages;
  session.stale = true;
  if (session.step) session.step->actions_done.push_back(domain::KioskAction::print);
  turn.want(effect::Beep{effect::Beep::Kind::done});
  show(turn, Screen::done);
}

// The printer proved nothing, and the person finds that the paper isn't there.
void sayMissing(Turn& turn) {
  Session& session = turn.model.session;
  if (!session.job || session.job->outcome != PrintOutcome::sent || session.job->serial.empty()) return;
  turn.want(effect::ConfirmUnknownCopy{session.job->serial, false});
  if (session.step) session.step->actions_done.pop_back();  // print, which onPaper() took for done
  session.job->reason = "declared_incomplete";
  failJob(turn, *session.job);
  show(turn, Screen::printing);
}

const api::Document* documentOf(const Model& model, const std::string& id) {
  if (!model.session.lists) return nullptr;
  for (const auto& document : model.session.lists->documents)
    if (document.id == id) return &document;
  return nullptr;
}

}  // namespace

void prepareJob(Turn& turn, const std::string& document_id, const base::Bilingual& title) {
  PrintJob job{.document_id = document_id, .title = title};
  if (const auto* document = documentOf(turn.model, document_id)) job.pages = document->pages;
  turn.model.session.job = std::move(job);
}

void print(Turn& turn) {
  Model& model = turn.model;
  if (!model.session.job || model.session.job->running() || model.printer.troubled()) return;
  PrintJob& job = *model.session.job;
  const bool lost =
      job.refused && job.refused->code == "hall_unreachable";  // the answer, perhaps not the request
  const unsigned request = lost ? job.request : ++model.requests;
  const int pages = job.pages;
  job = PrintJob{.phase = PrintPhase::asking, .document_id = job.document_id, .title = job.title};
  job.request = request;
  job.pages = pages;
  job.moved_at = turn.now;
  show(turn, Screen::printing);
  turn.want(effect::Print{model.session_number, job.document_id, request});
}

void stopPrinting(Turn& turn) {
  auto& job = turn.model.session.job;
  if (!job || !job->running() || !job->stalled || job->stopping) return;
  job->stopping = true;
  turn.want(effect::AbandonPrint{turn.model.session_number, job->serial});
}

void printed(Turn& turn, const event::PrinterChanged& event) {
  Model& model = turn.model;
  const bool mended = model.printer.troubled() && !event.condition.troubled();
  model.printer = event.condition;
  if (event.condition.reachable) model.without_printer = false;
  if (mended && model.session.job) moved(turn, *model.session.job);
}

void printed(Turn& turn, const event::PrintoutSealed& event) {
  auto& job = turn.model.session.job;
  if (event.session != turn.model.session_number || !job || job->phase != PrintPhase::asking ||
      job->document_id != event.document_id || event.serial.empty())
    return;
  job->serial = event.serial;
  job->short_serial = event.short_serial;
  job->pages = event.pages;
  job->phase = PrintPhase::sent;
  moved(turn, *job);
  if (job->stopping) turn.want(effect::AbandonPrint{event.session, event.serial});
}

void printed(Turn& turn, const event::PrintRefused& event) {
  auto& job = turn.model.session.job;
  if (event.session != turn.model.session_number || !job || job->phase != PrintPhase::asking ||
      job->document_id != event.document_id)
    return;
  job->refused = event.error;
  failJob(turn, *job);
  if (event.error.code == "session_expired") failed(turn, event.error, Waiting::none);
}

void printed(Turn& turn, const event::PrintProgress& event) {
  PrintJob* job = jobOf(turn, event.serial);
  if (!job) return;
  if (job->phase != PrintPhase::printing || event.pages_done != job->pages_done) moved(turn, *job);
  job->phase = PrintPhase::printing;
  if (event.pages > 0) job->pages = event.pages;
  job->pages_done = std::clamp(event.pages_done, 0, std::max(job->pages, 0));
}

void printed(Turn& turn, const event::PrintEnded& event) {
  PrintJob* job = jobOf(turn, event.serial);
  if (!job) return;
  turn.model.touched_at = turn.now;
  switch (event.outcome) {
    case PrintOutcome::printed:
    case PrintOutcome::sent:
      return onPaper(turn, event.outcome);
    case PrintOutcome::failed:
      job->reason = event.reason;
      return failJob(turn, *job);
    case PrintOutcome::unknown:
      turn.model.session.unknown = UnknownCopy{job->serial, job->short_serial, job->pages};
      failJob(turn, *job);
      return show(turn, Screen::unknown_copy);
  }
}

void collected(Turn& turn, bool sign_out) {
  Model& model = turn.model;
  if (model.screen != Screen::done || !model.session.job) return;
  if (model.session.job->serial.empty()) {  // printed on an earlier visit; only the collecting was left open
    if (model.waiting == Waiting::none && model.session.step)
      completeAction(turn, domain::KioskAction::collect);
    return;
  }
  turn.want(effect::ReportCollected{model.session.job->serial});
  model.session.stale = true;
  if (sign_out) return wipe(turn, Goodbye::done);
  go(turn, Destination::home);
}

void decideCopy(Turn& turn, bool complete) {
  Model& model = turn.model;
  if (model.screen == Screen::done && !complete) return sayMissing(turn);
  if (model.screen != Screen::unknown_copy) return;
  if (!model.session.unknown) {
    if (model.unknown_copies.empty()) return;
    turn.want(effect::ConfirmUnknownCopy{model.unknown_copies.front().serial, complete});
    model.unknown_copies.erase(model.unknown_copies.begin());
    model.screen_since = turn.now;
    return;
  }
  turn.want(effect::ConfirmUnknownCopy{model.session.unknown->serial, complete});
  model.session.unknown.reset();
  if (!model.session.job) return go(turn, Destination::home);
  if (complete) return onPaper(turn, PrintOutcome::printed);
  model.session.job->reason = "declared_incomplete";
  show(turn, Screen::printing);
}

void decideLater(Turn& turn) {
  Model& model = turn.model;
  if (model.screen != Screen::unknown_copy) return;
  if (model.session.unknown) {
    model.unknown_copies.push_back(*model.session.unknown);  // whoever comes next may look
    return go(turn, Destination::home);
  }
  model.unknown_copies.clear();  // the ledger still has them, and asks again at the next start
}

}  // namespace kiosk
