#include "sqlite/database.hpp"

#include <sqlite3.h>

#include "base/unique_handle.hpp"

namespace sqlite {
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

std::int64_t number(const Row& row, std::size_t at) {
  const auto* value = std::get_if<std::int64_t>(&row.at(at));
  return value ? *value : 0;
}

std::string text(const Row& row, std::size_t at) {
  const auto* value = std::get_if<std::string>(&row.at(at));
  return value ? *value : std::string();
}

base::Result<Database> Database::open(const std::filesystem::path& file, std::string owner) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  Database made(database, file.string(), std::move(owner));
  if (code != SQLITE_OK) return made.failure();
  sqlite3_busy_timeout(database,
                       2000);  // a second program on the same folder is a mistake; say so soon
  return made;
}

Database::Database(Database&& other) noexcept
    : database_(other.database_), place_(std::move(other.place_)), owner_(std::move(other.owner_)) {
  other.database_ = nullptr;
}

Database::~Database() { sqlite3_close_v2(database_); }

tl::unexpected<base::Error> Database::failure() {
  const int code = database_ ? sqlite3_errcode(database_) : SQLITE_NOMEM;
  if (code == SQLITE_BUSY) return base::fail(owner_ + "_busy", place_, "another program holds it");
  damaged_ = damaged_ || code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
  const bool unreadable = damaged_ || code == SQLITE_CANTOPEN;
  return base::fail(owner_ + (unreadable ? "_unreadable" : "_unwritable"), place_,
                    database_ ? sqlite3_errmsg(database_) : sqlite3_errstr(code));
}

base::Result<std::vector<Row>> Database::query(std::string_view sql, const std::vector<Value>& values) {
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

base::Status Database::run(std::string_view sql, const std::vector<Value>& values) {
  auto rows = query(sql, values);
  if (!rows) return base::fail(rows.error());
  return {};
}

std::int64_t Database::lastId() const { return sqlite3_last_insert_rowid(database_); }

int Database::changes() const { return sqlite3_changes(database_); }

bool Database::damaged() const { return damaged_; }

base::Status Database::undamaged() {
  auto check = query("PRAGMA quick_check(1)");
  if (!check) return base::fail(check.error());
  const auto answer = check->empty() ? std::string() : text(check->at(0), 0);
  damaged_ = answer != "ok";
  if (damaged_) return base::fail(owner_ + "_unreadable", place_, answer);
  return {};
}

base::Status Database::prepare(std::int64_t schema, const std::vector<std::string_view>& tables) {
  for (const auto* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"})
    if (auto done = run(pragma); !done) return done;
  auto version = query("PRAGMA user_version");
  if (!version) return base::fail(version.error());
  const auto found = number(version->at(0), 0);
  if (found == schema) return undamaged();
  if (found > schema)
    return base::fail(owner_ + "_newer", place_,
                      "written by a newer program: schema " + std::to_string(found));
  return inTransaction([&]() -> base::Status {
    for (const auto table : tables)
      if (auto made = run(table); !made) return made;
    return run("PRAGMA user_version=" + std::to_string(schema));
  });
}

}  // namespace sqlite
