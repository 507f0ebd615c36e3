#include "seal/key_set.hpp"

#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "sealing.hpp"

using namespace sealing;

namespace {

const seal::PrivateKey& root() {
  static const auto signer = key(1);
  return signer;
}

seal::RootKey pinned() { return {root().point()}; }

std::string refusal(base::BytesView token) {
  const auto answer = seal::openKeySet(token, pinned());
  return answer ? "accepted" : answer.error().code;
}

// What the root would never sign, signed by it all the same.
base::Bytes signedByRoot(const base::Bytes& payload) {
  seal::cbor::Writer headers;
  headers.map(4);
  headers.integer(1), headers.integer(-19);
  headers.integer(3), headers.uint(102);
  headers.integer(4), headers.bytes(root().kid());
  headers.integer(15), headers.map(1), headers.integer(6), headers.integer(kNow);
  const auto bytes = headers.take();
  return seal::encodeCoseSign1(bytes, payload, root().sign(seal::sigStructure(bytes, {}, payload)).value());
}

}  // namespace

TEST_CASE("RFC 9679 section 6: the thumbprint of its example key, shortened to a kid") {
  const auto point =
      hex("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d"
          "1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c");
  CHECK(base::toHex(seal::thumbprintId(seal::Algorithm::esp256, point)) == "496bd8afadf307e5");
}

TEST_CASE("a key set signed by the root opens with every detail") {
  auto first = publicKey(key(7));
  auto second = publicKey(key(8, seal::Algorithm::esp256));
  second.revoked_at = kNow + 3;
  second.revoked_reason = "lost laptop 丢失";
  const auto third = publicKey(key(9, seal::Algorithm::sm2));
  const auto token = seal::signKeySet(keySet({first, second, third}), root());
  REQUIRE(token);
  const auto opened = seal::openKeySet(*token, pinned());
  REQUIRE(opened);
  CHECK(opened->issued_at == kNow);
  REQUIRE(opened->keys.size() == 3);
  CHECK(opened->keys[0].point == first.point);
  CHECK(opened->keys[0].kid == first.kid);
  CHECK(opened->keys[0].algorithm == seal::Algorithm::ed25519);
  CHECK(opened->keys[0].signs_from == first.signs_from);
  CHECK(opened->keys[0].signs_until == first.signs_until);
  CHECK(opened->keys[0].verify_until == first.verify_until);
  CHECK_FALSE(opened->keys[0].revoked_at);
  CHECK(opened->keys[1].point == second.point);
  CHECK(opened->keys[1].revoked_at == second.revoked_at);
  CHECK(opened->keys[1].revoked_reason == second.revoked_reason);
  CHECK(opened->keys[2].algorithm == seal::Algorithm::sm2);
  CHECK(opened->keys[2].point == third.point);
  CHECK(opened->keys[2].kid == third.kid);
}

TEST_CASE("another root's key set is refused, and so is one changed bit") {
  const auto token = seal::signKeySet(keySet({publicKey(key(7))}), root()).value();
  CHECK(seal::openKeySet(token, {key(2).point()}).error().code == "key_set_not_signed_by_root");
  for (std::size_t bit = 0; bit < token.size() * 8; ++bit) {
    auto changed = token;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CAPTURE(bit);
    CHECK(refusal(changed) != "accepted");
  }
}

TEST_CASE("a key set that is too large, or something else, is refused") {
  CHECK(refusal(base::Bytes((1 << 20) + 1)) == "key_set_too_large");
  CHECK(refusal({}) == "key_set_unreadable");
  seal::cbor::Writer many;
  many.array(4097);
  for (int i = 0; i < 4097; ++i) many.map(0);
  CHECK(refusal(signedByRoot(many.take())) == "key_set_too_large");
  CHECK(refusal(signedByRoot(hex("9affffffff"))) == "key_set_unreadable");
  CHECK(refusal(signedByRoot(hex("a0"))) == "key_set_unreadable");
  CHECK(refusal(signedByRoot(hex("8000"))) == "key_set_unreadable");
  const auto list =
      seal::signStatusList({.list = 0, .iat = kNow, .ttl_seconds = 60, .bits = {0}}, root()).value();
  CHECK(refusal(list) == "key_set_unreadable");
}

TEST_CASE("a key that makes no sense is named by its place in the set") {
  const auto place = [](std::string_view key) {
    const auto answer = seal::openKeySet(signedByRoot(hex("81" + std::string(key))), pinned());
    return answer ? "accepted" : answer.error().code + " " + answer.error().place;
  };
  CHECK(place("a0") == "key_set_unreadable /0");
  CHECK(place("a201010327") == "key_set_unreadable /0");  // no point
  CHECK(place("a10100") == "key_set_unreadable /0");
  const auto own = seal::signKeySet(keySet({publicKey(key(7))}), root()).value();
  auto without = base::toHex(seal::parseCoseSign1(own)->payload).substr(2);
  CHECK(place(without) == "accepted");
  const auto from = without.find("3a00010000");  // signs from
  CHECK(place("a7" + without.substr(2, from - 2) + without.substr(from + 20)) == "key_set_unreadable /0");
  CHECK(place("a501010248000000000000000003322006215820000000000000000000000000000000000000000000000000000000"
              "0000000000") == "key_set_unreadable /0");  // kid of another key
}

TEST_CASE("a key of a kind that a later release may bring is passed over, the others count") {
  const auto opened = [](const std::string& foreign) {
    const auto own = seal::signKeySet(keySet({publicKey(key(7))}), root()).value();
    const auto payload = seal::parseCoseSign1(own)->payload;
    const auto both = hex("82" + foreign + base::toHex(payload.subspan(1)));
    const auto set = seal::openKeySet(signedByRoot(both), pinned());
    return set && set->keys.size() == 1 && set->keys[0].point == key(7).point();
  };
  CHECK(opened("a301070338302042abcd"));    // kty 7, alg -49 (ML-DSA-65), pub
  CHECK(opened("a4010203382e200122f5"));    // ES256K with a compressed point
  CHECK(opened("a2016361626303636a6b6c"));  // kty and alg as texts
  CHECK_FALSE(opened("a10101"));            // no alg at all
  CHECK_FALSE(opened("a201010332"));        // Ed25519 without its point
}

TEST_CASE("what no verifier would open is not signed") {
  auto misnamed = publicKey(key(7));
  misnamed.kid[0] ^= 1;
  CHECK(seal::signKeySet(keySet({misnamed}), root()).error().code == "seal_sign_failed");
  auto backwards = publicKey(key(7));
  backwards.signs_until = backwards.signs_from;
  CHECK(seal::signKeySet(keySet({backwards}), root()).error().code == "seal_sign_failed");
  auto forgotten = publicKey(key(7));
  forgotten.verify_until = forgotten.signs_until - 1;
  CHECK(seal::signKeySet(keySet({forgotten}), root()).error().code == "seal_sign_failed");
  auto unpinned = publicKey(key(7));
  unpinned.algorithm = seal::Algorithm::eddsa;
  CHECK(seal::signKeySet(keySet({unpinned}), root()).error().code == "seal_sign_failed");
  CHECK_FALSE(seal::signKeySet(keySet({publicKey(key(7))}), key(1, seal::Algorithm::esp256)));
}

TEST_CASE("the root key travels as one line of base64") {
  const auto text = seal::toText(pinned());
  CHECK(text.size() == 44);
  CHECK(seal::rootKeyFromText(text)->point == root().point());
  CHECK(seal::rootKeyFromText(text + "\r\n")->point == root().point());
  for (const auto& bad :
       {std::string(), std::string("AAAA"), text + text, text.substr(0, 43) + "!", std::string(9999, 'A')}) {
    CAPTURE(bad);
    CHECK(seal::rootKeyFromText(bad).error().code == "bad_root_key");
  }
}
