#include "seal/cose_sign1.hpp"

#include "seal/cbor.hpp"
#include "seal/labels.hpp"

namespace seal {
namespace {

constexpr std::uint64_t kCoseSign1Tag = 18;

bool isUnderstood(const cbor::Label& label) {
  return label.is(kHeaderAlg) || label.is(kHeaderCrit) || label.is(kHeaderContentType) ||
         label.is(kHeaderKid) || label.is(kHeaderCwtClaims) || label.is(kHeaderTyp);
}

// RFC 9052 section 3.1: crit lists the labels a recipient must understand; an empty list is malformed.
void readCritical(cbor::Reader& reader) {
  auto left = reader.array();
  if (left == 0) reader.refuse("cose_malformed");
  for (; left > 0 && reader.ok(); --left) {
    cbor::Label label;
    if (reader.peek() == cbor::Major::text) {
      label.text = reader.text();
    } else {
      label.number = reader.integer();
    }
    if (reader.ok() && !isUnderstood(label)) reader.refuse("cose_critical_unknown");
  }
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
  cbor::Reader reader(encoded);
  token.protected_headers = readHeaders(reader, true);
  reader.expectEnd();
  if (!reader.ok()) return outer.refuse(reader.error());
  if (token.protected_headers.parameters > 0) token.protected_bytes = encoded;
}

bool standsTwice(const CoseHeaders& a, const CoseHeaders& b) { return (a.alg && b.alg) || (a.kid && b.kid); }

}  // namespace

base::Result<CoseSign1> parseCoseSign1(base::BytesView bytes, [[maybe_unused]] CoseProfile profile) {
  cbor::Reader reader(bytes);
  CoseSign1 token;
  if (reader.peek() != cbor::Major::tag) return base::fail("tag_missing", "byte 0", "not a tagged CBOR item");
  if (reader.tag() != kCoseSign1Tag && reader.ok())
    return base::fail("tag_missing", "byte 0", "the tag is not 18");
  if (reader.array() != 4) reader.refuse("cose_malformed");
  readProtected(reader, token);
  token.unprotected_headers = readHeaders(reader, false);
  token.payload = reader.bytes();
  token.signature = reader.bytes();
  reader.expectEnd();
  if (standsTwice(token.protected_headers, token.unprotected_headers)) reader.refuse("cose_header_twice");
  if (!reader.ok())
    return base::fail(reader.error(), "byte " + std::to_string(reader.position()), "not a COSE_Sign1 token");
  return token;
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
                            base::BytesView signature) {
  cbor::Writer out(protected_bytes.size() + payload.size() + signature.size() + 24);
  out.tag(kCoseSign1Tag);
  out.array(4);
  out.bytes(protected_bytes);
  out.map(0);
  out.bytes(payload);
  out.bytes(signature);
  return out.take();
}

}  // namespace seal
