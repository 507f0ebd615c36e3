#include "verifier/facts/refresher.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace verifier;
using namespace std::chrono_literals;

namespace {
const base::SteadyTime kStart{std::chrono::hours(5)};
}

TEST_CASE("facts are fetched at once, then regularly, a little before the time by chance") {
  std::set<std::chrono::milliseconds> waits;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Refresher refresher({}, seed);
    CHECK(refresher.next(kStart) == 0ms);
    refresher.succeeded(kStart);
    const auto wait = refresher.next(kStart);
    CHECK((wait >= 270s && wait <= 300s));
    CHECK(refresher.next(kStart + 10s) == wait - 10s);
    CHECK(refresher.next(kStart + 300s) == 0ms);
    waits.insert(wait);
  }
  CHECK(waits.size() > 100);  // the desks of a campus don't come together
}

TEST_CASE("while the hall is away it is asked ever more seldom, up to five minutes, by chance") {
  std::set<std::chrono::milliseconds> first;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Refresher refresher({}, seed);
    auto now = kStart;
    for (const auto longest : {10s, 20s, 40s, 80s, 160s, 300s, 300s, 300s, 300s, 300s, 300s, 300s, 300s}) {
      refresher.failed(now);
      const auto wait = refresher.next(now);
      CHECK((wait >= longest / 2 && wait <= longest));
      if (now == kStart) first.insert(wait);
      now += wait;
    }
    refresher.succeeded(now);
    refresher.failed(now);
    CHECK(refresher.next(now) <= 10s);  // from the beginning again
  }
  CHECK(first.size() > 100);
}

TEST_CASE("a hall that is back is asked at once") {
  Refresher refresher({}, 7);
  auto now = kStart;
  for (int i = 0; i < 8; ++i) refresher.failed(now);
  CHECK(refresher.next(now) > 100s);
  now += 30s;
  refresher.hallAnswered(now);
  CHECK(refresher.next(now) == 0ms);
}

TEST_CASE("a hall that answers and yet fails at its facts isn't asked with every paper") {
  Refresher refresher({}, 7);
  auto now = kStart;
  for (int i = 0; i < 8; ++i) refresher.failed(now);
  refresher.hallAnswered(now);
  CHECK(refresher.next(now) == 10s);
  refresher.hallAnswered(now + 3s);
  CHECK(refresher.next(now + 3s) == 7s);
}

TEST_CASE("answers of a hall that never was away hurry nothing") {
  Refresher refresher({}, 7);
  refresher.succeeded(kStart);
  const auto wait = refresher.next(kStart);
  refresher.hallAnswered(kStart + 1s);
  CHECK(refresher.next(kStart) == wait);
}
