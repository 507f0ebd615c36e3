#include "seal/verify.hpp"

#include <algorithm>
#include <deque>
#include <mutex>
#include <vector>

#include "seal/carrier.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/signature_check.hpp"

namespace seal {
namespace {

// A key made ready when first asked for: a set may have thousands, of which a day's papers need one or two.
class ListedKey {
 public:
  explicit ListedKey(PublicKey key) : key_(std::move(key)) {}
  const PublicKey& key() const { return key_; }
  // nullptr where the point is off its curve
  const PreparedKey* prepared() const {
    std::call_once(once_, [this] {
      if (auto ready = PreparedKey::prepare(key_)) prepared_ = std::move(*ready);
    });
    return prepared_ ? &*prepared_ : nullptr;
  }

 private:
  PublicKey key_;
  mutable std::once_flag once_;
  mutable std::optional<PreparedKey> prepared_;
};

using ListedKeys = std::deque<ListedKey>;  // by kid; those of one kid in the key set's order

struct ByKid {
  bool operator()(const ListedKey& a, const KeyId& b) const { return a.key().kid < b; }
  bool operator()(const KeyId& a, const ListedKey& b) const { return a < b.key().kid; }
};

ListedKeys listed(const KeySet& keys) {
  std::vector<const PublicKey*> order;
  for (const auto& key : keys.keys) order.push_back(&key);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->kid < b->kid; });
  ListedKeys out;
  for (const auto* key : order) out.emplace_back(*key);
  return out;
}

Verification verdict(Outcome outcome, std::string reason) {
  Verification out;
  out.outcome = outcome;
  out.reason = std::move(reason);
  return out;
}

// A page's seal has alg and kid in its protected header and nothing else anywhere: what isn't signed says
// nothing.
bool hasSealHeaders(const CoseSign1& token) {
  return token.protected_headers.alg && token.protected_headers.kid &&
         token.protected_headers.parameters == 2 && token.protected_headers.kid->size() == KeyId{}.size() &&
         token.unprotected_headers.parameters == 0;
}

// A revoked key's holder can write any iat, so revocation counts for every seal of that key.
Verification judge(Claims claims, const PublicKey& key, base::UnixSeconds now) {
  Verification out;
  out.outcome = Outcome::key_revoked;
  if (key.revoked_at) {
    out.reason = "key_revoked";
  } else if (claims.iat < key.signs_from || claims.iat >= key.signs_until) {
    out.reason = "outside_signing_window";
  } else if (now >= key.verify_until) {
    out.reason = "key_retired";
  } else {
    out.outcome = Outcome::genuine;
  }
  out.algorithm = key.algorithm;
  out.claims = std::move(claims);
  return out;
}

Verification check(const CoseSign1& token, const ListedKeys& keys, const KeyId& kid, base::UnixSeconds now) {
  bool kid_known = false;
  bool algorithm_fits = false;
  base::Bytes message;
  const auto [first, last] = std::equal_range(keys.begin(), keys.end(), kid, ByKid{});
  for (auto at = first; at != last; ++at) {
    const auto* prepared = at->prepared();
    if (!prepared) continue;
    kid_known = true;
    if (!maySign(at->key().algorithm, *token.protected_headers.alg)) continue;
    algorithm_fits = true;
    if (message.empty()) message = sigStructure(token.protected_bytes, {}, token.payload);
    if (!prepared->checks(message, token.signature)) continue;
    auto claims = decodeClaims(token.payload);
    return claims ? judge(std::move(*claims), at->key(), now)
                  : verdict(Outcome::not_a_hall_seal, "not_a_page_seal");
  }
  if (!kid_known) return verdict(Outcome::unknown_key, "unknown_kid");
  return verdict(Outcome::altered, algorithm_fits ? "bad_signature" : "wrong_algorithm");
}

}  // namespace

struct Verifier::Body {
  ListedKeys keys;
};

Verifier::Verifier(const KeySet& keys) : body_(std::make_shared<const Body>(Body{listed(keys)})) {}

Verification Verifier::verifyToken(base::BytesView cose_sign1, base::UnixSeconds now) const {
  const auto token = parseCoseSign1(cose_sign1);
  if (!token) return verdict(Outcome::not_a_hall_seal, token.error().code);
  if (!hasSealHeaders(*token)) return verdict(Outcome::not_a_hall_seal, "cose_headers_not_of_a_seal");
  KeyId kid{};
  std::copy(token->protected_headers.kid->begin(), token->protected_headers.kid->end(), kid.begin());
  auto out = check(*token, body_->keys, kid, now);
  out.kid = kid;
  return out;
}

Verification Verifier::verifyCarrier(std::string_view text, base::UnixSeconds now) const {
  auto carried = fromCarrier(text);
  if (!carried) return verdict(Outcome::not_a_hall_seal, "bad_carrier");
  auto out = verifyToken(carried->token, now);
  out.host = std::move(carried->host);
  return out;
}

Verification verifyToken(base::BytesView cose_sign1, const KeySet& keys, base::UnixSeconds now) {
  return Verifier(keys).verifyToken(cose_sign1, now);
}

Verification verifyCarrier(std::string_view text, const KeySet& keys, base::UnixSeconds now) {
  return Verifier(keys).verifyCarrier(text, now);
}

}  // namespace seal
