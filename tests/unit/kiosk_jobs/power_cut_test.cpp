// The power goes after every single act and every single write, in turn; the kiosk comes back each time.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/log.hpp"
#include "tests/unit/kiosk_jobs/bench.hpp"

using namespace kiosk;
using domain::PrintoutState;

namespace {

struct PowerCut {};

struct Life {
  Bench bench;
  int steps = 0;
  bool cut = false;

  explicit Life(int cut_after) {
    bench.happened = [this, cut_after] {
      if (++steps == cut_after) throw PowerCut{};
    };
  }

  template <class Work>
  void until(Work work) {
    try {
      work();
    } catch (const PowerCut&) {
      cut = true;
      bench.events.clear();
      bench.switchOn();
      bench.printing->recover();
      bench.watch();
      (void)bench.flush();
    }
  }

  int timesSent(const std::string& serial) const {
    int count = 0;
    for (const auto& sent : bench.device.sent()) count += sent.pdf == FakeHall::pdf(serial);
    return count;
  }

  // What must hold whenever everything has come to rest.
  void holds() {
    int valid_paper = 0;
    for (const auto& [serial, printout] : bench.hall.printouts()) {
      INFO(serial << " is " << domain::nameOf(printout.state));
      const bool paper = timesSent(serial) > 0;
      CHECK(timesSent(serial) <= 1);
      if (!paper) CHECK((printout.state == PrintoutState::voided || printout.state == PrintoutState::sealed));
      if (paper)
        CHECK((printout.state == PrintoutState::printed || printout.state == PrintoutState::collected ||
               printout.state == PrintoutState::unknown || printout.state == PrintoutState::voided));
      if (paper && printout.state != PrintoutState::voided) ++valid_paper;
    }
    CHECK(valid_paper <= 1);
    CHECK(bench.ledger->unfinished().value().empty());
    CHECK_FALSE(bench.ledger->nextReport().value());
  }
};

// One copy to its end; the outside world is the same with and without power at the kiosk.
int runOnce(int cut_after, void (*world)(print::FakePrinter&)) {
  Life life(cut_after);
  world(life.bench.device);
  life.until([&] {
    life.bench.print("a");
    life.bench.watch();
    (void)life.bench.flush();
  });
  INFO("cut after step " << cut_after);
  life.holds();
  return life.cut ? life.steps : -1;
}

void printsWell(print::FakePrinter& printer) {
  printer.then(print::JobState::processing, {"job-printing"}, 1);
  printer.printsAllAtOnce(3);
}
void aborts(print::FakePrinter& printer) {
  printer.then(print::JobState::processing, {"job-printing"}, 1);
  printer.then(print::JobState::aborted, {"aborted-by-system"}, 1);
}
void endsOddly(print::FakePrinter& printer) {
  printer.then(print::JobState::completed, {"job-completed-with-errors"}, 3);
}

}  // namespace

TEST_CASE("wherever the power goes, no copy is sent twice, none stays open and every void reaches the hall") {
  auto world = GENERATE(&printsWell, &aborts, &endsOddly);
  int cuts = 0;
  while (runOnce(cuts + 1, world) > 0) ++cuts;
  CHECK(cuts >= 6);  // requested, sealed here and there, opened, sent here and there, ended, reported
}

TEST_CASE("a power cut followed by another print never leaves two valid papers unless a person must decide") {
  for (int cut_after = 1; cut_after < 30; ++cut_after) {
    Life life(cut_after);
    printsWell(life.bench.device);
    life.until([&] {
      life.bench.print("a");
      life.bench.watch();
    });
    if (!life.cut) break;
    const auto before = life.bench.hall.printouts();
    const bool first_counts = std::ranges::any_of(
        before, [](const auto& one) { return one.second.state == PrintoutState::printed; });
    if (first_counts) continue;  // the applicant has a valid paper and needs no other
    life.bench.print("b");
    life.bench.watch();
    (void)life.bench.flush();
    INFO("cut after step " << cut_after);
    life.holds();
    CHECK(life.bench.last<event::PrintEnded>()->outcome == PrintOutcome::printed);
  }
}

TEST_CASE("the printer is off when the kiosk comes back: the sent copy waits for a person") {
  Life life(6);  // the document is out, its end unseen
  printsWell(life.bench.device);
  try {
    life.bench.print("a");
    life.bench.watch();
  } catch (const PowerCut&) {
  }
  life.bench.device.unplug(true);
  life.bench.switchOn();
  life.bench.printing->recover();
  life.bench.watch(std::chrono::seconds(90));
  const auto undecided = life.bench.ledger->undecided().value();
  REQUIRE(undecided.size() == 1);
  CHECK(life.bench.last<event::UnknownCopies>()->copies.size() == 1);
}

TEST_CASE("reports written while the hall is away arrive once it is back, in order and once") {
  Bench bench;
  printsWell(bench.device);
  bench.hall.happened = [&] { bench.hall.reachable = bench.hall.printouts().empty(); };
  bench.print("a");  // the hall goes right after sealing
  CHECK(bench.last<event::PrintEnded>()->reason == "hall_unreachable");
  CHECK_FALSE(bench.flush());
  bench.switchOn();
  bench.hall.happened = nullptr;
  bench.hall.reachable = true;
  bench.hall.loseNextAnswer();  // the hall heard it, the kiosk didn't hear so
  CHECK_FALSE(bench.flush());
  CHECK(bench.flush());
  CHECK(bench.hall.printouts().begin()->second.told == std::vector<std::string>{"abandoned", "void"});
}
