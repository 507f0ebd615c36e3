#include "kiosk/jobs/worker.hpp"

#include <algorithm>

namespace kiosk {

void Worker::post(Errand errand, unsigned tag) {
  {
    std::lock_guard hold(guard_);
    if (stop_) return;
    errands_.push_back({tag, std::move(errand)});
  }
  changed_.notify_one();
}

void Worker::forget(unsigned tag) {
  std::lock_guard hold(guard_);
  std::erase_if(errands_, [&](const Tagged& tagged) { return tagged.tag == tag; });
}

void Worker::finish() {
  {
    std::lock_guard hold(guard_);
    last_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Worker::stop() {
  {
    std::lock_guard hold(guard_);
    stop_ = true;
    errands_.clear();
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

Worker::Errand Worker::next() {
  const auto due = round_.due ? round_.due() : std::nullopt;
  std::unique_lock hold(guard_);
  const auto something = [&] { return stop_ || last_ || !errands_.empty(); };
  if (due) {
    if (!changed_.wait_until(hold, *due, something)) return round_.go;
  } else {
    changed_.wait(hold, something);
  }
  if (stop_ || errands_.empty()) return {};
  auto errand = std::move(errands_.front().errand);
  errands_.pop_front();
  return errand;
}

void Worker::run() {
  while (auto errand = next()) errand();
}

}  // namespace kiosk
