// The signed status list; as with the key set, the target signs what the fuzzer made up. First octet: what
// the rest is.
#include "seal/status_list.hpp"

#include "hall.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"

namespace {

const seal::PrivateKey& issuer() {
  static const auto key = fuzz::secretKey(7, seal::Algorithm::ed25519);
  return key;
}

base::Bytes signedByHall(base::BytesView claims) {
  static const auto headers = [] {
    seal::cbor::Writer out;
    out.map(3);
    out.integer(1), out.integer(-19);
    out.integer(4), out.bytes(issuer().kid());
    out.integer(16), out.text("application/statuslist+cwt");
    return out.take();
  }();
  return seal::encodeCoseSign1(headers, claims,
                               issuer().sign(seal::sigStructure(headers, {}, claims)).value());
}

// Good claims around any "zlib stream".
base::Bytes claimsAround(base::BytesView packed) {
  seal::cbor::Writer out(packed.size() + 96);
  out.map(4);
  out.integer(2), out.text("/api/v1/status/3");
  out.integer(6), out.integer(fuzz::kNow);
  out.integer(65533), out.map(2);
  out.text("lst"), out.bytes(packed);
  out.text("bits"), out.uint(2);
  out.integer(65534), out.integer(3600);
  return out.take();
}

void requireSound(const base::Result<seal::StatusList>& list) {
  if (!list) return fuzz::requireSentence(list.error());
  fuzz::require(list->size() <= seal::kStatusListEntries, "a list is no longer than it may be");
  const auto size = static_cast<std::uint32_t>(list->size());
  fuzz::require(!list->at(size) && !list->at(UINT32_MAX), "past the end stands nothing");
  fuzz::require(size == 0 || list->at(size - 1).has_value(), "the last entry has a status");
  fuzz::require(!list->freshAt(list->iat + list->ttl_seconds), "a list is stale when its time is over");
  if (list->bits.size() > 256) return;  // packing a large one again is slow
  const auto again = seal::openStatusList(seal::signStatusList(*list, issuer()).value(), fuzz::keySet());
  fuzz::require(again && again->bits == list->bits && again->iat == list->iat && again->list == list->list &&
                    again->ttl_seconds == list->ttl_seconds,
                "a list signed anew says the same");
}

}  // namespace

FUZZ_TARGET(status_list) {
  if (input.empty()) return;
  const auto rest = input.subspan(1);
  switch (input[0] % 3) {
    case 0:
      return requireSound(seal::openStatusList(rest, fuzz::keySet()));
    case 1:
      return requireSound(seal::openStatusList(signedByHall(rest), fuzz::keySet()));
    default:
      return requireSound(seal::openStatusList(signedByHall(claimsAround(rest)), fuzz::keySet()));
  }
}
