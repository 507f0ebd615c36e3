#include "kiosk/jobs/reporter.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/log.hpp"

namespace kiosk {

bool dropsReport(std::string_view code) {
  static constexpr std::array<std::string_view, 7> kJudged{"printout_",    "bad_",     "field_", "json_",
                                                           "idempotency_", "request_", "body_"};
  return std::ranges::any_of(kJudged, [&](auto beginning) { return code.starts_with(beginning); });
}

Reporter::Reporter(Ledger& ledger, const base::Clock& clock, std::unique_ptr<api::HallClient> hall,
                   ReporterLimits limits)
    : ledger_(ledger), clock_(clock), limits_(limits), hall_(std::move(hall)), thread_([this] { run(); }) {}

Reporter::~Reporter() {
  {
    std::lock_guard hold(guard_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Reporter::wake() {
  {
    std::lock_guard hold(guard_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Reporter::run() {
  std::unique_lock hold(guard_);
  while (!stop_ || woken_) {  // at the end once more what has just been written
    if (woken_ || changed_.wait_for(hold, untilDue()) == std::cv_status::timeout) {
      woken_ = false;
      hold.unlock();
      if (auto done = flush(*hall_); !done) base::log::warn("reports wait: {}", done.error().describe());
      hold.lock();
    }
  }
}

std::chrono::milliseconds Reporter::untilDue() const {
  const auto next = ledger_.nextReport();
  if (!next || !*next) return std::chrono::hours(1);  // wake() comes with the next report
  return std::chrono::seconds(
      std::clamp<base::UnixSeconds>((*next)->due_at - clock_.now(), 1, limits_.longest_wait.count()));
}

base::Status Reporter::flush(api::HallClient& hall) {
  std::lock_guard one(delivering_);
  base::Status all;
  std::set<std::int64_t> failed;
  while (true) {
    const auto next = ledger_.nextReport();
    if (!next) return base::fail(next.error());
    if (!*next || failed.contains((*next)->id)) return all;
    auto done = deliver(hall, **next);
    if (done) continue;
    if (done.error().code == "hall_unreachable") return done;
    failed.insert((*next)->id);
    all = std::move(done);
  }
}

base::Status Reporter::deliver(api::HallClient& hall, const Report& report) {
  auto answer = hall.reportPrintout(report.serial, report.event, report.idempotency_key);
  if (!answer && !dropsReport(answer.error().code)) {
    const auto wait =
        std::min(limits_.first_wait * (1 << std::min(report.attempts, 8)), limits_.longest_wait);
    (void)ledger_.postpone(report.id, clock_.now() + wait.count());
    return answer;
  }
  const auto name = domain::nameOf(report.event.state);
  if (answer) {
    base::log::info("told the hall that copy {} is {}", report.serial, name);
  } else {
    base::log::error("the hall refuses that copy {} is {}: {}", report.serial, name,
                     answer.error().describe());
  }
  return ledger_.delivered(report.id);
}

}  // namespace kiosk
