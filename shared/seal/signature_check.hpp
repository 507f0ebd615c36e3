// The one place where a signature algorithm is known to the verifying side: a key made ready for OpenSSL, and
// the check. A further algorithm is a further case in each switch of signature_check.cpp (and of
// sign/private_key.cpp).
#pragma once

#include <cstdint>
#include <memory>

#include "seal/key_set.hpp"

namespace seal {

// Whether a token that names alg may be checked with a key of this algorithm: the key's curve is pinned, so
// that the unpinned -7 and -8 mean nothing else.
bool maySign(Algorithm key, std::int64_t alg);

// The issued name of an algorithm: eddsa -> ed25519, es256 -> esp256.
Algorithm issuedForm(Algorithm algorithm);
std::int64_t curveOf(Algorithm algorithm);  // crv, RFC 9053 section 7.1
std::string_view nameOf(Algorithm algorithm);

// A public key that is on its curve. Shareable between threads.
class PreparedKey {
 public:
  static base::Result<PreparedKey> prepare(const PublicKey& key);  // code "bad_public_key"
  bool checks(base::BytesView message, base::BytesView signature) const;

 private:
  struct Body;
  std::shared_ptr<const Body> body_;
};

}  // namespace seal
