// What the desk's threads share: who is signed in, whether the hall is in reach, and what is held for the
// time it isn't. Internal to this room; any thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.hpp"
#include "base/crypto.hpp"
#include "config/config.hpp"
#include "hall_api/client.hpp"
#include "verifier/facts/held.hpp"
#include "verifier/flow/events.hpp"

namespace verifier::desk {

using Sink = std::function<void(Event)>;
using OpenHall = std::function<std::unique_ptr<api::HallClient>()>;

class Sitting {
 public:
  struct Receiver {
    std::string token, account, name;
  };

  Sitting(config::Device device_, const base::Clock& clock_, Sink sink_, std::function<void()> hall_lost)
      : device(std::move(device_)),
        clock(clock_),
        sink(std::move(sink_)),
        facts_(device),
        hall_lost_(std::move(hall_lost)) {}
  ~Sitting() { leave(); }

  const config::Device device;
  const base::Clock& clock;
  const Sink sink;

  Receiver receiver() const {
    const std::lock_guard lock(mutex_);
    return receiver_;
  }
  void enter(Receiver receiver) {
    const std::lock_guard lock(mutex_);
    receiver_ = std::move(receiver);
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    base::cleanse(receiver_.token);
    receiver_ = {};
  }

  // Keys and lists for judging without the hall, ready in memory.
  base::Result<std::shared_ptr<const OfflineFacts>> facts() { return facts_.current(clock.now()); }
  Ages ages() {
    const auto ages = facts_.ages(clock.now());
    return {ages.keys_fetched_at, ages.oldest_list_as_of, ages.lists_stale};
  }

  bool away() const { return away_; }
  // One time-out is enough: from then on the desk doesn't wait for the hall until it has answered again.
  void lostHall() {
    if (away_.exchange(true)) return;
    sink(HallMet{Link::away, std::nullopt, std::nullopt});
    hall_lost_();
  }
  void foundHall() { away_ = false; }

 private:
  HeldFacts facts_;
  std::function<void()> hall_lost_;
  std::atomic<bool> away_ = false;
  mutable std::mutex mutex_;
  Receiver receiver_;
};

}  // namespace verifier::desk
