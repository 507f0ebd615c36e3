// Scanners as they are out there, played by a scripted backend: odd words, odd units, faults at every call.
#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "scan/sane_options.hpp"
#include "scan/scan.hpp"
#include "tests/unit/scan/sane_folder.hpp"

namespace {

using scan::Source;

const std::string kGreyFrame = "frame 0 1 8 2 2 1\n";  // one row of two pixels
const std::string kOptions =
    "words source ADF Duplex|ADF Back|ADF Front|FlatBed\nwords mode Lineart|True Gray|24bit Color\n"
    "list resolution dpi 75 150 300 600\n"
    "range tl-x mm 0 215.9 0\nrange tl-y mm 0 355.6 0\nrange br-x mm 0 215.9 0\nrange br-y mm 0 355.6 0\n";

struct Scripted {
  SaneFolder folder{"scripted\n"};
  explicit Scripted(const std::string& script) { folder.write("scripted.conf", script); }
  std::unique_ptr<scan::Scanner> open() const {
    auto scanner = scan::openScanner("scripted:0");
    REQUIRE(scanner);
    return std::move(*scanner);
  }
  std::vector<std::string> journal() const {
    std::istringstream in(base::readTextFile(folder.path / "journal", 1 << 20).value_or(""));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }
  std::string set(const std::string& name) const {  // the last value that option was given
    std::string out = "untouched";
    for (const auto& line : journal())
      if (line.starts_with("set " + name + " ")) out = line.substr(name.size() + 5);
    return out;
  }
  auto count(const std::string& line) const {
    const auto lines = journal();
    return std::count(lines.begin(), lines.end(), line);
  }
};

std::string codeOf(const base::Result<std::optional<base::Image>>& page) {
  return page ? "" : page.error().code;
}

}  // namespace

TEST_CASE("one side of each sheet is chosen in the feeder, and the glass by its own word") {
  const Scripted script(kOptions + kGreyFrame);
  const auto scanner = script.open();
  CHECK(scanner->sources() == std::set{Source::flatbed, Source::feeder});
  REQUIRE(scanner->begin({Source::feeder}));
  CHECK(script.set("source") == "ADF Front");
  REQUIRE(scanner->begin({Source::flatbed}));
  CHECK(script.set("source") == "FlatBed");
}

TEST_CASE("a scanner's own words for colour and grey are understood") {
  const Scripted script(kOptions + kGreyFrame);
  const auto scanner = script.open();
  REQUIRE(scanner->begin({Source::flatbed, 300, true}));
  CHECK(script.set("mode") == "24bit Color");
  REQUIRE(scanner->begin({Source::flatbed, 300, false}));
  CHECK(script.set("mode") == "True Gray");
}

TEST_CASE("the nearest number of dots is taken, the greater of two, and told with the page") {
  const auto [wanted, taken] =
      GENERATE(table<int, int>({{300, 300}, {200, 150}, {225, 300}, {1, 75}, {1200, 600}}));
  const Scripted script(kOptions + kGreyFrame + "read 2\n");
  const auto scanner = script.open();
  REQUIRE(scanner->begin({Source::flatbed, wanted}));
  CHECK(script.set("resolution") == std::to_string(taken));
  const auto page = scanner->nextPage(nullptr, {});
  REQUIRE(page);
  CHECK((*page)->dpi == taken);
}

TEST_CASE("a value is moved into its range, onto its steps, and never over the end") {
  const scan::Allowed range{scan::Allowed::Unit::mm, true, 1, 10, 4, {}};
  for (const auto& [wanted, taken] :
       {std::pair{-5.0, 1.0}, {1.0, 1.0}, {2.9, 1.0}, {3.0, 5.0}, {9.0, 9.0}, {99.0, 9.0}})
    CHECK(range.nearest(wanted) == taken);
  CHECK(scan::Allowed{scan::Allowed::Unit::mm, true, 0, 10, 6, {}}.nearest(10) == 6);  // 12 would be nearest
  CHECK(scan::Allowed{scan::Allowed::Unit::mm, true, 10, 0, 0, {}}.nearest(5) == 10);
  CHECK(scan::Allowed{}.nearest(7.5) == 7.5);
}

TEST_CASE("the glass's carriage goes back as soon as its page is there") {
  const Scripted script(kGreyFrame + "read 2\n");
  const auto scanner = script.open();
  REQUIRE(scanner->begin({}));
  REQUIRE(scanner->nextPage(nullptr, {}));
  CHECK(script.count("cancel") == 1);
  CHECK_FALSE(scanner->nextPage(nullptr, {}).value());
  CHECK(script.count("start") == 1);
}

TEST_CASE("A4 is asked for in millimetres, or in dots where the scanner counts those") {
  const Scripted metric(kOptions + kGreyFrame);
  REQUIRE(metric.open()->begin({}));
  CHECK(metric.set("br-x") == "210");
  CHECK(metric.set("br-y") == "297");
}

TEST_CASE("dots are computed from the resolution that was taken") {
  const Scripted script(
      "list resolution dpi 100 254\nrange br-x pixel 0 20000 1\nrange br-y pixel 0 2500 1\n" + kGreyFrame);
  REQUIRE(script.open()->begin({Source::flatbed, 250}));
  CHECK(script.set("br-x") == "2100");
  CHECK(script.set("br-y") == "2500");  // as far as it goes
}

TEST_CASE("a feeder hears the paper's size before the window, which it would cut to a smaller one") {
  const Scripted script(kOptions + "range page-width mm 0 216 0\nrange page-height mm 0 432 0\n" +
                        kGreyFrame);
  REQUIRE(script.open()->begin({Source::feeder}));
  const auto lines = script.journal();
  const auto at = [&lines](const char* line) { return std::find(lines.begin(), lines.end(), line); };
  REQUIRE(at("set br-y 297") != lines.end());
  CHECK(at("set page-height 297") < at("set br-y 297"));
  CHECK(at("set source ADF Front") < at("set resolution 300"));
}

TEST_CASE("a scanner that won't take the mode or the window scans all the same, one that is gone doesn't") {
  const auto [status, code] = GENERATE(
      table<int, std::string>({{1, ""}, {4, ""}, {9, "scanner_gone"}, {11, "scanner_access_denied"}}));
  const Scripted script(kOptions + "list depth none 8 16\nrefuse depth " + std::to_string(status) +
                        "\nrefuse br-x " + std::to_string(status) + "\n" + kGreyFrame);
  const auto begun = script.open()->begin({});
  CHECK((begun ? "" : begun.error().code) == code);
}

TEST_CASE("what can't be found out is told, not guessed: no source, no resolution") {
  const Scripted script(kGreyFrame + "read 2\n");
  const auto scanner = script.open();
  CHECK(scanner->sources() == std::set{Source::flatbed});
  CHECK(scanner->begin({Source::feeder}).error().code == "scanner_no_feeder");
  REQUIRE(scanner->begin({}));
  const auto page = scanner->nextPage(nullptr, {});
  REQUIRE(page);
  CHECK((*page)->dpi == 0);
}

TEST_CASE("a scanner that has only a feeder has no glass") {
  const Scripted script("words source ADF Front|ADF Duplex\n" + kGreyFrame);
  const auto scanner = script.open();
  CHECK(scanner->sources() == std::set{Source::feeder});
  CHECK(scanner->begin({Source::flatbed}).error().code == "scanner_no_flatbed");
}

TEST_CASE("each status has its code at every call") {
  const auto [status, code] = GENERATE(table<int, std::string>({{1, "scanner_unsupported"},
                                                                {2, "scanner_cancelled"},
                                                                {3, "scanner_busy"},
                                                                {5, "scanner_empty_page"},
                                                                {6, "scanner_jammed"},
                                                                {7, "scanner_no_docs"},
                                                                {8, "scanner_cover_open"},
                                                                {9, "scanner_gone"},
                                                                {10, "scanner_no_memory"},
                                                                {11, "scanner_access_denied"},
                                                                {12, "scanner_warming_up"},
                                                                {13, "scanner_locked"},
                                                                {14, "scanner_fault"}}));
  const auto number = std::to_string(status);
  CAPTURE(status);
  {
    const Scripted script("open " + number + "\n");
    CHECK(scan::openScanner("scripted:0").error().code == code);
  }
  {
    const Scripted script(kOptions + kGreyFrame + "start " + number + "\n");
    const auto scanner = script.open();
    REQUIRE(scanner->begin({Source::feeder}));
    CHECK(codeOf(scanner->nextPage(nullptr, {})) == code);
    CHECK(script.count("cancel") == 1);
  }
  if (status == 5) return;  // the end of a page, to sane_read
  const Scripted script(kOptions + kGreyFrame + "read 1\nread-status " + number + "\n");
  const auto scanner = script.open();
  REQUIRE(scanner->begin({}));
  const auto page = scanner->nextPage(nullptr, {});
  CHECK(codeOf(page) == code);
  CHECK(page.error().args == std::vector{number});
}

TEST_CASE("a feeder that jams on its second page has given the first") {
  const Scripted script(kOptions + kGreyFrame + "start 0\nstart 6\nread 2\n");
  const auto scanner = script.open();
  REQUIRE(scanner->begin({Source::feeder}));
  CHECK(scanner->nextPage(nullptr, {}).value());
  CHECK(codeOf(scanner->nextPage(nullptr, {})) == "scanner_jammed");
  CHECK(script.count("cancel") == 1);
}

TEST_CASE("reads that bring nothing are tried again") {
  const Scripted script(kGreyFrame + "read nothing\nread 1\nread nothing\nread 1\n");
  const auto scanner = script.open();
  REQUIRE(scanner->begin({}));
  const auto page = scanner->nextPage(nullptr, {});
  REQUIRE(page);
  CHECK((*page)->pixels == base::Bytes{1, 2});
}

TEST_CASE("a frame that nobody knows, or that never ends in a last one, is refused") {
  for (const std::string frame : {"frame 11 1 8 2 2 1\n", "frame 0 0 8 2 2 1\n", "frame 1 1 8 2 2 1\n",
                                  "frame 2 1 8 2 2 1\n", "frame 0 1 8 -5 2 1\n", "frame 0 1 8 2 0 1\n"}) {
    const Scripted script(frame + "read 2\n");
    const auto scanner = script.open();
    REQUIRE(scanner->begin({}));
    INFO(frame);
    CHECK(codeOf(scanner->nextPage(nullptr, {})) == "scanner_bad_frame");
  }
}

TEST_CASE("SANE is begun once for all who use it, and ends when the last has closed its scanner") {
  const Scripted script(kGreyFrame);
  {
    const auto one = script.open();
    const auto found = scan::scanners();
    REQUIRE(found);
    CHECK(found->front().model == "One");
  }
  CHECK(script.journal() == std::vector<std::string>{"init", "close", "exit"});
  script.open();
  CHECK(script.count("init") == 2);  // and what was plugged in since is found
}

TEST_CASE("a page under way is cancelled before its scanner is closed") {
  const Scripted script(kOptions + kGreyFrame + "read 2\n");
  {
    const auto scanner = script.open();
    REQUIRE(scanner->begin({Source::feeder}));
    REQUIRE(scanner->nextPage(nullptr, {}));
    CHECK(script.count("cancel") == 0);  // the next sheet is still to come
  }
  auto lines = script.journal();
  REQUIRE(lines.size() > 3);
  lines.erase(lines.begin(), lines.end() - 3);
  CHECK(lines == std::vector<std::string>{"cancel", "close", "exit"});
}
