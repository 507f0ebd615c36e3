#include "print/fake_printer.hpp"

#include <algorithm>

namespace print {
namespace {

tl::unexpected<base::Error> unreachable() {
  return base::fail("printer_unreachable", "fake", "the printer is unplugged");
}

}  // namespace

void FakePrinter::setStatus(PrinterStatus status) {
  std::lock_guard hold(guard_);
  status_ = std::move(status);
}

void FakePrinter::unplug(bool unplugged) {
  std::lock_guard hold(guard_);
  unplugged_ = unplugged;
}

void FakePrinter::failSend(base::Error error) {
  std::lock_guard hold(guard_);
  send_failure_ = std::move(error);
}

void FakePrinter::provePrinting(bool proves) {
  std::lock_guard hold(guard_);
  proves_ = proves;
}

void FakePrinter::restart() {
  std::lock_guard hold(guard_);
  jobs_.clear();
  started_ = clock_.now() - 1;
}

void FakePrinter::then(JobState state, std::vector<std::string> reasons, int impressions) {
  std::lock_guard hold(guard_);
  answers_.push_back({state, std::move(reasons), impressions});
}

void FakePrinter::printsAllAtOnce(int pages) {
  then(JobState::completed, {"job-completed-successfully"}, pages);
}

void FakePrinter::swapJob(std::string uuid) {
  std::lock_guard hold(guard_);
  other_uuid_ = std::move(uuid);
}

std::vector<FakePrinter::Sent> FakePrinter::sent() const {
  std::lock_guard hold(guard_);
  return sent_;
}

std::vector<JobRequest> FakePrinter::opened() const {
  std::lock_guard hold(guard_);
  return opened_;
}

int FakePrinter::cancelled() const {
  std::lock_guard hold(guard_);
  return static_cast<int>(cancelled_.size());
}

std::vector<std::string> FakePrinter::withdrawn() const {
  std::lock_guard hold(guard_);
  return withdrawn_;
}

bool FakePrinter::provesPrinting() const {
  std::lock_guard hold(guard_);
  return proves_;
}

int FakePrinter::upTime() const { return static_cast<int>(clock_.now() - started_); }

base::Result<PrinterStatus> FakePrinter::status() {
  std::lock_guard hold(guard_);
  if (unplugged_) return unreachable();
  auto out = status_;
  out.up_time_s = upTime();
  return out;
}

base::Result<Job> FakePrinter::open(const JobRequest& request) {
  std::lock_guard hold(guard_);
  if (unplugged_) return unreachable();
  opened_.push_back(request);
  jobs_.push_back({static_cast<int>(jobs_.size()) + 1, "urn:uuid:fake-" + std::to_string(++serial_number_),
                   upTime(), clock_.now()});
  return jobs_.back();
}

base::Status FakePrinter::send(const Job& job, base::BytesView pdf) {
  std::lock_guard hold(guard_);
  if (unplugged_) return unreachable();
  if (!send_failure_) {
    sent_.push_back({job, base::Bytes(pdf.begin(), pdf.end())});
    return {};
  }
  auto failure = std::move(*send_failure_);
  send_failure_.reset();
  return base::fail(std::move(failure));
}

FakePrinter::Answer FakePrinter::answerFor(const Job& job) {
  const bool has_document =
      std::ranges::any_of(sent_, [&](const Sent& sent) { return sent.job.uuid == job.uuid; });
  if (!has_document && std::ranges::find(cancelled_, job.uuid) != cancelled_.end())
    return {JobState::canceled, {"job-canceled-by-user"}, 0};
  if (!has_document) return {JobState::pending_held, {"job-data-insufficient"}, 0};
  Answer answer;
  if (!answers_.empty()) answer = answers_.front();
  if (answers_.size() > 1) answers_.pop_front();
  return answer;
}

base::Result<JobObservation> FakePrinter::observe(const Job& job) {
  std::lock_guard hold(guard_);
  if (unplugged_) return unreachable();
  const auto known = std::ranges::find(jobs_, job.id, &Job::id);
  if (known == jobs_.end()) return base::fail("printer_lost_job", "fake", "client-error-not-found");
  const auto answer = answerFor(job);
  return JobObservation{{job.id, other_uuid_.value_or(known->uuid), upTime(), clock_.now()},
                        answer.state,
                        answer.reasons,
                        answer.impressions};
}

base::Status FakePrinter::withdraw(const std::string& name) {
  std::lock_guard hold(guard_);
  if (unplugged_) return unreachable();
  withdrawn_.push_back(name);
  return {};
}

base::Status FakePrinter::cancel(const Job& job) {
  std::lock_guard hold(guard_);
  if (unplugged_) return unreachable();
  cancelled_.push_back(job.uuid);
  return {};
}

}  // namespace print
