// SQLite's C interface behind one small owner, for what a device keeps of its own: a ledger, an outbox. Not
// thread-safe: its owner locks. What a call returned from is on disk (write-ahead log, synchronous=FULL).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

struct sqlite3;

namespace sqlite {

using Value = std::variant<std::int64_t, std::string>;
using Row = std::vector<Value>;

std::int64_t number(const Row& row, std::size_t at);  // 0 for a text
std::string text(const Row& row, std::size_t at);     // empty for a number

class Database {
 public:
  // Makes the file where there is none. Errors have the file as place and a code of the owner's name:
  // <owner>_unreadable (no database, damaged), <owner>_unwritable (disk full, permissions), <owner>_busy
  // (another program holds it).
  static base::Result<Database> open(const std::filesystem::path& file, std::string owner);
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  base::Status run(std::string_view sql, const std::vector<Value>& values = {});
  base::Result<std::vector<Row>> query(std::string_view sql, const std::vector<Value>& values = {});
  std::int64_t lastId() const;  // of the row inserted last
  int changes() const;          // rows the last run() touched
  bool damaged() const;         // a call met contents that are no database, or a broken one

  // All of it or nothing: a power cut in between leaves the state before.
  template <class Work>
  base::Status inTransaction(Work work) {
    if (auto begun = run("BEGIN IMMEDIATE"); !begun) return begun;
    base::Status done = work();
    if (done) done = run("COMMIT");
    if (!done) (void)run("ROLLBACK");
    return done;
  }

  // Sets the journal up, then looks at every page, since what a dying disk has turned over must not be met in
  // the middle of somebody's work; makes the tables of a new file and writes the schema's number into it.
  // Code besides: <owner>_newer.
  base::Status prepare(std::int64_t schema, const std::vector<std::string_view>& tables);

 private:
  Database(sqlite3* database, std::string place, std::string owner)
      : database_(database), place_(std::move(place)), owner_(std::move(owner)) {}
  tl::unexpected<base::Error> failure();
  base::Status undamaged();

  sqlite3* database_ = nullptr;
  std::string place_, owner_;
  bool damaged_ = false;
};

}  // namespace sqlite
