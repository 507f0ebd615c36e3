// The key set as browsers know it.
#pragma once

#include <string>

#include "seal/key_set.hpp"

namespace hall {

// A JSON Web Key Set (RFC 7517, RFC 8037) of the keys that count at that time: JWK has no windows and no
// revocation, so a key that no longer verifies is left out. So are SM2 keys, for which no JOSE name is
// registered.
std::string toJwks(const seal::KeySet& set, base::UnixSeconds now);

}  // namespace hall
