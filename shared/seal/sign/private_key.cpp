#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <cstdlib>

#include "base/log.hpp"
#include "base/unique_handle.hpp"
#include "seal/sign/sign.hpp"
#include "seal/signature_check.hpp"
#include "seal/sm2.hpp"

namespace seal {
namespace {

using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = base::Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = base::Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Number = base::Handle<BIGNUM, BN_clear_free>;
using Group = base::Handle<EC_GROUP, EC_GROUP_free>;
using Point = base::Handle<EC_POINT, EC_POINT_free>;
using ParamBuilder = base::Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = base::Handle<OSSL_PARAM, OSSL_PARAM_free>;
using EcdsaSignature = base::Handle<ECDSA_SIG, ECDSA_SIG_free>;
using Memory = base::Handle<BIO, BIO_free_all>;
using EncryptedKey = base::Handle<X509_SIG, X509_SIG_free>;
using PlainKey = base::Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

constexpr std::size_t kMaxPem = 16 * 1024;
constexpr std::size_t kSecretBytes = 32;     // an Ed25519 seed and the scalars alike
constexpr std::uint64_t kScryptN = 1 << 14;  // 16 MiB, as OpenSSL's own command; more meets its memory cap
constexpr std::uint64_t kScryptR = 8, kScryptP = 1;

// What OpenSSL calls an algorithm's keys.
struct EcNames {
  const char* type;
  const char* group;
  int nid;
};
constexpr EcNames kP256{"EC", "prime256v1", NID_X9_62_prime256v1}, kSm2{"SM2", "SM2", NID_sm2};

Key ecFromScalar(const EcNames& names, base::BytesView secret) {
  Group group(EC_GROUP_new_by_curve_name(names.nid));
  Number scalar(BN_bin2bn(secret.data(), static_cast<int>(secret.size()), nullptr));
  Point point(EC_POINT_new(group.get()));
  if (BN_is_zero(scalar.get()) || BN_cmp(scalar.get(), EC_GROUP_get0_order(group.get())) >= 0 ||
      EC_POINT_mul(group.get(), point.get(), scalar.get(), nullptr, nullptr, nullptr) != 1)
    return {};
  std::uint8_t encoded[65];
  EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded, sizeof encoded,
                     nullptr);
  ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, names.group, 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded, sizeof encoded);
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar.get());
  Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  KeyContext maker(EVP_PKEY_CTX_new_from_name(nullptr, names.type, nullptr));
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_KEYPAIR, params.get()) != 1)
    return {};
  return Key(made);
}

base::Bytes ed25519Point(EVP_PKEY* key) {
  base::Bytes x(32);
  std::size_t length = x.size();
  return EVP_PKEY_get_raw_public_key(key, x.data(), &length) == 1 ? x : base::Bytes{};
}

base::Bytes ecPoint(const EcNames& names, EVP_PKEY* key) {
  std::uint8_t encoded[65];
  std::size_t length = 0;
  char group[32] = "";
  if (EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) != 1 ||
      std::string_view(group) != names.group ||
      EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, encoded, sizeof encoded,
                                      &length) != 1 ||
      length != sizeof encoded || encoded[0] != 0x04)
    return {};
  return {encoded + 1, encoded + sizeof encoded};
}

// RFC 9053 section 2.1: r ‖ s, 32 bytes each, out of OpenSSL's DER.
base::Bytes rawEcdsa(base::BytesView der) {
  const auto* at = der.data();
  EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  base::Bytes out(64);
  if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out.data(), 32) != 32 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out.data() + 32, 32) != 32)
    return {};
  return out;
}

base::Bytes digestSign(EVP_PKEY* key, const char* digest, const OSSL_PARAM* params, base::BytesView message) {
  DigestContext context(EVP_MD_CTX_new());
  base::Bytes out(128);
  std::size_t length = out.size();
  if (EVP_DigestSignInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key, params) != 1 ||
      EVP_DigestSign(context.get(), out.data(), &length, message.data(), message.size()) != 1)
    return {};
  out.resize(length);
  return out;
}

base::Bytes pointOf(Algorithm algorithm, EVP_PKEY* key) {
  switch (algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      return ed25519Point(key);
    case Algorithm::esp256:
    case Algorithm::es256:
      return ecPoint(kP256, key);
    case Algorithm::sm2:
      return ecPoint(kSm2, key);
  }
  return {};
}

Key generated(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    case Algorithm::esp256:
    case Algorithm::es256:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    case Algorithm::sm2:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"));
  }
  return {};
}

Key fromSecret(Algorithm algorithm, base::BytesView secret) {
  switch (algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      return Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size()));
    case Algorithm::esp256:
    case Algorithm::es256:
      return ecFromScalar(kP256, secret);
    case Algorithm::sm2:
      return ecFromScalar(kSm2, secret);
  }
  return {};
}

}  // namespace

struct PrivateKey::Body {
  Algorithm algorithm = Algorithm::ed25519;
  Key key{};
  base::Bytes point{};
  KeyId kid{};

  static std::unique_ptr<Body> of(Key key) {
    auto body = std::make_unique<Body>();
    if (!key) return nullptr;
    body->algorithm = EVP_PKEY_is_a(key.get(), "ED25519") == 1 ? Algorithm::ed25519
                      : EVP_PKEY_is_a(key.get(), "SM2") == 1   ? Algorithm::sm2
                                                               : Algorithm::esp256;
    body->point = pointOf(body->algorithm, key.get());
    if (body->point.empty()) return nullptr;
    body->kid = thumbprintId(body->algorithm, body->point);
    body->key = std::move(key);
    return body;
  }
};

PrivateKey::PrivateKey() = default;
PrivateKey::~PrivateKey() = default;  // EVP_PKEY_free overwrites the secret
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;

Algorithm PrivateKey::algorithm() const { return body_->algorithm; }
const base::Bytes& PrivateKey::point() const { return body_->point; }
KeyId PrivateKey::kid() const { return body_->kid; }

PrivateKey PrivateKey::generate(Algorithm algorithm) {
  PrivateKey out;
  out.body_ = Body::of(generated(algorithm));
  if (!out.body_) {
    base::log::error("OpenSSL makes no {} key; ending", nameOf(algorithm));
    std::abort();
  }
  return out;
}

base::Result<PrivateKey> PrivateKey::fromRaw(Algorithm algorithm, base::BytesView secret) {
  PrivateKey out;
  if (secret.size() == kSecretBytes) out.body_ = Body::of(fromSecret(algorithm, secret));
  ERR_clear_error();
  if (!out.body_) return base::fail("key_file_unreadable", "", "not a secret of this algorithm");
  return out;
}

base::Result<PrivateKey> PrivateKey::fromPem(std::string_view pem, std::string_view passphrase) {
  if (pem.size() > kMaxPem) return base::fail("key_file_unreadable", "", "longer than 16 KiB");
  Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  EncryptedKey encrypted(PEM_read_bio_PKCS8(memory.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!encrypted) return base::fail("key_file_unreadable", "", "no ENCRYPTED PRIVATE KEY in PEM");
  PlainKey plain(PKCS8_decrypt(encrypted.get(), passphrase.data(), static_cast<int>(passphrase.size())));
  ERR_clear_error();
  if (!plain) return base::fail("key_wrong_passphrase", "", "the passphrase doesn't open this key");
  PrivateKey out;
  out.body_ = Body::of(Key(EVP_PKCS82PKEY(plain.get())));
  ERR_clear_error();
  if (!out.body_) return base::fail("key_file_unreadable", "", "no Ed25519, P-256 or SM2 key");
  return out;
}

std::string PrivateKey::toPem(std::string_view passphrase) const {
  PlainKey plain(EVP_PKEY2PKCS8(body_->key.get()));
  X509_ALGOR* scheme =
      PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, 0, nullptr, kScryptN, kScryptR, kScryptP);
  EncryptedKey encrypted(
      PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), plain.get(), scheme));
  Memory memory(BIO_new(BIO_s_mem()));
  if (!encrypted || PEM_write_bio_PKCS8(memory.get(), encrypted.get()) != 1) return {};
  char* text = nullptr;
  const auto length = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

base::Result<base::Bytes> PrivateKey::sign(base::BytesView message) const {
  base::Bytes signature;
  switch (body_->algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      signature = digestSign(body_->key.get(), nullptr, nullptr, message);
      break;
    case Algorithm::esp256:
    case Algorithm::es256:
      signature = rawEcdsa(digestSign(body_->key.get(), "SHA256", nullptr, message));
      break;
    case Algorithm::sm2:
      signature = rawEcdsa(digestSign(body_->key.get(), "SM3", sm2Parameters().data(), message));
      break;
  }
  if (signature.size() != 64) return base::fail("seal_sign_failed", "", "OpenSSL gave no signature");
  return signature;
}

}  // namespace seal
