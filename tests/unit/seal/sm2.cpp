// SM2 with SM3 (GB/T 32918.2): published vectors, other programs' signatures, and what must never pass.
#include "base/crypto.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/signature_check.hpp"
#include "sealing.hpp"

using namespace sealing;
using seal::Algorithm;
using seal::PreparedKey;
using seal::PrivateKey;

namespace {

// GB/T 32918.5-2017 appendix A.2: the recommended curve, the identifier 1234567812345678, "message digest".
const base::Bytes kStandardSecret(hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"));
const base::Bytes kStandardPoint(
    hex("09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"));
const base::Bytes kStandardSignature(
    hex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
        "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"));
const base::BytesView kStandardMessage(base::viewOf("message digest"));

// n of the curve (GB/T 32918.5 section 2).
const base::Bytes kOrder(hex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"));

PreparedKey prepared(const base::Bytes& point) {
  return PreparedKey::prepare({.algorithm = Algorithm::sm2, .point = point}).value();
}

const PrivateKey& hall() {
  static const auto signer = key(7, Algorithm::sm2);
  return signer;
}

base::Bytes withNumber(base::Bytes signature, std::size_t at, const base::Bytes& number) {
  std::copy(number.begin(), number.end(), signature.begin() + static_cast<std::ptrdiff_t>(at));
  return signature;
}

base::Bytes signedAs(std::int64_t alg) {
  seal::cbor::Writer headers;
  headers.map(2);
  headers.integer(1), headers.integer(alg);
  headers.integer(4), headers.bytes(hall().kid());
  const auto protected_bytes = headers.take(), payload = seal::encodeClaims(claims());
  return seal::encodeCoseSign1(protected_bytes, payload,
                               hall().sign(seal::sigStructure(protected_bytes, {}, payload)).value());
}

}  // namespace

TEST_CASE("GB/T 32918.5 appendix A.2: the public key of its scalar, and its signature") {
  CHECK(PrivateKey::fromRaw(Algorithm::sm2, kStandardSecret)->point() == kStandardPoint);
  CHECK(prepared(kStandardPoint).checks(kStandardMessage, kStandardSignature));
  CHECK_FALSE(prepared(kStandardPoint).checks(base::viewOf("message digesu"), kStandardSignature));
  CHECK_FALSE(prepared(hall().point()).checks(kStandardMessage, kStandardSignature));
}

TEST_CASE("Botan's signature with the standard's identifier passes") {
  // botan sign --emsa=1234567812345678,Parallel --hash=SM3
  CHECK(prepared(hall().point())
            .checks(hex("0102"), hex("4216ad185397ffcf0710bebe6499115f81e408d7790921fe8d179cba4f1706c52339a54"
                                     "a95df7c41ec383ca34b2b41934efc474fcc71b3ba9769ff792bb9243d")));
}

TEST_CASE("a signature made with OpenSSL's empty identifier doesn't pass") {
  // openssl dgst -sm3 -sign, without -sigopt distid
  CHECK_FALSE(
      prepared(hall().point())
          .checks(hex("0102"), hex("895b860ae94f211fe81b10953d0d145d3bf9299868a1ceff16fcb8c43c7f4f0f"
                                   "c1ded3e9acc77d9617ecac3e3da6d1fbb7edc0d112ad310a6fa7500f75312a45")));
}

TEST_CASE("r and s outside of 1 to n-1 don't pass") {
  const auto checker = prepared(kStandardPoint);
  auto more = kOrder;
  more.back() += 1;
  for (const auto& number : {base::Bytes(32, 0), kOrder, more, base::Bytes(32, 0xff)}) {
    CHECK_FALSE(checker.checks(kStandardMessage, withNumber(kStandardSignature, 0, number)));
    CHECK_FALSE(checker.checks(kStandardMessage, withNumber(kStandardSignature, 32, number)));
    CHECK_FALSE(checker.checks(kStandardMessage, withNumber(base::Bytes(64, 0), 32, number)));
  }
  CHECK_FALSE(checker.checks(kStandardMessage, base::BytesView(kStandardSignature).first(63)));
  CHECK_FALSE(checker.checks(kStandardMessage, {}));
}

TEST_CASE("a point that is not on SM2's curve makes no key") {
  const auto refused = [](base::Bytes point) {
    return !PreparedKey::prepare({.algorithm = Algorithm::sm2, .point = std::move(point)});
  };
  auto off = kStandardPoint;
  off.back() ^= 1;
  CHECK(refused(off));
  CHECK(refused(base::Bytes(64, 0)));
  CHECK(refused(base::Bytes(64, 0xff)));
  CHECK(refused(base::Bytes(kStandardPoint.begin(), kStandardPoint.begin() + 32)));
  CHECK(refused({}));
  CHECK(refused(key(7, Algorithm::esp256).point()));  // on P-256
}

TEST_CASE("with an SM2 key no other algorithm's number is taken, and its own with no other key") {
  const auto outcomeOf = [](std::int64_t alg) {
    return seal::verifyToken(signedAs(alg), keySet({publicKey(hall())}), kNow).reason;
  };
  CHECK(outcomeOf(-65537).empty());
  for (const std::int64_t alg : {-7, -8, -9, -19, -65536, -65538, 0, 65537})
    CHECK(outcomeOf(alg) == "wrong_algorithm");
  for (const auto other : {Algorithm::ed25519, Algorithm::esp256}) {
    auto impostor = publicKey(key(7, other));
    impostor.kid = hall().kid();
    CHECK(seal::verifyToken(signedAs(-65537), keySet({impostor}), kNow).reason == "wrong_algorithm");
  }
}

TEST_CASE("an SM2 key's content digest is SM3's") {
  const seal::SealedContent content{.form = "t", .version = 2, .fields = {{"aa", "1"}, {"b", "2"}}};
  const auto cbor = hex("a3666669656c6473a26162613262616161316776657273696f6e026874656d706c6174656174");
  const auto cti = claims().cti;
  base::Bytes message(cti.begin(), cti.end());
  message.insert(message.end(), cbor.begin(), cbor.end());
  const auto hash = base::sm3(message);
  const auto digest = seal::contentDigest(Algorithm::sm2, cti, content);
  CHECK(base::toHex(digest) == base::toHex(base::BytesView(hash).first(16)));
  CHECK(digest != seal::contentDigest(Algorithm::ed25519, cti, content));
  CHECK(seal::contentDigest(Algorithm::esp256, cti, content) ==
        seal::contentDigest(Algorithm::ed25519, cti, content));
}
