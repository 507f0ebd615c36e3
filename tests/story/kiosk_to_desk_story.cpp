// From an applicant's finger to a receiver's verdict, with the real programs; and the ways it can end
// otherwise.
#include <catch2/catch.hpp>

#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "base/file.hpp"
#include "hall_api/client.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "tests/story/harness/house.hpp"

using namespace story;
using Catch::Contains;

namespace {

bool says(const Answer& answer, const std::string& line, const std::string& state) {
  return answer.text.find("\"" + line + "\":{\"state\":\"" + state + "\"") != std::string::npos;
}

// Signed in, everything done, the leave form in the tray.
std::filesystem::path printLeave(House& house) {
  house.startKiosk();
  house.signIn();
  house.readAndSign();
  house.at("tap print");
  house.at("wait done 60");
  return house.onlyPaper();
}

std::string codeOn(const std::filesystem::path& paper) {
  const auto pdf = base::readFile(paper, 1 << 24).value();
  const auto page = paper::rasterisePage(pdf, 0, 200, 1, "paper").value();
  for (const auto& symbol : qr::read(page))
    if (seal::fromCarrier(symbol.text)) return symbol.text;
  return "";
}

// The same text with one bit of its token turned over: the last one, of the signature.
std::string withOneBitChanged(const std::string& code) {
  auto carried = seal::fromCarrier(code).value();
  carried.token.back() ^= 1;
  return seal::toCarrier(carried.token, carried.host).text();
}

// A receiver at a desk of theirs, signed in.
struct Receiver {
  std::unique_ptr<api::HallClient> hall;
  std::string token;

  Receiver(const House& house, const std::string& desk, const std::string& account)
      : hall(api::openHallClient({house.url(), house.data() / "ca.pem", house.device(desk + ".crt.pem"),
                                  house.device(desk + ".key.pem")})),
        token(hall->signIn({account, "hall-demo-2026"}).value().token) {}
  base::Result<api::Receipt> accept(const std::string& serial, domain::Acceptance* earlier) {
    return hall->receive(token, serial, {}, base::randomUuid(), earlier);
  }
};

}  // namespace

TEST_CASE("an applicant reads, signs and prints at the kiosk, and a receiver sees a genuine, valid page") {
  House house;
  const auto paper = printLeave(house);
  house.at("picture done");
  house.at("tap collected");
  house.at("wait goodbye");
  const auto verdict = house.check(paper);
  INFO(verdict.text);
  CHECK(verdict.status == 0);
  CHECK(says(verdict, "seal", "genuine"));
  CHECK(says(verdict, "status", "valid"));
  CHECK(says(verdict, "acceptance", "free"));
  CHECK_THAT(verdict.text, Contains(House::serialOf(paper)));
  CHECK(house.ledger("SELECT state FROM copies") == "collected\n");
  CHECK(std::filesystem::file_size(house.pictures() / "done.png") > 10'000);
  house.stopKiosk();
  CHECK(house.ledger("SELECT count(*) FROM reports") == "0\n");
  // Nothing of the applicant stays on the kiosk.
  for (const auto* file : {"kiosk.log", "state/ledger.sqlite"})
    for (const auto* word : {"张德华", "20230001", "hall-demo-2026"})
      CHECK_THAT(contentOf(house.folder() / file), !Contains(word));
}

TEST_CASE("one bit of the seal changed: the page is called altered") {
  House house;
  const auto code = codeOn(printLeave(house));
  REQUIRE_FALSE(code.empty());
  const std::vector<std::string> ask{
      VERIFIER_PROGRAM, "check", "--json", "--hall", house.url(), "--ca", (house.data() / "ca.pem").string(),
      "--text"};
  auto as_it_is = ask, changed = ask;
  as_it_is.push_back(code);
  changed.push_back(withOneBitChanged(code));
  const auto good = run(as_it_is, english());
  INFO(good.text);
  CHECK(good.status == 0);
  CHECK(says(good, "seal", "genuine"));
  const auto bad = run(changed, english());
  INFO(bad.text);
  CHECK(bad.status == 1);
  CHECK(says(bad, "seal", "altered"));
}

TEST_CASE("a serial voided at the hall: the paper is genuine and void") {
  House house;
  const auto paper = printLeave(house);
  House::must({HALL_PROGRAM, "printout", "void", House::serialOf(paper), "--reason", "申请人遗失", "--data",
               house.data().string()});
  const auto verdict = house.check(paper);
  INFO(verdict.text);
  CHECK(verdict.status == 1);
  CHECK(says(verdict, "seal", "genuine"));
  CHECK(says(verdict, "status", "void"));
}

TEST_CASE("a second acceptance at another office is refused with the first one's office and time") {
  House house;
  const auto paper = printLeave(house);
  const auto serial = House::serialOf(paper);
  house.at("tap collected");
  house.at("wait goodbye");
  house.stopKiosk();
  House::must({HALL_PROGRAM, "device", "add", "DESK-2", "--kind", "desk", "--office", "图书馆", "--data",
               house.data().string()});
  domain::Acceptance earlier;
  const auto first = Receiver(house, "DESK-1", "t1004").accept(serial, &earlier);
  REQUIRE(first);
  CHECK(first->office == "学生工作处");
  const auto second = Receiver(house, "DESK-2", "t1005").accept(serial, &earlier);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == "already_accepted");
  CHECK(earlier.office == first->office);
  CHECK(earlier.at == first->at);
  const auto verdict = house.check(paper);
  INFO(verdict.text);
  CHECK(verdict.status == 1);
  CHECK(says(verdict, "seal", "genuine"));
  CHECK(says(verdict, "acceptance", "accepted_elsewhere"));
}

TEST_CASE("the printer jams mid-job: the kiosk says so, keeps the session, and the copy ends printed once") {
  House house;
  house.startKiosk();
  house.signIn("home:documents");
  for (const auto* command :
       {"wait documents", "await no_waiting", "tap document:2", "wait document", "await no_waiting"})
    house.at(command);
  house.printer.fault("jam 2");  // the transcript has three pages
  house.at("tap print");
  house.at("await pages 1");
  house.at("await trouble");
  house.at("expect printing");
  house.at("picture jammed");
  CHECK(house.ledger("SELECT state FROM copies") == "sent\n");
  house.printer.fault("");
  house.at("await no_trouble");
  house.at("wait done 60");
  const auto verdict = house.check(house.onlyPaper());
  INFO(verdict.text);
  CHECK(verdict.status == 0);
  CHECK(house.ledger("SELECT state, impressions FROM copies") == "printed|3\n");
  house.at("tap more");  // still signed in
  house.at("wait home");
  house.at("tap sign_out");
}

TEST_CASE("the printer gives a job up: that copy is void, and its replacement has another serial") {
  House house;
  house.startKiosk();
  house.signIn("home:documents");
  for (const auto* command :
       {"wait documents", "await no_waiting", "tap document:2", "wait document", "await no_waiting"})
    house.at(command);
  house.printer.fault("abort 2");
  house.at("tap print");
  house.at("await failed");
  house.at("picture failed");
  CHECK(house.ledger("SELECT state FROM copies") == "void\n");
  house.printer.fault("");
  house.at("tap print");
  house.at("wait done 60");
  CHECK(house.ledger("SELECT state FROM copies ORDER BY rowid") == "void\nprinted\n");
  CHECK(house.ledger("SELECT count(DISTINCT serial) FROM copies") == "2\n");
  CHECK(house.sql(house.data() / "hall.sqlite",
                  "SELECT count(*) FROM printouts WHERE state = 'printed' AND serial IN ('" +
                      House::serialOf(house.onlyPaper()) + "')") == "1\n");
}

TEST_CASE(
    "the hall goes mid-session: what was sealed still prints, and its reports arrive once the hall is back") {
  House house;
  house.startKiosk();
  house.signIn("home:documents");
  for (const auto* command :
       {"wait documents", "await no_waiting", "tap document:2", "wait document", "await no_waiting"})
    house.at(command);
  house.printer.fault("jam 2");
  house.at("tap print");
  house.at("await pages 1");  // sealed, sent, its first page out
  house.killHall();
  house.printer.fault("");
  house.at("wait done 60");
  const auto paper = house.onlyPaper();
  house.at("tap more");
  house.at("await notice");  // the lists can't be loaded again: the kiosk says so and keeps the session
  house.at("picture hall-gone");
  house.at("await notice 1");
  CHECK(house.ledger("SELECT count(*) > 0 FROM reports") == "1\n");
  house.restartHall();
  house.at("await no_notice");
  house.at("wait home");
  house.at("tap sign_out");
  house.at("wait goodbye");
  house.stopKiosk();
  CHECK(house.ledger("SELECT count(*) FROM reports") == "0\n");
  const auto verdict = house.check(paper);
  INFO(verdict.text);
  CHECK(verdict.status == 0);
}

TEST_CASE("told to end while it sleeps, the kiosk ends without waiting for a touch") {
  House house;
  house.startKiosk();
  house.at("wait attract");
  const auto asked = std::chrono::steady_clock::now();
  CHECK(house.kiosk().end(SIGTERM) == 1);  // 1: its script had not come to its end
  CHECK(std::chrono::steady_clock::now() - asked < 10s);
}

TEST_CASE("a device the hall doesn't know is told so, and nothing else") {
  House house;
  House::must({HALL_PROGRAM, "device", "remove", "KIOSK-07", "--data", house.data().string()});
  house.startKiosk();
  house.at("wait out_of_service");
  house.at("picture unknown-device");
}

TEST_CASE("a configuration with a mistake is refused on the screen and in the log, with its place") {
  House house;
  std::ofstream(house.folder() / "kiosk.toml", std::ios::app) << "idle_ask_seconds = \"soon\"\n";
  house.startKiosk();
  house.at("wait out_of_service");
  house.at("picture refused");
  CHECK_THAT(contentOf(house.folder() / "kiosk.log"), Contains("kiosk.toml:19:20"));
}
