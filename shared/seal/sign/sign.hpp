// Signing: the hall alone links this. The kiosk and the verifier can't.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "seal/claims.hpp"
#include "seal/key_set.hpp"
#include "seal/status_list.hpp"

namespace seal {

// A private key in memory. Its bytes are cleansed when it goes.
class PrivateKey {
 public:
  static PrivateKey generate(Algorithm algorithm);
  // PKCS#8, encrypted with a passphrase (PBES2, scrypt). Codes: "key_file_unreadable", "key_wrong_passphrase".
  static base::Result<PrivateKey> fromPem(std::string_view pem, std::string_view passphrase);
  std::string toPem(std::string_view passphrase) const;
  // The Ed25519 seed (RFC 8032) or P-256 scalar; for test vectors.
  static base::Result<PrivateKey> fromRaw(Algorithm algorithm, base::BytesView secret);

  Algorithm algorithm() const;
  const base::Bytes& point() const;
  KeyId kid() const;
  base::Result<base::Bytes> sign(base::BytesView message) const;

  ~PrivateKey();
  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;

 private:
  PrivateKey();
  struct Body;
  std::unique_ptr<Body> body_;
};

// Codes: "seal_too_long" (over 165 bytes), "seal_sign_failed".
base::Result<base::Bytes> sealPage(const Claims& claims, const PrivateKey& key);
base::Result<base::Bytes> signKeySet(const KeySet& keys, const PrivateKey& root);
base::Result<base::Bytes> signStatusList(const StatusList& list, const PrivateKey& key);

}  // namespace seal
