#include "seal/cose_sign1.hpp"

#include "seal/signature_check.hpp"
#include "sealing.hpp"

using namespace sealing;

namespace {

// cose-wg Examples, key "11"; RFC 8152 appendix C.7.1.
seal::PreparedKey coseWgKey() {
  return seal::PreparedKey::prepare(
             {.algorithm = seal::Algorithm::esp256,
              .point = hex("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"
                           "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e")})
      .value();
}

bool signedBy(const seal::PreparedKey& key, std::string_view token_hex, std::string_view external_aad = "") {
  const auto bytes = hex(token_hex);
  const auto token = seal::parseCoseSign1(bytes);
  REQUIRE(token);
  return key.checks(seal::sigStructure(token->protected_bytes, hex(external_aad), token->payload),
                    token->signature);
}

std::string refusal(std::string_view token_hex) {
  const auto bytes = hex(token_hex);
  const auto token = seal::parseCoseSign1(bytes);
  return token ? "accepted" : token.error().code;
}

const std::string kSignature(
    "58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a22344454"
    "7e01f11d3b0916"
    "e5a4c345cacb36");
const std::string kContent("54546869732069732074686520636f6e74656e742e");  // "This is the content."
const std::string kKid11("a104423131");

}  // namespace

TEST_CASE("RFC 9052 appendix C.2.1: the single ECDSA signature") {
  CHECK(signedBy(coseWgKey(), "d28443a10126" + kKid11 + kContent + kSignature));
}

TEST_CASE("cose-wg sign-pass-01: an empty protected map counts as an empty string") {
  CHECK(signedBy(
      coseWgKey(),
      "d28441a0a201260442313154546869732069732074686520636f6e74656e742e584087db0d2e5571843b78ac33ecb2830df7b6"
      "e0a4d5b7376de336b23c591c90c425317e56127fbe04370097ce347087b233bf722b64072beb4486bda4031d27244f"));
}

TEST_CASE("cose-wg sign-pass-02: external data is covered") {
  const std::string token(
      "d28443a10126a10442313154546869732069732074686520636f6e74656e742e584010729cd711cb3813d8d8e944a8da7111e7"
      "b258c9bdca61"
      "35f7ae1adbee9509891267837e1e33bd36c150326ae62755c6bd8e540c3e8f92d7d225e8db72b8820b");
  CHECK(signedBy(coseWgKey(), token, "11aa22bb33cc44dd55006699"));
  CHECK_FALSE(signedBy(coseWgKey(), token));
}

TEST_CASE("cose-wg ecdsa-sig-01 and eddsa-sig-01") {
  CHECK(signedBy(
      coseWgKey(),
      "d28445a201260300a10442313154546869732069732074686520636f6e74656e742e58406520bbaf2081d7e0ed0f95f76eb073"
      "3d667005f7467cec4b87b9381a6ba1ede8e00df29f32a37230f39a842a54821fdd223092819d7728efb9d3a0080b75380b"));
  const auto ed25519 = seal::PreparedKey::prepare(
      {.algorithm = seal::Algorithm::ed25519,
       .point = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")});
  CHECK(signedBy(
      *ed25519,
      "d28445a201270300a10442313154546869732069732074686520636f6e74656e742e58407142fd2ff96d56db85bee905a76ba1"
      "d0b7321a95c8c4d3607c5781932b7afb8711497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d"));
}

TEST_CASE("cose-wg sign-fail-01 to -07: none of them passes") {
  CHECK(refusal("d903e68443a10126" + kKid11 + kContent + kSignature) == "tag_wrong");  // 01 wrong tag
  CHECK_FALSE(
      signedBy(coseWgKey(), "d28443a10126" + kKid11 + kContent.substr(0, 40) + "2f" + kSignature));  // 02
  CHECK_FALSE(signedBy(coseWgKey(), "d28445a1013903e6" + kKid11 + kContent + kSignature));  // 03 other alg
  const auto text_alg =
      hex("d2844aa10167756e6b6e6f776e" + kKid11 + kContent + kSignature);  // 04 alg "unknown"
  const auto parsed = seal::parseCoseSign1(text_alg);
  REQUIRE(parsed);
  CHECK_FALSE(parsed->protected_headers.alg);
  CHECK_FALSE(signedBy(coseWgKey(), "d28445a201260300" + kKid11 + kContent + kSignature));  // 06 added
  CHECK_FALSE(signedBy(
      coseWgKey(),  // 07 removed
      "d28443a10126" + kKid11 + kContent +
          "58406520bbaf2081d7e0ed0f95f76eb0733d667005f7467cec4b87b9381a6ba1ede8e00df29f32a37230f39a842a54"
          "821fdd223092819d7728efb9d3a0080b75380b"));
}

TEST_CASE("cose-wg sign-pass-03: an untagged token is not taken; the tag is part of the seal") {
  CHECK(refusal("8443a10126" + kKid11 + kContent + kSignature) == "tag_missing");
}

TEST_CASE("RFC 8392 appendix A.3: the signed CWT") {
  const auto key = seal::PreparedKey::prepare(
      {.algorithm = seal::Algorithm::esp256,
       .point = hex("143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f"
                    "60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9")});
  REQUIRE(key);
  const std::string token(
      "d28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e63"
      "6f6d0265657269"
      "6b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71"
      "58405427c1ff28"
      "d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632"
      "c57209120e1c9e"
      "30");
  CHECK(signedBy(*key, token));
  const auto shown = seal::inspectToken(hex(token));
  REQUIRE(shown);
  CHECK(shown->find("alg (1): -7 ES256") != std::string::npos);
  CHECK(shown->find("\"coap://as.example.com\"") != std::string::npos);
  CHECK(shown->find("7: h'0b71'") != std::string::npos);
}

TEST_CASE("crit is honoured: an unknown critical parameter stops the token, a known one doesn't") {
  const auto withProtected = [](const std::string& map, const std::string& size) {
    return "d284" + size + map + "a0" + kContent + kSignature;
  };
  CHECK(refusal(withProtected("a20126028104", "46")) == "accepted");                       // crit [4]
  CHECK(refusal(withProtected("a3012602811863186300", "4a")) == "cose_critical_unknown");  // crit [99], 99: 0
  CHECK(refusal(withProtected("a2012602816178", "47")) == "cose_critical_unknown");        // crit ["x"]
  CHECK(refusal(withProtected("a201260280", "45")) == "cose_malformed");                   // crit []
  CHECK(refusal("d28443a10126a1028104" + kContent + kSignature) == "cose_malformed");      // crit unprotected
}

TEST_CASE("a parameter in both buckets, a missing part and a detached payload are refused") {
  CHECK(refusal("d28446a20126044131a104423131" + kContent + kSignature) == "cose_header_twice");
  CHECK(refusal("d28343a10126a0" + kContent) == "cose_malformed");
  CHECK(refusal("d28443a10126a0f6" + kSignature) == "cose_payload_detached");
  CHECK(refusal("d28443a10126a0" + kContent + kSignature + "00") == "cbor_trailing_bytes");
  CHECK(refusal("d28444a1012600a0" + kContent + kSignature) == "cbor_trailing_bytes");
}
