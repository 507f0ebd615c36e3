// The print ledger: what this kiosk was about to do with each copy, written to disk before it did it.
// Serials, states, job identities and counts only: no names, no accounts, no documents. One SQLite file,
// synchronous=FULL, so that what a call returned from survives a power cut. The outbox of reports to the hall
// lives in the same file: a state and its report are one transaction. Any thread. Codes: "ledger_unreadable",
// "ledger_newer", "ledger_unwritable", "ledger_busy", "ledger_wrong_state".
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/printout.hpp"
#include "hall_api/types.hpp"
#include "print/print.hpp"

namespace kiosk {

struct Copy {
  std::string request_key;  // the Idempotency-Key it was asked for with
  std::string serial;       // empty while only requested
  int pages = 0;
  domain::PrintoutState state = domain::PrintoutState::requested;
  print::Job job;            // once sent
  bool handed_over = false;  // sent, and nothing will prove what became of it
};

struct Report {  // waits in the outbox
  std::int64_t id = 0;
  std::string serial;
  api::PrintoutEvent event;
  std::string idempotency_key;
  int attempts = 0;
  base::UnixSeconds due_at = 0;
};

class Ledger {
 public:
  // Makes the file where there is none. written: called after every committed transition; for tests that cut
  // the power.
  static base::Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file,
                                                    const base::Clock& clock,
                                                    std::function<void()> written = {});
  ~Ledger();

  // --- the life of a copy (domain::mayFollow); each returns once the state is on disk
  base::Status requested(const std::string& request_key);  // again with the same key: nothing new
  base::Status refused(const std::string& request_key);    // the hall sealed nothing
  base::Status sealed(const std::string& request_key, const std::string& serial, int pages);
  base::Status abandoned(const std::string& serial, const std::string& reason);  // and void
  base::Status sent(const std::string& serial, const print::Job& job);
  base::Status handedOver(const std::string& serial);  // to a printer that proves nothing: ends at sent
  base::Status printed(const std::string& serial, int impressions, const std::string& reason);
  base::Status failed(const std::string& serial, int impressions, const std::string& reason);  // and void
  base::Status unknown(const std::string& serial, int impressions, const std::string& reason);
  // A person on an unknown copy, or on one handed over, which becomes unknown by it: printed, or void.
  base::Status decided(const std::string& serial, bool complete);
  base::Status collected(const std::string& serial);  // one handed over: decided as complete, too

  base::Result<std::vector<Copy>> unfinished() const;  // requested, sealed, or sent and not handed over
  base::Result<std::vector<Copy>> undecided() const;   // unknown
  base::Result<std::optional<Copy>> find(const std::string& serial) const;

  // --- the outbox: of each copy the oldest report, the one that is due first
  base::Result<std::optional<Report>> nextReport() const;
  base::Status delivered(std::int64_t report);
  base::Status postpone(std::int64_t report, base::UnixSeconds due_at);  // counts an attempt

 private:
  class Database;
  explicit Ledger(std::unique_ptr<Database> database, const base::Clock& clock,
                  std::function<void()> written);
  base::Status move(const std::string& serial, const std::vector<api::PrintoutEvent>& events, bool closed);

  const base::Clock& clock_;
  std::function<void()> written_;
  mutable std::mutex guard_;
  std::unique_ptr<Database> database_;
};

}  // namespace kiosk
