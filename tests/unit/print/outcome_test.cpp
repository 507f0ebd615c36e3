#include <catch2/catch.hpp>

#include "print/print.hpp"

using namespace print;

namespace {

const Job kSent{7, "urn:uuid:a", 5000, 1'790'000'000};

JobObservation seen(JobState state, std::vector<std::string> reasons, int impressions) {
  return {{kSent.id, kSent.uuid, kSent.printer_up_time_s + 20, kSent.at + 20},
          state,
          std::move(reasons),
          impressions};
}
const auto kWell = seen(JobState::completed, {"job-completed-successfully"}, 3);

}  // namespace

TEST_CASE("a copy is printed when the printer completed this very job with every page counted") {
  CHECK(outcomeOf(kSent, 3, kWell) == Outcome::printed);
}

TEST_CASE("a completed job that lacks any one proof is unknown") {
  CHECK(outcomeOf(kSent, 3, seen(JobState::completed, {"job-completed-successfully"}, 2)) ==
        Outcome::unknown);
  CHECK(outcomeOf(kSent, 3, seen(JobState::completed, {"job-completed-successfully"}, 4)) ==
        Outcome::unknown);
  CHECK(outcomeOf(kSent, 3, seen(JobState::completed, {"job-completed-with-warnings"}, 3)) ==
        Outcome::unknown);
  CHECK(outcomeOf(kSent, 3, seen(JobState::completed, {"job-completed-with-errors"}, 3)) == Outcome::unknown);
  CHECK(outcomeOf(kSent, 3, seen(JobState::completed, {}, 3)) == Outcome::unknown);
  auto answered = GENERATE(Job{7, "urn:uuid:b", 5020, 1'790'000'020},   // another job under our number
                           Job{8, "urn:uuid:a", 5020, 1'790'000'020},   // another number
                           Job{7, "", 5020, 1'790'000'020},             // no identity at all
                           Job{7, "urn:uuid:a", 12, 1'790'000'020},     // the printer's clock went back
                           Job{7, "urn:uuid:a", 5100, 1'790'000'600});  // or stood still while it was off
  auto other = kWell;
  other.job = answered;
  CHECK(outcomeOf(kSent, 3, other) == Outcome::unknown);
}

TEST_CASE("a job without an identity is never believed") {
  auto nameless = kSent;
  nameless.uuid.clear();
  auto answer = kWell;
  answer.job.uuid.clear();
  CHECK(outcomeOf(nameless, 3, answer) == Outcome::unknown);
}

TEST_CASE("a job on its way is still printing") {
  auto state =
      GENERATE(JobState::pending, JobState::pending_held, JobState::processing, JobState::processing_stopped);
  CHECK(outcomeOf(kSent, 3, seen(state, {"job-printing"}, 3)) == Outcome::printing);
}

TEST_CASE("a job given up before its last page has failed") {
  CHECK(outcomeOf(kSent, 3, seen(JobState::aborted, {"aborted-by-system"}, 0)) == Outcome::failed);
  CHECK(outcomeOf(kSent, 3, seen(JobState::aborted, {"aborted-by-system"}, 2)) == Outcome::failed);
  CHECK(outcomeOf(kSent, 3, seen(JobState::canceled, {"job-canceled-by-user"}, 1)) == Outcome::failed);
}

TEST_CASE("a job given up after its last page is unknown") {
  CHECK(outcomeOf(kSent, 3, seen(JobState::aborted, {"aborted-by-system"}, 3)) == Outcome::unknown);
  CHECK(outcomeOf(kSent, 3, seen(JobState::canceled, {"job-canceled-by-user"}, 3)) == Outcome::unknown);
}

TEST_CASE("a slow answer from a printer that never restarted is still believed") {
  auto late = kWell;
  late.job.at = kSent.at + 45;  // its clock says 20 s, ours 45
  CHECK(outcomeOf(kSent, 3, late) == Outcome::printed);
  late.job.at = kSent.at + 51;
  CHECK(outcomeOf(kSent, 3, late) == Outcome::unknown);
}
