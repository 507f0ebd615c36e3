// The rows of every table of a hall's database, for "leaves no record".
#pragma once

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace test {

inline std::map<std::string, int> rowCounts(const std::filesystem::path& data) {
  std::map<std::string, int> out;
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((data / "hall.sqlite").c_str(), &database) == SQLITE_OK);
  const auto collect = [](void* into, int, char** columns, char**) {
    static_cast<std::vector<std::string>*>(into)->emplace_back(columns[0]);
    return 0;
  };
  std::vector<std::string> tables;
  sqlite3_exec(database, "SELECT name FROM sqlite_master WHERE type = 'table'", collect, &tables, nullptr);
  for (const auto& table : tables) {
    std::vector<std::string> count;
    sqlite3_exec(database, ("SELECT COUNT(*) FROM " + table).c_str(), collect, &count, nullptr);
    out[table] = std::stoi(count.at(0));
  }
  sqlite3_close(database);
  REQUIRE(out.size() > 10);
  return out;
}

}  // namespace test
