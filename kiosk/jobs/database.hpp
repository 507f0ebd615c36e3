// SQLite's C interface behind two small owners. Internal to the ledger; not thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace kiosk {

using Value = std::variant<std::int64_t, std::string>;
using Row = std::vector<Value>;

class Sqlite {
 public:
  static base::Result<Sqlite> open(const std::filesystem::path& file);
  Sqlite(Sqlite&& other) noexcept;
  Sqlite& operator=(Sqlite&&) = delete;
  ~Sqlite();

  base::Status run(std::string_view sql, const std::vector<Value>& values = {});
  base::Result<std::vector<Row>> query(std::string_view sql, const std::vector<Value>& values = {});
  int changes() const;  // rows the last run() touched

 private:
  Sqlite(sqlite3* database, std::string place) : database_(database), place_(std::move(place)) {}
  tl::unexpected<base::Error> failure() const;

  sqlite3* database_ = nullptr;
  std::string place_;
};

}  // namespace kiosk
