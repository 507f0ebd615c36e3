// What somebody would try who has genuine seals, the hall's public keys and time, but no private key.
#include <algorithm>
#include <array>
#include <random>

#include "seal/carrier.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/signature_check.hpp"
#include "sealing.hpp"

using namespace sealing;
using seal::Algorithm;
using seal::Outcome;

namespace {

constexpr std::array kAlgorithms{Algorithm::ed25519, Algorithm::esp256, Algorithm::sm2};

// The hall's three keys, two pages sealed with each, and a verifier that knows the keys.
struct Hall {
  std::array<seal::PrivateKey, 3> keys{key(7, kAlgorithms[0]), key(7, kAlgorithms[1]),
                                       key(7, kAlgorithms[2])};
  std::vector<base::Bytes> seals{};
  seal::Verifier verifier{keySet({publicKey(keys[0]), publicKey(keys[1]), publicKey(keys[2])})};

  Hall() {
    auto second = claims();
    second.cti[0] ^= 1, second.holder = "李*", second.status.index = 4712;
    for (const auto& signer : keys)
      for (const auto& page : {claims(), second}) seals.push_back(seal::sealPage(page, signer).value());
  }
  bool issued(const base::Bytes& token) const {
    return std::find(seals.begin(), seals.end(), token) != seals.end();
  }
  Outcome outcomeOf(base::BytesView token) const { return verifier.verifyToken(token, kNow).outcome; }
};

const Hall& hall() {
  static const Hall made;
  return made;
}

base::Bytes headersOf(std::int64_t alg, const seal::KeyId& kid) {
  seal::cbor::Writer out;
  out.map(2);
  out.integer(1), out.integer(alg);
  out.integer(4), out.bytes(kid);
  return out.take();
}

std::vector<seal::Claims> changedClaims() {
  std::vector<seal::Claims> out(9, claims());
  out[0].page = out[0].pages = 2;
  out[1].pages = 2;
  out[2].status.index = 4712;
  out[3].status = {4711, 0};
  out[4].cti[7] ^= 1;
  out[5].digest[15] ^= 1;
  out[6].iat += 1;
  out[7].exp = kNow + 86400;
  out[8].holder = "王*华";
  return out;
}

base::Bytes mutated(base::Bytes token, std::mt19937& random) {
  for (auto changes = 1 + random() % 3; changes > 0 && !token.empty(); --changes) {
    const auto at = random() % token.size();
    const auto where = token.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random() % 5) {
      case 0:
        token.insert(where, static_cast<std::uint8_t>(random()));
        break;
      case 1:
        token.erase(where);
        break;
      case 2:
        *where = static_cast<std::uint8_t>(random());
        break;
      case 3:
        *where ^= static_cast<std::uint8_t>(1u << random() % 8);
        break;
      case 4:
        token.resize(at);
        break;
    }
  }
  return token;
}

}  // namespace

TEST_CASE("one bit changed anywhere in a seal is never genuine") {
  for (const auto& token : hall().seals) {
    REQUIRE(hall().outcomeOf(token) == Outcome::genuine);
    for (std::size_t bit = 0; bit < token.size() * 8; ++bit) {
      auto changed = token;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
      const auto answer = hall().verifier.verifyToken(changed, kNow);
      CAPTURE(bit, answer.reason);
      CHECK(answer.outcome != Outcome::genuine);
      CHECK_FALSE(answer.claims);
      CHECK_FALSE(answer.reason.empty());
    }
  }
}

TEST_CASE("of 10,000 mutants of genuine seals none is accepted") {
  const auto seed = static_cast<unsigned>(std::random_device{}());
  CAPTURE(seed);
  WARN("mutant seed " << seed);
  std::mt19937 random(seed);
  int accepted = 0;
  for (int i = 0; i < 10000; ++i) {
    const auto mutant = mutated(hall().seals[random() % hall().seals.size()], random);
    if (!hall().issued(mutant) && hall().outcomeOf(mutant) == Outcome::genuine) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("a seal cut short anywhere, or with anything behind it, is never genuine") {
  for (const auto& token : hall().seals) {
    for (std::size_t length = 0; length < token.size(); ++length)
      CHECK(hall().outcomeOf(base::BytesView(token).first(length)) != Outcome::genuine);
    for (const auto& other : {base::Bytes{0}, base::Bytes{0xf6}, token}) {
      auto longer = token;
      longer.insert(longer.end(), other.begin(), other.end());
      CHECK(hall().outcomeOf(longer) == Outcome::not_a_hall_seal);
    }
  }
}

TEST_CASE("headers, claims and signatures of genuine seals, exchanged, make no seal") {
  int whole = 0;
  for (const auto& headers : hall().seals)
    for (const auto& payload : hall().seals)
      for (const auto& signature : hall().seals) {
        const auto mixed = seal::encodeCoseSign1(seal::parseCoseSign1(headers)->protected_bytes,
                                                 seal::parseCoseSign1(payload)->payload,
                                                 seal::parseCoseSign1(signature)->signature);
        CHECK((hall().outcomeOf(mixed) == Outcome::genuine) == hall().issued(mixed));
        whole += hall().issued(mixed);
      }
  // Each of the six again out of two equal headers (of one key) and three equal payloads (of one page).
  CHECK(whole == 6 * 2 * 3);
}

TEST_CASE("any claim changed under a genuine signature is an alteration: another page, another list entry") {
  for (const auto& signer : hall().keys) {
    const auto genuine = seal::sealPage(claims(), signer).value();
    const auto token = seal::parseCoseSign1(genuine).value();
    for (const auto& changed : changedClaims()) {
      const auto forged =
          seal::encodeCoseSign1(token.protected_bytes, seal::encodeClaims(changed), token.signature);
      const auto answer = hall().verifier.verifyToken(forged, kNow);
      CHECK(answer.outcome == Outcome::altered);
      CHECK(answer.reason == "bad_signature");
      CHECK_FALSE(answer.claims);
    }
  }
}

TEST_CASE("a forger's own key is unknown, and under the hall's kid its signature doesn't hold") {
  for (std::size_t i = 0; i < kAlgorithms.size(); ++i) {
    const auto forger = key(66, kAlgorithms[i]);
    CHECK(hall().outcomeOf(seal::sealPage(claims(), forger).value()) == Outcome::unknown_key);
    const auto headers = headersOf(static_cast<std::int64_t>(kAlgorithms[i]), hall().keys[i].kid());
    const auto payload = seal::encodeClaims(claims());
    const auto signature = forger.sign(seal::sigStructure(headers, {}, payload)).value();
    CHECK(hall().outcomeOf(seal::encodeCoseSign1(headers, payload, signature)) == Outcome::altered);
  }
}

TEST_CASE("one algorithm's signature never counts as another's, whatever alg and kid say") {
  const auto payload = seal::encodeClaims(claims());
  int genuine = 0;
  for (const auto& signer : hall().keys)
    for (const auto& named : hall().keys)
      for (const std::int64_t alg : {-19, -9, -8, -7, -65537, 0, -16, -44}) {
        const auto headers = headersOf(alg, named.kid());
        const auto signature = signer.sign(seal::sigStructure(headers, {}, payload)).value();
        const auto outcome = hall().outcomeOf(seal::encodeCoseSign1(headers, payload, signature));
        CAPTURE(alg, seal::nameOf(signer.algorithm()), seal::nameOf(named.algorithm()));
        CHECK((outcome == Outcome::genuine || outcome == Outcome::altered));
        if (outcome == Outcome::genuine) CHECK(&signer == &named);
        genuine += outcome == Outcome::genuine;
      }
  CHECK(genuine == 5);  // -19 and -8, -9 and -7, -65537
}

TEST_CASE("short kids may collide: every key with that kid is tried, and none counts for another") {
  for (const auto& signer : hall().keys) {
    const auto token = seal::sealPage(claims(), signer).value();
    seal::KeySet keys{.issued_at = kNow, .keys = {}};
    for (const auto algorithm : kAlgorithms) {
      keys.keys.push_back(publicKey(key(66, algorithm)));
      keys.keys.back().kid = signer.kid();
    }
    CHECK(seal::verifyToken(token, keys, kNow).reason == "bad_signature");
    keys.keys.push_back(publicKey(signer));
    CHECK(seal::verifyToken(token, keys, kNow).outcome == Outcome::genuine);
  }
}

TEST_CASE("with one kid and one point twice, the set's first entry decides") {
  const auto token = hall().seals[0];
  auto revoked = publicKey(hall().keys[0]);
  revoked.revoked_at = kNow;
  const auto outcomeWith = [&](std::initializer_list<seal::PublicKey> keys) {
    return seal::verifyToken(token, keySet(keys), kNow).outcome;
  };
  CHECK(outcomeWith({publicKey(key(1)), revoked, publicKey(hall().keys[0])}) == Outcome::key_revoked);
  CHECK(outcomeWith({publicKey(hall().keys[0]), revoked, publicKey(key(1))}) == Outcome::genuine);
}
