#include "seal/verify.hpp"

#include <random>

#include "base/crypto.hpp"
#include "seal/carrier.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "sealing.hpp"

using namespace sealing;
using seal::Outcome;

namespace {

const seal::PrivateKey& hall() {
  static const auto signer = key(7);
  return signer;
}

seal::Verification verify(base::BytesView token, const seal::KeySet& keys = keySet({publicKey(hall())}),
                          base::UnixSeconds now = kNow) {
  return seal::verifyToken(token, keys, now);
}

// A token with headers and payload of the test's choice, really signed by the hall's key.
base::Bytes signedToken(const base::Bytes& headers, const base::Bytes& payload) {
  const auto signature = hall().sign(seal::sigStructure(headers, {}, payload)).value();
  return seal::encodeCoseSign1(headers, payload, signature);
}

base::Bytes sealHeaders(std::int64_t alg) {
  seal::cbor::Writer out;
  out.map(2);
  out.integer(1), out.integer(alg);
  out.integer(4), out.bytes(hall().kid());
  return out.take();
}

}  // namespace

TEST_CASE("one bit changed anywhere in a seal is never genuine") {
  const auto token = seal::sealPage(claims(), hall()).value();
  REQUIRE(verify(token).outcome == Outcome::genuine);
  for (std::size_t bit = 0; bit < token.size() * 8; ++bit) {
    auto changed = token;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    const auto answer = verify(changed);
    CAPTURE(bit, answer.reason);
    CHECK(answer.outcome != Outcome::genuine);
    CHECK_FALSE(answer.claims);
    CHECK_FALSE(answer.reason.empty());
  }
}

TEST_CASE("of 10,000 mutants of genuine seals none is accepted") {
  const auto seed = static_cast<unsigned>(std::random_device{}());
  CAPTURE(seed);
  WARN("mutant seed " << seed);
  std::mt19937 random(seed);
  const auto second = key(8, seal::Algorithm::esp256);
  const seal::Verifier verifier(keySet({publicKey(hall()), publicKey(second)}));
  const std::array genuine{seal::sealPage(claims(), hall()).value(),
                           seal::sealPage(claims(), second).value()};
  int accepted = 0;
  for (int i = 0; i < 10000; ++i) {
    auto mutant = genuine[random() % 2];
    const auto original = mutant;
    for (auto changes = 1 + random() % 3; changes > 0; --changes) {
      const auto at = random() % (mutant.size() + 1);
      const auto where = mutant.begin() + static_cast<std::ptrdiff_t>(at);
      switch (random() % 4) {
        case 0:
          mutant.insert(where, static_cast<std::uint8_t>(random()));
          break;
        case 1:
          if (at < mutant.size()) mutant.erase(where);
          break;
        case 2:
          if (at < mutant.size()) *where = static_cast<std::uint8_t>(random());
          break;
        default:
          mutant.resize(at);
          break;
      }
      if (mutant.empty()) break;
    }
    if (mutant != original && verifier.verifyToken(mutant, kNow).outcome == Outcome::genuine) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("hostile bytes always get an answer") {
  std::mt19937 random(3);
  const seal::Verifier verifier(keySet({publicKey(hall())}));
  for (int i = 0; i < 3000; ++i) {
    base::Bytes noise(random() % 400);
    for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
    if (noise.size() > 2 && i % 2) noise[0] = 0xd2, noise[1] = 0x84;
    CHECK(verifier.verifyToken(noise, kNow).outcome == Outcome::not_a_hall_seal);
  }
  CHECK(verify({}).outcome == Outcome::not_a_hall_seal);
  CHECK(verify(base::Bytes(5'000'000, 0x81)).outcome == Outcome::not_a_hall_seal);
  CHECK(verifier.verifyCarrier(std::string(5'000'000, 'A'), kNow).reason == "bad_carrier");
}

TEST_CASE("each way to fail has its own outcome and reason") {
  const auto token = seal::sealPage(claims(), hall()).value();
  SECTION("a key nobody published") {
    const auto answer = verify(token, keySet({publicKey(key(8))}));
    CHECK(answer.outcome == Outcome::unknown_key);
    CHECK(answer.reason == "unknown_kid");
    CHECK(answer.kid == hall().kid());
  }
  SECTION("a changed claim") {
    auto changed = token;
    changed[token.size() - 80] ^= 1;
    const auto answer = verify(changed);
    CHECK(answer.outcome == Outcome::altered);
    CHECK(answer.reason == "bad_signature");
  }
  SECTION("an algorithm that isn't the key's") {
    const auto answer = verify(signedToken(sealHeaders(-7), seal::encodeClaims(claims())));
    CHECK(answer.outcome == Outcome::altered);
    CHECK(answer.reason == "wrong_algorithm");
  }
  SECTION("-8 with an Ed25519 key is accepted, though never issued") {
    CHECK(verify(signedToken(sealHeaders(-8), seal::encodeClaims(claims()))).outcome == Outcome::genuine);
  }
  SECTION("a revoked key, whenever the seal says it was made") {
    auto revoked = publicKey(hall());
    revoked.revoked_at = kNow + 1000;
    const auto answer = verify(token, keySet({revoked}));
    CHECK(answer.outcome == Outcome::key_revoked);
    CHECK(answer.reason == "key_revoked");
    CHECK(answer.claims == claims());
  }
  SECTION("the signing window, to the second") {
    auto windowed = publicKey(hall());
    windowed.signs_from = kNow;
    windowed.signs_until = kNow + 1;
    CHECK(verify(token, keySet({windowed})).outcome == Outcome::genuine);
    windowed.signs_from = kNow + 1;
    windowed.signs_until = kNow + 2;
    CHECK(verify(token, keySet({windowed})).reason == "outside_signing_window");
    windowed.signs_from = kNow - 1;
    windowed.signs_until = kNow;
    CHECK(verify(token, keySet({windowed})).outcome == Outcome::key_revoked);
  }
  SECTION("a key that no longer verifies") {
    auto retired = publicKey(hall());
    CHECK(verify(token, keySet({retired}), retired.verify_until - 1).outcome == Outcome::genuine);
    const auto answer = verify(token, keySet({retired}), retired.verify_until);
    CHECK(answer.outcome == Outcome::key_revoked);
    CHECK(answer.reason == "key_retired");
  }
  SECTION("something else the hall signed") {
    const auto list =
        seal::signStatusList({.list = 0, .iat = kNow, .ttl_seconds = 60, .bits = {0}}, hall()).value();
    CHECK(verify(list).reason == "cose_headers_not_of_a_seal");
    const auto answer = verify(signedToken(sealHeaders(-19), hex("a10102")));
    CHECK(answer.outcome == Outcome::not_a_hall_seal);
    CHECK(answer.reason == "not_a_page_seal");
  }
  SECTION("an unprotected header, which no signature covers") {
    auto with = base::Bytes(token.begin(), token.begin() + 16);
    with.insert(with.end(), {0xa1, 0x18, 0x63, 0x00});
    with.insert(with.end(), token.begin() + 17, token.end());
    REQUIRE(token[16] == 0xa0);
    CHECK(verify(with).reason == "cose_headers_not_of_a_seal");
  }
  SECTION("a stranger's text") {
    CHECK(seal::verifyCarrier("https://example.com/", keySet({}), kNow).reason == "bad_carrier");
    CHECK(seal::verifyCarrier("HELLO", keySet({}), kNow).outcome == Outcome::not_a_hall_seal);
  }
}

TEST_CASE("short kids may collide: every key with that kid is tried") {
  auto impostor = publicKey(key(8));
  impostor.kid = hall().kid();
  auto other_curve = publicKey(key(9, seal::Algorithm::esp256));
  other_curve.kid = hall().kid();
  const auto token = seal::sealPage(claims(), hall()).value();
  CHECK(verify(token, keySet({impostor, other_curve, publicKey(hall())})).outcome == Outcome::genuine);
  CHECK(verify(token, keySet({impostor, other_curve})).reason == "bad_signature");
}

TEST_CASE("a point that is not on P-256 makes no key") {
  auto off = publicKey(key(9, seal::Algorithm::esp256));
  off.point[63] ^= 1;
  const auto ready = seal::verifyToken(seal::sealPage(claims(), key(9, seal::Algorithm::esp256)).value(),
                                       keySet({off}), kNow);
  CHECK(ready.outcome == Outcome::unknown_key);
  off.point.assign(64, 0);
  CHECK_FALSE(seal::signKeySet(keySet({off}), hall()));
}

TEST_CASE("inspecting shows headers and claims without a key, and refuses what is no token") {
  const auto shown = seal::inspectToken(seal::sealPage(claims(), hall()).value());
  REQUIRE(shown);
  for (const auto* part : {"alg (1): -19 Ed25519", "process: QJ", "page: 1 of 1", "张*华",
                           "cti (7): 57e05db340112233", "2026-11-23T08:00:00Z", "list 0, index 4711"}) {
    CAPTURE(part);
    CHECK(shown->find(part) != std::string::npos);
  }
  CHECK(shown->find("bytes, in the form that the hall writes") != std::string::npos);
  CHECK(seal::inspectToken(hex("00")).error().code == "tag_missing");
}
