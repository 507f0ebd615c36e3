// An issuing key whose secret never leaves a PKCS#11 token (OASIS PKCS #11 v2.40): a smart card, an HSM,
// SoftHSM.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "seal/sign/sign.hpp"

namespace seal {

// Which token and key. A RFC 7512 URI says it in one line:
//   pkcs11:token=hall;object=issuing-2026?module-path=/usr/lib/softhsm/libsofthsm2.so
struct TokenPlace {
  std::string module_path;  // the token maker's library
  std::string token;        // CKA_LABEL of the token
  std::string object;       // CKA_LABEL of the key pair; may be empty where a key is to be made
};
base::Result<TokenPlace> tokenPlaceFromUri(std::string_view uri);  // code "token_bad_uri"
std::string toUri(const TokenPlace& place);

// A key on a token, logged in for as long as this lives; a token that was pulled out and put back is logged
// into again. Ed25519 (CKM_EDDSA) and ESP256 (CKM_ECDSA over SHA-256); SM2 has no PKCS#11 mechanism:
// "token_no_sm2". Codes: "token_module_unloadable", "token_missing", "token_wrong_pin", "token_pin_locked",
// "token_key_missing", "token_failed" (cause: the CKR_* name). Any thread.
class TokenKey final : public Signer {
 public:
  static base::Result<std::unique_ptr<TokenKey>> open(const TokenPlace& place, std::string_view pin);
  // Makes the key pair on the token: not extractable, sensitive. "token_key_exists".
  static base::Result<std::unique_ptr<TokenKey>> generate(const TokenPlace& place, std::string_view pin,
                                                          Algorithm algorithm);

  Algorithm algorithm() const override;
  const base::Bytes& point() const override;
  KeyId kid() const override;
  base::Result<base::Bytes> sign(base::BytesView message) const override;
  ~TokenKey() override;

 private:
  TokenKey();
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace seal
