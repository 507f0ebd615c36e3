#include "scan/fake_scanner.hpp"

namespace scan {

void FakeScanner::lay(base::Image page) {
  std::lock_guard hold(guard_);
  script_.emplace_back(std::move(page));
}

void FakeScanner::fault(base::Error error) {
  std::lock_guard hold(guard_);
  script_.emplace_back(std::move(error));
}

void FakeScanner::refuseBegin(base::Error error) {
  std::lock_guard hold(guard_);
  begin_refusal_ = std::move(error);
}

void FakeScanner::holdPages(bool hold) {
  {
    std::lock_guard lock(guard_);
    held_ = hold;
  }
  changed_.notify_all();
}

std::vector<Job> FakeScanner::jobs() const {
  std::lock_guard hold(guard_);
  return jobs_;
}

std::size_t FakeScanner::left() const {
  std::lock_guard hold(guard_);
  return script_.size();
}

std::set<Source> FakeScanner::sources() const { return sources_; }

base::Status FakeScanner::begin(const Job& job) {
  std::lock_guard hold(guard_);
  begun_ = false;
  if (begin_refusal_) {
    auto error = std::move(*begin_refusal_);
    begin_refusal_.reset();
    return base::fail(std::move(error));
  }
  if (!sources_.contains(job.source))
    return base::fail(job.source == Source::feeder ? "scanner_no_feeder" : "scanner_no_flatbed", "fake", "");
  jobs_.push_back(job);
  begun_ = true;
  pages_ = 0;
  return {};
}

base::Result<std::optional<base::Image>> FakeScanner::nextPage(const std::function<void(double)>& progress,
                                                               std::stop_token stop) {
  {
    std::unique_lock hold(guard_);
    changed_.wait(hold, stop, [this] { return !held_; });
  }
  std::unique_lock hold(guard_);
  auto page = stop.stop_requested() ? base::fail("scanner_cancelled", "fake", "stopped") : next();
  if (!page || !*page) begun_ = false;
  hold.unlock();
  if (page && *page && progress) progress(1);
  return page;
}

base::Result<std::optional<base::Image>> FakeScanner::next() {
  if (!begun_) return base::fail("scanner_invalid", "fake", "no job was begun");
  const bool feeder = jobs_.back().source == Source::feeder;
  if (pages_ > 0 && (!feeder || script_.empty())) return std::nullopt;
  if (script_.empty()) return base::fail("scanner_no_docs", "fake", "nothing was laid in");
  auto first = std::move(script_.front());
  script_.pop_front();
  if (auto* error = std::get_if<base::Error>(&first)) return base::fail(std::move(*error));
  ++pages_;
  auto page = std::move(std::get<base::Image>(first));
  if (page.dpi == 0) page.dpi = jobs_.back().dpi;
  return std::optional(std::move(page));
}

}  // namespace scan
