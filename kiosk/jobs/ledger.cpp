#include "kiosk/jobs/ledger.hpp"

#include <array>
#include <utility>

#include "base/crypto.hpp"
#include "sqlite/database.hpp"

namespace kiosk {
namespace {

using domain::PrintoutState;
using sqlite::number;
using sqlite::Row;
using sqlite::text;
using sqlite::Value;
using Numbers = std::int64_t;

constexpr Numbers kSchema = 1;
constexpr std::array<std::string_view, 2> kTables{
    "CREATE TABLE copies(request_key TEXT PRIMARY KEY, serial TEXT UNIQUE, pages INTEGER NOT NULL DEFAULT 0,"
    " state TEXT NOT NULL, closed INTEGER NOT NULL DEFAULT 0, job_id INTEGER NOT NULL DEFAULT 0,"
    " job_uuid TEXT NOT NULL DEFAULT '', job_up_time_s INTEGER NOT NULL DEFAULT 0,"
    " job_at INTEGER NOT NULL DEFAULT 0, impressions INTEGER NOT NULL DEFAULT 0,"
    " changed_at INTEGER NOT NULL) STRICT",
    "CREATE TABLE reports(id INTEGER PRIMARY KEY AUTOINCREMENT, serial TEXT NOT NULL, state TEXT NOT NULL,"
    " at INTEGER NOT NULL, job_uuid TEXT NOT NULL, impressions INTEGER NOT NULL, detail TEXT NOT NULL,"
    " idempotency_key TEXT NOT NULL UNIQUE, attempts INTEGER NOT NULL DEFAULT 0,"
    " due_at INTEGER NOT NULL DEFAULT 0) STRICT",
};
constexpr const char* kCopyColumns =
    "SELECT request_key, coalesce(serial, ''), pages, state, job_id, job_uuid, job_up_time_s, job_at, "
    "state = 'sent' AND closed FROM copies ";

std::string name(PrintoutState state) { return std::string(domain::nameOf(state)); }

PrintoutState stateIn(const Row& row, std::size_t at) {
  return domain::printoutStateNamed(text(row, at)).value_or(PrintoutState::unknown);
}

Copy copyIn(const Row& row) {
  return {text(row, 0),
          text(row, 1),
          static_cast<int>(number(row, 2)),
          stateIn(row, 3),
          {static_cast<int>(number(row, 4)), text(row, 5), static_cast<int>(number(row, 6)), number(row, 7)},
          number(row, 8) != 0};
}

Report reportIn(const Row& row) {
  Report out;
  out.id = number(row, 0);
  out.serial = text(row, 1);
  out.event = {stateIn(row, 2), number(row, 3), text(row, 4), static_cast<int>(number(row, 5)), text(row, 6)};
  out.idempotency_key = text(row, 7);
  out.attempts = static_cast<int>(number(row, 8));
  out.due_at = number(row, 9);
  return out;
}

}  // namespace

class Ledger::Database : public sqlite::Database {
 public:
  explicit Database(sqlite::Database&& sql) : sqlite::Database(std::move(sql)) {}

  base::Result<std::vector<Copy>> copies(const std::string& where, const std::vector<Value>& values = {}) {
    auto rows = query(kCopyColumns + where, values);
    if (!rows) return base::fail(rows.error());
    std::vector<Copy> out;
    for (const auto& row : *rows) out.push_back(copyIn(row));
    return out;
  }

  base::Status report(const std::string& serial, const api::PrintoutEvent& event) {
    return run(
        "INSERT INTO reports(serial, state, at, job_uuid, impressions, detail, idempotency_key)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)",
        {serial, name(event.state), event.at, event.job_uuid, Numbers{event.impressions}, event.detail,
         base::randomUuid()});
  }

  base::Status advance(const std::string& serial, const api::PrintoutEvent& event, bool closed) {
    auto found = copies("WHERE serial = ?", {serial});
    if (!found) return base::fail(found.error());
    const bool allowed = found->size() == 1 && domain::mayFollow(found->front().state, event.state);
    if (!allowed) {
      const auto from = found->empty() ? "no such copy" : name(found->front().state);
      return base::fail("ledger_wrong_state", serial, from + " can't become " + name(event.state));
    }
    auto told = event;
    told.job_uuid = found->front().job.uuid;
    auto done =
        run("UPDATE copies SET state = ?, closed = ?, impressions = ?, changed_at = ? WHERE serial = ?",
            {name(event.state), Numbers{closed}, Numbers{event.impressions}, event.at, serial});
    return done ? report(serial, told) : done;
  }
};

Ledger::Ledger(std::unique_ptr<Database> database, const base::Clock& clock, std::function<void()> written)
    : clock_(clock), written_(std::move(written)), database_(std::move(database)) {}

Ledger::~Ledger() = default;

base::Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file,
                                                   const base::Clock& clock, std::function<void()> written) {
  auto sql = sqlite::Database::open(file, "ledger");
  if (!sql) return base::fail(sql.error());
  if (auto ready = sql->prepare(kSchema, {kTables.begin(), kTables.end()}); !ready)
    return base::fail(ready.error());
  auto database = std::make_unique<Database>(std::move(*sql));
  return std::unique_ptr<Ledger>(new Ledger(std::move(database), clock, std::move(written)));
}

base::Status Ledger::move(const std::string& serial, const std::vector<api::PrintoutEvent>& events,
                          bool closed) {
  {
    std::lock_guard hold(guard_);
    auto done = database_->inTransaction([&]() -> base::Status {
      for (auto event : events) {
        event.at = clock_.now();
        if (auto step = database_->advance(serial, event, closed); !step) return step;
      }
      return {};
    });
    if (!done) return done;
  }
  if (written_) written_();
  return {};
}

base::Status Ledger::requested(const std::string& request_key) {
  {
    std::lock_guard hold(guard_);
    auto done = database_->run(
        "INSERT OR IGNORE INTO copies(request_key, state, changed_at) VALUES(?, 'requested', ?)",
        {request_key, clock_.now()});
    if (!done) return done;
  }
  if (written_) written_();
  return {};
}

base::Status Ledger::refused(const std::string& request_key) {
  std::lock_guard hold(guard_);
  return database_->run(
      "UPDATE copies SET state = 'abandoned', closed = 1, changed_at = ? WHERE request_key = ? AND state = "
      "'requested'",
      {clock_.now(), request_key});
}

base::Status Ledger::sealed(const std::string& request_key, const std::string& serial, int pages) {
  {
    std::lock_guard hold(guard_);
    auto done = database_->run(
        "UPDATE copies SET serial = ?, pages = ?, state = 'sealed', changed_at = ?"
        " WHERE request_key = ? AND state = 'requested'",
        {serial, Numbers{pages}, clock_.now(), request_key});
    if (!done) return done;
    // The hall gives the same copy for the same key; one that has gone further is not taken up again.
    if (database_->changes() != 1)
      return base::fail("ledger_wrong_state", serial, "this request already led to a copy");
  }
  if (written_) written_();
  return {};
}

base::Status Ledger::abandoned(const std::string& serial, const std::string& reason) {
  return move(serial,
              {{.state = PrintoutState::abandoned, .detail = reason},
               {.state = PrintoutState::voided, .detail = reason}},
              true);
}

base::Status Ledger::sent(const std::string& serial, const print::Job& job) {
  {
    std::lock_guard hold(guard_);
    auto done = database_->inTransaction([&]() -> base::Status {
      auto kept = database_->run(
          "UPDATE copies SET job_id = ?, job_uuid = ?, job_up_time_s = ?, job_at = ? WHERE serial = ?",
          {Numbers{job.id}, job.uuid, Numbers{job.printer_up_time_s}, job.at, serial});
      if (!kept) return kept;
      return database_->advance(serial, {.state = PrintoutState::sent, .at = clock_.now()}, false);
    });
    if (!done) return done;
  }
  if (written_) written_();
  return {};
}

base::Status Ledger::handedOver(const std::string& serial) {
  {
    std::lock_guard hold(guard_);
    auto done = database_->run("UPDATE copies SET closed = 1 WHERE serial = ? AND state = 'sent'", {serial});
    if (!done) return done;
  }
  if (written_) written_();
  return {};
}

base::Status Ledger::printed(const std::string& serial, int impressions, const std::string& reason) {
  return move(serial, {{.state = PrintoutState::printed, .impressions = impressions, .detail = reason}},
              true);
}

base::Status Ledger::failed(const std::string& serial, int impressions, const std::string& reason) {
  return move(serial,
              {{.state = PrintoutState::failed, .impressions = impressions, .detail = reason},
               {.state = PrintoutState::voided, .impressions = impressions, .detail = reason}},
              true);
}

base::Status Ledger::unknown(const std::string& serial, int impressions, const std::string& reason) {
  return move(serial, {{.state = PrintoutState::unknown, .impressions = impressions, .detail = reason}},
              false);
}

base::Status Ledger::decided(const std::string& serial, bool complete) {
  const auto copy = find(serial);
  if (!copy) return base::fail(copy.error());
  if (!*copy || ((*copy)->state != PrintoutState::unknown && !(*copy)->handed_over))
    return base::fail("ledger_wrong_state", serial, "nobody has to decide about this copy");
  std::vector<api::PrintoutEvent> events;
  if ((*copy)->handed_over) events.push_back({.state = PrintoutState::unknown, .detail = "not_proven"});
  events.push_back({.state = complete ? PrintoutState::printed : PrintoutState::voided,
                    .detail = complete ? "declared_complete" : "declared_incomplete"});
  return move(serial, events, true);
}

base::Status Ledger::collected(const std::string& serial) {
  const auto copy = find(serial);
  if (copy && *copy && (*copy)->handed_over)  // whoever takes the paper away says that it is there
    if (auto vouched = decided(serial, true); !vouched) return vouched;
  return move(serial, {{.state = PrintoutState::collected}}, true);
}

base::Result<std::vector<Copy>> Ledger::unfinished() const {
  std::lock_guard hold(guard_);
  return database_->copies("WHERE closed = 0 AND state IN ('requested', 'sealed', 'sent') ORDER BY rowid");
}

base::Result<std::vector<Copy>> Ledger::undecided() const {
  std::lock_guard hold(guard_);
  return database_->copies("WHERE state = 'unknown' ORDER BY rowid");
}

base::Result<std::optional<Copy>> Ledger::find(const std::string& serial) const {
  std::lock_guard hold(guard_);
  auto found = database_->copies("WHERE serial = ?", {serial});
  if (!found) return base::fail(found.error());
  return found->empty() ? std::optional<Copy>() : std::optional<Copy>(found->front());
}

base::Result<std::optional<Report>> Ledger::nextReport() const {
  std::lock_guard hold(guard_);
  auto rows = database_->query(
      "SELECT id, serial, state, at, job_uuid, impressions, detail, idempotency_key, attempts, due_at"
      " FROM reports AS one WHERE id = (SELECT min(id) FROM reports WHERE serial = one.serial)"
      " ORDER BY due_at, id LIMIT 1");
  if (!rows) return base::fail(rows.error());
  return rows->empty() ? std::optional<Report>() : std::optional<Report>(reportIn(rows->front()));
}

base::Status Ledger::delivered(std::int64_t report) {
  std::lock_guard hold(guard_);
  return database_->run("DELETE FROM reports WHERE id = ?", {report});
}

base::Status Ledger::postpone(std::int64_t report, base::UnixSeconds due_at) {
  std::lock_guard hold(guard_);
  return database_->run("UPDATE reports SET attempts = attempts + 1, due_at = ? WHERE id = ?",
                        {due_at, report});
}

}  // namespace kiosk
