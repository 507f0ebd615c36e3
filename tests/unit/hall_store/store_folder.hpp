// A database file in a folder of its own, at any of its ages.
#pragma once

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall/store/database.hpp"
#include "hall/store/migrations.hpp"

namespace store = hall::store;

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("store-" + base::randomUuid());
  Folder() {
    base::log::setQuiet(true);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path file() const {
    return path / "it's a hall.sqlite";
  }  // blanks and quotes are legal in paths
  void sql(const std::string& statement) const {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file().c_str(), &database) == SQLITE_OK);
    char* why = nullptr;
    sqlite3_exec(database, statement.c_str(), nullptr, nullptr, &why);
    CHECK((why ? std::string(why) : "") == "");
    sqlite3_free(why);
    sqlite3_close(database);
  }
  // As a hall left it that knew the migrations up to this one.
  void bringTo(int number) const {
    sql("CREATE TABLE migrations (number INTEGER PRIMARY KEY, sentence TEXT NOT NULL, applied_at BIGINT NOT "
        "NULL)");
    for (const auto& migration : store::migrations()) {
      if (migration.number > number) break;
      for (const auto* statement : migration.statements) sql(statement);
      sql("INSERT INTO migrations VALUES (" + std::to_string(migration.number) + ", '', 0)");
    }
  }
};

inline std::unique_ptr<store::Database> openAt(const Folder& folder) {
  auto database = store::Database::open(folder.file(), 1000);
  INFO((database ? "" : database.error().describe()));
  REQUIRE(database);
  return std::move(*database);
}
