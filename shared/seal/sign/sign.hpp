// Signing: the hall alone links this. The kiosk and the verifier can't.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "seal/claims.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/key_set.hpp"
#include "seal/status_list.hpp"

namespace seal {

// A key that signs, wherever its secret lies. Any thread.
class Signer {
 public:
  virtual ~Signer() = default;
  virtual Algorithm algorithm() const = 0;
  virtual const base::Bytes& point() const = 0;  // as PublicKey::point
  virtual KeyId kid() const = 0;
  // 64 bytes over the message. Codes: "seal_sign_failed", those of a token (token_key.hpp).
  virtual base::Result<base::Bytes> sign(base::BytesView message) const = 0;
};

// A private key in memory. Its bytes are cleansed when it goes.
class PrivateKey final : public Signer {
 public:
  static PrivateKey generate(Algorithm algorithm);
  // PKCS#8, encrypted with a passphrase (PBES2, scrypt). Codes: "key_file_unreadable",
  // "key_wrong_passphrase".
  static base::Result<PrivateKey> fromPem(std::string_view pem, std::string_view passphrase);
  std::string toPem(std::string_view passphrase) const;
  // The Ed25519 seed (RFC 8032) or the scalar; for test vectors.
  static base::Result<PrivateKey> fromRaw(Algorithm algorithm, base::BytesView secret);

  Algorithm algorithm() const override;
  const base::Bytes& point() const override;
  KeyId kid() const override;
  base::Result<base::Bytes> sign(base::BytesView message) const override;

  ~PrivateKey() override;
  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;

 private:
  PrivateKey();
  struct Body;
  std::unique_ptr<Body> body_;
};

// What a QR code of version 10 (29 mm) holds behind a link of 30 characters.
constexpr std::size_t kMaxSealBytes = 165;
// What every other claim at its longest leaves of it for the process's short code: an SM2 key's alg, an
// expiry, pages up to 23 of 23, a masked name of 9 bytes, status lists up to 23, and times before 2106, from
// where on they take 8 bytes.
constexpr std::size_t kLongestProcessCode = 4;
constexpr std::uint32_t kLastStatusList = 23;

// Codes: "seal_bad_claims" (place: the claim), "seal_too_long" (over kMaxSealBytes), "seal_sign_failed". Keys
// whose kid isn't their thumbprint, whose windows aren't signs_from < signs_until <= verify_until, or whose
// point is off the curve ("bad_public_key") are not signed into a key set.
base::Result<base::Bytes> sealPage(const Claims& claims, const Signer& key);
base::Result<base::Bytes> signKeySet(const KeySet& keys, const Signer& root);
base::Result<base::Bytes> signStatusList(const StatusList& list, const Signer& key);

// Any payload, with alg and kid protected and nothing else; what sealPage is made of.
base::Result<base::Bytes> signCoseSign1(base::BytesView payload, const Signer& key,
                                        CoseTag tag = CoseTag::sign1);

}  // namespace seal
