// The key set as the root signed it, which alone says which keys there are and when each may sign, and where
// the secrets of those keys lie that are no files (service/key_access.hpp).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "hall/store/database.hpp"

namespace hall::store {

struct SignedKeySet {
  std::int64_t version = 0;  // grows with every change
  std::string root;          // the root's public key, as it is pinned
  base::Bytes bytes;         // COSE_Sign1, as it is published
};

std::int64_t keySetVersion(Connection& connection);  // 0: there is none yet
std::optional<SignedKeySet> signedKeySet(Connection& connection);
void replaceKeySet(Connection& connection, const std::string& root, base::BytesView bytes);

// Keys on a token: kid in hex -> RFC 7512 URI.
std::map<std::string, std::string> tokenKeys(Connection& connection);
void insertTokenKey(Connection& connection, const std::string& kid, const std::string& uri);

// The keys of a hall that signed its key set itself, at every start. Only read, to take such a hall over.
struct EarlierKey {
  std::string kid;    // hex
  int algorithm = 0;  // COSE algorithm identifier
  std::string point;  // hex
  base::UnixSeconds signs_from = 0;
  base::UnixSeconds signs_until = 0;
  base::UnixSeconds verify_until = 0;
  base::UnixSeconds revoked_at = 0;  // 0: not revoked
  std::string revoked_reason;
};
std::vector<EarlierKey> earlierKeys(Connection& connection);  // by signs_from

}  // namespace hall::store
