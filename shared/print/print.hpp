// A printer as a kiosk needs it: say how you are, take one PDF, tell how far you got. RFC 8011 (IPP/1.1 Model
// and Semantics); every field names the attribute it holds. Blocking calls with time-outs, for worker
// threads; one thread at a time per object. Codes: "printer_unreachable", "printer_refused" (cause: IPP
// status), "printer_bad_uri".
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace print {

enum class PrinterState { idle = 3, processing = 4, stopped = 5 };  // printer-state, section 5.4.11

struct PrinterStatus {
  PrinterState state = PrinterState::idle;
  std::vector<std::string> state_reasons;  // printer-state-reasons, section 5.4.12, as sent, without "none"
  int up_time_s = 0;                       // printer-up-time, section 5.4.29
  bool accepting_jobs = true;              // printer-is-accepting-jobs, section 5.4.23
  std::vector<std::string> media_ready;    // media-ready, section 5.2.11; empty where the printer doesn't say
  bool takes_pdf = true;                   // document-format-supported, section 5.4.22, names application/pdf
};

enum class JobState {  // job-state, section 5.3.7
  pending = 3,
  pending_held = 4,
  processing = 5,
  processing_stopped = 6,
  canceled = 7,
  aborted = 8,
  completed = 9,
};
std::string_view nameOf(JobState state);

// A job the printer has opened for us. It holds no document yet, so nothing can be on paper.
struct Job {
  int id = 0;        // job-id, section 5.3.2; starts at 1 again when the printer restarts
  std::string uuid;  // job-uuid, PWG 5100.13 section 6.2.1; the printer's choice, unique for all time
  int printer_up_time_s = 0;  // job-printer-up-time, section 5.3.14.4, when it was opened
  base::UnixSeconds at = 0;   // our clock at that moment
};

struct JobObservation {  // one Get-Job-Attributes answer
  Job job;               // who answered under that job-id, and when
  JobState state = JobState::pending;
  std::vector<std::string> state_reasons;  // job-state-reasons, section 5.3.8, without "none"
  int impressions_completed = 0;           // job-impressions-completed, section 5.3.18.2
};

enum class Outcome { printing, printed, failed, unknown };
std::string_view nameOf(Outcome outcome);

// What may be claimed about a job of `pages` pages. printed: completed, job-completed-successfully,
// impressions equal to pages, the same job-uuid, and a printer that has not restarted. failed: the printer
// itself gave the job up before the last page. Everything else that ended, or that answers for another job,
// is unknown.
Outcome outcomeOf(const Job& sent, int pages, const JobObservation& seen);

struct JobRequest {
  std::string name;   // job-name: the copy's serial, never a person's name
  std::string media;  // media, section 5.2.11: "iso_a4_210x297mm"
};

class Printer {
 public:
  virtual ~Printer() = default;
  // Whether observe() can prove that paper came out. False behind a CUPS queue: its counts aren't the
  // printer's.
  virtual bool provesPrinting() const = 0;
  virtual base::Result<PrinterStatus> status() = 0;               // Get-Printer-Attributes
  virtual base::Result<Job> open(const JobRequest& request) = 0;  // Create-Job
  virtual base::Status send(const Job& job,
                            base::BytesView pdf) = 0;  // Send-Document, last-document; never repeated
  virtual base::Result<JobObservation> observe(const Job& job) = 0;  // Get-Job-Attributes; "printer_lost_job"
  virtual base::Status cancel(const Job& job) = 0;                   // Cancel-Job
  // Cancels whatever is open under this job-name (Get-Jobs, Cancel-Job); nothing there is fine. For a copy
  // whose job may have been opened by a program that ended before it could write the job's number down.
  virtual base::Status withdraw(const std::string& name) = 0;
};

struct PrinterLimits {
  std::chrono::milliseconds connect_timeout{3000};  // a printer on the same desk answers at once or is off
  std::chrono::milliseconds answer_timeout{10000};  // waking from sleep takes seconds
};

// ipp://host[:port]/path and ipps://… go straight to the printer; cups:<queue> through the local CUPS, for a
// printer that speaks no IPP: its copies end at sent, and no count is claimed.
base::Result<std::unique_ptr<Printer>> openPrinter(const std::string& uri, const base::Clock& clock,
                                                   const PrinterLimits& limits = {});

// --- printer-state-reasons, sorted for people

// Reasons as IPP keywords without their "-report", "-warning" or "-error" suffix, synonyms joined (door-open
// is cover-open), each once. Text "printer.reason.<keyword>" where one exists, else "printer.reason.other".
// Besides IPP's own keywords: "stopped" and "not-accepting-jobs" when the printer gives no reason, "no-pdf"
// when it can't take our pages.
struct Condition {
  std::vector<std::string> stopping;  // nothing comes out until somebody mends it
  std::vector<std::string> warnings;  // goes on for now
  bool operator==(const Condition&) const = default;
};
// A reason without suffix is sorted by what it means, as section 5.4.12 leaves the severity to the reader
// then; so are all reasons of a stopped printer, and jams and open covers always.
Condition conditionOf(const PrinterStatus& status);
const std::vector<std::string>& knownReasons();  // every keyword that has a text of its own

}  // namespace print
