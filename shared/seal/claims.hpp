// The seal's claims: a CWT (RFC 8392) whose private map says what was issued.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "seal/key_set.hpp"

namespace seal {

using Serial = std::array<std::uint8_t, 8>;   // cti (RFC 8392 section 3.1.7): the printout's serial
using Digest = std::array<std::uint8_t, 16>;  // contentDigest()

struct StatusReference {  // IETF Token Status List: which list, which entry
  std::uint32_t list = 0;
  std::uint32_t index = 0;
  bool operator==(const StatusReference&) const = default;
};

struct Claims {
  base::UnixSeconds iat = 0;               // 6
  std::optional<base::UnixSeconds> exp{};  // 4, only where the document expires
  Serial cti{};                            // 7
  std::string process{};                   // private 1: the process's short code, as case numbers begin: "QJ"
  int page = 1;                            // private 2: [page, pages]
  int pages = 1;
  std::string holder{};      // private 3: masked name, UTF-8
  Digest digest{};           // private 4
  StatusReference status{};  // private 5: [list, index]
  bool operator==(const Claims&) const = default;
};

// Deterministic CBOR (RFC 8949 section 4.2.1) of the claims, and back. Decoding refuses everything else than
// exactly this profile: code "seal_bad_claims", place: the claim.
base::Bytes encodeClaims(const Claims& claims);
base::Result<Claims> decodeClaims(base::BytesView cbor);

// What the digest binds. Repeated rows appear as "<table>[<n>].<field>".
struct SealedContent {
  std::string form;  // template code
  int version = 0;   // template version
  std::map<std::string, std::string> fields{};
  bool operator==(const SealedContent&) const = default;
};

// Deterministic CBOR of {template, version, fields}: what the digest is taken over, and the data code holds.
base::Bytes encodeContent(const SealedContent& content);

// First 16 bytes of the hash over cti ‖ encodeContent(): SM3 where the seal's key is an SM2 key, SHA-256
// elsewhere.
Digest contentDigest(Algorithm key, const Serial& cti, const SealedContent& content);

}  // namespace seal
