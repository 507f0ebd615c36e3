#include "verifier/facts/held.hpp"

#include <chrono>

#include "tests/unit/verifier_facts/hall.hpp"

using namespace verifier;
using namespace facts_test;
using domain::StatusState;

namespace {

StatusState statusOf(HeldFacts& held, std::uint32_t index, base::UnixSeconds now) {
  return judgeOffline(carrier(index), *held.current(now).value()).verdict.status;
}

void setFetched(const Desk& desk, base::UnixSeconds at) {
  namespace fs = std::filesystem;
  const auto system = std::chrono::system_clock::from_time_t(at);
  fs::last_write_time(desk.device.state / "keys.cose", std::chrono::file_clock::from_sys(system));
}

}  // namespace

TEST_CASE("held facts judge from memory, and are read once") {
  Desk desk;
  desk.refresh();
  HeldFacts held(desk.device);
  CHECK(statusOf(held, 0, kNow) == StatusState::voided);
  CHECK(statusOf(held, 1, kNow) == StatusState::valid);
  const auto first = held.current(kNow).value();
  CHECK(held.current(kNow).value() == first);  // the same memory
}

TEST_CASE("held facts are as of the moment asked about: a list past its life says nothing") {
  Desk desk;
  desk.refresh();
  HeldFacts held(desk.device);
  CHECK(statusOf(held, 1, kNow) == StatusState::valid);
  CHECK(statusOf(held, 1, kNow + kTtl_s) == StatusState::unknown);
  CHECK(statusOf(held, 0, kNow + kTtl_s) == StatusState::unknown);
}

TEST_CASE("renewed files are taken up at once, and whoever holds the old facts goes on with them") {
  Desk desk;
  desk.refresh();
  HeldFacts held(desk.device);
  const auto old = held.current(kNow).value();
  desk.hall.lists.insert_or_assign(0, list(0, kNow + 300));
  desk.refresh();
  CHECK(statusOf(held, 1, kNow + kTtl_s) == StatusState::valid);
  CHECK(old->lists.at(0).iat == kNow);
}

TEST_CASE("nothing held is said so, until something is") {
  Desk desk;
  HeldFacts held(desk.device);
  CHECK(held.current(kNow).error().code == "no_keys_held");
  CHECK_FALSE(held.ages(kNow).keys_fetched_at);
  CHECK(held.ages(kNow).lists_stale);
  desk.refresh();
  CHECK(held.current(kNow));
  std::filesystem::remove(desk.device.state / "keys.cose");
  CHECK(held.current(kNow).error().code == "no_keys_held");
}

TEST_CASE("ages tell when the keys came, how old the oldest list is and until when it speaks") {
  Desk desk;
  desk.hall.lists.insert_or_assign(1, list(1, kNow - 200));
  desk.refresh();
  setFetched(desk, kNow - 50);
  HeldFacts held(desk.device);
  const auto ages = held.ages(kNow);
  CHECK(ages.keys_fetched_at == kNow - 50);
  CHECK(ages.oldest_list_as_of == kNow - 200);
  CHECK(ages.lists_fresh_until == kNow - 200 + kTtl_s);
  CHECK_FALSE(ages.lists_stale);
  CHECK_FALSE(held.ages(kNow - 201 + kTtl_s).lists_stale);
  CHECK(held.ages(kNow - 200 + kTtl_s).lists_stale);
  CHECK(held.ages(kNow - 100).keys_fetched_at == kNow - 100);  // a clock put back: never from the future
}

TEST_CASE("keys without any list are stale facts") {
  Desk desk;
  desk.hall.lists.clear();
  desk.refresh();
  HeldFacts held(desk.device);
  CHECK(held.ages(kNow).keys_fetched_at);
  CHECK_FALSE(held.ages(kNow).oldest_list_as_of);
  CHECK(held.ages(kNow).lists_stale);
}

TEST_CASE("a verdict without the network stays far under 20 ms with lists of a million copies") {
  Desk desk;
  for (std::uint32_t i = 0; i < 3; ++i)
    desk.hall.lists.insert_or_assign(i, list(i, kNow, seal::kStatusListEntries));
  desk.refresh();
  HeldFacts held(desk.device);
  const auto code = carrier(1);
  using Clock = std::chrono::steady_clock;
  const auto timed = [](auto work) {
    const auto began = Clock::now();
    work();
    return std::chrono::duration<double, std::micro>(Clock::now() - began).count();
  };
  const double read = timed([&] { (void)held.current(kNow); });
  double least = 1e9, later = 1e9, reading = 1e9;
  for (int i = 1; i <= 50; ++i) {  // the least: what the machine does besides is not ours
    later = std::min(later, timed([&] { (void)held.current(kNow + i); }));
    least = std::min(least, timed([&] { (void)judgeOffline(code, *held.current(kNow + i).value()); }));
    if (i < 10) reading = std::min(reading, timed([&] { (void)heldFacts(desk.device, kNow); }));
  }
  WARN("first " << read << " us, reading files " << reading << " us, the next second " << later
                << " us, a verdict " << least << " us");
  CHECK(least < 5'000);
}
