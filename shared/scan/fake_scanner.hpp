// A scanner that gives the pages a test laid in. Thread-safe.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <variant>
#include <vector>

#include "scan/scan.hpp"

namespace scan {

class FakeScanner final : public Scanner {
 public:
  explicit FakeScanner(std::set<Source> sources = {Source::flatbed, Source::feeder})
      : sources_(std::move(sources)) {}

  // --- the script: what nextPage() meets, in this order
  void lay(base::Image page);
  void fault(base::Error error);        // once, in place of a page
  void refuseBegin(base::Error error);  // the next begin()
  void holdPages(bool hold);            // nextPage() waits, until released or stopped

  // --- what happened
  std::vector<Job> jobs() const;
  std::size_t left() const;  // pages and faults not yet met

  std::set<Source> sources() const override;
  base::Status begin(const Job& job) override;
  base::Result<std::optional<base::Image>> nextPage(const std::function<void(double)>& progress,
                                                    std::stop_token stop) override;

 private:
  base::Result<std::optional<base::Image>> next();

  const std::set<Source> sources_;
  mutable std::mutex guard_;
  std::condition_variable_any changed_;
  std::deque<std::variant<base::Image, base::Error>> script_;
  std::optional<base::Error> begin_refusal_;
  bool held_ = false;
  std::vector<Job> jobs_;
  bool begun_ = false;
  int pages_ = 0;  // of this job
};

}  // namespace scan
