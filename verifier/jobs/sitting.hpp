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
#include "verifier/flow/events.hpp"
#include "verifier/facts/facts.hpp"

namespace verifier::desk {

using Sink = std::function<void(Event)>;
using OpenHall = std::function<std::unique_ptr<api::HallClient>()>;

class Sitting {
 public:
  struct Receiver {
    std::string token, account, name;
  };

  Sitting(config::Device device_, const base::Clock& clock_, Sink sink_, std::function<void()> hall_lost)
      : device(std::move(device_)), clock(clock_), sink(std::move(sink_)), hall_lost_(std::move(hall_lost)) {}
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

  // Keys and lists for judging without the hall.
  base::Result<std::shared_ptr<const OfflineFacts>> facts() const {
    auto held = heldFacts(device, clock.now());
    if (!held) return base::fail(held.error());
    return std::make_shared<const OfflineFacts>(std::move(*held));
  }

  // How old those are.
  Ages ages() const {
    Ages out;
    const auto held = facts();
    if (!held) return out;
    for (const auto& list : (*held)->lists) {
      const auto at = list.iat;
      out.status_stale |= !list.freshAt(clock.now());
      out.status_at = out.status_at ? std::min(*out.status_at, at) : at;
    }
    return out;
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
  std::function<void()> hall_lost_;
  std::atomic<bool> away_ = false;
  mutable std::mutex mutex_;
  Receiver receiver_;
};

}  // namespace verifier::desk
