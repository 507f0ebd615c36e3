#include "scan/fake_scanner.hpp"

#include <catch2/catch.hpp>
#include <thread>

namespace {

const base::Image kPage{1, 1, 1, 0, {7}};

}  // namespace

TEST_CASE("the fake gives the pages laid in: all of them by the feeder, one a job on the glass") {
  scan::FakeScanner scanner;
  for (int i = 0; i < 4; ++i) scanner.lay(kPage);
  REQUIRE(scanner.begin({scan::Source::flatbed, 200, true}));
  CHECK(scanner.nextPage(nullptr, {}).value()->dpi == 200);
  CHECK_FALSE(scanner.nextPage(nullptr, {}).value());
  REQUIRE(scanner.begin({scan::Source::feeder}));
  for (int i = 0; i < 3; ++i) CHECK(scanner.nextPage(nullptr, {}).value());
  CHECK_FALSE(scanner.nextPage(nullptr, {}).value());
  CHECK(scanner.jobs().size() == 2);
  REQUIRE(scanner.begin({scan::Source::feeder}));
  CHECK(scanner.nextPage(nullptr, {}).error().code == "scanner_no_docs");
}

TEST_CASE("the fake's faults come where they were laid, and end the job") {
  scan::FakeScanner scanner({scan::Source::feeder});
  CHECK(scanner.begin({scan::Source::flatbed}).error().code == "scanner_no_flatbed");
  scanner.refuseBegin({"scanner_busy", "fake", ""});
  CHECK(scanner.begin({scan::Source::feeder}).error().code == "scanner_busy");
  scanner.lay(kPage);
  scanner.fault({"scanner_jammed", "fake", ""});
  scanner.lay(kPage);
  REQUIRE(scanner.begin({scan::Source::feeder}));
  double progress = 0;
  CHECK(scanner.nextPage([&](double now) { progress = now; }, {}).value());
  CHECK(progress == 1);
  CHECK(scanner.nextPage(nullptr, {}).error().code == "scanner_jammed");
  CHECK(scanner.nextPage(nullptr, {}).error().code == "scanner_invalid");
  CHECK(scanner.left() == 1);
}

TEST_CASE("a held page is awaited until it is released, or stopped") {
  scan::FakeScanner scanner;
  scanner.lay(kPage);
  scanner.holdPages(true);
  REQUIRE(scanner.begin({}));
  std::stop_source stop;
  std::thread stopping([&] { stop.request_stop(); });
  CHECK(scanner.nextPage(nullptr, stop.get_token()).error().code == "scanner_cancelled");
  stopping.join();
  REQUIRE(scanner.begin({}));
  std::thread releasing([&] { scanner.holdPages(false); });
  CHECK(scanner.nextPage(nullptr, {}).value());
  releasing.join();
}
