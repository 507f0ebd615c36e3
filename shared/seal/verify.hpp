// The seal's verdict. Total: every byte string gives one, and none throws, allocates by a length it read, or recurses
// without a bound. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "seal/claims.hpp"
#include "seal/key_set.hpp"

namespace seal {

enum class Outcome { genuine, altered, unknown_key, key_revoked, not_a_hall_seal };

struct Verification {
  Outcome outcome = Outcome::not_a_hall_seal;
  std::string reason{};            // stable code: "bad_signature", "outside_signing_window", "tag_missing", ...
  std::optional<Claims> claims{};  // only what a genuine or key_revoked signature covers
  std::string host{};              // what the carrier named; reported, never trusted
  KeyId kid{};
};

Verification verifyToken(base::BytesView cose_sign1, const KeySet& keys, base::UnixSeconds now);
Verification verifyCarrier(std::string_view text, const KeySet& keys, base::UnixSeconds now);

// For `hall-verifier inspect`: headers and claims as readable lines without checking any signature.
base::Result<std::string> inspectToken(base::BytesView cose_sign1);

}  // namespace seal
