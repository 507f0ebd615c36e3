// Key sets through both verifiers: kids that collide, keys that break a rule, sets the root never signed.
#include "tests/second_verifier/agreement.hpp"
#include "tests/second_verifier/tokens.hpp"

using namespace second;

namespace {

void writeKey(Writer& out, const seal::PublicKey& key) {
  const base::BytesView point(key.point);
  const bool ec2 = point.size() == 64;
  out.map((ec2 ? 9 : 8) + (key.revoked_at ? 1 : 0));
  out.uint(1), out.uint(ec2 ? 2 : 1);
  out.uint(2), out.bytes(key.kid);
  out.uint(3), out.integer(static_cast<std::int64_t>(key.algorithm));
  out.integer(-1), out.integer(key.algorithm == seal::Algorithm::sm2 ? -65537 : ec2 ? 1 : 6);
  out.integer(-2), out.bytes(point.first(32));
  if (ec2) out.integer(-3), out.bytes(point.subspan(32));
  out.integer(-65537), out.integer(key.signs_from);
  out.integer(-65538), out.integer(key.signs_until);
  out.integer(-65539), out.integer(key.verify_until);
  if (key.revoked_at) out.integer(-65540), out.integer(*key.revoked_at);
}

// A key set of whatever keys, kids and further bytes, signed by the root.
base::Bytes rootSigned(const Campus& campus, base::BytesView payload) {
  const auto protected_bytes = written([&](Writer& out) {
    out.map(4);
    out.uint(1), out.integer(-19);
    out.uint(3), out.uint(102);
    out.uint(4), out.bytes(campus.root.kid());
    out.uint(15), out.map(1), out.uint(6), out.integer(kNow);
  });
  return token(campus.root, protected_bytes, payload);
}

base::Bytes keySetOf(const std::vector<seal::PublicKey>& keys) {
  return written([&](Writer& out) {
    out.array(keys.size());
    for (const auto& key : keys) writeKey(out, key);
  });
}

base::Bytes inHex(std::string text) {
  std::erase(text, ' ');
  return base::fromHex(text).value();
}

// Whether Python took the key set, and what it said.
Answers opened(const Campus& campus, const base::Bytes& key_set) {
  return askPython(campus, key_set, {{"", "A"}});
}

}  // namespace

TEST_CASE("both verifiers try every key whose kid collides, in the key set's order") {
  Campus campus;
  std::vector<seal::PublicKey> keys;
  for (const auto& one : campus.keys)
    if (one.state != KeyState::stranger) keys.push_back(one.listed);
  for (auto& key : keys) key.kid = {1, 2, 3, 4, 5, 6, 7, 8};
  keys.insert(keys.begin() + 3, keys[0]);  // one key, twice: the first whose signature holds is the seal's
  keys[3].signs_until = kNow - kDay;
  std::vector<Question> questions;
  for (const auto& one : campus.keys)
    for (const std::int64_t alg : {-19, -9, -65537, -8, -7}) {
      const auto sealed = token(one.secret, headers(alg, keys[0].kid), payload(rawClaims()));
      questions.push_back({base::toHex(sealed), carrierOf(sealed)});
    }
  const seal::KeySet set{.issued_at = kNow, .keys = keys};
  const auto census = agree(campus, set, rootSigned(campus, keySetOf(keys)), questions, "--kids-as-listed");
  CHECK(census.at("genuine ") == 5);
  CHECK(census.at("key_revoked key_revoked") == 5);
  CHECK(census.at("altered bad_signature") > 0);
}

TEST_CASE("both verifiers open the same key sets and refuse the same") {
  const Campus campus;
  const auto good = campus.keySet().keys;
  std::vector<base::Bytes> sets;
  const auto with = [&](auto change) {
    auto keys = good;
    change(keys[4], keys[8]);  // the current P-256 and SM2 keys
    for (auto& key : keys) key.kid = seal::thumbprintId(key.algorithm, key.point);
    sets.push_back(rootSigned(campus, keySetOf(keys)));
  };
  with([](auto&, auto&) {});
  with([](auto& p256, auto&) { p256.signs_until = p256.signs_from; });
  with([](auto& p256, auto&) { p256.verify_until = p256.signs_until - 1; });
  with([](auto& p256, auto&) { p256.verify_until = 253402300799; });
  with([](auto& p256, auto&) { p256.verify_until = 253402300800; });
  with([](auto& p256, auto&) { p256.signs_from = 0; });
  with([](auto& p256, auto&) { p256.signs_from = -1; });
  with([](auto& p256, auto&) { p256.point.back() ^= 1; });
  with([](auto&, auto& sm2) { sm2.point.back() ^= 1; });
  with([](auto& p256, auto& sm2) { std::swap(p256.point, sm2.point); });
  with([](auto& p256, auto&) { p256.point.resize(32); });
  with([](auto&, auto& sm2) { sm2.point.resize(63); });
  with([](auto&, auto& sm2) { sm2.algorithm = seal::Algorithm::esp256; });
  with([](auto& p256, auto&) { p256.algorithm = seal::Algorithm::es256; });
  with([](auto& p256, auto&) { p256.algorithm = static_cast<seal::Algorithm>(-35); });
  auto wrong_kid = good;
  wrong_kid[0].kid[0] ^= 1;
  const auto as_it_is = keySetOf(good);
  sets.push_back(rootSigned(campus, keySetOf(wrong_kid)));
  sets.push_back(rootSigned(campus, base::Bytes{0x80}));
  sets.push_back(rootSigned(campus, base::Bytes{0xa0}));
  sets.push_back(rootSigned(campus, joined({as_it_is, base::Bytes{0}})));
  sets.push_back(token(campus.keys[0].secret, headersOf(campus.root), as_it_is));
  for (const auto* key :
       {"a2016178 0332", "a20101 036178", "a20101 0338ff", "a10101", "a10332", "a201f6 0332", "80",
        "a30101 0338ff 02f6"})  // keys of kinds nobody knows yet, and broken ones
    sets.push_back(rootSigned(campus, joined({base::Bytes{0x81}, inHex(key)})));
  int taken = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const bool first = seal::openKeySet(sets[i], {campus.root.point()}).has_value();
    const auto second = opened(campus, sets[i]);
    INFO("key set " << i << ": " << second.complaints);
    CHECK((second.status == 0) == first);
    taken += first;
  }
  CHECK(taken == 9);
}
