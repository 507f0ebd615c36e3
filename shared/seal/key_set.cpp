#include "seal/key_set.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/labels.hpp"
#include "seal/signature_check.hpp"

namespace seal {
namespace {

constexpr std::size_t kMaxBytes = 1 << 20;
constexpr std::size_t kMaxKeys = 4096;
constexpr std::size_t kMaxReason = 200;
constexpr base::UnixSeconds kAbsent = -1;

struct CoseKey {  // as read, before it is known to make sense
  std::int64_t type = 0;
  std::int64_t algorithm = 0;
  bool foreign = false;  // a kty or alg that isn't known here; what follows them means something else
  std::int64_t curve = 0;
  base::BytesView kid{}, x{}, y{};
};

base::UnixSeconds readTime(cbor::Reader& reader) {
  const auto time = reader.uint();
  if (time >= static_cast<std::uint64_t>(kYear10000)) reader.refuse("key_bad_time");
  return static_cast<base::UnixSeconds>(time);
}

bool isKnown(std::int64_t alg) {
  return maySign(Algorithm::ed25519, alg) || maySign(Algorithm::esp256, alg) || maySign(Algorithm::sm2, alg);
}

// kty and alg may be texts (RFC 9052 section 7.1), none of which is known here.
std::int64_t readName(cbor::Reader& reader, CoseKey& raw) {
  if (reader.peek() != cbor::Major::text) return reader.integer();
  raw.foreign = true;
  return reader.text(), 0;
}

void readParameter(cbor::Reader& reader, const cbor::Label& label, CoseKey& raw, PublicKey& key) {
  if (raw.foreign) return reader.skip();
  switch (label.number.value_or(0)) {
    case kKeyType:
      raw.type = readName(reader, raw);
      break;
    case kKeyId:
      raw.kid = reader.bytes();
      break;
    case kKeyAlgorithm:
      raw.algorithm = readName(reader, raw);
      raw.foreign = raw.foreign || !isKnown(raw.algorithm);
      break;
    case kKeyCurve:
      raw.curve = reader.integer();
      break;
    case kKeyX:
      raw.x = reader.bytes();
      break;
    case kKeyY:
      raw.y = reader.bytes();
      break;
    case kKeySignsFrom:
      key.signs_from = readTime(reader);
      break;
    case kKeySignsUntil:
      key.signs_until = readTime(reader);
      break;
    case kKeyVerifyUntil:
      key.verify_until = readTime(reader);
      break;
    case kKeyRevokedAt:
      key.revoked_at = readTime(reader);
      break;
    case kKeyRevokedReason:
      key.revoked_reason = reader.text();
      if (key.revoked_reason.size() > kMaxReason) reader.refuse("key_bad_reason");
      break;
    default:
      reader.skip();
      break;  // a later release may say more about a key
  }
}

// Ed25519 with an OKP key, ECDSA with an EC2 key on P-256, nothing else.
const char* takePoint(const CoseKey& raw, PublicKey& key) {
  const auto algorithm = static_cast<Algorithm>(raw.algorithm);
  if (maySign(Algorithm::ed25519, raw.algorithm)) {
    if (raw.type != kTypeOkp || raw.curve != kCurveEd25519 || raw.x.size() != 32 || !raw.y.empty())
      return "an Ed25519 key needs kty 1, crv 6 and 32 bytes x";
  } else if (maySign(Algorithm::esp256, raw.algorithm)) {
    if (raw.type != kTypeEc2 || raw.curve != kCurveP256 || raw.x.size() != 32 || raw.y.size() != 32)
      return "a P-256 key needs kty 2, crv 1 and 32 bytes each of x and y";
  } else if (maySign(Algorithm::sm2, raw.algorithm)) {
    if (raw.type != kTypeEc2 || raw.curve != kCurveSm2 || raw.x.size() != 32 || raw.y.size() != 32)
      return "an SM2 key needs kty 2, crv -65537 and 32 bytes each of x and y";
  } else {
    return "alg is missing";
  }
  key.algorithm = issuedForm(algorithm);
  key.point.assign(raw.x.begin(), raw.x.end());
  key.point.insert(key.point.end(), raw.y.begin(), raw.y.end());
  key.kid = thumbprintId(key.algorithm, key.point);
  if (!std::equal(raw.kid.begin(), raw.kid.end(), key.kid.begin(), key.kid.end()))
    return "the kid is not the first 8 bytes of the key's thumbprint";
  if (key.signs_from == kAbsent || key.signs_from >= key.signs_until || key.signs_until > key.verify_until)
    return "the key's windows are not in order";
  return PreparedKey::prepare(key) ? nullptr : "the point is not on the key's curve";
}

// Nothing where the key is of a kind that a later release may know (RFC 9052 section 7).
base::Result<std::optional<PublicKey>> readKey(cbor::Reader& reader, const std::string& place) {
  CoseKey raw;
  PublicKey key{.signs_from = kAbsent, .signs_until = kAbsent, .verify_until = kAbsent};
  for (cbor::MapKeys keys(reader); keys.next();) readParameter(reader, keys.label(), raw, key);
  if (!reader.ok()) return base::fail("key_set_unreadable", place, reader.error());
  if (raw.foreign) return std::nullopt;
  if (const char* mistake = takePoint(raw, key)) return base::fail("key_set_unreadable", place, mistake);
  return key;
}

base::Result<std::vector<PublicKey>> readKeys(base::BytesView payload) {
  cbor::Reader reader(payload);
  const auto count = reader.array();
  if (count > kMaxKeys)
    return base::fail("key_set_too_large", "", std::to_string(count) + " keys, more than 4096");
  std::vector<PublicKey> out;
  for (std::size_t i = 0; i < count && reader.ok(); ++i) {
    auto key = readKey(reader, "/" + std::to_string(i));
    if (!key) return base::fail(key.error());
    if (*key) out.push_back(std::move(**key));
  }
  reader.expectEnd();
  if (!reader.ok()) return base::fail("key_set_unreadable", "payload", reader.error());
  return out;
}

base::Result<base::UnixSeconds> readIssuedAt(base::BytesView cwt_claims) {
  cbor::Reader reader(cwt_claims);
  std::optional<base::UnixSeconds> issued_at;
  for (cbor::MapKeys keys(reader); keys.next();) {
    if (keys.label().is(kIssuedAt)) {
      issued_at = readTime(reader);
    } else {
      reader.skip();
    }
  }
  if (!reader.ok() || !issued_at) return base::fail("key_set_unreadable", "header 15", "no readable iat");
  return *issued_at;
}

}  // namespace

KeyId thumbprintId(Algorithm algorithm, base::BytesView point) {
  // RFC 9679 section 4: the required parameters alone, deterministically encoded.
  const bool ec2 = issuedForm(algorithm) != Algorithm::ed25519;
  const auto x = point.first(std::min<std::size_t>(32, point.size()));
  cbor::Writer out(128);
  out.map(ec2 ? 4 : 3);
  out.integer(kKeyType), out.integer(ec2 ? kTypeEc2 : kTypeOkp);
  out.integer(kKeyCurve), out.integer(curveOf(algorithm));
  out.integer(kKeyX), out.bytes(x);
  if (ec2) out.integer(kKeyY), out.bytes(point.subspan(x.size()));
  const auto hash = base::sha256(out.take());
  KeyId kid{};
  std::copy_n(hash.begin(), kid.size(), kid.begin());
  return kid;
}

base::Result<RootKey> rootKeyFromText(std::string_view text) {
  if (text.size() > 200) return base::fail("bad_root_key", "", "longer than one line of base64");
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.remove_suffix(1);
  auto point = base::fromBase64(text);
  if (!point) return base::fail("bad_root_key", point.error().place, point.error().cause);
  if (point->size() != 32) return base::fail("bad_root_key", "", "not 32 bytes in base64");
  return RootKey{std::move(*point)};
}

std::string toText(const RootKey& root) { return base::toBase64(root.point); }

base::Result<KeySet> openKeySet(base::BytesView signed_key_set, const RootKey& root) {
  if (signed_key_set.size() > kMaxBytes) return base::fail("key_set_too_large", "", "over 1 MiB");
  const auto token = parseCoseSign1(signed_key_set);
  if (!token) return base::fail("key_set_unreadable", token.error().place, token.error().code);
  const auto& headers = token->protected_headers;
  if (!headers.alg || !maySign(Algorithm::ed25519, *headers.alg) ||
      headers.content_format != kCoseKeySetFormat)
    return base::fail("key_set_unreadable", "headers", "not a COSE key set signed with Ed25519");

  if (!verifyCoseSign1(*token, {.algorithm = Algorithm::ed25519, .point = root.point}))
    return base::fail("key_set_not_signed_by_root", "signature", "the pinned root did not sign this key set");

  auto issued_at = readIssuedAt(headers.cwt_claims);
  if (!issued_at) return base::fail(issued_at.error());
  auto keys = readKeys(token->payload);
  if (!keys) return base::fail(keys.error());
  return KeySet{*issued_at, std::move(*keys)};
}

}  // namespace seal
