#include "kiosk/jobs/ledger.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "base/file.hpp"
#include "base/texts.hpp"
#include "sqlite/database.hpp"
#include "tests/story/harness/virtual_printer.hpp"

using namespace kiosk;
using domain::PrintoutState;

namespace {

const std::string kSerial = "00112233445566aa";
const print::Job kJob{4, "urn:uuid:x", 77, 1'790'000'001};

struct Book {
  story::TemporaryFolder folder;
  base::FakeClock clock;
  std::unique_ptr<Ledger> ledger = Ledger::open(file(), clock).value();
  std::filesystem::path file() const { return folder.path() / "ledger.sqlite"; }
  void reopen() {
    ledger.reset();
    ledger = Ledger::open(file(), clock).value();
  }
  void sent() {
    REQUIRE(ledger->requested("key"));
    REQUIRE(ledger->sealed("key", kSerial, 3));
    REQUIRE(ledger->sent(kSerial, kJob));
  }
  PrintoutState state() const { return ledger->find(kSerial).value().value().state; }
  std::vector<PrintoutState> reports() {
    std::vector<PrintoutState> out;
    while (auto next = ledger->nextReport().value()) {
      out.push_back(next->event.state);
      REQUIRE(ledger->delivered(next->id));
    }
    return out;
  }
};

}  // namespace

TEST_CASE("a copy's life is written down step by step and read back after a restart") {
  Book book;
  book.sent();
  book.reopen();
  const auto unfinished = book.ledger->unfinished().value();
  REQUIRE(unfinished.size() == 1);
  const auto& copy = unfinished.front();
  CHECK(copy.serial == kSerial);
  CHECK(copy.request_key == "key");
  CHECK(copy.pages == 3);
  CHECK(copy.state == PrintoutState::sent);
  CHECK(copy.job.id == kJob.id);
  CHECK(copy.job.uuid == kJob.uuid);
  CHECK(copy.job.printer_up_time_s == kJob.printer_up_time_s);
  CHECK(copy.job.at == kJob.at);
  REQUIRE(book.ledger->printed(kSerial, 3, "job-completed-successfully"));
  REQUIRE(book.ledger->collected(kSerial));
  book.reopen();
  CHECK(book.ledger->unfinished().value().empty());
  CHECK(book.state() == PrintoutState::collected);
}

TEST_CASE("every state that the hall must know leaves a report in the order it happened") {
  Book book;
  book.sent();
  REQUIRE(book.ledger->printed(kSerial, 3, "job-completed-successfully"));
  REQUIRE(book.ledger->collected(kSerial));
  book.reopen();
  CHECK(book.reports() == std::vector{PrintoutState::sent, PrintoutState::printed, PrintoutState::collected});
}

TEST_CASE("a report carries the job's identity, its count and its reason") {
  Book book;
  book.sent();
  REQUIRE(book.ledger->unknown(kSerial, 2, "printer_lost_job"));
  const auto first = book.ledger->nextReport().value().value();
  CHECK(first.event.job_uuid == "urn:uuid:x");
  REQUIRE(book.ledger->delivered(first.id));
  const auto second = book.ledger->nextReport().value().value();
  CHECK(second.event.state == PrintoutState::unknown);
  CHECK(second.event.impressions == 2);
  CHECK(second.event.detail == "printer_lost_job");
  CHECK(second.event.at == book.clock.now());
  CHECK(second.idempotency_key != first.idempotency_key);
}

TEST_CASE("failed and abandoned copies are void in the same breath") {
  Book book;
  book.sent();
  REQUIRE(book.ledger->failed(kSerial, 1, "aborted-by-system"));
  CHECK(book.state() == PrintoutState::voided);
  CHECK(book.reports() == std::vector{PrintoutState::sent, PrintoutState::failed, PrintoutState::voided});
  const std::string other = "ffeeddccbbaa9988";
  REQUIRE(book.ledger->requested("other"));
  REQUIRE(book.ledger->sealed("other", other, 1));
  REQUIRE(book.ledger->abandoned(other, "printer_unreachable"));
  CHECK(book.reports() == std::vector{PrintoutState::abandoned, PrintoutState::voided});
}

TEST_CASE("a person decides about an unknown copy once") {
  Book book;
  book.sent();
  REQUIRE(book.ledger->unknown(kSerial, 3, "printer_lost_job"));
  CHECK(book.ledger->undecided().value().size() == 1);
  REQUIRE(book.ledger->decided(kSerial, true));
  CHECK(book.state() == PrintoutState::printed);
  CHECK(book.ledger->undecided().value().empty());
  CHECK(book.ledger->decided(kSerial, true).error().code == "ledger_wrong_state");
}

TEST_CASE("a step that the life of a copy doesn't have is refused and leaves nothing behind") {
  Book book;
  book.sent();
  CHECK(book.ledger->collected(kSerial).error().code == "ledger_wrong_state");
  CHECK(book.ledger->sent(kSerial, {9, "urn:uuid:other", 1, 1}).error().code == "ledger_wrong_state");
  CHECK(book.ledger->find(kSerial).value()->job.uuid == kJob.uuid);
  CHECK(book.ledger->abandoned(kSerial, "x").error().code == "ledger_wrong_state");
  CHECK(book.ledger->printed("0000000000000000", 1, "x").error().code == "ledger_wrong_state");
  CHECK(book.reports() == std::vector{PrintoutState::sent});
}

TEST_CASE("one request leads to one copy, however often it is asked") {
  Book book;
  REQUIRE(book.ledger->requested("key"));
  REQUIRE(book.ledger->requested("key"));
  REQUIRE(book.ledger->sealed("key", kSerial, 3));
  REQUIRE(book.ledger->requested("key"));
  CHECK(book.ledger->sealed("key", kSerial, 3).error().code == "ledger_wrong_state");
  CHECK(book.ledger->unfinished().value().size() == 1);
}

TEST_CASE("a copy handed to a printer that proves nothing ends at sent") {
  Book book;
  book.sent();
  REQUIRE(book.ledger->handedOver(kSerial));
  CHECK(book.ledger->unfinished().value().empty());
  CHECK(book.state() == PrintoutState::sent);
  CHECK(book.ledger->find(kSerial).value()->handed_over);
}

TEST_CASE("a person's word takes a copy that was handed over further: unknown first, then what they say") {
  using enum PrintoutState;
  Book book;
  book.sent();
  REQUIRE(book.ledger->handedOver(kSerial));
  SECTION("taken away") {
    REQUIRE(book.ledger->collected(kSerial));
    CHECK(book.reports() == std::vector{sent, unknown, printed, collected});
  }
  SECTION("complete") {
    REQUIRE(book.ledger->decided(kSerial, true));
    CHECK(book.reports() == std::vector{sent, unknown, printed});
  }
  SECTION("missing") {
    REQUIRE(book.ledger->decided(kSerial, false));
    CHECK(book.reports() == std::vector{sent, unknown, voided});
    CHECK(book.ledger->collected(kSerial).error().code == "ledger_wrong_state");
  }
}

TEST_CASE("a ledger with a damaged page is refused when it is opened") {
  Book book;
  book.sent();
  const auto file = book.file();
  book.ledger.reset();
  auto bytes = base::readFile(file, 1 << 20).value();
  REQUIRE(bytes.size() > 8192);
  std::fill(bytes.begin() + 4096, bytes.end(), std::uint8_t{0x5a});
  REQUIRE(base::writeFile(file, bytes));
  CHECK(Ledger::open(file, book.clock).error().code == "ledger_unreadable");
}

TEST_CASE("nobody can vouch for a copy whose printer is still asked") {
  Book book;
  book.sent();
  CHECK(book.ledger->decided(kSerial, true).error().code == "ledger_wrong_state");
  CHECK(book.ledger->collected(kSerial).error().code == "ledger_wrong_state");
  CHECK(book.reports() == std::vector{PrintoutState::sent});
}

TEST_CASE(
    "a report that can't go yet lets other copies' reports pass, but never a later one of its own copy") {
  Book book;
  book.sent();
  REQUIRE(book.ledger->printed(kSerial, 3, "x"));
  const auto first = book.ledger->nextReport().value().value();
  REQUIRE(book.ledger->postpone(first.id, book.clock.now() + 60));
  CHECK(book.ledger->nextReport().value()->id == first.id);
  CHECK(book.ledger->nextReport().value()->attempts == 1);
  REQUIRE(book.ledger->requested("other"));
  REQUIRE(book.ledger->sealed("other", "ffeeddccbbaa9988", 1));
  REQUIRE(book.ledger->abandoned("ffeeddccbbaa9988", "x"));
  CHECK(book.ledger->nextReport().value()->serial == "ffeeddccbbaa9988");
}

TEST_CASE("what a call returned from survives the program's sudden end") {
  Book book;
  book.ledger.reset();
  const auto child = ::fork();
  if (child == 0) {  // no destructor runs, no buffer is flushed
    auto ledger = Ledger::open(book.file(), book.clock);
    const bool done = ledger && (*ledger)->requested("key") && (*ledger)->sealed("key", kSerial, 3) &&
                      (*ledger)->sent(kSerial, kJob);
    ::_exit(done ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  book.reopen();
  CHECK(book.state() == PrintoutState::sent);
  CHECK(book.ledger->nextReport().value()->event.state == PrintoutState::sent);
}

TEST_CASE("a file that is no ledger is refused by name") {
  story::TemporaryFolder folder;
  base::FakeClock clock;
  const auto file = folder.path() / "ledger.sqlite";
  std::ofstream(file) << std::string(4096, 'x');
  const auto opened = Ledger::open(file, clock);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == "ledger_unreadable");
  CHECK(opened.error().place == file.string());
  CHECK(Ledger::open("/nowhere/at/all/ledger", clock).error().code == "ledger_unreadable");
}

TEST_CASE("a ledger of a newer program is not touched") {
  Book book;
  book.ledger.reset();
  REQUIRE(sqlite::Database::open(book.file(), "ledger")->run("PRAGMA user_version = 99"));
  CHECK(Ledger::open(book.file(), book.clock).error().code == "ledger_newer");
}

TEST_CASE("the ledger holds no word beyond serials, states and job identities") {
  Book book;
  book.sent();
  auto sql = sqlite::Database::open(book.file(), "ledger");
  const auto columns = sql->query(
      "SELECT name FROM pragma_table_info('copies') UNION SELECT name FROM"
      " pragma_table_info('reports')");
  std::string all;
  for (const auto& row : columns.value()) all += std::get<std::string>(row.at(0)) + " ";
  CHECK(all ==
        "at attempts changed_at closed detail due_at id idempotency_key impressions job_at job_id "
        "job_up_time_s job_uuid pages request_key serial state ");
}

TEST_CASE("every error of the kiosk's work has a sentence in both languages") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(HALL_SOURCE_DIR "/assets/lang", language);
    REQUIRE(texts);
    for (const auto* code : {"ledger_unreadable", "ledger_newer", "ledger_unwritable", "ledger_busy",
                             "ledger_wrong_state", "state_unwritable", "print_stopped", "printout_damaged",
                             "page_count_wrong", "page_code_unreadable", "page_code_wrong"}) {
      INFO(code);
      CHECK(texts->has(std::string("error.") + code));
    }
  }
}
