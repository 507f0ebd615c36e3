// Brings the outbox to the hall: each copy's reports in order, each once as far as the hall is concerned (its
// Idempotency-Key stays the same), again and again until the hall has it. Owns a thread and a client of the
// hall.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include "base/clock.hpp"
#include "hall_api/client.hpp"
#include "kiosk/jobs/ledger.hpp"

namespace kiosk {

struct ReporterLimits {
  std::chrono::seconds first_wait{5};     // a switch rebooting is back in seconds
  std::chrono::seconds longest_wait{60};  // a void should reach the hall within a minute of the network
};

// Whether the hall, by this code, has read a report and will never take it: it is dropped, and logged. Any
// other code may pass (nobody answers, the device is not known yet, the hall's disk is full): it is tried
// again.
bool dropsReport(std::string_view code);

class Reporter {
 public:
  Reporter(Ledger& ledger, const base::Clock& clock, std::unique_ptr<api::HallClient> hall,
           ReporterLimits limits = {});
  ~Reporter();  // stops; what waits stays in the ledger

  void wake();  // something new, or the hall answers again: try at once. Any thread
  // Everything that waits, now, with the caller's client. A hall that is away ends it at once; a report that
  // the hall fails at lets other copies' reports go first, and is the answer in the end.
  base::Status flush(api::HallClient& hall);

 private:
  void run();
  std::chrono::milliseconds untilDue() const;
  base::Status deliver(api::HallClient& hall, const Report& report);

  Ledger& ledger_;
  const base::Clock& clock_;
  const ReporterLimits limits_;
  std::unique_ptr<api::HallClient> hall_;
  std::mutex delivering_;  // one report is under way at a time
  std::mutex guard_;
  std::condition_variable changed_;
  bool woken_ = true;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace kiosk
