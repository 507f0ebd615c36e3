// Tokens that sealPage would never make: any headers, any payload, any envelope, signed by a real key.
#pragma once

#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "tests/second_verifier/campus.hpp"

namespace second {

using seal::cbor::Writer;

inline base::Bytes headers(std::int64_t alg, base::BytesView kid) {
  Writer out;
  out.map(2);
  out.uint(1), out.integer(alg);
  out.uint(4), out.bytes(kid);
  return out.take();
}

inline base::Bytes headersOf(const seal::Signer& key) {
  return headers(static_cast<std::int64_t>(key.algorithm()), key.kid());
}

inline base::Bytes signatureOf(const seal::Signer& key, base::BytesView protected_bytes,
                               base::BytesView payload) {
  return key.sign(seal::sigStructure(protected_bytes, {}, payload)).value();
}

inline base::Bytes token(const seal::Signer& key, base::BytesView protected_bytes, base::BytesView payload) {
  return seal::encodeCoseSign1(protected_bytes, payload, signatureOf(key, protected_bytes, payload));
}

inline base::Bytes joined(std::initializer_list<base::BytesView> parts) {
  base::Bytes out;
  for (const auto part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

// A genuine token's parts, to be put together in wrong ways.
struct Parts {
  base::Bytes protected_bytes, payload, signature;
};

inline Parts partsOf(const seal::Signer& key, base::BytesView payload) {
  const auto protected_bytes = headersOf(key);
  return {protected_bytes, base::Bytes(payload.begin(), payload.end()),
          signatureOf(key, protected_bytes, payload)};
}

inline base::Bytes string(base::BytesView bytes) {
  Writer out;
  out.bytes(bytes);
  return out.take();
}

// head: the tags and the array's head; unprotected: an encoded map; tail: what follows.
inline base::Bytes envelope(const Parts& parts, const base::Bytes& head, const base::Bytes& unprotected,
                            const base::Bytes& tail = {}) {
  return joined({head, string(parts.protected_bytes), unprotected, string(parts.payload),
                 string(parts.signature), tail});
}

// The claims, each as bytes of CBOR that can be put in place of the right ones.
struct RawClaims {
  base::Bytes iat, cti, process, page, holder, digest, status;
};

template <typename Write>
base::Bytes written(Write write) {
  Writer out;
  write(out);
  return out.take();
}

inline base::Bytes number(std::uint64_t value) {
  return written([&](Writer& out) { out.uint(value); });
}
inline base::Bytes text(std::string_view value) {
  return written([&](Writer& out) { out.text(value); });
}
inline base::Bytes two(std::uint64_t a, std::uint64_t b) {
  return written([&](Writer& out) { out.array(2), out.uint(a), out.uint(b); });
}

inline RawClaims rawClaims() {
  return {number(kNow),  string(base::Bytes(8, 7)),  text("QJ"), two(1, 2),
          text("张*华"), string(base::Bytes(16, 9)), two(0, 0)};
}

// more: further keys and values of the private map, counted by more_keys.
inline base::Bytes payload(const RawClaims& raw, std::size_t more_keys = 0, const base::Bytes& more = {}) {
  const auto hall = written([](Writer& out) { out.integer(-65537); });
  Writer map;
  map.map(5 + more_keys);
  return joined({base::Bytes{0xa3}, number(6), raw.iat, number(7), raw.cti, hall, map.take(), number(1),
                 raw.process, number(2), raw.page, number(3), raw.holder, number(4), raw.digest, number(5),
                 raw.status, more});
}

}  // namespace second
