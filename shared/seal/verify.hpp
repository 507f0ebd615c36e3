// The seal's verdict. Total: every byte string gives one, and none throws, allocates by a length it read, or
// recurses without a bound. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "seal/claims.hpp"
#include "seal/key_set.hpp"

namespace seal {

enum class Outcome { genuine, altered, unknown_key, key_revoked, not_a_hall_seal };

struct Verification {
  Outcome outcome = Outcome::not_a_hall_seal;
  // Stable code, empty when genuine. altered: bad_signature, wrong_algorithm. unknown_key: unknown_kid.
  // key_revoked: outside_signing_window, key_retired (past verify_until), key_revoked. not_a_hall_seal:
  // bad_carrier, tag_missing, tag_wrong, cose_*, cbor_*, not_a_page_seal (the hall signed it as something
  // else).
  std::string reason{};
  std::optional<Claims> claims{};  // only what a genuine or key_revoked signature covers
  Algorithm algorithm{};           // of the key that signed the claims
  std::string host{};              // what the carrier named; reported, never trusted
  KeyId kid{};
};

// Holds a key set, and each key that a seal named made ready: keep one for as long as the key set lasts. Cheap
// to copy; any thread.
class Verifier {
 public:
  explicit Verifier(const KeySet& keys);
  Verification verifyToken(base::BytesView cose_sign1, base::UnixSeconds now) const;
  Verification verifyCarrier(std::string_view text, base::UnixSeconds now) const;

 private:
  struct Body;
  std::shared_ptr<const Body> body_;
};

// One check with a key set that isn't kept.
Verification verifyToken(base::BytesView cose_sign1, const KeySet& keys, base::UnixSeconds now);
Verification verifyCarrier(std::string_view text, const KeySet& keys, base::UnixSeconds now);

// For `hall-verifier inspect`: headers and claims of any COSE_Sign1 as readable lines, and whether it has the
// hall's own form; without checking any signature.
base::Result<std::string> inspectToken(base::BytesView cose_sign1);

}  // namespace seal
