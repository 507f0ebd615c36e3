#include "seal/cose_sign1.hpp"

#include "seal/cbor.hpp"
#include "seal/labels.hpp"
#include "seal/signature_check.hpp"

namespace seal {
namespace {

constexpr std::uint64_t kCoseSign1Tag = 18, kCwtTag = 61;
constexpr std::uint8_t kNull = 0xf6;

bool isUnderstood(const cbor::Label& label) {
  return label.is(kHeaderAlg) || label.is(kHeaderCrit) || label.is(kHeaderContentType) ||
         label.is(kHeaderKid) || label.is(kHeaderCwtClaims) || label.is(kHeaderTyp);
}

// RFC 9052 section 3.1: crit lists the labels a recipient must understand; an empty list is malformed.
void readCritical(cbor::Reader& reader) {
  bool any = false;
  for (cbor::Items items(reader); items.next(); any = true) {
    cbor::Label label;
    if (reader.peek() == cbor::Major::text) {
      label.text = reader.text();
    } else {
      label.number = reader.integer();
    }
    if (reader.ok() && !isUnderstood(label)) reader.refuse("cose_critical_unknown");
  }
  if (!any) reader.refuse("cose_malformed");
}

void readParameter(cbor::Reader& reader, const cbor::Label& label, bool is_protected, CoseHeaders& out) {
  const auto type = reader.peek();
  if (label.is(kHeaderAlg) && type != cbor::Major::text) {
    out.alg = reader.integer();
  } else if (label.is(kHeaderCrit)) {
    if (!is_protected) reader.refuse("cose_malformed");
    readCritical(reader);
  } else if (label.is(kHeaderContentType) && type == cbor::Major::uint) {
    out.content_format = reader.uint();
  } else if (label.is(kHeaderKid)) {
    out.kid = reader.bytes();
  } else if (label.is(kHeaderCwtClaims) && type == cbor::Major::map) {
    out.cwt_claims = reader.item();
  } else if (label.is(kHeaderTyp) && type == cbor::Major::text) {
    out.typ = reader.text();
  } else {
    reader.skip();
  }
}

CoseHeaders readHeaders(cbor::Reader& reader, bool is_protected) {
  CoseHeaders out;
  for (cbor::MapKeys keys(reader); keys.next(); ++out.parameters)
    readParameter(reader, keys.label(), is_protected, out);
  return out;
}

// RFC 9052 section 3: both an empty string and an empty map in a string stand for no protected headers.
void readProtected(cbor::Reader& outer, CoseSign1& token) {
  const auto encoded = outer.bytes();
  if (!outer.ok() || encoded.empty()) return;
  cbor::Reader reader(encoded, outer.form());
  token.protected_headers = readHeaders(reader, true);
  reader.expectEnd();
  if (!reader.ok()) return outer.refuse(reader.error());
  if (token.protected_headers.parameters > 0) token.protected_bytes = encoded;
}

base::BytesView readPayload(cbor::Reader& reader) {
  if (reader.peek() != cbor::Major::simple) return reader.bytes();
  const auto item = reader.item();
  if (reader.ok()) reader.refuse(item[0] == kNull ? "cose_payload_detached" : "cbor_wrong_type");
  return {};
}

void readTags(cbor::Reader& reader, CoseProfile profile) {
  if (profile == CoseProfile::general && reader.peek() == cbor::Major::array) return;
  if (reader.peek() != cbor::Major::tag) return reader.refuse("tag_missing");
  auto tag = reader.tag();
  if (profile == CoseProfile::general && tag == kCwtTag) {
    if (reader.peek() != cbor::Major::tag) return reader.refuse("tag_missing");
    tag = reader.tag();
  }
  if (tag != kCoseSign1Tag) reader.refuse("tag_wrong");
}

void readParts(cbor::Reader& reader, CoseSign1& token) {
  cbor::Items parts(reader);
  const auto expectPart = [&] {
    if (!parts.next()) reader.refuse("cose_malformed");
  };
  expectPart(), readProtected(reader, token);
  expectPart(), token.unprotected_headers = readHeaders(reader, false);
  expectPart(), token.payload = readPayload(reader);
  expectPart(), token.signature = reader.bytes();
  if (parts.next()) reader.refuse("cose_malformed");
}

bool standsTwice(const CoseHeaders& a, const CoseHeaders& b) { return (a.alg && b.alg) || (a.kid && b.kid); }

}  // namespace

base::Result<CoseSign1> parseCoseSign1(base::BytesView bytes, CoseProfile profile) {
  cbor::Reader reader(bytes,
                      profile == CoseProfile::seal ? cbor::Form::deterministic : cbor::Form::well_formed);
  CoseSign1 token;
  readTags(reader, profile);
  readParts(reader, token);
  reader.expectEnd();
  if (standsTwice(token.protected_headers, token.unprotected_headers)) reader.refuse("cose_header_twice");
  if (!reader.ok())
    return base::fail(reader.error(), "byte " + std::to_string(reader.position()), "not a COSE_Sign1 token");
  return token;
}

bool verifyCoseSign1(const CoseSign1& token, const PublicKey& key, base::BytesView external_aad) {
  const auto alg = token.protected_headers.alg ? token.protected_headers.alg : token.unprotected_headers.alg;
  if (!alg || !maySign(key.algorithm, *alg)) return false;
  const auto prepared = PreparedKey::prepare(key);
  return prepared &&
         prepared->checks(sigStructure(token.protected_bytes, external_aad, token.payload), token.signature);
}

base::Bytes sigStructure(base::BytesView protected_bytes, base::BytesView external_aad,
                         base::BytesView payload) {
  cbor::Writer out(protected_bytes.size() + external_aad.size() + payload.size() + 40);
  out.array(4);
  out.text("Signature1");
  out.bytes(protected_bytes);
  out.bytes(external_aad);
  out.bytes(payload);
  return out.take();
}

base::Bytes encodeCoseSign1(base::BytesView protected_bytes, base::BytesView payload,
                            base::BytesView signature, CoseTag tag) {
  cbor::Writer out(protected_bytes.size() + payload.size() + signature.size() + 24);
  if (tag == CoseTag::cwt) out.tag(kCwtTag);
  if (tag != CoseTag::none) out.tag(kCoseSign1Tag);
  out.array(4);
  out.bytes(protected_bytes);
  out.map(0);
  out.bytes(payload);
  out.bytes(signature);
  return out.take();
}

}  // namespace seal
