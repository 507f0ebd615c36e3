#include "seal/sign/token_key.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <vector>

#include "base/crypto.hpp"
#include "seal/sign/token_session.hpp"
#include "seal/signature_check.hpp"

namespace seal {
namespace {

constexpr std::size_t kSignatureBytes = 64;

// CKA_EC_PARAMS: the curve as an OBJECT IDENTIFIER, or Edwards curves also by their name.
const base::Bytes kP256Oid{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
const base::Bytes kEd25519Oid{0x06, 0x03, 0x2b, 0x65, 0x70};
const base::Bytes kEd25519Name{0x13, 0x0c, 'e', 'd', 'w', 'a', 'r', 'd', 's', '2', '5', '5', '1', '9'};

// What PKCS #11 calls an algorithm.
struct Mechanisms {
  CK_KEY_TYPE key_type;
  CK_MECHANISM_TYPE generate;
  CK_MECHANISM_TYPE sign;
  const base::Bytes* curve;
};
constexpr Mechanisms kEcdsa{CKK_EC, CKM_EC_KEY_PAIR_GEN, CKM_ECDSA, &kP256Oid};
constexpr Mechanisms kEddsa{CKK_EC_EDWARDS, CKM_EC_EDWARDS_KEY_PAIR_GEN, CKM_EDDSA, &kEd25519Name};

base::Result<Mechanisms> mechanismsOf(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
    case Algorithm::eddsa:
      return kEddsa;
    case Algorithm::esp256:
    case Algorithm::es256:
      return kEcdsa;
    case Algorithm::sm2:
      break;
  }
  return base::fail("token_no_sm2", "", "PKCS #11 has no mechanism for SM2");
}

// CKA_EC_POINT is the point as a DER OCTET STRING; some tokens leave the wrapping out.
base::BytesView unwrapped(base::BytesView point, std::size_t plain_bytes) {
  const bool wrapped =
      point.size() == plain_bytes + 2 && point[0] == CK_BYTE{0x04} && point[1] == plain_bytes;
  return wrapped ? point.subspan(2) : point;
}

base::Bytes pointOf(Algorithm algorithm, base::BytesView attribute) {
  if (algorithm == Algorithm::ed25519) {
    const auto x = unwrapped(attribute, 32);
    return x.size() == 32 ? base::Bytes(x.begin(), x.end()) : base::Bytes{};
  }
  const auto xy = unwrapped(attribute, 65);  // 04 ‖ x ‖ y
  return xy.size() == 65 && xy[0] == 0x04 ? base::Bytes(xy.begin() + 1, xy.end()) : base::Bytes{};
}

base::Status checkMechanisms(const TokenSession& session, const TokenPlace& place, const Mechanisms& wanted) {
  for (const auto mechanism : {wanted.generate, wanted.sign}) {
    CK_MECHANISM_INFO info{};
    const auto code = session->C_GetMechanismInfo(session.slot(), mechanism, &info);
    if (code == CKR_MECHANISM_INVALID && wanted.key_type == CKK_EC_EDWARDS)
      return base::fail("token_no_ed25519", place.token, "the token has no Ed25519");
    if (code != CKR_OK) return tokenFailed(place, code);
  }
  return {};
}

base::Status generatePair(const TokenSession& session, const TokenPlace& place, const Mechanisms& wanted) {
  const CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
  const auto id = base::randomBytes(8);  // ties the two halves together for other PKCS #11 software
  const auto label = attribute(CKA_LABEL, place.object.data(), place.object.size());
  const auto both = attribute(CKA_ID, id.data(), id.size());
  const auto kept = attribute(CKA_TOKEN, &yes, sizeof yes);
  std::vector<CK_ATTRIBUTE> open_half{label,
                                      both,
                                      kept,
                                      attribute(CKA_VERIFY, &yes, sizeof yes),
                                      attribute(CKA_PRIVATE, &no, sizeof no),
                                      attribute(CKA_EC_PARAMS, wanted.curve->data(), wanted.curve->size())};
  std::vector<CK_ATTRIBUTE> secret_half{label,
                                        both,
                                        kept,
                                        attribute(CKA_SIGN, &yes, sizeof yes),
                                        attribute(CKA_PRIVATE, &yes, sizeof yes),
                                        attribute(CKA_SENSITIVE, &yes, sizeof yes),
                                        attribute(CKA_EXTRACTABLE, &no, sizeof no)};
  CK_MECHANISM mechanism{wanted.generate, nullptr, 0};
  CK_OBJECT_HANDLE made_open = 0, made_secret = 0;
  const auto code =
      session->C_GenerateKeyPair(session.handle(), &mechanism, open_half.data(), open_half.size(),
                                 secret_half.data(), secret_half.size(), &made_open, &made_secret);
  return code == CKR_OK ? base::Status() : tokenFailed(place, code);
}

}  // namespace

struct TokenKey::Body {
  TokenPlace place;
  std::string pin;
  std::shared_ptr<TokenModule> module;
  Algorithm algorithm = Algorithm::ed25519;
  base::Bytes point{};
  KeyId kid{};
  std::optional<PreparedKey> check{};

  mutable std::mutex busy{};
  mutable std::unique_ptr<TokenSession> session{};
  mutable CK_OBJECT_HANDLE secret = CK_INVALID_HANDLE;
  mutable std::optional<base::Error>
      refused{};  // the PIN, when it was shown again: another try could lock it

  ~Body() { base::cleanse(pin); }

  base::Status readPublicHalf();
  base::Status openSession() const;
  base::Status reopen() const;
  CK_RV signOnce(base::BytesView message, base::Bytes& out) const;
};

base::Status TokenKey::Body::openSession() const {
  session.reset();
  auto opened = TokenSession::open(module, place, pin, 0);
  if (!opened) return base::fail(opened.error());
  const auto found = (*opened)->find(CKO_PRIVATE_KEY, place);
  if (!found) return base::fail(found.error());
  if (*found == CK_INVALID_HANDLE)
    return base::fail("token_key_missing", place.object, "the token holds no private key with this label");
  secret = *found;
  session = std::move(*opened);
  return {};
}

base::Status TokenKey::Body::readPublicHalf() {
  const auto found = session->find(CKO_PUBLIC_KEY, place);
  if (!found) return base::fail(found.error());
  if (*found == CK_INVALID_HANDLE)
    return base::fail("token_key_missing", place.object, "the token holds no public key with this label");
  const auto curve = session->bytesOf(*found, CKA_EC_PARAMS);
  if (curve == kP256Oid)
    algorithm = Algorithm::esp256;
  else if (curve == kEd25519Name || curve == kEd25519Oid)
    algorithm = Algorithm::ed25519;
  else
    return base::fail("token_key_missing", place.object, "the key with this label is not P-256 or Ed25519");
  point = pointOf(algorithm, session->bytesOf(*found, CKA_EC_POINT));
  auto prepared = PreparedKey::prepare({.algorithm = algorithm, .point = point});
  if (!prepared) return base::fail("token_failed", place.token, "the token gives no point on the curve");
  kid = thumbprintId(algorithm, point);
  check = std::move(*prepared);
  return {};
}

base::Status TokenKey::Body::reopen() const {
  if (refused) return base::fail(*refused);
  auto opened = openSession();
  if (!opened && (opened.error().code == "token_wrong_pin" || opened.error().code == "token_pin_locked"))
    refused = opened.error();
  return opened;
}

CK_RV TokenKey::Body::signOnce(base::BytesView message, base::Bytes& out) const {
  const auto digest = base::sha256(message);  // CKM_ECDSA takes the hash, CKM_EDDSA the message
  const bool hashed = algorithm == Algorithm::esp256;
  const auto input = hashed ? base::BytesView(digest) : message;
  CK_MECHANISM mechanism{hashed ? kEcdsa.sign : kEddsa.sign, nullptr, 0};
  const auto begun = (*session)->C_SignInit(session->handle(), &mechanism, secret);
  if (begun != CKR_OK) return begun;
  out.resize(kSignatureBytes);
  CK_ULONG length = out.size();
  const auto code = (*session)->C_Sign(session->handle(), const_cast<CK_BYTE*>(input.data()), input.size(),
                                       out.data(), &length);
  return code == CKR_OK && length != kSignatureBytes ? CKR_FUNCTION_FAILED : code;
}

TokenKey::TokenKey() : body_(new Body) {}
TokenKey::~TokenKey() = default;

base::Result<std::unique_ptr<TokenKey>> TokenKey::open(const TokenPlace& place, std::string_view pin) {
  std::unique_ptr<TokenKey> key(new TokenKey);
  key->body_->place = place;
  key->body_->pin = pin;
  auto module = TokenModule::load(place.module_path);
  if (!module) return base::fail(module.error());
  key->body_->module = std::move(*module);
  if (auto opened = key->body_->openSession(); !opened) return base::fail(opened.error());
  if (auto read = key->body_->readPublicHalf(); !read) return base::fail(read.error());
  return key;
}

base::Result<std::unique_ptr<TokenKey>> TokenKey::generate(const TokenPlace& place, std::string_view pin,
                                                           Algorithm algorithm) {
  const auto wanted = mechanismsOf(algorithm);
  if (!wanted) return base::fail(wanted.error());
  const auto module = TokenModule::load(place.module_path);
  if (!module) return base::fail(module.error());
  std::string secret(pin);
  const auto session = TokenSession::open(*module, place, secret, CKF_RW_SESSION);
  base::cleanse(secret);
  if (!session) return base::fail(session.error());
  if (auto able = checkMechanisms(**session, place, *wanted); !able) return base::fail(able.error());
  const auto found = (*session)->find(CKO_PRIVATE_KEY, place);
  if (!found) return base::fail(found.error());
  if (*found != CK_INVALID_HANDLE)
    return base::fail("token_key_exists", place.object, "the token holds a key with this label already");
  if (auto made = generatePair(**session, place, *wanted); !made) return base::fail(made.error());
  return open(place, pin);
}

Algorithm TokenKey::algorithm() const { return body_->algorithm; }
const base::Bytes& TokenKey::point() const { return body_->point; }
KeyId TokenKey::kid() const { return body_->kid; }

base::Result<base::Bytes> TokenKey::sign(base::BytesView message) const {
  const std::lock_guard turn(body_->busy);
  base::Bytes out;
  auto code = body_->session ? body_->signOnce(message, out) : CK_RV{CKR_SESSION_CLOSED};
  if (isSessionLost(code)) {
    if (auto back = body_->reopen(); !back) return base::fail(back.error());
    code = body_->signOnce(message, out);
  }
  if (code != CKR_OK) return tokenFailed(body_->place, code);
  // Another token may have been put back under the same label, and tokens have been wrong before.
  if (!body_->check->checks(message, out))
    return base::fail("token_failed", body_->place.token, "the signature is not this key's");
  return out;
}

}  // namespace seal
