#include "kiosk/jobs/printing.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/log.hpp"

namespace kiosk {
namespace {

bool has(const std::vector<std::string>& reasons, std::string_view wanted) {
  return std::ranges::find(reasons, wanted) != reasons.end();
}

// The printer opened the job but no document ever came (RFC 8011 section 5.3.8).
bool lacksDocument(const print::JobObservation& seen) {
  return has(seen.state_reasons, "job-data-insufficient") || has(seen.state_reasons, "job-incoming");
}

std::string reasonIn(const print::JobObservation& seen) {
  return seen.state_reasons.empty() ? std::string(print::nameOf(seen.state)) : seen.state_reasons.front();
}

void logFailure(const base::Status& status) {
  if (!status) base::log::error("ledger: {}", status.error().describe());
}

}  // namespace

// --- at start

void Printing::recover() {
  const auto unfinished = parts_.ledger.unfinished();
  if (!unfinished) return base::log::error("ledger: {}", unfinished.error().describe());
  for (const auto& copy : *unfinished) {
    base::log::info("found copy {} as {} from before", copy.serial, domain::nameOf(copy.state));
    if (copy.state == domain::PrintoutState::requested) {
      logFailure(parts_.ledger.refused(copy.request_key));
    } else if (copy.state == domain::PrintoutState::sealed) {
      logFailure(parts_.ledger.abandoned(copy.serial, "restarted"));
      withdrawals_.push_back(copy.serial);
    } else if (!parts_.printer.provesPrinting()) {
      logFailure(parts_.ledger.unknown(copy.serial, 0, "restarted"));
    } else {
      watch(copy, true).give_up = parts_.clock.steady() + limits_.recover_wait;
    }
  }
  withdraw();
  tellUndecided();
}

// A job without a document keeps some printers from ever taking another one.
void Printing::withdraw() {
  std::erase_if(withdrawals_,
                [&](const auto& serial) { return parts_.printer.withdraw(serial).has_value(); });
}

void Printing::tellUndecided() {
  const auto undecided = parts_.ledger.undecided();
  if (!undecided || undecided->empty()) return;
  event::UnknownCopies told;
  for (const auto& copy : *undecided)
    told.copies.push_back({copy.serial, domain::shortSerial(copy.serial), copy.pages});
  parts_.post(std::move(told));
}

// --- a new copy

void Printing::print(api::HallClient& hall, const Request& request) {
  auto printout = seal(hall, request);
  if (!printout) return;
  auto pdf = fetch(hall, request, *printout);
  if (pdf) send(request, *printout, std::move(*pdf));
}

void Printing::refuse(const Request& request, const base::Error& error) {
  base::log::warn("no copy of {}: {}", request.document_id, error.describe());
  parts_.post(event::PrintRefused{request.session, request.document_id, error});
}

std::optional<api::Printout> Printing::seal(api::HallClient& hall, const Request& request) {
  const auto refused = [&](const base::Error& error) {
    refuse(request, error);
    return std::nullopt;
  };
  // Two valid papers can never exist: an earlier copy's void reaches the hall first. And an earlier paper
  // stays valid: the hall voids what it doesn't know as printed before it seals the next.
  if (auto flushed = parts_.flush(hall); !flushed) {
    if (flushed.error().code == "hall_unreachable") return refused(flushed.error());
    return refused({"reports_wait", "", flushed.error().describe()});  // a hall that fails at them: say so
  }
  if (!request.wanted()) return refused({"print_stopped", "", "stopped before it was asked for"});
  if (auto written = parts_.ledger.requested(request.key); !written) return refused(written.error());
  auto printout = hall.requestPrintout(request.token, request.document_id, request.key);
  if (!printout) {
    // An answer that got lost may have sealed a copy: the same key asks for that copy again.
    if (printout.error().code != "hall_unreachable") logFailure(parts_.ledger.refused(request.key));
    return refused(printout.error());
  }
  if (auto written = parts_.ledger.sealed(request.key, printout->serial, printout->pages); !written)
    return refused(written.error());
  base::log::info("copy {} of {} sealed, {} pages", printout->serial, request.document_id, printout->pages);
  parts_.post(event::PrintoutSealed{request.session, request.document_id, printout->serial,
                                    printout->short_serial, printout->pages});
  return *printout;
}

std::optional<base::Bytes> Printing::fetch(api::HallClient& hall, const Request& request,
                                           const api::Printout& printout) {
  auto pdf = hall.printoutPdf(request.token, printout.serial);
  base::Status good = pdf ? base::Status() : base::fail(pdf.error());
  if (good && base::toHex(base::sha256(*pdf)) != printout.pdf_sha256)
    good = base::fail("printout_damaged", printout.serial, "the document arrived with another SHA-256");
  if (good) good = parts_.check(hall, *pdf, printout);
  if (good && !request.wanted()) good = base::fail("print_stopped", "", "stopped before it was sent");
  if (good) return std::move(*pdf);
  abandon(printout.serial, good.error());
  return std::nullopt;
}

void Printing::abandon(const std::string& serial, const base::Error& error) {
  base::log::warn("copy {} is not sent: {}", serial, error.describe());
  logFailure(parts_.ledger.abandoned(serial, error.code));
  parts_.post(event::PrintEnded{serial, PrintOutcome::failed, error.code});
}

void Printing::send(const Request& request, const api::Printout& printout, base::Bytes pdf) {
  withdraw();  // what could not be at the start
  auto job = parts_.printer.open({printout.serial, parts_.media});
  if (!job) return abandon(printout.serial, job.error());
  // Past this line the copy counts as possibly on paper, whatever becomes of this program.
  if (auto written = parts_.ledger.sent(printout.serial, *job); !written) {
    (void)parts_.printer.cancel(*job);
    logFailure(written);
    return parts_.post(event::PrintEnded{printout.serial, PrintOutcome::failed, written.error().code});
  }
  const auto taken = parts_.printer.send(*job, pdf);
  base::cleanse(pdf);
  base::log::info("copy {} sent as job {} ({})", printout.serial, job->id,
                  taken ? "taken" : taken.error().describe());
  const Copy copy{request.key, printout.serial, printout.pages, domain::PrintoutState::sent, *job};
  if (parts_.printer.provesPrinting()) {
    watch(copy, !taken).present = request.present;
  } else if (taken) {
    logFailure(parts_.ledger.handedOver(copy.serial));
    parts_.post(event::PrintEnded{copy.serial, PrintOutcome::sent, ""});
  } else {
    end(copy, print::Outcome::unknown, 0, taken.error().code);
  }
}

// --- until the end is proven

Printing::Watched& Printing::watch(const Copy& copy, bool must_be_whole) {
  const auto now = parts_.clock.steady();
  watched_.push_back({.copy = copy, .next = now, .moved_at = now, .must_be_whole = must_be_whole});
  return watched_.back();
}

std::optional<base::SteadyTime> Printing::nextPoll() const {
  if (watched_.empty()) return std::nullopt;
  return std::ranges::min(watched_, {}, &Watched::next).next;
}

void Printing::poll() {
  const auto now = parts_.clock.steady();
  bool nobodys_ended = false;
  std::erase_if(watched_, [&](Watched& watched) {
    if (watched.next > now) return false;
    const bool stalled = now - watched.moved_at >= limits_.stalled_after;
    watched.next = now + (stalled ? limits_.poll_stalled : limits_.poll);
    const bool ended = settle(watched);
    nobodys_ended |= ended && !watched.present();
    return ended;
  });
  if (nobodys_ended) tellUndecided();
}

bool Printing::settle(Watched& watched) {
  const auto seen = parts_.printer.observe(watched.copy.job);
  if (!seen) return settleLost(watched, seen.error());
  if (!watched.cancelled) watched.give_up.reset();  // it answers; from here on it may take its time
  const auto outcome = print::outcomeOf(watched.copy.job, watched.copy.pages, *seen);
  if (outcome != print::Outcome::printing)
    return end(watched.copy, outcome, seen->impressions_completed, reasonIn(*seen));
  progress(watched, *seen);
  if (watched.must_be_whole && lacksDocument(*seen) && !watched.cancelled) cancel(watched);
  if (watched.give_up && parts_.clock.steady() >= *watched.give_up)
    return end(watched.copy, print::Outcome::unknown, seen->impressions_completed, "stop_not_confirmed");
  return false;
}

bool Printing::settleLost(const Watched& watched, const base::Error& error) {
  const bool over = watched.give_up && parts_.clock.steady() >= *watched.give_up;
  if (error.code != "printer_lost_job" && !over) return false;
  const int impressions = watched.last ? watched.last->impressions_completed : 0;
  return end(watched.copy, print::Outcome::unknown, impressions, error.code);
}

void Printing::progress(Watched& watched, const print::JobObservation& seen) {
  const bool moved = !watched.last || watched.last->state != seen.state ||
                     watched.last->impressions_completed != seen.impressions_completed;
  watched.last = seen;
  if (!moved) return;
  watched.moved_at = parts_.clock.steady();
  if (seen.state == print::JobState::processing)
    parts_.post(event::PrintProgress{watched.copy.serial, seen.impressions_completed, watched.copy.pages});
}

bool Printing::end(const Copy& copy, print::Outcome outcome, int impressions, const std::string& reason) {
  auto& ledger = parts_.ledger;
  base::Status written;
  auto told = PrintOutcome::unknown;
  switch (outcome) {
    case print::Outcome::printing:
      return false;
    case print::Outcome::printed:
      written = ledger.printed(copy.serial, impressions, reason);
      told = PrintOutcome::printed;
      break;
    case print::Outcome::failed:
      written = ledger.failed(copy.serial, impressions, reason);
      told = PrintOutcome::failed;
      break;
    case print::Outcome::unknown:
      written = ledger.unknown(copy.serial, impressions, reason);
      break;
  }
  // A full disk: nothing is claimed that isn't written; the printer is asked again at the next look.
  if (!written && written.error().code != "ledger_wrong_state") return logFailure(written), false;
  base::log::info("copy {} {}: {} of {} pages, {}", copy.serial, print::nameOf(outcome), impressions,
                  copy.pages, reason);
  if (told == PrintOutcome::printed) parts_.post(event::PrintProgress{copy.serial, impressions, copy.pages});
  parts_.post(event::PrintEnded{copy.serial, told, reason});
  return true;
}

void Printing::stop(const std::string& serial) {
  const auto watched = std::ranges::find(watched_, serial, [](const Watched& w) { return w.copy.serial; });
  if (watched == watched_.end()) return;
  cancel(*watched);
  watched->next = parts_.clock.steady();
}

void Printing::cancel(Watched& watched) {
  watched.cancelled = true;
  watched.give_up = parts_.clock.steady() + limits_.stop_wait;
  if (auto done = parts_.printer.cancel(watched.copy.job); !done)
    base::log::warn("copy {} can't be cancelled: {}", watched.copy.serial, done.error().describe());
}

void Printing::decide(const std::string& serial, bool complete) {
  logFailure(parts_.ledger.decided(serial, complete));
}

void Printing::collected(const std::string& serial) { logFailure(parts_.ledger.collected(serial)); }

}  // namespace kiosk
