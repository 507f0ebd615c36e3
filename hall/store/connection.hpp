// What a Connection is. Only for the .cpp files of this room: nobody else sees SOCI.
#pragma once

#include <soci/soci.h>

#include <mutex>

namespace hall::store {

class Connection {
 public:
  explicit Connection(const std::string& file);  // throws soci::soci_error
  soci::session sql;
  std::mutex busy;
};

// The next number of a named series ("case", "status_index", "QJ-2026", ...), from 1 on; never given twice.
long long nextNumber(Connection& connection, const std::string& series);
long long lastNumber(Connection& connection, const std::string& series);  // 0: none was given yet

}  // namespace hall::store
