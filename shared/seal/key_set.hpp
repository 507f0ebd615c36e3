// The hall's public keys: a COSE_KeySet (RFC 9052 section 7) inside a COSE_Sign1 signed by the offline root.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace seal {

enum class Algorithm : std::int64_t {  // COSE algorithm identifiers
  ed25519 = -19,                       // RFC 9864
  esp256 = -9,                         // RFC 9864
  eddsa = -8,                          // RFC 9053; accepted with an Ed25519 key, never issued
  es256 = -7,                          // RFC 9053; accepted with a P-256 key, never issued
  sm2 = -65537,                        // private use: SM2 with SM3 (GB/T 32918.2), r ‖ s
};

using KeyId =
    std::array<std::uint8_t, 8>;  // first 8 bytes of the key's SHA-256 COSE Key thumbprint (RFC 9679)

struct PublicKey {
  Algorithm algorithm = Algorithm::ed25519;
  base::Bytes point{};  // Ed25519: 32 bytes x; P-256 and SM2: 64 bytes x ‖ y
  KeyId kid{};
  base::UnixSeconds signs_from = 0;  // a seal's iat must lie in [signs_from, signs_until)
  base::UnixSeconds signs_until = 0;
  base::UnixSeconds verify_until = 0;
  std::optional<base::UnixSeconds> revoked_at{};
  std::string revoked_reason{};
};

KeyId thumbprintId(Algorithm algorithm, base::BytesView point);

struct KeySet {
  base::UnixSeconds issued_at = 0;
  std::vector<PublicKey> keys{};
};

// The root key as it is pinned: 32 bytes Ed25519, kept in a file as one line of base64.
struct RootKey {
  base::Bytes point{};
};
base::Result<RootKey> rootKeyFromText(std::string_view text);  // code "bad_root_key"
std::string toText(const RootKey& root);

// Codes: "key_set_unreadable", "key_set_not_signed_by_root", "key_set_too_large" (over 1 MiB or 4,096 keys).
base::Result<KeySet> openKeySet(base::BytesView signed_key_set, const RootKey& root);

}  // namespace seal
