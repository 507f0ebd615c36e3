#include <algorithm>

#include "print/print.hpp"

namespace print {
namespace {

// Between two answers a printer's own clock must have gone on about as long as ours; less means it started
// again in between. The slack takes in a slow answer and the drift of cheap clocks.
constexpr base::UnixSeconds kUpTimeSlackS = 30;

bool hasRestarted(const Job& sent, const Job& seen) {
  const base::UnixSeconds went_on = seen.printer_up_time_s - sent.printer_up_time_s;
  return went_on < 0 || went_on + kUpTimeSlackS < seen.at - sent.at;
}

bool isSameJob(const Job& sent, const Job& seen) {
  return sent.id == seen.id && !sent.uuid.empty() && sent.uuid == seen.uuid && !hasRestarted(sent, seen);
}

bool completedSuccessfully(const JobObservation& seen) {
  return std::ranges::find(seen.state_reasons, "job-completed-successfully") != seen.state_reasons.end();
}

}  // namespace

Outcome outcomeOf(const Job& sent, int pages, const JobObservation& seen) {
  if (!isSameJob(sent, seen.job)) return Outcome::unknown;
  switch (seen.state) {
    case JobState::pending:
    case JobState::pending_held:
    case JobState::processing:
    case JobState::processing_stopped:
      return Outcome::printing;
    case JobState::canceled:
    case JobState::aborted:
      // All pages counted and yet given up: the paper may well lie in the tray.
      return seen.impressions_completed < pages ? Outcome::failed : Outcome::unknown;
    case JobState::completed:
      return completedSuccessfully(seen) && seen.impressions_completed == pages ? Outcome::printed
                                                                                : Outcome::unknown;
  }
  return Outcome::unknown;
}

std::string_view nameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::printing:
      return "printing";
    case Outcome::printed:
      return "printed";
    case Outcome::failed:
      return "failed";
    case Outcome::unknown:
      return "unknown";
  }
  return "";
}

std::string_view nameOf(JobState state) {
  switch (state) {
    case JobState::pending:
      return "pending";
    case JobState::pending_held:
      return "pending-held";
    case JobState::processing:
      return "processing";
    case JobState::processing_stopped:
      return "processing-stopped";
    case JobState::canceled:
      return "canceled";
    case JobState::aborted:
      return "aborted";
    case JobState::completed:
      return "completed";
  }
  return "";
}

}  // namespace print
