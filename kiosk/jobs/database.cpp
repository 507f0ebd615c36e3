#include "kiosk/jobs/database.hpp"

#include <sqlite3.h>

#include "base/unique_handle.hpp"

namespace kiosk {
namespace {

using Statement = base::Handle<sqlite3_stmt, sqlite3_finalize>;

void bind(sqlite3_stmt* statement, int position, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, position, *number);
  } else {
    const auto& text = std::get<std::string>(value);
    sqlite3_bind_text64(statement, position, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
}

Value column(sqlite3_stmt* statement, int position) {
  if (sqlite3_column_type(statement, position) == SQLITE_INTEGER)
    return sqlite3_column_int64(statement, position);
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, position));
  return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, position)))
              : std::string();
}

}  // namespace

base::Result<Sqlite> Sqlite::open(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  Sqlite made(database, file.string());
  if (code != SQLITE_OK) return made.failure();
  sqlite3_busy_timeout(database,
                       2000);  // a second kiosk program on the same folder is a mistake; say so soon
  return made;
}

Sqlite::Sqlite(Sqlite&& other) noexcept : database_(other.database_), place_(std::move(other.place_)) {
  other.database_ = nullptr;
}

Sqlite::~Sqlite() { sqlite3_close_v2(database_); }

tl::unexpected<base::Error> Sqlite::failure() const {
  const int code = database_ ? sqlite3_errcode(database_) : SQLITE_NOMEM;
  const bool unreadable = code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_CANTOPEN;
  return base::fail(unreadable ? "ledger_unreadable" : "ledger_unwritable", place_,
                    database_ ? sqlite3_errmsg(database_) : sqlite3_errstr(code));
}

base::Result<std::vector<Row>> Sqlite::query(std::string_view sql, const std::vector<Value>& values) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &raw, nullptr) != SQLITE_OK)
    return failure();
  const Statement statement(raw);
  for (std::size_t i = 0; i < values.size(); ++i) bind(raw, static_cast<int>(i) + 1, values[i]);
  std::vector<Row> rows;
  int code = sqlite3_step(raw);
  for (; code == SQLITE_ROW; code = sqlite3_step(raw)) {
    Row& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(raw); ++i) row.push_back(column(raw, i));
  }
  if (code != SQLITE_DONE) return failure();
  return rows;
}

base::Status Sqlite::run(std::string_view sql, const std::vector<Value>& values) {
  auto rows = query(sql, values);
  if (!rows) return base::fail(rows.error());
  return {};
}

int Sqlite::changes() const { return sqlite3_changes(database_); }

}  // namespace kiosk
