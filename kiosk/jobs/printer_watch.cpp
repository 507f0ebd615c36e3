#include "kiosk/jobs/printer_watch.hpp"

#include "base/log.hpp"

namespace kiosk {

PrinterWatch::PrinterWatch(std::unique_ptr<print::Printer> printer, Post post)
    : printer_(std::move(printer)), post_(std::move(post)), thread_([this] { run(); }) {}

PrinterWatch::~PrinterWatch() {
  {
    std::lock_guard hold(guard_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void PrinterWatch::every(std::chrono::milliseconds interval) {
  {
    std::lock_guard hold(guard_);
    if (interval == interval_) return;
    hurry_ |= interval < interval_;
    interval_ = interval;
  }
  changed_.notify_all();
}

void PrinterWatch::run() {
  std::unique_lock hold(guard_);
  while (!stop_) {
    hurry_ = false;
    hold.unlock();
    look();
    hold.lock();
    changed_.wait_for(hold, interval_, [this] { return stop_ || hurry_; });
  }
}

void PrinterWatch::look() {
  const auto status = printer_->status();
  PrinterCondition condition{.reachable = status.has_value()};
  if (status) {
    auto sorted = print::conditionOf(*status);
    condition.stopping = std::move(sorted.stopping);
    condition.warnings = std::move(sorted.warnings);
  }
  if (told_ == condition) return;
  base::log::info("printer: {}{}", condition.reachable ? "answers" : "doesn't answer",
                  condition.stopping.empty() ? "" : ", " + condition.stopping.front());
  told_ = condition;
  post_(event::PrinterChanged{std::move(condition)});
}

}  // namespace kiosk
