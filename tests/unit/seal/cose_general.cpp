// What any COSE library may write (CoseProfile::general), and what is refused even so.
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "sealing.hpp"

using namespace sealing;
using seal::CoseProfile;

namespace {

// cose-wg Examples, key "11", and its sign-pass-01 to -03; RFC 9052 appendix C.2.1.
const seal::PublicKey kKey11{.algorithm = seal::Algorithm::esp256,
                             .point = hex("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff20"
                                          "138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e")};
const std::string kContent("54546869732069732074686520636f6e74656e742e");
const std::string kKid11("a104423131");
const std::string kSignature(
    "58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a22344454"
    "7e01f11d3b0916e5a4c345cacb36");
const std::string kUnprotectedAlg("a201260442313154546869732069732074686520636f6e74656e742e");
const std::string kSignatureOfEmpty(
    "584087db0d2e5571843b78ac33ecb2830df7b6e0a4d5b7376de336b23c591c90c425317e56127fbe04370097ce347087b233bf72"
    "2b64072beb4486bda4031d27244f");

std::string refusal(std::string_view token_hex, CoseProfile profile = CoseProfile::general) {
  const auto bytes = hex(token_hex);
  const auto token = seal::parseCoseSign1(bytes, profile);
  return token ? "accepted" : token.error().code;
}

bool holds(std::string_view token_hex, const seal::PublicKey& key = kKey11, std::string_view aad = "") {
  const auto bytes = hex(token_hex);
  const auto token = seal::parseCoseSign1(bytes, CoseProfile::general);
  CAPTURE(token_hex);
  REQUIRE(token);
  return seal::verifyCoseSign1(*token, key, hex(aad));
}

}  // namespace

TEST_CASE("tag 18, tags 61 and 18, and none are taken; any other tag is wrong") {
  const auto token = "8443a10126" + kKid11 + kContent + kSignature;
  CHECK(holds(token));
  CHECK(holds("d2" + token));
  CHECK(holds("d83dd2" + token));
  CHECK(refusal("d83d" + token) == "tag_missing");  // RFC 8392 section 6: a COSE tag stands behind
  CHECK(refusal("d2d2" + token) == "cbor_wrong_type");
  CHECK(refusal("d83dd83dd2" + token) == "tag_wrong");
  for (const auto* tag : {"d1", "d862", "c1", "d903e6", "d9d9f7"}) CHECK(refusal(tag + token) == "tag_wrong");
  CHECK(refusal("d83dd1" + token) == "tag_wrong");
  CHECK(refusal("") == "tag_missing");
  CHECK(refusal("60") == "tag_missing");
}

TEST_CASE("the seal's profile takes tag 18 alone") {
  const auto token = "8443a10126" + kKid11 + kContent + kSignature;
  CHECK(refusal("d2" + token, CoseProfile::seal) == "accepted");
  CHECK(refusal(token, CoseProfile::seal) == "tag_missing");
  CHECK(refusal("d83dd2" + token, CoseProfile::seal) == "tag_wrong");
  CHECK(refusal("d862" + token, CoseProfile::seal) == "tag_wrong");
}

TEST_CASE("an empty protected header signs alike as an empty string and as an empty map") {
  CHECK(holds("d28441a0" + kUnprotectedAlg + kSignatureOfEmpty));
  CHECK(holds("d28440" + kUnprotectedAlg + kSignatureOfEmpty));
  CHECK(holds("d28442bfff" + kUnprotectedAlg + kSignatureOfEmpty));
  CHECK_FALSE(holds("d28443a10126" + kKid11 + kContent + kSignatureOfEmpty));
}

TEST_CASE("heads may be longer than needed, lengths indefinite, keys in any order") {
  CHECK(holds("da000000129f43a10126" + kKid11 + kContent + kSignature + "ff"));
  CHECK(holds("d298045803a10126b8011804580231315814" + kContent.substr(2) + "590040" + kSignature.substr(4)));
  CHECK(holds("d28443a10126bf04423131ff" + kContent + kSignature));
  CHECK(holds("d28443a10126a30442313120616103fb3ff199999999999a" + kContent + kSignature));
  CHECK(refusal("d29f43a10126" + kKid11 + kContent + kSignature) == "cbor_truncated");  // no break
  CHECK(refusal("d29f43a10126" + kKid11 + kContent + "ff") == "cose_malformed");        // three parts
  CHECK(refusal("d29f43a10126" + kKid11 + kContent + kSignature + "00ff") == "cose_malformed");
  for (const auto* token : {"d29f43a10126a0", "d29804", "d28443a10126bf", "d2845803a10126"})
    CHECK(refusal(token + kContent + kSignature, CoseProfile::seal) != "accepted");
  CHECK(refusal("d29f43a10126" + kKid11 + kContent + kSignature + "ff", CoseProfile::seal) ==
        "cbor_not_deterministic");
}

TEST_CASE("strings in pieces are refused, and so is a break that ends nothing") {
  CHECK(refusal("d2845f43a10126ff" + kKid11 + kContent + kSignature) == "cbor_in_pieces");
  CHECK(refusal("d28443a10126a1045f423131ff" + kContent + kSignature) == "cbor_in_pieces");
  CHECK(refusal("d28443a10126a17f6161ff00" + kContent + kSignature) == "cbor_in_pieces");
  CHECK(refusal("d284ff" + kKid11 + kContent + kSignature) == "cbor_wrong_type");
  CHECK(refusal("d28443a10126a11863ff" + kContent + kSignature) == "cbor_wrong_type");
}

TEST_CASE("a label that stands twice is refused wherever it stands and however it is spelt") {
  const auto unprotected = [](const std::string& map) {
    return refusal("d28443a10126" + map + kContent + kSignature);
  };
  CHECK(unprotected("a30442313118630004423132") == "cbor_key_twice");
  CHECK(unprotected("a2044231311804423132") == "cbor_key_twice");  // 4, and 4 in two bytes
  CHECK(unprotected("a261610078016100") == "cbor_key_twice");
  CHECK(unprotected("a36161002000616100") == "cbor_key_twice");
  CHECK(unprotected("bf186300186300ff") == "cbor_key_twice");
  CHECK(refusal("d28445a201260126" + kKid11 + kContent + kSignature) == "cbor_key_twice");
  CHECK(refusal("d28447a2012604423131" + kKid11 + kContent + kSignature) == "cose_header_twice");
}

TEST_CASE("a header of very many parameters is refused before it costs anything") {
  const auto many = [](unsigned count) {
    seal::cbor::Writer out;
    out.tag(18), out.array(4), out.bytes({}), out.map(count);
    for (unsigned i = count; i > 0; --i) out.integer(1000 + i), out.uint(0);
    out.bytes({}), out.bytes({});
    return base::toHex(out.take());
  };
  CHECK(refusal(many(32)) == "accepted");
  CHECK(refusal(many(33)) == "cbor_too_many_keys");
  CHECK(refusal(many(100'000)) == "cbor_too_many_keys");
}

TEST_CASE("crit and a detached payload are refused in the general profile too") {
  CHECK(refusal("d2844aa3186300012602811863a0" + kContent + kSignature) == "cose_critical_unknown");
  CHECK(refusal("d28447a20126029f04ffa0" + kContent + kSignature) == "accepted");
  CHECK(refusal("d28446a20126029fffa0" + kContent + kSignature) == "cose_malformed");
  CHECK(refusal("d28443a10126a1028104" + kContent + kSignature) == "cose_malformed");
  CHECK(refusal("d28443a10126" + kKid11 + "f6" + kSignature) == "cose_payload_detached");
  CHECK(refusal("8443a10126" + kKid11 + "f6" + kSignature) == "cose_payload_detached");
  CHECK(refusal("8443a10126" + kKid11 + "f7" + kSignature) == "cbor_wrong_type");
}

TEST_CASE("nesting has a bound where nobody looks, too") {
  std::string deep;
  for (int i = 0; i < 50'000; ++i) deep += "9f";
  CHECK(refusal("d28443a10126a11863" + deep) == "cbor_too_deep");
  CHECK(refusal("d28443a10126a11863a1a1a1a10000000000" + kContent + kSignature) == "accepted");
}

TEST_CASE("any payload is signed with each algorithm and tag, and checks with the key alone") {
  for (const auto algorithm : {seal::Algorithm::ed25519, seal::Algorithm::esp256, seal::Algorithm::sm2})
    for (const auto tag : {seal::CoseTag::none, seal::CoseTag::sign1, seal::CoseTag::cwt}) {
      const auto signer = key(7, algorithm);
      const auto bytes = seal::signCoseSign1(hex("a10102"), signer, tag).value();
      const auto token = seal::parseCoseSign1(bytes, CoseProfile::general).value();
      CHECK(base::toHex(token.payload) == "a10102");
      CHECK(seal::verifyCoseSign1(token, publicKey(signer)));
      CHECK_FALSE(seal::verifyCoseSign1(token, publicKey(signer), hex("00")));
      CHECK_FALSE(seal::verifyCoseSign1(token, publicKey(key(8, algorithm))));
      CHECK(seal::parseCoseSign1(bytes).has_value() == (tag == seal::CoseTag::sign1));
    }
}

TEST_CASE("a stranger's token is shown, and it is said that the hall doesn't write so") {
  const auto shown =
      seal::inspectToken(hex("d83dd28443a10126a1044231315828bf06fb41d584367ae5604e01636162631901f4f93c003a000"
                             "1869ffa47c3500008f8ff099f01ffff" +
                             kSignature));
  REQUIRE(shown);
  for (const auto* part : {"not in the form that the hall writes: tag_wrong", "6: 1443944939.584003",
                           "500: 1.0", "-100000: 100000.0", "8: simple(255)", "9: [1]", "1: \"abc\""}) {
    CAPTURE(*shown, part);
    CHECK(shown->find(part) != std::string::npos);
  }
}
