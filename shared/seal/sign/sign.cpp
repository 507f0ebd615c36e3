#include "seal/sign/sign.hpp"

#include <zlib.h>

#include <algorithm>

#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/labels.hpp"
#include "seal/signature_check.hpp"

namespace seal {
namespace {

base::Result<base::Bytes> signed1(base::BytesView protected_bytes, base::BytesView payload, const Signer& key,
                                  CoseTag tag = CoseTag::sign1) {
  auto signature = key.sign(sigStructure(protected_bytes, {}, payload));
  if (!signature) return base::fail(signature.error());
  return encodeCoseSign1(protected_bytes, payload, *signature, tag);
}

void writeAlg(cbor::Writer& out, const Signer& key) {
  out.integer(kHeaderAlg);
  out.integer(static_cast<std::int64_t>(key.algorithm()));
}

void writeKid(cbor::Writer& out, const Signer& key) {
  out.integer(kHeaderKid);
  out.bytes(key.kid());
}

// Labels in deterministic order: 1, 2, 3, -1, -2, -3, then the private ones.
void writeKey(cbor::Writer& out, const PublicKey& key) {
  const bool ec2 = key.point.size() == 64;
  const auto x = base::BytesView(key.point).first(32);
  out.map(8 + (ec2 ? 1 : 0) + (key.revoked_at ? 2 : 0));
  out.integer(kKeyType), out.integer(ec2 ? kTypeEc2 : kTypeOkp);
  out.integer(kKeyId), out.bytes(key.kid);
  out.integer(kKeyAlgorithm), out.integer(static_cast<std::int64_t>(key.algorithm));
  out.integer(kKeyCurve), out.integer(curveOf(key.algorithm));
  out.integer(kKeyX), out.bytes(x);
  if (ec2) out.integer(kKeyY), out.bytes(base::BytesView(key.point).subspan(32));
  out.integer(kKeySignsFrom), out.integer(key.signs_from);
  out.integer(kKeySignsUntil), out.integer(key.signs_until);
  out.integer(kKeyVerifyUntil), out.integer(key.verify_until);
  if (!key.revoked_at) return;
  out.integer(kKeyRevokedAt), out.integer(*key.revoked_at);
  out.integer(kKeyRevokedReason), out.text(key.revoked_reason);
}

// What no verifier would open must not be signed.
base::Status checkKey(const PublicKey& key) {
  const auto place = base::toHex(key.kid);
  if (key.algorithm != issuedForm(key.algorithm))
    return base::fail("seal_sign_failed", place, "this algorithm's name is accepted, but never issued");
  if (key.kid != thumbprintId(key.algorithm, key.point))
    return base::fail("seal_sign_failed", place, "the kid is not the key's thumbprint");
  if (key.signs_from < 0 || key.signs_from >= key.signs_until || key.signs_until > key.verify_until)
    return base::fail("seal_sign_failed", place, "the key's windows are not in order");
  if (auto ready = PreparedKey::prepare(key); !ready) return base::fail(ready.error());
  return {};
}

// The best compression takes twenty times as long for 4 % less, and a list is signed at every voiding.
base::Bytes deflated(base::BytesView bits) {
  base::Bytes out(compressBound(bits.size()));
  uLongf length = out.size();
  compress2(out.data(), &length, bits.data(), bits.size(), Z_DEFAULT_COMPRESSION);
  out.resize(length);
  return out;
}

}  // namespace

base::Result<base::Bytes> signCoseSign1(base::BytesView payload, const Signer& key, CoseTag tag) {
  cbor::Writer headers(24);
  headers.map(2);
  writeAlg(headers, key);
  writeKid(headers, key);
  return signed1(headers.take(), payload, key, tag);
}

base::Result<base::Bytes> sealPage(const Claims& claims, const Signer& key) {
  const auto payload = encodeClaims(claims);
  if (auto readable = decodeClaims(payload); !readable) return base::fail(readable.error());
  auto token = signCoseSign1(payload, key);
  if (token && token->size() > kMaxSealBytes)
    return base::fail("seal_too_long", "",
                      std::to_string(token->size()) + " bytes, more than the code may hold");
  return token;
}

base::Result<base::Bytes> signKeySet(const KeySet& keys, const Signer& root) {
  if (root.algorithm() != Algorithm::ed25519)
    return base::fail("seal_sign_failed", "", "the root is an Ed25519 key");
  cbor::Writer payload(160 * keys.keys.size() + 8);
  payload.array(keys.keys.size());
  for (const auto& key : keys.keys) {
    if (auto good = checkKey(key); !good) return base::fail(good.error());
    writeKey(payload, key);
  }
  cbor::Writer headers(48);
  headers.map(4);
  writeAlg(headers, root);
  headers.integer(kHeaderContentType), headers.uint(kCoseKeySetFormat);
  writeKid(headers, root);
  headers.integer(kHeaderCwtClaims), headers.map(1), headers.integer(kIssuedAt),
      headers.integer(keys.issued_at);
  return signed1(headers.take(), payload.take(), root);
}

base::Result<base::Bytes> signStatusList(const StatusList& list, const Signer& key) {
  if (list.size() > kStatusListEntries)
    return base::fail("seal_sign_failed", "", "more than 1,048,576 entries");
  const auto packed = deflated(list.bits);
  cbor::Writer payload(packed.size() + 96);
  payload.map(4);
  payload.integer(kSub), payload.text(std::string(kStatusListPath) + std::to_string(list.list));
  payload.integer(kIssuedAt), payload.integer(list.iat);
  payload.integer(kStatusList), payload.map(2);
  payload.text("lst"), payload.bytes(packed);
  payload.text("bits"), payload.uint(2);
  payload.integer(kTtl), payload.integer(list.ttl_seconds);
  cbor::Writer headers(64);
  headers.map(3);
  writeAlg(headers, key);
  writeKid(headers, key);
  headers.integer(kHeaderTyp), headers.text(kStatusListType);
  return signed1(headers.take(), payload.take(), key);
}

}  // namespace seal
