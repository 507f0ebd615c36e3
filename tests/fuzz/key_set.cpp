// The signed key set. The root's signature guards what is inside, so the target holds the root and signs what
// the fuzzer made up. First octet: what the rest is.
#include "seal/key_set.hpp"

#include "hall.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/signature_check.hpp"

namespace {

seal::RootKey pinned() { return {fuzz::root().point()}; }

base::Bytes signedByRoot(base::BytesView payload) {
  static const auto headers = [] {
    seal::cbor::Writer out;
    out.map(4);
    out.integer(1), out.integer(-19);
    out.integer(3), out.uint(102);
    out.integer(4), out.bytes(fuzz::root().kid());
    out.integer(15), out.map(1), out.integer(6), out.integer(fuzz::kNow);
    return out.take();
  }();
  const auto signature = fuzz::root().sign(seal::sigStructure(headers, {}, payload)).value();
  return seal::encodeCoseSign1(headers, payload, signature);
}

// Labels that a later release may add are passed over, so the set signed anew may be shorter; from then on it
// stays.
void requireSameAgain(const base::Result<seal::KeySet>& opened) {
  if (!opened) return fuzz::requireSentence(opened.error());
  const auto token = seal::signKeySet(*opened, fuzz::root());
  fuzz::require(token.has_value(), "what opens can be signed:", token ? "" : token.error().describe());
  const auto again = seal::openKeySet(*token, pinned());
  fuzz::require(again && again->keys.size() == opened->keys.size(), "a key set signed anew opens");
  fuzz::require(seal::signKeySet(*again, fuzz::root()) == token, "a key set signed anew stays the same");
  const seal::Verifier verifier(*opened);
  fuzz::requireSoundVerdict(verifier.verifyToken({}, fuzz::kNow), {});
}

void requireSoundRoot(std::string_view text) {
  const auto root = seal::rootKeyFromText(text);
  if (!root) return fuzz::requireSentence(root.error());
  const auto again = seal::rootKeyFromText(seal::toText(*root));
  fuzz::require(again && again->point == root->point, "a root written anew is the same root");
}

// A point and a signature nobody made: algorithm, message and signature of fixed size, then the point.
void checkWithStrangePoint(base::BytesView bytes) {
  constexpr std::size_t kSignature = 64;
  if (bytes.size() < 1 + kSignature) return;
  const auto point = bytes.subspan(1 + kSignature);
  const seal::PublicKey key{.algorithm = fuzz::kAlgorithms[bytes[0] % fuzz::kAlgorithms.size()],
                            .point = {point.begin(), point.end()}};
  const auto ready = seal::PreparedKey::prepare(key);
  if (!ready) return fuzz::requireSentence(ready.error());
  ready->checks(bytes.first(1), bytes.subspan(1, kSignature));
}

}  // namespace

FUZZ_TARGET(key_set) {
  if (input.empty()) return;
  const auto rest = input.subspan(1);
  switch (input[0] % 4) {
    case 0:
      return requireSameAgain(seal::openKeySet(rest, pinned()));
    case 1:
      return requireSameAgain(seal::openKeySet(signedByRoot(rest), pinned()));
    case 2:
      return requireSoundRoot(base::textOf(rest));
    default:
      return checkWithStrangePoint(rest);
  }
}
