#include "seal/verify.hpp"

#include <atomic>
#include <random>
#include <thread>

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

TEST_CASE("one verifier answers several threads at once") {
  for (const auto algorithm : {seal::Algorithm::ed25519, seal::Algorithm::esp256, seal::Algorithm::sm2}) {
    const auto signer = key(7, algorithm);
    const auto token = seal::sealPage(claims(), signer).value();
    const seal::Verifier verifier(keySet({publicKey(signer)}));
    std::atomic<int> genuine = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&, copy = verifier] {
        for (int round = 0; round < 50; ++round)
          genuine += copy.verifyToken(token, kNow).outcome == Outcome::genuine;
      });
    for (auto& thread : threads) thread.join();
    CHECK(genuine == 200);
  }
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
