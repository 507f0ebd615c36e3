#include "verifier/jobs/link.hpp"

#include <random>

#include "base/log.hpp"
#include "verifier/facts/refresher.hpp"

namespace verifier::desk {

HallLink::HallLink(Sitting& sitting, const OpenHall& open_hall, std::function<void()> found)
    : sitting_(sitting), hall_(open_hall()), found_(std::move(found)) {}

void HallLink::begin() {
  thread_ = std::jthread([this](std::stop_token stop) { loop(std::move(stop)); });
}

void HallLink::end() { thread_ = {}; }

void HallLink::lost() {
  {
    const std::lock_guard lock(mutex_);
    lost_ = true;
  }
  changed_.notify_one();
}

void HallLink::loop(std::stop_token stop) {
  const auto& timeouts = sitting_.device.timeouts;
  const RefreshTimes times{timeouts.facts_refresh, timeouts.hall_retry};
  Refresher refresher(times, std::random_device()());
  while (!stop.stop_requested()) {
    const auto now = sitting_.clock.steady();
    if (meet())
      refresher.succeeded(now);
    else
      refresher.failed(now);
    std::unique_lock lock(mutex_);
    lost_ = false;
    const auto lost = [this] { return lost_; };
    if (!changed_.wait_for(lock, stop, refresher.next(sitting_.clock.steady()), lost)) continue;
    refresher.failed(sitting_.clock.steady());  // somebody just tried: sooner than planned, but not at once
    changed_.wait_for(lock, stop, refresher.next(sitting_.clock.steady()), [] { return false; });
  }
}

bool HallLink::meet() {
  auto self = hall_->deviceSelf();
  if (!self) {
    base::log::warn("the hall did not answer: {}", self.error().code);
    sitting_.lostHall();
    sitting_.sink(HallMet{Link::away, std::nullopt, sitting_.ages()});
    return false;
  }
  const auto fresh = refreshFacts(*hall_, sitting_.device);
  if (!fresh) base::log::warn("keys and status lists were not renewed: {}", fresh.error().code);
  sitting_.foundHall();
  sitting_.sink(HallMet{Link::connected, std::move(*self), sitting_.ages()});
  found_();
  return fresh && fresh->complete();
}

}  // namespace verifier::desk
