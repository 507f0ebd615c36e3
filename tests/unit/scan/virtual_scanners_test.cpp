// SANE's own virtual scanners, test and pnm, through the whole room.
#include <dlfcn.h>
#include <pthread.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "base/texts.hpp"
#include "scan/sane_scanner.hpp"
#include "tests/unit/scan/sane_folder.hpp"

namespace {

using Pages = std::vector<base::Image>;
using scan::Source;

// The test backend takes its beginnings from its file; four lines of settings that every test needs.
const std::string kTest =
    "number_of_devices 2\nresolution_min 1.0\nresolution_max 1200.0\nresolution_quant 1.0\n"
    "geometry_min 0.0\ngeometry_max 300.0\ngeometry_quant 0.0\n";

struct TestScanner {
  SaneFolder folder{"test\n"};
  std::unique_ptr<scan::SaneScanner> scanner;
  explicit TestScanner(const std::string& settings = "") {
    folder.write("test.conf", kTest + settings);
    auto opened = scan::SaneScanner::open("test:0");
    REQUIRE(opened);
    scanner = std::move(*opened);
  }
};

base::Result<Pages> allPages(scan::Scanner& scanner, const scan::Job& job) {
  if (auto fine = scanner.begin(job); !fine) return base::fail(fine.error());
  Pages pages;
  while (true) {
    auto page = scanner.nextPage(nullptr, {});
    if (!page) return base::fail(page.error());
    if (!*page) return pages;
    pages.push_back(std::move(**page));
  }
}

std::size_t count(const base::Image& page, std::uint8_t value) {
  return static_cast<std::size_t>(std::count(page.pixels.begin(), page.pixels.end(), value));
}

}  // namespace

TEST_CASE("scanners are listed, and the first of them is opened when none is named") {
  SaneFolder folder("test\n");
  folder.write("test.conf", kTest);
  const auto found = scan::scanners();
  REQUIRE(found);
  REQUIRE(found->size() == 2);
  CHECK(found->front().name == "test:0");
  CHECK(found->front().vendor == "Noname");
  CHECK(found->front().kind == "virtual device");
  for (const std::string name : {"", "first", "test:1"}) {
    const auto scanner = scan::openScanner(name);
    REQUIRE(scanner);
    CHECK((*scanner)->sources() == std::set{Source::flatbed, Source::feeder});
  }
}

TEST_CASE("no scanner at all, and one that isn't there, are told apart") {
  const SaneFolder folder("");
  folder.write("test.conf", kTest);
  REQUIRE(scan::scanners());
  CHECK(scan::scanners()->empty());
  CHECK(scan::openScanner("").error().code == "scanner_none_found");
  const auto other = scan::openScanner("test:7");
  REQUIRE_FALSE(other);
  CHECK(other.error().code == "scanner_not_found");
  CHECK(other.error().place == "test:7");
}

TEST_CASE("the flatbed gives one A4 page at the dpi that was asked for, in grey and in colour") {
  TestScanner test("test-picture \"Solid white\"\n");
  for (const bool colour : {false, true}) {
    const auto pages = allPages(*test.scanner, {Source::flatbed, 100, colour});
    REQUIRE(pages);
    REQUIRE(pages->size() == 1);
    const auto& page = pages->front();
    CHECK(page.dpi == 100);
    CHECK(page.channels == (colour ? 3 : 1));
    CHECK(std::abs(page.width - 210 / 25.4 * 100) <= 1);
    CHECK(std::abs(page.height - 297 / 25.4 * 100) <= 1);
    CHECK(count(page, 255) == page.pixels.size());
  }
}

TEST_CASE(
    "a glass smaller than A4 is scanned as far as it goes, and more dots than it has aren't asked for") {
  TestScanner test("geometry_max 100.0\nresolution_max 75.0\n");
  const auto pages = allPages(*test.scanner, {Source::flatbed, 300, false});
  REQUIRE(pages);
  CHECK(pages->front().dpi == 75);
  CHECK(std::abs(pages->front().width - 100 / 25.4 * 75) <= 1);
}

TEST_CASE("every depth and every way to send colours give the same picture") {
  const std::string depth = GENERATE("1", "8", "16");
  const std::string more = GENERATE("", "three-pass true\n", "three-pass true\nthree-pass-order GBR\n",
                                    "read-limit true\nread-limit-size 997\n", "fuzzy-parameters true\n",
                                    "ppl-loss 7\n", "non-blocking true\n", "select-fd true\n");
  const bool colour = GENERATE(true, false);
  TestScanner test("test-picture \"Grid\"\n" + more);
  INFO("depth " << depth << ", " << more << (colour ? "colour" : "grey"));
  REQUIRE(test.scanner->begin({Source::flatbed, 127, colour}));  // a square of 10 mm is 50 dots
  REQUIRE(test.scanner->options().setNumber("depth", std::stoi(depth)));
  const auto page = test.scanner->nextPage(nullptr, {});
  REQUIRE(page);
  REQUIRE(*page);
  const auto at = [&](int x, int y) { return (**page).row(y)[x * (**page).channels]; };
  CHECK((*page)->channels == (colour ? 3 : 1));
  CHECK(at(25, 25) != at(75, 25));
  CHECK(at(25, 25) != at(25, 75));
  CHECK(at(25, 25) == at(75, 75));
  CHECK(count(**page, 0) + count(**page, 255) == (*page)->pixels.size());
}

TEST_CASE("16 bits arrive in the byte order of this machine") {
  TestScanner test("test-picture \"Color pattern\"\n");
  REQUIRE(test.scanner->begin({Source::flatbed, 100, false}));
  REQUIRE(test.scanner->options().setNumber("depth", 16));
  const auto page = test.scanner->nextPage(nullptr, {});
  REQUIRE(page);
  // After a margin of 4 dots the pattern's upper byte climbs by one from dot to dot.
  for (int x = 0; x < 256; ++x) CHECK((**page).row(20)[4 + x] == x);
}

TEST_CASE("a scanner that doesn't know its length is read to the end") {
  TestScanner test("hand-scanner true\ntest-picture \"Solid white\"\n");
  const auto pages = allPages(*test.scanner, {Source::flatbed, 100, false});
  REQUIRE(pages);
  REQUIRE(pages->size() == 1);
  CHECK(pages->front().height > 100);
}

TEST_CASE("the feeder gives all its pages, then says that it is empty; laid in anew, it goes on") {
  TestScanner test;
  const scan::Job job{Source::feeder, 20, false};
  for (int round = 0; round < 2; ++round) {
    const auto pages = allPages(*test.scanner, job);
    REQUIRE(pages);
    CHECK(pages->size() == 10);
  }
  CHECK(test.scanner->nextPage(nullptr, {}).error().code == "scanner_invalid");
}

TEST_CASE("every fault of a scanner has its code, and a sentence that says what to do, in both languages") {
  const auto [status, code] =
      GENERATE(table<std::string, std::string>({{"UNSUPPORTED", "scanner_unsupported"},
                                                {"CANCELLED", "scanner_cancelled"},
                                                {"DEVICE_BUSY", "scanner_busy"},
                                                {"INVAL", "scanner_invalid"},
                                                {"EOF", "scanner_empty_page"},
                                                {"JAMMED", "scanner_jammed"},
                                                {"NO_DOCS", "scanner_no_docs"},
                                                {"COVER_OPEN", "scanner_cover_open"},
                                                {"IO_ERROR", "scanner_gone"},
                                                {"NO_MEM", "scanner_no_memory"},
                                                {"ACCESS_DENIED", "scanner_access_denied"}}));
  const auto source = GENERATE(Source::flatbed, Source::feeder);
  TestScanner test("read-status-code \"SANE_STATUS_" + status + "\"\n");
  INFO(status);
  const auto pages = allPages(*test.scanner, {source, 50, false});
  REQUIRE_FALSE(pages);
  CHECK(pages.error().code == code);
  CHECK(pages.error().place == "test:0");
  for (const auto language : {base::Language::zh, base::Language::en})
    CHECK(base::Texts::load(std::string(HALL_SOURCE_DIR) + "/assets/lang", language)->has("error." + code));
}

TEST_CASE("after a fault the next job begins anew") {
  TestScanner test("read-status-code \"SANE_STATUS_JAMMED\"\n");
  const scan::Job job{Source::feeder, 20, false};
  CHECK(allPages(*test.scanner, job).error().code == "scanner_jammed");
  CHECK(test.scanner->nextPage(nullptr, {}).error().code == "scanner_invalid");
  REQUIRE(test.scanner->options().setWord("read-return-value", "Default"));
  CHECK(allPages(*test.scanner, job)->size() >= 9);  // the jammed page counts as fed
}

TEST_CASE("a slow page is stopped midway, and the scanner can be used again") {
  TestScanner test("read-delay true\nread-delay-duration 1000\n");
  std::stop_source stop;
  double last = 0;
  REQUIRE(test.scanner->begin({Source::flatbed, 300, true}));
  const auto page = test.scanner->nextPage(
      [&](double progress) {
        CHECK(progress >= last);
        last = progress;
        if (progress > 0.02) stop.request_stop();
      },
      stop.get_token());
  REQUIRE_FALSE(page);
  CHECK(page.error().code == "scanner_cancelled");
  CHECK(last < 0.5);
  CHECK(allPages(*test.scanner, {Source::flatbed, 20, false})->size() == 1);
}

TEST_CASE("a job that is stopped before its page never starts the scanner") {
  TestScanner test;
  std::stop_source stop;
  stop.request_stop();
  REQUIRE(test.scanner->begin({Source::flatbed, 20, false}));
  CHECK(test.scanner->nextPage(nullptr, stop.get_token()).error().code == "scanner_cancelled");
}

TEST_CASE("no backend's thread is ended in the midst of malloc") {
  // What a backend that is loaded by name gets when it asks for asynchronous cancellation.
  const auto ask = reinterpret_cast<int (*)(int, int*)>(::dlsym(RTLD_DEFAULT, "pthread_setcanceltype"));
  REQUIRE(ask);
  int type = -1;
  CHECK(ask(PTHREAD_CANCEL_ASYNCHRONOUS, &type) == 0);
  CHECK(ask(PTHREAD_CANCEL_DEFERRED, &type) == 0);
  CHECK(type == PTHREAD_CANCEL_DEFERRED);
}

TEST_CASE("while a scanner is open another is busy, and the list can be asked for from another thread") {
  TestScanner test;
  REQUIRE(test.scanner->begin({Source::feeder, 20, false}));
  REQUIRE(test.scanner->nextPage(nullptr, {}));
  std::thread other([] {
    CHECK(scan::scanners()->size() == 2);
    CHECK(scan::openScanner("test:1").error().code == "scanner_busy");
  });
  other.join();
  CHECK(test.scanner->nextPage(nullptr, {}).value());
  test.scanner.reset();
  CHECK(scan::openScanner("test:1"));
}

TEST_CASE("a picture from a file comes through pnm:0 as it is in the file") {
  const SaneFolder folder("pnm\n");
  folder.write("in.ppm", "P6\n3 2\n255\n" + std::string("abcdefghijklmnopqr"));
  auto scanner = scan::SaneScanner::open("pnm:0");
  REQUIRE(scanner);
  REQUIRE((*scanner)->options().setWord("filename", (folder.path / "in.ppm").string()));
  for (const std::string option : {"hand-scanner", "three-pass"}) {
    CHECK((*scanner)->sources() == std::set{Source::flatbed});
    CHECK((*scanner)->begin({Source::feeder, 300, true}).error().code == "scanner_no_feeder");
    const auto pages = allPages(**scanner, {Source::flatbed, 300, true});
    REQUIRE(pages);
    CHECK(base::textOf(pages->front().pixels) == "abcdefghijklmnopqr");
    CHECK(pages->front().dpi == 300);
    REQUIRE((*scanner)->options().setNumber(option, 1));
  }
}
