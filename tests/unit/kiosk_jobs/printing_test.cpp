#include "kiosk/jobs/printing.hpp"

#include <catch2/catch.hpp>

#include "base/log.hpp"
#include "tests/unit/kiosk_jobs/bench.hpp"

using namespace kiosk;
using domain::PrintoutState;
using print::JobState;
using Told = std::vector<std::string>;

namespace {

Told told(Bench& bench, const std::string& serial) {
  (void)bench.flush();
  return bench.hall.printouts().at(serial).told;
}

}  // namespace

TEST_CASE("a copy that the printer proves is printed, counted page by page and collected") {
  Bench bench;
  bench.device.then(JobState::processing, {"job-printing"}, 1);
  bench.device.then(JobState::processing, {"job-printing"}, 2);
  bench.device.printsAllAtOnce(3);
  bench.print("a");
  bench.watch();
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::printed);
  std::vector<int> counts;
  for (const auto& event : bench.events)
    if (const auto* progress = std::get_if<event::PrintProgress>(&event))
      counts.push_back(progress->pages_done);
  CHECK(counts == std::vector{1, 2, 3});
  bench.printing->collected(bench.serial());
  CHECK(told(bench, bench.serial()) == Told{"sent", "printed", "collected"});
  REQUIRE(bench.device.sent().size() == 1);
  CHECK(bench.device.sent().front().pdf == FakeHall::pdf(bench.serial()));
  CHECK(bench.device.opened().front().name == bench.serial());
}

TEST_CASE("what the printer says at the end decides what the copy becomes") {
  struct Ending {
    JobState state;
    std::string reason;
    int impressions;
    PrintOutcome outcome;
    Told told;
  };
  const auto ending = GENERATE(
      Ending{
          JobState::completed, "job-completed-successfully", 3, PrintOutcome::printed, {"sent", "printed"}},
      Ending{
          JobState::completed, "job-completed-successfully", 2, PrintOutcome::unknown, {"sent", "unknown"}},
      Ending{JobState::completed, "job-completed-with-errors", 3, PrintOutcome::unknown, {"sent", "unknown"}},
      Ending{JobState::aborted, "aborted-by-system", 1, PrintOutcome::failed, {"sent", "failed", "void"}},
      Ending{JobState::aborted, "aborted-by-system", 3, PrintOutcome::unknown, {"sent", "unknown"}},
      Ending{
          JobState::canceled, "job-canceled-at-device", 0, PrintOutcome::failed, {"sent", "failed", "void"}});
  Bench bench;
  bench.device.then(ending.state, {ending.reason}, ending.impressions);
  bench.print("a");
  bench.watch();
  CHECK(bench.last<event::PrintEnded>()->outcome == ending.outcome);
  CHECK(bench.last<event::PrintEnded>()->reason == ending.reason);
  CHECK(told(bench, bench.serial()) == ending.told);
  CHECK(bench.device.sent().size() == 1);
}

TEST_CASE("a printer that restarted or answers for another job makes the copy unknown") {
  Bench bench;
  bench.device.then(JobState::processing, {}, 1);
  bench.print("a");
  bench.printing->poll();
  SECTION("restarted: job ids begin at 1 again and the job is forgotten") { bench.device.restart(); }
  SECTION("another job under the same number") { bench.device.swapJob("urn:uuid:other"); }
  bench.clock.advance(std::chrono::seconds(1));
  bench.watch();
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::unknown);
  CHECK(told(bench, bench.serial()) == Told{"sent", "unknown"});
}

TEST_CASE("a printer that stops answering is waited for, and the copy ends as it then tells") {
  Bench bench;
  bench.device.then(JobState::processing, {}, 1);
  bench.device.printsAllAtOnce(3);
  bench.print("a");
  bench.printing->poll();
  bench.device.unplug(true);
  bench.watch(std::chrono::seconds(200));
  CHECK_FALSE(bench.last<event::PrintEnded>());
  bench.device.unplug(false);
  bench.watch();
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::printed);
}

TEST_CASE("nothing is sealed before an earlier copy's void has reached the hall") {
  Bench bench;
  bench.device.then(JobState::aborted, {"aborted-by-system"}, 0);
  bench.print("a");
  const auto first = bench.serial();
  bench.watch();
  bench.hall.reachable = false;
  bench.print("b");
  CHECK(bench.last<event::PrintRefused>()->error.code == "hall_unreachable");
  bench.hall.reachable = true;
  bench.print("c");
  CHECK(bench.serial() != first);
  CHECK(bench.hall.stateOf(first) == PrintoutState::voided);
}

TEST_CASE("another copy is asked for only once the hall knows that the first one is printed") {
  Bench bench;
  bench.device.printsAllAtOnce(3);
  bench.print("a");
  const auto first = bench.serial();
  bench.watch();
  bench.hall.reachable = false;
  bench.print("b");
  CHECK(bench.last<event::PrintRefused>()->error.code == "hall_unreachable");
  bench.hall.reachable = true;
  bench.print("c");
  CHECK(bench.hall.stateOf(first) == PrintoutState::printed);
}

TEST_CASE("a lost answer never makes a second copy: the same request asks for the same one") {
  Bench bench;
  bench.hall.loseNextAnswer();
  bench.print("a");
  CHECK(bench.last<event::PrintRefused>()->error.code == "hall_unreachable");
  CHECK(bench.device.sent().empty());
  bench.device.printsAllAtOnce(3);
  bench.print("a");
  bench.watch();
  CHECK(bench.hall.printouts().size() == 1);
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::printed);
}

TEST_CASE("the hall's refusal is told and leaves nothing open") {
  Bench bench;
  bench.hall.refusePrintouts("limit_reached");
  bench.print("a");
  CHECK(bench.last<event::PrintRefused>()->error.code == "limit_reached");
  CHECK(bench.ledger->unfinished().value().empty());
}

TEST_CASE("a page that can't be checked is never sent, and its copy is void") {
  Bench bench;
  bench.check = [] { return base::fail("page_code_unreadable", "", "no seal reads on page 2", {"2"}); };
  bench.print("a");
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::failed);
  CHECK(bench.last<event::PrintEnded>()->reason == "page_code_unreadable");
  CHECK(bench.device.opened().empty());
  CHECK(told(bench, bench.serial()) == Told{"abandoned", "void"});
}

TEST_CASE("a printer that is off when the copy is ready leaves it void, not waiting") {
  Bench bench;
  bench.device.unplug(true);
  bench.print("a");
  CHECK(bench.last<event::PrintEnded>()->reason == "printer_unreachable");
  CHECK(told(bench, bench.serial()) == Told{"abandoned", "void"});
}

TEST_CASE("stopped before it was sent, nothing is printed") {
  Bench bench;
  SECTION("before the hall was asked") {
    bench.wanted = false;
    bench.print("a");
    CHECK(bench.last<event::PrintRefused>()->error.code == "print_stopped");
    CHECK(bench.hall.printouts().empty());
  }
  SECTION("while the hall sealed") {
    bench.hall.happened = [&] { bench.wanted = false; };
    bench.print("a");
    CHECK(bench.last<event::PrintEnded>()->reason == "print_stopped");
    CHECK(told(bench, bench.serial()) == Told{"abandoned", "void"});
  }
  CHECK(bench.device.sent().empty());
}

TEST_CASE("a stopped job ends as the printer tells, or as unknown when it doesn't") {
  Bench bench;
  bench.device.then(JobState::processing, {"job-printing"}, 1);
  bench.print("a");
  bench.watch(std::chrono::seconds(5));
  bench.printing->stop(bench.serial());
  CHECK(bench.device.cancelled() == 1);
  SECTION("it obeys") {
    bench.device.then(JobState::canceled, {"job-canceled-by-user"}, 1);
    bench.watch();
    CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::failed);
  }
  SECTION("it goes on processing") {
    bench.watch(std::chrono::seconds(9));
    CHECK_FALSE(bench.last<event::PrintEnded>());
    bench.watch(std::chrono::seconds(3));
    CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::unknown);
    CHECK(bench.last<event::PrintEnded>()->reason == "stop_not_confirmed");
  }
  SECTION("it is gone") {
    bench.device.unplug(true);
    bench.watch(std::chrono::seconds(12));
    CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::unknown);
    CHECK(bench.last<event::PrintEnded>()->reason == "printer_unreachable");
  }
}

TEST_CASE("a document that never arrived whole is cancelled and its copy void") {
  Bench bench;
  bench.device.failSend({"printer_unreachable", "", "connection lost"});
  bench.print("a");
  bench.watch();
  CHECK(bench.device.cancelled() == 1);
  CHECK(told(bench, bench.serial()) == Told{"sent", "failed", "void"});
}

TEST_CASE("behind a CUPS queue a copy ends at sent and no count is claimed") {
  Bench bench;
  bench.device.provePrinting(false);
  bench.print("a");
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::sent);
  CHECK_FALSE(bench.last<event::PrintProgress>());
  CHECK_FALSE(bench.printing->nextPoll());
  CHECK(told(bench, bench.serial()) == Told{"sent"});
  bench.switchOn();
  bench.printing->recover();
  CHECK(told(bench, bench.serial()) == Told{"sent"});
}

TEST_CASE("behind a CUPS queue the person who takes the paper finishes the step by saying so") {
  Bench bench;
  bench.device.provePrinting(false);
  bench.print("a");
  SECTION("it is there") {
    bench.printing->collected(bench.serial());
    CHECK(told(bench, bench.serial()) == Told{"sent", "unknown", "printed", "collected"});
  }
  SECTION("it isn't") {
    bench.printing->decide(bench.serial(), false);
    CHECK(told(bench, bench.serial()) == Told{"sent", "unknown", "void"});
  }
  CHECK(bench.ledger->undecided().value().empty());
}

TEST_CASE("a copy whose person left while it printed, and that nobody can tell of, waits for whoever comes") {
  Bench bench;
  bench.device.then(JobState::completed, {"job-completed-with-errors"}, 3);
  bench.print("a");
  SECTION("they left") {
    bench.present = false;
    bench.watch();
    REQUIRE(bench.last<event::UnknownCopies>());
    CHECK(bench.last<event::UnknownCopies>()->copies.front().serial == bench.serial());
  }
  SECTION("they are there and are asked themselves") {
    bench.watch();
    CHECK_FALSE(bench.last<event::UnknownCopies>());
  }
}

TEST_CASE("a person's word on an unknown copy goes to the hall") {
  Bench bench;
  const bool complete = GENERATE(true, false);
  bench.device.then(JobState::completed, {"job-completed-with-errors"}, 3);
  bench.print("a");
  bench.watch();
  bench.printing->decide(bench.serial(), complete);
  CHECK(told(bench, bench.serial()) == Told{"sent", "unknown", complete ? "printed" : "void"});
}

TEST_CASE("unknown copies of nobody present are told at the next start") {
  Bench bench;
  bench.device.then(JobState::completed, {"job-completed-with-errors"}, 3);
  bench.print("a");
  bench.watch();
  const auto serial = bench.serial();
  bench.events.clear();
  bench.switchOn();
  bench.printing->recover();
  REQUIRE(bench.last<event::UnknownCopies>());
  CHECK(bench.last<event::UnknownCopies>()->copies.front().serial == serial);
  CHECK(bench.last<event::UnknownCopies>()->copies.front().pages == 3);
}

TEST_CASE(
    "a job that was opened but never written down is withdrawn at the next start, or before the next job") {
  Bench bench;
  bench.print("a");
  REQUIRE(bench.ledger->requested("b"));
  REQUIRE(bench.ledger->sealed("b", "ffeeddccbbaa9988", 1));
  SECTION("at the start") {
    bench.switchOn();
    bench.printing->recover();
  }
  SECTION("the printer was off at the start") {
    bench.device.unplug(true);
    bench.switchOn();
    bench.printing->recover();
    bench.device.unplug(false);
    CHECK(bench.device.withdrawn().empty());
    bench.print("c");
  }
  CHECK(bench.device.withdrawn() == std::vector<std::string>{"ffeeddccbbaa9988"});
  CHECK(bench.ledger->find("ffeeddccbbaa9988").value()->state == PrintoutState::voided);
}

TEST_CASE("a jam of hours is asked after seldom, and the copy still ends well") {
  Bench bench;
  bench.device.then(JobState::processing, {"job-printing"}, 1);
  bench.print("a");
  bench.watch(std::chrono::seconds(3600));
  bench.clock.advance(std::chrono::seconds(5));
  bench.printing->poll();
  CHECK(bench.printing->nextPoll().value() - bench.clock.steady() == std::chrono::seconds(5));
  bench.device.printsAllAtOnce(3);
  bench.watch();
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::printed);
}
