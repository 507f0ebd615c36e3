// The power goes at any write, sync or answer; the desk comes back each time, on a disk that kept of the last
// unsynced writes what it liked.
#include <catch2/catch.hpp>
#include <random>

#include "base/log.hpp"
#include "tests/story/harness/power_cut_disk.hpp"
#include "tests/story/harness/virtual_printer.hpp"
#include "tests/unit/verifier_outbox/promises.hpp"

using namespace verifier;
using namespace outbox_test;

namespace {

constexpr int kDecisions = 6;
constexpr int kConflict = 3;  // this copy was taken in elsewhere
constexpr int kSchedules = 500;

struct PowerCut {};

class Schedule {
 public:
  explicit Schedule(std::uint64_t seed) : random_(seed), disk_(seed) {
    hall_.first[serialOf(kConflict)] = {serialOf(kConflict), "finance", "财务处", "李建国", 5};
    hall_.asked = [this] { networkMoment(); };
  }

  int cuts() const { return cuts_; }
  long changes() const { return disk_.changes(); }

  void run() {
    for (int life = 0; life < 12; ++life) {
      disk_.cutAfter(upTo(24) + 1);
      live([this] { work(); });
    }
    lasting_ = true;
    disk_.cutAfter(0);
    hall_.requests_lost = hall_.answers_lost = 0;
    const int cuts = cuts_;
    live([this] { work(); });
    REQUIRE(cuts == cuts_);
    for (int i = 1; i <= kDecisions; ++i)
      CHECK((hall_.taken.count(serialOf(i)) || promises_.let_go.count(serialOf(i)) || i == kConflict));
  }

 private:
  int upTo(int limit) { return std::uniform_int_distribution<int>(0, limit)(random_); }
  bool rarely() { return upTo(9) == 0; }

  // Around every call of the hall: a machine without power sends nothing.
  void networkMoment() {
    if (disk_.off()) throw PowerCut{};
    if (lasting_) return;
    if (rarely()) hall_.requests_lost = 1;
    if (rarely()) hall_.answers_lost = 1;
    if (!rarely()) return;
    disk_.cut();
    throw PowerCut{};
  }

  template <class Work>
  void live(Work work) {
    try {
      auto opened = Outbox::open(folder_.path(), clock_);
      if (opened) {
        outbox_ = std::move(*opened);
        promises_.hold(*outbox_, hall_);
        work();
      } else {
        INFO(opened.error().describe());
        REQUIRE(disk_.off());
      }
    } catch (const PowerCut&) {
    }
    outbox_.reset();
    cuts_ += disk_.off();
    if (disk_.off()) disk_.reboot();
    clock_.advance(std::chrono::seconds(upTo(100)));
  }

  void work() {
    for (int i = 1; i <= kDecisions; ++i) {
      const auto serial = serialOf(i);
      if (!promises_.toDecide(*outbox_, hall_, serial)) continue;
      const auto kept = outbox_->keep(deciding(i));
      if (!kept) continue;  // the power is gone; nobody was told anything
      promises_.kept.insert(serial);
      if (rarely()) withdraw(*kept);
      clock_.advance(std::chrono::seconds(upTo(40)));
      if (upTo(1)) deliver();
    }
    deliver();
    for (const auto& kept : outbox_->waiting())
      if (upTo(3) == 0) withdraw(kept);
  }

  void deliver() {
    outbox_->deliver(hall_, kToken, "t1001");
    for (const auto& trouble : outbox_->troubles())
      if (rarely()) {
        promises_.let_go.insert(trouble.kept.serial);
        (void)outbox_->acknowledge(trouble.kept.id);
      }
  }

  void withdraw(const Kept& kept) {
    if (kept.maybe_sent) {
      CHECK(outbox_->withdraw(kept.id).error().code == "decision_maybe_sent");
      return;
    }
    promises_.let_go.insert(kept.serial);
    if (outbox_->withdraw(kept.id)) promises_.withdrawn.insert(kept.serial);
  }

  std::mt19937_64 random_;
  story::PowerCutDisk disk_;
  story::TemporaryFolder folder_;
  base::FakeClock clock_;
  FakeHall hall_;
  Promises promises_;
  std::unique_ptr<Outbox> outbox_;
  bool lasting_ = false;  // the power, from now on
  int cuts_ = 0;
};

}  // namespace

TEST_CASE("wherever the power goes, no decision is lost and none is sent twice") {
  base::log::setQuiet(true);
  const auto first = firstSeed(kSchedules);
  int cuts = 0;
  for (std::uint64_t i = 0; i < kSchedules; ++i) {
    INFO("seed " << first + i);
    Schedule schedule(first + i);
    schedule.run();
    cuts += schedule.cuts();
  }
  CHECK(cuts > 4 * kSchedules);
  base::log::setQuiet(false);
}
