#include "kiosk/jobs/reporter.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/kiosk_jobs/bench.hpp"

using namespace kiosk;
using domain::PrintoutState;

namespace {

// A copy that ended as void, its reports still to be told.
std::string voidedCopy(Bench& bench, const std::string& key) {
  bench.check = [] { return base::fail("page_code_unreadable", "", "no seal reads on page 1", {"1"}); };
  bench.print(key);
  return bench.serial();
}

}  // namespace

TEST_CASE("a report the hall has judged is dropped, every other one is tried again") {
  struct Answer {
    std::string code;
    bool dropped;
  };
  const auto answer = GENERATE(values<Answer>({
      {"bad_printout_event", true},       // the hall's copy has gone another way
      {"printout_unknown", true},         // never sealed there
      {"printout_other_device", true},    //
      {"printout_not_proven", true},      //
      {"printout_void", true},            //
      {"field_bad_text", true},           // a printer's reason with control characters in it
      {"field_too_long", true},           //
      {"json_unknown_value", true},       // a state that this hall doesn't know
      {"idempotency_key_reused", true},   //
      {"request_malformed", true},        //
      {"body_too_large", true},           //
      {"hall_unreachable", false},        //
      {"internal", false},                // a bug or a full disk there: somebody will mend it
      {"device_unknown", false},          // enrolled again
      {"too_many_requests", false},       //
      {"route_unknown", false},           // an older hall: it will be upgraded
      {"hall_answer_unreadable", false},  //
      {"something_new", false},           //
  }));
  CAPTURE(answer.code);
  CHECK(dropsReport(answer.code) == answer.dropped);
}

TEST_CASE(
    "a report that the hall fails at holds up neither another copy's nor the attempt to send it again") {
  Bench bench;
  const auto stuck = voidedCopy(bench, "a");
  bench.hall.failReportsOf(stuck, "internal");
  // The outbox of the bench knows no failing hall: only what is under test delivers from here on.
  REQUIRE(bench.ledger->requested("b"));
  REQUIRE(bench.ledger->sealed("b", "ffeeddccbbaa9988", 1));
  REQUIRE(bench.ledger->abandoned("ffeeddccbbaa9988", "x"));
  bench.hall.reachable = false;
  Reporter reporter(*bench.ledger, bench.clock, bench.hall.client());
  bench.hall.reachable = true;
  CHECK(reporter.flush(*bench.client).error().code == "internal");
  CHECK(bench.ledger->nextReport().value()->serial == stuck);  // the other's were judged and are gone
  bench.hall.failReportsOf(stuck, "");
  CHECK(reporter.flush(*bench.client));
  CHECK_FALSE(bench.ledger->nextReport().value());
  CHECK(bench.hall.stateOf(stuck) == PrintoutState::voided);
}

TEST_CASE("a person is told when the hall can't take the reports that a new copy has to wait for") {
  Bench bench;
  const auto stuck = voidedCopy(bench, "a");
  bench.hall.failReportsOf(stuck, "internal");
  bench.hall.reachable = false;
  Reporter reporter(*bench.ledger, bench.clock, bench.hall.client());
  bench.hall.reachable = true;
  bench.flushing = [&](api::HallClient& hall) { return reporter.flush(hall); };
  bench.check = [] { return base::Status(); };
  bench.print("b");
  CHECK(bench.last<event::PrintRefused>()->error.code == "reports_wait");
  CHECK(bench.hall.printouts().size() == 1);
  bench.hall.failReportsOf(stuck, "");
  bench.print("b");
  CHECK(bench.hall.printouts().size() == 2);
}
