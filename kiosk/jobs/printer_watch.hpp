// Asks the printer how it is, closely while somebody is there, seldom otherwise, and tells when that has
// changed. Owns a thread and a connection of its own, so that a slow answer delays no copy.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "kiosk/jobs/printing.hpp"
#include "print/print.hpp"

namespace kiosk {

class PrinterWatch {
 public:
  PrinterWatch(std::unique_ptr<print::Printer> printer, Post post);
  ~PrinterWatch();

  void every(std::chrono::milliseconds interval);  // any thread; asks at once when the interval gets shorter

 private:
  void run();
  void look();

  std::unique_ptr<print::Printer> printer_;
  Post post_;
  std::optional<PrinterCondition> told_;
  std::mutex guard_;
  std::condition_variable changed_;
  std::chrono::milliseconds interval_{30'000};
  bool hurry_ = true;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace kiosk
