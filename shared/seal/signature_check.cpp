#include "seal/signature_check.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "base/unique_handle.hpp"
#include "seal/labels.hpp"
#include "seal/sm2.hpp"

namespace seal {
namespace {

using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = base::Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = base::Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcdsaSignature = base::Handle<ECDSA_SIG, ECDSA_SIG_free>;

constexpr std::size_t kSignatureBytes = 64;  // of every algorithm here

Key ed25519Key(base::BytesView x) {
  return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, x.data(), x.size()));
}

// SEC 1 section 2.3.3: 04 ‖ x ‖ y. A point on the curve is of its order, since the cofactor of both curves is
// 1; OpenSSL's full check would multiply by the order, which costs as much as a signature's check.
Key ecKey(const char* type, const char* group_name, base::BytesView xy) {
  if (xy.size() != 64) return {};
  base::Bytes point{0x04};
  point.insert(point.end(), xy.begin(), xy.end());
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(group_name), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  KeyContext maker(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(params)) != 1)
    return {};
  Key key(made);
  KeyContext checker(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  return checker && EVP_PKEY_public_check_quick(checker.get()) == 1 ? std::move(key) : Key{};
}

// RFC 9053 section 2.1: r ‖ s, 32 bytes each; OpenSSL wants the DER form.
base::Bytes ecdsaDer(base::BytesView rs) {
  EcdsaSignature signature(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(rs.data(), 32, nullptr);
  BIGNUM* s = BN_bin2bn(rs.data() + 32, 32, nullptr);
  if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) return BN_free(r), BN_free(s), base::Bytes{};
  base::Bytes der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)));
  auto* end = der.data();
  i2d_ECDSA_SIG(signature.get(), &end);
  return der;
}

// All that a check needs but message and signature; fetching the algorithms each time would cost 2 us.
DigestContext readyContext(EVP_PKEY* key, const char* digest, const OSSL_PARAM* params) {
  DigestContext context(EVP_MD_CTX_new());
  const bool good =
      context && EVP_DigestVerifyInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key, params) == 1;
  return good ? std::move(context) : DigestContext{};
}

DigestContext readyFor(Algorithm algorithm, base::BytesView point) {
  Key key;
  switch (algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      key = ed25519Key(point);
      return key ? readyContext(key.get(), nullptr, nullptr) : DigestContext{};
    case Algorithm::esp256:
    case Algorithm::es256:
      key = ecKey("EC", "prime256v1", point);
      return key ? readyContext(key.get(), "SHA256", nullptr) : DigestContext{};
    case Algorithm::sm2:
      key = ecKey("SM2", "SM2", point);
      return key ? readyContext(key.get(), "SM3", sm2Parameters().data()) : DigestContext{};
  }
  return {};
}

// OpenSSL only reads the context it copies, so that threads may share it.
bool digestVerify(const EVP_MD_CTX* ready, base::BytesView message, base::BytesView signature) {
  DigestContext context(EVP_MD_CTX_new());
  const bool good = context && EVP_MD_CTX_copy_ex(context.get(), ready) == 1 &&
                    EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                     message.size()) == 1;
  if (!good) ERR_clear_error();
  return good;
}

}  // namespace

struct PreparedKey::Body {
  Algorithm algorithm;
  DigestContext ready;
};

bool maySign(Algorithm key, std::int64_t alg) {
  return alg == static_cast<std::int64_t>(key) ||
         (key == Algorithm::ed25519 && alg == static_cast<std::int64_t>(Algorithm::eddsa)) ||
         (key == Algorithm::esp256 && alg == static_cast<std::int64_t>(Algorithm::es256));
}

Algorithm issuedForm(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      return Algorithm::ed25519;
    case Algorithm::esp256:
    case Algorithm::es256:
      return Algorithm::esp256;
    case Algorithm::sm2:
      return Algorithm::sm2;
  }
  return algorithm;
}

std::int64_t curveOf(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      return kCurveEd25519;
    case Algorithm::esp256:
    case Algorithm::es256:
      return kCurveP256;
    case Algorithm::sm2:
      return kCurveSm2;
  }
  return 0;
}

std::string_view nameOf(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
      return "Ed25519";
    case Algorithm::esp256:
      return "ESP256";
    case Algorithm::eddsa:
      return "EdDSA";
    case Algorithm::es256:
      return "ES256";
    case Algorithm::sm2:
      return "SM2 with SM3";
  }
  return "?";
}

base::Result<PreparedKey> PreparedKey::prepare(const PublicKey& public_key) {
  const auto algorithm = issuedForm(public_key.algorithm);
  auto ready = readyFor(algorithm, public_key.point);
  if (!ready) {
    ERR_clear_error();
    return base::fail("bad_public_key", base::toHex(public_key.kid), "the point is not on the key's curve");
  }
  PreparedKey out;
  out.body_ = std::make_shared<const Body>(Body{algorithm, std::move(ready)});
  return out;
}

bool PreparedKey::checks(base::BytesView message, base::BytesView signature) const {
  if (signature.size() != kSignatureBytes) return false;
  switch (body_->algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      return digestVerify(body_->ready.get(), message, signature);
    case Algorithm::esp256:
    case Algorithm::es256:
    case Algorithm::sm2:
      return digestVerify(body_->ready.get(), message, ecdsaDer(signature));
  }
  return false;
}

}  // namespace seal
