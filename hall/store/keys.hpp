// The public halves of the issuing keys and their windows. The private halves are encrypted files
// (service/keys.hpp).
#pragma once

#include <string>
#include <vector>

#include "hall/store/database.hpp"

namespace hall::store {

struct KeyRow {
  std::string kid;    // hex
  int algorithm = 0;  // COSE algorithm identifier
  std::string point;  // hex
  base::UnixSeconds signs_from = 0;
  base::UnixSeconds signs_until = 0;
  base::UnixSeconds verify_until = 0;
  base::UnixSeconds revoked_at = 0;  // 0: not revoked
  std::string revoked_reason;
};

void insertKey(Connection& connection, const KeyRow& key);
std::vector<KeyRow> allKeys(Connection& connection);  // by signs_from

}  // namespace hall::store
