#include "base/clock.hpp"

#include <catch2/catch.hpp>

using namespace base;

TEST_CASE("a time is spelled and read as RFC 3339 in UTC") {
  CHECK(toRfc3339(0) == "1970-01-01T00:00:00Z");
  CHECK(toRfc3339(1795449600) == "2026-11-23T16:00:00Z");
  CHECK(fromRfc3339("2026-11-23T16:00:00Z").value() == 1795449600);
  CHECK(toRfc3339(fromRfc3339("0985-01-01T00:00:00Z").value()) == "0985-01-01T00:00:00Z");
}

TEST_CASE("a date that doesn't exist, or is written otherwise, is refused") {
  for (const char* text :
       {"", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T25:00:00Z", "2026-11-23T16:00:00+08:00",
        "2026-11-23T16:00:00Zx", "2026-11-23T16:00:61Z", " 926-11-23T16:00:00Z", "+926-11-23T16:00:00Z"}) {
    CAPTURE(text);
    CHECK(fromRfc3339(text).error().code == "bad_time");
  }
}

TEST_CASE("a fake clock moves both times together") {
  FakeClock clock(100);
  const auto before = clock.steady();
  clock.advance(std::chrono::milliseconds(2500));
  CHECK(clock.now() == 102);
  CHECK(clock.steady() - before == std::chrono::milliseconds(2500));
}
