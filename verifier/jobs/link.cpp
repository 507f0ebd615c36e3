#include "verifier/jobs/link.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace verifier::desk {
namespace {

using std::chrono::seconds;
constexpr seconds kLongestRetry{300};

}  // namespace

HallLink::HallLink(Sitting& sitting, const OpenHall& open_hall, std::function<void()> found)
    : sitting_(sitting), found_(std::move(found)) {
  thread_ = std::jthread([this, hall = std::shared_ptr<api::HallClient>(open_hall())](std::stop_token stop) {
    loop(*hall, stop);
  });
}

HallLink::~HallLink() = default;

void HallLink::lost() {
  {
    const std::lock_guard lock(mutex_);
    lost_ = true;
  }
  changed_.notify_one();
}

void HallLink::loop(api::HallClient& hall, std::stop_token stop) {
  const auto& timeouts = sitting_.device.timeouts;
  auto retry = timeouts.hall_retry;
  while (!stop.stop_requested()) {
    const bool met = meet(hall);
    retry = met ? timeouts.hall_retry : std::min(2 * retry, kLongestRetry);
    std::unique_lock lock(mutex_);
    lost_ = false;
    // Somebody who lost the hall makes the next try come sooner, not at once: it was just tried.
    const bool lost = met && changed_.wait_for(lock, stop, timeouts.facts_refresh, [this] { return lost_; });
    if (!met || lost) changed_.wait_for(lock, stop, retry, [] { return false; });
  }
}

bool HallLink::meet(api::HallClient& hall) {
  auto self = hall.deviceSelf();
  if (!self) {
    base::log::warn("the hall did not answer: {}", self.error().code);
    sitting_.lostHall();
    sitting_.sink(HallMet{Link::away, std::nullopt, sitting_.ages()});
    return false;
  }
  if (const auto fresh = refreshFacts(hall, sitting_.device); !fresh)
    base::log::warn("keys and status lists were not renewed: {}", fresh.error().code);
  sitting_.foundHall();
  sitting_.sink(HallMet{Link::connected, std::move(*self), sitting_.ages()});
  found_();
  return true;
}

}  // namespace verifier::desk
