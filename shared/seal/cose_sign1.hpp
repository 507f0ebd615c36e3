// COSE_Sign1 (RFC 9052 section 4.2) as views into the token.
//
//   COSE_Sign1 = #6.18([ protected : bstr .cbor header_map / h'', unprotected : header_map, payload : bstr,
//                        signature : bstr ])
//   Sig_structure = [ "Signature1", body_protected : bstr, external_aad : bstr, payload : bstr ]
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "seal/key_set.hpp"

namespace seal {

struct CoseHeaders {  // the parameters understood here; RFC 9052 section 3.1, RFC 9596 (typ), RFC 9597 (CWT
                      // claims)
  std::optional<std::int64_t> alg{};              // 1
  std::optional<std::uint64_t> content_format{};  // 3, a CoAP content format
  std::optional<base::BytesView> kid{};           // 4
  base::BytesView cwt_claims{};                   // 15, the map's bytes
  std::string_view typ{};                         // 16
  std::size_t parameters = 0;                     // all of them, understood or not
};

struct CoseSign1 {
  base::BytesView protected_bytes{};  // as Sig_structure wants them: an empty map became an empty string
  CoseHeaders protected_headers{};
  CoseHeaders unprotected_headers{};
  base::BytesView payload{};
  base::BytesView signature{};
};

// What of RFC 9052 and RFC 8392 a caller takes. Both refuse map keys that stand twice, a detached payload, a
// crit that names a parameter not understood here, and nesting past cbor::kMaxDepth.
enum class CoseProfile {
  seal,     // tag 18 and deterministic CBOR (RFC 8949 section 4.2.1): what the hall issues, nothing else
  general,  // what any COSE library writes: tag 18, tags 61 and 18 (a CWT), or none; heads longer than
            // needed, indefinite lengths, keys in any order
};

// Codes: "tag_missing", "tag_wrong", "cose_malformed", "cose_payload_detached", "cose_critical_unknown",
// "cose_header_twice" (in both buckets), cbor_*. Views point into the bytes given; strings of indefinite
// length, which lie in pieces, are refused as "cbor_in_pieces", and a header of more than cbor::kMaxLooseKeys
// parameters in the general profile as "cbor_too_many_keys".
base::Result<CoseSign1> parseCoseSign1(base::BytesView token, CoseProfile profile = CoseProfile::seal);

// Whether the key signed the token with the algorithm that it names: in the protected header or, where that
// names none, in the unprotected one. The signature alone: windows and revocation are the caller's.
bool verifyCoseSign1(const CoseSign1& token, const PublicKey& key, base::BytesView external_aad = {});

base::Bytes sigStructure(base::BytesView protected_bytes, base::BytesView external_aad,
                         base::BytesView payload);

enum class CoseTag { none, sign1, cwt };  // nothing; 18; 61 and 18 (RFC 8392 section 6)

// The token around a signature made elsewhere.
base::Bytes encodeCoseSign1(base::BytesView protected_bytes, base::BytesView payload,
                            base::BytesView signature, CoseTag tag = CoseTag::sign1);

}  // namespace seal
