#include "hall/store/database.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include "base/log.hpp"
#include "hall/store/connection.hpp"
#include "hall/store/migrations.hpp"

namespace hall::store {
namespace {

// What SQLite needs to hear. WAL: readers go on while one writes. FULL: a commit survives a power cut,
// because a seal given away can't be taken back. Busy time-out: an administrator's command beside a running
// hall waits its turn.
constexpr const char* kPragmas[] = {"PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL"};
constexpr const char* kPatience = "PRAGMA busy_timeout = 5000";  // first: another program may be closing it

// Only the words that differ between SQLite and PostgreSQL.
constexpr const char* kBeginWrite = "BEGIN IMMEDIATE";
constexpr const char* kBeginRead = "BEGIN";

std::string connectString(const std::string& file) { return "db=\"" + file + "\""; }

base::Status checkOurs(Connection& connection, const std::string& place) {
  int ours = 0;
  int tables = 0;
  connection.sql << "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'",
      soci::into(ours);
  connection.sql << "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'", soci::into(tables);
  if (ours == 0 && tables > 0)
    return base::fail("data_foreign", place, "the file is another program's database");
  return {};
}

void migrateOne(Connection& connection, const Migration& migration, base::UnixSeconds now) {
  soci::transaction whole(connection.sql);
  for (const auto* statement : migration.statements) connection.sql << statement;
  if (migration.after) migration.after(connection);
  const std::string sentence = migration.sentence;
  const long long at = now;
  connection.sql << "INSERT INTO migrations (number, sentence, applied_at) VALUES (:n, :s, :at)",
      soci::use(migration.number), soci::use(sentence), soci::use(at);
  whole.commit();
}

base::Status migrate(Connection& connection, const std::string& place, base::UnixSeconds now) {
  if (auto ours = checkOurs(connection, place); !ours) return ours;
  connection.sql
      << "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, sentence TEXT NOT NULL, "
         "applied_at BIGINT NOT NULL)";
  int reached = 0;
  connection.sql << "SELECT COALESCE(MAX(number), 0) FROM migrations", soci::into(reached);
  const int newest = migrations().back().number;
  if (reached > newest)
    return base::fail("data_newer", place,
                      fmt::format("the database is at {}, this hall knows {}", reached, newest),
                      {std::to_string(reached), std::to_string(newest)});
  for (const auto& migration : migrations()) {
    if (migration.number <= reached) continue;
    try {
      migrateOne(connection, migration, now);
    } catch (const std::exception& error) {
      return base::fail("data_migration_failed", place,
                        fmt::format("migration {}: {}", migration.number, error.what()),
                        {std::to_string(migration.number)});
    }
    base::log::info("database brought to migration {}: {}", migration.number, migration.sentence);
  }
  return {};
}

}  // namespace

Connection::Connection(const std::string& file) : sql(soci::sqlite3, connectString(file)) {
  sql << kPatience;
  std::string mode;
  sql << "PRAGMA journal_mode = WAL", soci::into(mode);
  for (const auto* pragma : kPragmas) sql << pragma;
}

long long nextNumber(Connection& connection, const std::string& series) {
  connection.sql
      << "INSERT INTO counters (series, last) VALUES (:s, 1) ON CONFLICT (series) DO UPDATE SET last = "
         "counters.last + 1",
      soci::use(series);
  return lastNumber(connection, series);
}

long long lastNumber(Connection& connection, const std::string& series) {
  long long number = 0;
  connection.sql << "SELECT last FROM counters WHERE series = :s", soci::use(series), soci::into(number);
  return number;
}

struct Database::Body {
  explicit Body(const std::string& file) : writer(file), reader(file) {}
  Connection writer;
  Connection reader;
};

Database::Database() = default;
Database::~Database() = default;

base::Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file,
                                                       base::UnixSeconds now) {
  std::unique_ptr<Database> out(new Database);
  try {
    out->body_ = std::make_unique<Body>(file.string());
    std::error_code ignored;
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    if (auto status = migrate(out->body_->writer, file.string(), now); !status)
      return base::fail(status.error());
  } catch (const std::exception& error) {
    return base::fail("data_unopenable", file.string(), error.what());
  }
  return out;
}

base::Status Database::run(Mode mode, const std::function<base::Status(Connection&)>& work) {
  auto& connection = mode == Mode::write ? body_->writer : body_->reader;
  const std::lock_guard turn(connection.busy);
  bool begun = false;
  const auto rollBack = [&] {
    try {
      if (begun) connection.sql << "ROLLBACK";
    } catch (const std::exception& error) {
      base::log::error("database: rolling back failed: {}", error.what());
    }
  };
  try {
    connection.sql << (mode == Mode::write ? kBeginWrite : kBeginRead);
    begun = true;
    if (auto status = work(connection); !status) {
      rollBack();
      return status;
    }
    connection.sql << "COMMIT";
    return {};
  } catch (const soci::soci_error& error) {
    rollBack();
    // SOCI's text names statement and values; only the database's own words may reach the log.
    base::log::error("database: {}", error.get_error_message());
    return base::fail("data_failed", "", error.get_error_message());
  } catch (...) {
    rollBack();
    throw;
  }
}

}  // namespace hall::store
