// What a receiver was told about his decisions, and whether that still holds.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "tests/unit/verifier_outbox/fake_hall.hpp"

namespace outbox_test {

// The first of a test's seeds: another each time, unless --rng-seed names one.
inline std::uint64_t firstSeed(int schedules) {
  const auto seed = Catch::rngSeed() ? Catch::rngSeed() : std::random_device()();
  WARN(schedules << " schedules, --rng-seed " << seed);
  return seed;
}

struct Promises {
  std::set<std::string> kept, withdrawn;  // serials: keep, withdraw has returned
  std::set<std::string> let_go;  // withdraw or acknowledge was called, and may or may not have returned

  static bool waits(const verifier::Outbox& outbox, const std::string& serial) {
    const auto waiting = outbox.waiting();
    return std::ranges::any_of(waiting, [&](const auto& one) { return one.serial == serial; });
  }
  static bool troubles(const verifier::Outbox& outbox, const std::string& serial) {
    const auto all = outbox.troubles();
    return std::ranges::any_of(all, [&](const auto& one) { return one.kept.serial == serial; });
  }

  // Whether the receiver still has to decide about this copy.
  bool toDecide(const verifier::Outbox& outbox, const FakeHall& hall, const std::string& serial) const {
    return !kept.count(serial) && !let_go.count(serial) && !hall.taken.count(serial) &&
           !waits(outbox, serial);
  }

  // After each end of a life: nothing that was promised is lost, nothing is there twice.
  void hold(const verifier::Outbox& outbox, const FakeHall& hall) const {
    for (const auto& serial : kept) {
      const bool at_hall = hall.taken.count(serial) > 0;
      INFO("copy " << serial);
      CHECK((at_hall || waits(outbox, serial) || troubles(outbox, serial) || let_go.count(serial)));
    }
    for (const auto& serial : withdrawn) {
      INFO("withdrawn copy " << serial);
      CHECK_FALSE(waits(outbox, serial));
      CHECK(hall.taken.count(serial) == 0);
    }
    for (const auto& [serial, times] : hall.taken) {
      INFO("copy " << serial);
      CHECK(times.size() == 1);
    }
    for (const auto& [serial, keys] : hall.keys) CHECK(keys.size() == 1);
    for (const auto& trouble : outbox.troubles()) CHECK(trouble.error.code == "already_accepted");
    CHECK(outbox.setAside().empty());
  }
};

}  // namespace outbox_test
