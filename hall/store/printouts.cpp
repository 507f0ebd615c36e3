#include "hall/store/printouts.hpp"

#include <fmt/format.h>

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

constexpr const char* kColumns =
    "serial, case_id, state, status_list, status_index, digest, holder, pages, pdf_sha256, sealed_at, "
    "expires_at, device, "
    "requested_by";

constexpr const char* kEventSeries = "printout_event";
constexpr const char* kEntrySeries = "status_entry";

domain::PrintoutState stateNamed(const std::string& name) {
  if (const auto state = domain::printoutStateNamed(name)) return *state;
  throw soci::soci_error("a printout has the unknown state " + name);
}

std::vector<PrintoutRow> select(Connection& connection, const char* condition, const std::string& value) {
  std::vector<PrintoutRow> out;
  PrintoutRow row;
  std::string state;
  soci::statement statement =
      (connection.sql.prepare << fmt::format("SELECT {} FROM printouts WHERE {} = :v ORDER BY seq", kColumns,
                                             condition),
       soci::use(value), soci::into(row.serial), soci::into(row.case_id), soci::into(state),
       soci::into(row.status_list), soci::into(row.status_index), soci::into(row.digest),
       soci::into(row.holder), soci::into(row.pages), soci::into(row.pdf_sha256), soci::into(row.sealed_at),
       soci::into(row.expires_at), soci::into(row.device), soci::into(row.requested_by));
  statement.execute();
  while (statement.fetch()) {
    row.state = stateNamed(state);
    out.push_back(row);
  }
  return out;
}

}  // namespace

std::pair<std::int64_t, std::int64_t> nextStatusEntry(Connection& connection, std::int64_t entries_a_list) {
  const auto number = nextNumber(connection, kEntrySeries) - 1;
  return {number / entries_a_list, number % entries_a_list};
}

std::int64_t statusEntriesGiven(Connection& connection) { return lastNumber(connection, kEntrySeries); }

void insertPrintout(Connection& connection, const PrintoutRow& row, base::BytesView pdf,
                    const std::string& content) {
  const std::string state(domain::nameOf(row.state));
  const std::int64_t seq = nextNumber(connection, "printout");
  soci::blob blob(connection.sql);
  blob.write(0, reinterpret_cast<const char*>(pdf.data()), pdf.size());
  connection.sql
      << "INSERT INTO printouts (serial, seq, case_id, state, status_list, status_index, digest, "
         "holder, pages, "
         "pdf, pdf_sha256, sealed_at, expires_at, device, requested_by, content) VALUES (:se, :sq, :ca, "
         ":st, :sl, :si, "
         ":di, :ho, :pa, :pdf, :sha, :at, :ex, :de, :re, :co)",
      soci::use(row.serial), soci::use(seq), soci::use(row.case_id), soci::use(state),
      soci::use(row.status_list), soci::use(row.status_index), soci::use(row.digest), soci::use(row.holder),
      soci::use(row.pages), soci::use(blob), soci::use(row.pdf_sha256), soci::use(row.sealed_at),
      soci::use(row.expires_at), soci::use(row.device), soci::use(row.requested_by), soci::use(content);
}

std::optional<PrintoutRow> printoutWithSerial(Connection& connection, const std::string& serial) {
  auto rows = select(connection, "serial", serial);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<PrintoutRow> printoutsOf(Connection& connection, const std::string& case_id) {
  return select(connection, "case_id", case_id);
}

base::Bytes pdfOf(Connection& connection, const std::string& serial) {
  soci::blob blob(connection.sql);
  connection.sql << "SELECT pdf FROM printouts WHERE serial = :s", soci::use(serial), soci::into(blob);
  base::Bytes out(connection.sql.got_data() ? blob.get_len() : 0);
  if (!out.empty()) blob.read(0, reinterpret_cast<char*>(out.data()), out.size());
  return out;
}

void recordEvent(Connection& connection, const std::string& serial, const EventRow& event) {
  nextNumber(connection, kEventSeries);
  const std::string state(domain::nameOf(event.state));
  connection.sql << "UPDATE printouts SET state = :st WHERE serial = :se", soci::use(state),
      soci::use(serial);
  connection.sql
      << "INSERT INTO printout_events (serial, position, state, device_at, recorded_at, reporter, job_uuid, "
         "impressions, detail) SELECT :se, COALESCE(MAX(position), 0) + 1, :st, :da, :ra, :re, :ju, :im, :de "
         "FROM printout_events WHERE serial = :se2",
      soci::use(serial), soci::use(state), soci::use(event.device_at), soci::use(event.recorded_at),
      soci::use(event.reporter), soci::use(event.job_uuid), soci::use(event.impressions),
      soci::use(event.detail), soci::use(serial);
}

std::vector<EventRow> eventsOf(Connection& connection, const std::string& serial) {
  std::vector<EventRow> out;
  EventRow row;
  std::string state;
  soci::statement statement =
      (connection.sql.prepare
           << "SELECT state, device_at, recorded_at, reporter, job_uuid, impressions, detail FROM "
              "printout_events WHERE serial = :s ORDER BY position",
       soci::use(serial), soci::into(state), soci::into(row.device_at), soci::into(row.recorded_at),
       soci::into(row.reporter), soci::into(row.job_uuid), soci::into(row.impressions),
       soci::into(row.detail));
  statement.execute();
  while (statement.fetch()) {
    row.state = stateNamed(state);
    out.push_back(row);
  }
  return out;
}

std::string contentOf(Connection& connection, const std::string& serial) {
  std::string content;
  connection.sql << "SELECT content FROM printouts WHERE serial = :s", soci::use(serial), soci::into(content);
  return content;
}

StatusEntries statusEntries(Connection& connection, std::int64_t list) {
  StatusEntries out;
  connection.sql << "SELECT COALESCE(MAX(status_index), -1) + 1 FROM printouts WHERE status_list = :l",
      soci::use(list), soci::into(out.used);
  std::int64_t index = 0;
  soci::statement statement =
      (connection.sql.prepare << "SELECT status_index FROM printouts WHERE status_list = :l AND "
                                 "state IN ('void', 'failed', 'abandoned')",
       soci::use(list), soci::into(index));
  statement.execute();
  while (statement.fetch()) out.void_entries.push_back(index);
  return out;
}

std::int64_t eventsRecorded(Connection& connection) { return lastNumber(connection, kEventSeries); }

}  // namespace hall::store
