#include "hall/store/marks.hpp"

#include "hall/store/connection.hpp"

namespace hall::store {

bool markOnce(Connection& connection, const std::string& what) {
  return nextNumber(connection, "mark " + what) == 1;
}

}  // namespace hall::store
