// A printer that does what a test told it. Thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "print/print.hpp"

namespace print {

class FakePrinter final : public Printer {
 public:
  struct Sent {
    Job job;
    base::Bytes pdf;
  };

  explicit FakePrinter(const base::Clock& clock) : clock_(clock) {}

  // --- the script, set before or between calls
  void setStatus(PrinterStatus status);
  void unplug(bool unplugged);       // every call: printer_unreachable
  void failSend(base::Error error);  // the next Send-Document, which leaves the job without a document
  void provePrinting(bool proves);   // false: as behind a CUPS queue
  void restart();                    // job ids from 1, up-time from 1, jobs forgotten
  // What observe() answers next about a job that has its document: state, reasons, impressions. The last one
  // stays. Identity is filled in.
  void then(JobState state, std::vector<std::string> reasons, int impressions);
  void printsAllAtOnce(int pages);  // then(completed, job-completed-successfully, pages)
  void swapJob(std::string uuid);   // observations answer under another job-uuid

  // --- what happened
  std::vector<Sent> sent() const;
  std::vector<JobRequest> opened() const;
  int cancelled() const;
  std::vector<std::string> withdrawn() const;

  bool provesPrinting() const override;
  base::Result<PrinterStatus> status() override;
  base::Result<Job> open(const JobRequest& request) override;
  base::Status send(const Job& job, base::BytesView pdf) override;
  base::Result<JobObservation> observe(const Job& job) override;
  base::Status cancel(const Job& job) override;
  base::Status withdraw(const std::string& name) override;

 private:
  struct Answer {
    JobState state = JobState::processing;
    std::vector<std::string> reasons{};
    int impressions = 0;
  };
  int upTime() const;
  Answer answerFor(const Job& job);

  const base::Clock& clock_;
  mutable std::mutex guard_;
  PrinterStatus status_;
  bool unplugged_ = false;
  bool proves_ = true;
  std::optional<base::Error> send_failure_;
  std::deque<Answer> answers_;
  std::optional<std::string> other_uuid_;
  std::vector<Sent> sent_;
  std::vector<JobRequest> opened_;
  std::vector<Job> jobs_;
  std::vector<std::string> cancelled_;  // job-uuids
  std::vector<std::string> withdrawn_;  // job-names
  int serial_number_ = 0;
  base::UnixSeconds started_ = clock_.now() - 1000;
};

}  // namespace print
