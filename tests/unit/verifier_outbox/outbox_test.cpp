#include "verifier/outbox/outbox.hpp"

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "base/file.hpp"
#include "base/texts.hpp"
#include "sqlite/database.hpp"
#include "tests/story/harness/virtual_printer.hpp"
#include "tests/unit/verifier_outbox/fake_hall.hpp"

using namespace verifier;
using namespace outbox_test;

namespace {

namespace fs = std::filesystem;

struct Desk {
  story::TemporaryFolder folder;
  base::FakeClock clock;
  FakeHall hall;
  std::unique_ptr<Outbox> outbox = Outbox::open(folder.path(), clock).value();

  fs::path file() const { return folder.path() / "outbox.sqlite"; }
  void restart() {
    outbox.reset();
    outbox = Outbox::open(folder.path(), clock).value();
  }
  Kept keep(int number) { return outbox->keep(accepting(serialOf(number))).value(); }
  Delivered deliver(const std::string& account = "t1001") { return outbox->deliver(hall, kToken, account); }

  // Everything this desk has on disk, journals too.
  bool onDisk(const std::string& text) const {
    for (const auto& entry : fs::directory_iterator(folder.path())) {
      const auto bytes = base::readFile(entry.path(), 1 << 24).value();
      if (std::string(base::textOf(bytes)).find(text) != std::string::npos) return true;
    }
    return false;
  }
  void damage(std::size_t from) {
    outbox.reset();
    auto bytes = base::readFile(file(), 1 << 24).value();
    REQUIRE(bytes.size() > from);
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end(), std::uint8_t{0x5a});
    REQUIRE(base::writeFile(file(), bytes));
  }
};

domain::Acceptance byFinance(const std::string& serial) {
  return {serial, "finance", "财务处", "李建国", 1'790'000'500};
}

}  // namespace

TEST_CASE("a kept decision is there after a restart, whole") {
  Desk desk;
  auto decision = accepting(serialOf(1));
  decision.request = {"counter", api::ReceiptDecision::ask, "盖章不清", "t1009", {}};
  const auto kept = desk.outbox->keep(decision).value();
  desk.restart();
  const auto waiting = desk.outbox->waiting();
  REQUIRE(waiting.size() == 1);
  const auto& found = waiting.front();
  CHECK(found.id == kept.id);
  CHECK(found.serial == decision.serial);
  CHECK(found.short_serial == decision.short_serial);
  CHECK(found.title == "成绩单");
  CHECK(api::toJson(found.request) == api::toJson(decision.request));
  CHECK(found.account == "t1001");
  CHECK(found.receiver_name == "王老师");
  CHECK(found.office == "教务处");
  CHECK(found.decided_at == desk.clock.now());
  CHECK(found.idempotency_key == kept.idempotency_key);
  CHECK((kept.idempotency_key.size() >= 24 && kept.idempotency_key.size() <= 64));
  CHECK_FALSE(found.maybe_sent);
}

TEST_CASE("what is delivered reaches the hall in the order decided, and nothing of it stays on disk") {
  Desk desk;
  for (int i = 1; i <= 3; ++i) desk.keep(i);
  CHECK(desk.onDisk("王老师"));
  const auto done = desk.deliver();
  CHECK(desk.hall.order == std::vector{serialOf(1), serialOf(2), serialOf(3)});
  REQUIRE(done.settled.size() == 3);
  CHECK(done.settled[1].kept.serial == serialOf(2));
  CHECK(done.settled[1].receipt->id == "r-" + serialOf(2));
  CHECK_FALSE(done.why_waiting);
  CHECK(desk.outbox->waiting().empty());
  for (const auto& trace : {std::string("王老师"), serialOf(1), serialOf(3), std::string("t1001")})
    CHECK_FALSE(desk.onDisk(trace));
}

TEST_CASE("a session's token is never written down") {
  Desk desk;
  desk.keep(1);
  desk.hall.answers_lost = 1;
  desk.hall.asked = [&] { CHECK_FALSE(desk.onDisk(kToken)); };
  desk.deliver();
  CHECK_FALSE(desk.onDisk(kToken));
  CHECK(desk.onDisk(serialOf(1)));
}

TEST_CASE("while the hall is away decisions wait, and are free to be withdrawn") {
  Desk desk;
  const auto first = desk.keep(1);
  desk.keep(2);
  desk.hall.away = true;
  const auto done = desk.deliver();
  CHECK(done.settled.empty());
  CHECK(done.why_waiting->code == "hall_unreachable");
  CHECK(desk.outbox->waiting().size() == 2);
  CHECK(desk.outbox->withdraw(first.id));
  CHECK(desk.outbox->withdraw(first.id).error().code == "decision_unknown");
  desk.restart();
  desk.hall.away = false;
  desk.deliver();
  CHECK(desk.hall.order == std::vector{serialOf(2)});
  CHECK_FALSE(desk.onDisk(serialOf(1)));
}

TEST_CASE("a lost answer is asked for again with the same key and the same words, however late") {
  Desk desk;
  desk.keep(1);
  desk.keep(2);
  desk.hall.answers_lost = 1;
  CHECK(desk.deliver().why_waiting->code == "hall_unreachable");
  CHECK(desk.hall.order == std::vector{serialOf(1)});  // stopped there
  desk.clock.advance(std::chrono::hours(3));
  desk.restart();
  CHECK(desk.deliver().settled.size() == 2);
  CHECK(desk.hall.taken[serialOf(1)].size() == 1);
  CHECK(desk.hall.keys[serialOf(1)].size() == 1);
  CHECK(desk.outbox->troubles().empty());
}

TEST_CASE("what may have been sent can't be withdrawn, before and after a restart") {
  Desk desk;
  const auto kept = desk.keep(1);
  desk.hall.requests_lost = 1;
  desk.deliver();
  CHECK(desk.outbox->waiting().front().maybe_sent);
  CHECK(desk.outbox->withdraw(kept.id).error().code == "decision_maybe_sent");
  desk.restart();
  CHECK(desk.outbox->waiting().front().maybe_sent);
  CHECK(desk.outbox->withdraw(kept.id).error().code == "decision_maybe_sent");
  CHECK(desk.deliver().settled.size() == 1);
}

TEST_CASE("when it was decided is told only where it is delivered later than at once") {
  Desk desk;
  const auto decided = desk.clock.now();
  desk.keep(1);
  SECTION("at once") {
    desk.clock.advance(std::chrono::seconds(60));
    desk.deliver();
    CHECK_FALSE(desk.hall.request(serialOf(1)).decided_at);
  }
  SECTION("more than a minute later") {
    desk.clock.advance(std::chrono::seconds(61));
    desk.deliver();
    CHECK(desk.hall.request(serialOf(1)).decided_at == decided);
  }
  SECTION("by another life of the program") {
    desk.restart();
    desk.deliver();
    CHECK(desk.hall.request(serialOf(1)).decided_at == decided);
  }
  SECTION("after the clock was put back: never in the future") {
    desk.clock.set(decided - 500);
    desk.deliver();
    CHECK(desk.hall.request(serialOf(1)).decided_at == decided - 500);
  }
  SECTION("by a clock that is fast: never in the hall's future") {
    desk.hall.time = decided - 900;
    desk.restart();
    desk.deliver();
    CHECK(desk.hall.request(serialOf(1)).decided_at == decided - 900);
  }
  SECTION("by a caller: not believed") {
    auto decision = accepting(serialOf(2));
    decision.request.decided_at = 5;
    REQUIRE(desk.outbox->keep(decision));
    desk.deliver();
    CHECK_FALSE(desk.hall.request(serialOf(2)).decided_at);
  }
}

TEST_CASE("a session that is over stops delivery and leaves what was never taken free") {
  Desk desk;
  const auto kept = desk.keep(1);
  desk.keep(2);
  int asked = 0;
  desk.hall.asked = [&] { ++asked; };
  const auto done = desk.outbox->deliver(desk.hall, "old token", "t1001");
  CHECK(done.why_waiting->code == "session_expired");
  CHECK(asked == 1);
  CHECK_FALSE(desk.outbox->waiting().front().maybe_sent);
  desk.clock.advance(std::chrono::minutes(5));  // until he has signed in again
  CHECK(desk.deliver().settled.size() == 2);
  CHECK(desk.hall.request(serialOf(1)).decided_at == kept.decided_at);
}

TEST_CASE("a session that is over frees nothing that was tried before") {
  Desk desk;
  const auto kept = desk.keep(1);
  desk.hall.answers_lost = 1;
  desk.deliver();
  desk.outbox->deliver(desk.hall, "old token", "t1001");
  CHECK(desk.outbox->withdraw(kept.id).error().code == "decision_maybe_sent");
  CHECK(desk.deliver().settled.size() == 1);
}

TEST_CASE("one copy waits once at a desk") {
  Desk desk;
  desk.keep(1);
  CHECK(desk.outbox->keep(accepting(serialOf(1))).error().code == "already_waiting");
  CHECK(desk.outbox->keep(accepting(serialOf(1), "t1002")).error().code == "already_waiting");
  desk.restart();
  CHECK(desk.outbox->keep(accepting(serialOf(1))).error().code == "already_waiting");
  desk.deliver();
  CHECK(desk.outbox->keep(accepting(serialOf(1))));
}

TEST_CASE("a conflict found later stands there with both facts until somebody has seen it") {
  Desk desk;
  desk.hall.away = true;
  const auto kept = desk.keep(1);
  desk.keep(2);
  desk.deliver();
  desk.hall.away = false;
  desk.hall.first[serialOf(1)] = byFinance(serialOf(1));
  const auto done = desk.deliver();
  CHECK(done.settled.size() == 1);  // the next one isn't held up
  REQUIRE(done.troubles.size() == 1);
  desk.restart();
  const auto troubles = desk.outbox->troubles();
  REQUIRE(troubles.size() == 1);
  const auto& trouble = troubles.front();
  CHECK(trouble.kept.receiver_name == "王老师");
  CHECK(trouble.kept.office == "教务处");
  CHECK(trouble.kept.decided_at == kept.decided_at);
  CHECK(trouble.error.code == "already_accepted");
  CHECK(trouble.error.args == std::vector<std::string>{"财务处"});
  REQUIRE(trouble.earlier);
  CHECK(trouble.earlier->office == "财务处");
  CHECK(trouble.earlier->receiver_name == "李建国");
  CHECK(trouble.earlier->at == 1'790'000'500);
  CHECK(desk.outbox->waiting().empty());
  CHECK(desk.outbox->withdraw(kept.id).error().code == "decision_unknown");
  CHECK(desk.outbox->keep(accepting(serialOf(1))));  // a trouble waits for nothing
  REQUIRE(desk.outbox->acknowledge(kept.id));
  CHECK(desk.outbox->troubles().empty());
  CHECK_FALSE(desk.onDisk("李建国"));
  CHECK(desk.outbox->acknowledge(kept.id).error().code == "decision_unknown");
}

TEST_CASE("another final answer of the hall stands there, too, with its reason") {
  Desk desk;
  desk.keep(1);
  desk.hall.failing[serialOf(1)] = "not_waiting_here";
  CHECK(desk.deliver().troubles.size() == 1);
  desk.restart();
  const auto trouble = desk.outbox->troubles().at(0);
  CHECK(trouble.error == base::Error{"not_waiting_here", "/node_id", "as the test wants it", {"教务处"}});
  CHECK_FALSE(trouble.earlier);
}

TEST_CASE("a decision at which the hall fails lets the others go first and is sent again") {
  Desk desk;
  desk.keep(1);
  desk.keep(2);
  const auto* code = GENERATE("internal", "hall_answer_unreadable", "data_failed");
  desk.hall.failing[serialOf(1)] = code;
  const auto done = desk.deliver();
  CHECK(done.settled.size() == 1);
  CHECK(done.why_waiting->code == code);
  CHECK(desk.outbox->waiting().size() == 1);
  desk.hall.failing.clear();
  CHECK(desk.deliver().settled.size() == 1);
}

TEST_CASE("a receiver's session delivers his own decisions alone") {
  Desk desk;
  REQUIRE(desk.outbox->keep(accepting(serialOf(1), "t1002")));
  desk.keep(2);
  CHECK(desk.deliver("t1001").settled.size() == 1);
  CHECK(desk.hall.order == std::vector{serialOf(2)});
  CHECK(desk.outbox->waiting().size() == 1);
  CHECK(desk.deliver("t1002").settled.size() == 1);
}

TEST_CASE("an acceptance whose answer the hall has forgotten is known again by its own words") {
  Desk desk;
  desk.keep(1);
  desk.hall.answers_lost = 1;
  desk.deliver();
  desk.hall.forgetAnswers();
  SECTION("ours") {
    const auto done = desk.deliver();
    REQUIRE(done.settled.size() == 1);
    CHECK_FALSE(done.settled[0].receipt);
  }
  SECTION("another's") {
    desk.hall.first[serialOf(1)] = byFinance(serialOf(1));
    CHECK(desk.deliver().troubles.size() == 1);
  }
}

TEST_CASE("whoever accepts a paper twice is told so") {
  Desk desk;
  desk.keep(1);
  desk.deliver();
  desk.keep(1);
  CHECK(desk.deliver().troubles.size() == 1);  // the same receiver and office, yet never sent before
}

TEST_CASE("what waits can be looked at, kept and withdrawn while the hall takes its time") {
  Desk desk;
  desk.keep(1);
  const auto other = desk.outbox->keep(accepting(serialOf(2), "t1002")).value();
  std::promise<void> under_way, go_on;
  desk.hall.asked = [&] {
    under_way.set_value();
    go_on.get_future().wait();
  };
  std::thread delivery([&] { desk.deliver(); });
  under_way.get_future().wait();
  CHECK(desk.outbox->waiting().size() == 2);
  CHECK(desk.outbox->keep(accepting(serialOf(3), "t1003")));
  CHECK(desk.outbox->withdraw(other.id));
  go_on.set_value();
  delivery.join();
  CHECK(desk.outbox->waiting().size() == 1);
}

TEST_CASE("a decision that the hall couldn't read is not kept") {
  Desk desk;
  auto decision = accepting(serialOf(1));
  decision.request.reason = std::string(5000, 'x');
  CHECK(desk.outbox->keep(decision).error().code == "json_too_long");
  CHECK(desk.outbox->waiting().empty());
}

TEST_CASE("a second program on the same folder is told so") {
  Desk desk;
  CHECK(Outbox::open(desk.folder.path(), desk.clock).error().code == "outbox_busy");
  CHECK(desk.outbox->setAside().empty());
  desk.keep(1);
}

TEST_CASE("a damaged file is kept aside by the time and told of until it is moved away") {
  Desk desk;
  desk.keep(1);
  const auto from = GENERATE(std::size_t{0}, std::size_t{4096});
  desk.damage(from);
  const auto before = base::readFile(desk.file(), 1 << 24).value();
  desk.restart();
  auto aside = desk.outbox->setAside();
  REQUIRE(aside.size() == 1);
  CHECK(aside[0].code == "outbox_damaged");
  CHECK(aside[0].place == (desk.folder.path() / "outbox-damaged-20260921T141320Z.sqlite").string());
  CHECK(base::readFile(aside[0].place, 1 << 24).value() == before);
  CHECK(desk.outbox->waiting().empty());
  desk.keep(2);
  desk.damage(from);  // again, in the same second
  desk.restart();
  CHECK(desk.outbox->setAside().size() == 2);
  for (const auto& file : desk.outbox->setAside()) fs::remove(file.place);
  CHECK(desk.outbox->setAside().empty());
}

TEST_CASE("a row that says nothing makes a damaged file, not a lost decision") {
  Desk desk;
  desk.keep(1);
  desk.outbox.reset();
  const auto* change = GENERATE("UPDATE decisions SET request = '{}'", "UPDATE decisions SET state = 'done'");
  REQUIRE(sqlite::Database::open(desk.file(), "outbox")->run(change));
  desk.restart();
  CHECK(desk.outbox->setAside().size() == 1);
}

TEST_CASE("an outbox of a newer program is not touched, nor one that can't be opened") {
  Desk desk;
  desk.keep(1);
  desk.outbox.reset();
  REQUIRE(sqlite::Database::open(desk.file(), "outbox")->run("PRAGMA user_version = 99"));
  CHECK(Outbox::open(desk.folder.path(), desk.clock).error().code == "outbox_newer");
  CHECK(fs::exists(desk.file()));
  const auto none = Outbox::open("/proc/nowhere", desk.clock);
  CHECK(none.error().code == "outbox_unreadable");
}

TEST_CASE("numbers of decisions that are gone are never given again") {
  Desk desk;
  const auto first = desk.keep(1);
  REQUIRE(desk.outbox->withdraw(first.id));
  desk.restart();
  CHECK(desk.keep(2).id > first.id);
}

TEST_CASE("every error of the outbox has a sentence in both languages") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(HALL_SOURCE_DIR "/assets/lang", language);
    REQUIRE(texts);
    for (const auto* code :
         {"already_waiting", "decision_maybe_sent", "decision_unknown", "outbox_unreadable",
          "outbox_unwritable", "outbox_busy", "outbox_newer", "outbox_damaged"}) {
      INFO(code);
      CHECK(texts->has(std::string("error.") + code));
    }
  }
}
