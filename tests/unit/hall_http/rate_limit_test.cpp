#include "hall/http/rate_limit.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

TEST_CASE("an address may ask in a burst, then at its rate") {
  hall::RateLimit limit({.a_minute = 60, .burst = 3});
  base::SteadyTime now{};
  for (int i = 0; i < 3; ++i) CHECK(limit.secondsToWait("192.0.2.1", now) == 0);
  CHECK(limit.secondsToWait("192.0.2.1", now) == 1);
  CHECK(limit.secondsToWait("192.0.2.2", now) == 0);
  CHECK(limit.secondsToWait("192.0.2.1", now + 1s) == 0);
  CHECK(limit.secondsToWait("192.0.2.1", now + 1s) == 1);
}

TEST_CASE("waiting never saves up more than the burst") {
  hall::RateLimit limit({.a_minute = 60, .burst = 2});
  base::SteadyTime now{};
  CHECK(limit.secondsToWait("192.0.2.1", now) == 0);
  now += 24h;
  CHECK(limit.secondsToWait("192.0.2.1", now) == 0);
  CHECK(limit.secondsToWait("192.0.2.1", now) == 0);
  CHECK(limit.secondsToWait("192.0.2.1", now) == 1);
}

TEST_CASE("an IPv6 household counts as one address") {
  hall::RateLimit limit({.a_minute = 1, .burst = 1});
  CHECK(limit.secondsToWait("2001:db8:0:1::1", {}) == 0);
  CHECK(limit.secondsToWait("2001:db8:0:1::2", {}) == 60);
  CHECK(limit.secondsToWait("2001:db8:0:2::1", {}) == 0);
}

TEST_CASE("only so many addresses are remembered; the one heard least recently is forgotten first") {
  hall::RateLimit limit({.a_minute = 1, .burst = 1}, 2);
  CHECK(limit.secondsToWait("a", {}) == 0);
  CHECK(limit.secondsToWait("b", {}) == 0);
  CHECK(limit.secondsToWait("a", {}) == 60);
  CHECK(limit.secondsToWait("c", {}) == 0);  // b goes
  CHECK(limit.secondsToWait("a", {}) == 60);
  CHECK(limit.secondsToWait("b", {}) == 0);
}
