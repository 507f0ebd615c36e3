// Printed copies and what happened to them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "hall/store/database.hpp"
#include "hall_api/types.hpp"

namespace hall::store {

struct PrintoutRow {
  std::string serial;  // 16 hex digits
  std::string case_id;
  domain::PrintoutState state = domain::PrintoutState::sealed;
  std::int64_t status_list = 0;  // its own entry in the status lists
  std::int64_t status_index = 0;
  std::string digest;  // of its content, hex, as in the seal
  std::string holder;  // masked, as in the seal
  int pages = 0;
  std::string pdf_sha256;  // hex
  base::UnixSeconds sealed_at = 0;
  base::UnixSeconds expires_at = 0;  // 0: never
  std::string device;                // the kiosk that asked for it
  std::string requested_by;          // account
};

struct EventRow {
  domain::PrintoutState state = domain::PrintoutState::sealed;
  base::UnixSeconds device_at = 0;    // by the device's clock
  base::UnixSeconds recorded_at = 0;  // by the hall's
  std::string reporter;               // device or account
  std::string job_uuid;
  int impressions = 0;
  std::string detail;
};

// The next free entry: list and index. Never given twice, whether or not the copy comes to be.
std::pair<std::int64_t, std::int64_t> nextStatusEntry(Connection& connection, std::int64_t entries_a_list);
std::int64_t statusEntriesGiven(Connection& connection);  // so far, in all lists

// content: where everything stands on its pages, as JSON.
void insertPrintout(Connection& connection, const PrintoutRow& row, base::BytesView pdf,
                    const std::string& content);
std::optional<PrintoutRow> printoutWithSerial(Connection& connection, const std::string& serial);
std::vector<PrintoutRow> printoutsOf(Connection& connection, const std::string& case_id);  // oldest first
base::Bytes pdfOf(Connection& connection, const std::string& serial);
std::string contentOf(Connection& connection, const std::string& serial);  // empty: sealed before it was kept
// Sets the state and records the event that led there.
void recordEvent(Connection& connection, const std::string& serial, const EventRow& event);
std::vector<EventRow> eventsOf(Connection& connection, const std::string& serial);  // oldest first

struct StatusEntries {
  std::int64_t used = 0;                   // entries 0 .. used-1 have been given to copies
  std::vector<std::int64_t> void_entries;  // copies that failed, were abandoned or voided
};
StatusEntries statusEntries(Connection& connection, std::int64_t list);
// Grows with every event of any copy, whichever program recorded it.
std::int64_t eventsRecorded(Connection& connection);

}  // namespace hall::store
