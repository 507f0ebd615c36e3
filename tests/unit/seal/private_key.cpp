#include "seal/signature_check.hpp"
#include "sealing.hpp"

using namespace sealing;
using seal::Algorithm;
using seal::PrivateKey;

TEST_CASE("RFC 8032 section 7.1, test 2: the Ed25519 key and signature") {
  const auto signer =
      PrivateKey::fromRaw(Algorithm::ed25519,
                          hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
          .value();
  CHECK(base::toHex(signer.point()) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  CHECK(base::toHex(signer.sign(hex("72")).value()) ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b"
        "2eaeb4302aeeb00"
        "d291612bb0c00");
}

TEST_CASE("RFC 6979 appendix A.2.5: the P-256 public key of its scalar") {
  const auto signer =
      PrivateKey::fromRaw(Algorithm::esp256,
                          hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"))
          .value();
  CHECK(base::toHex(signer.point()) ==
        "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
}

TEST_CASE("a generated key signs what its public half checks") {
  for (const auto algorithm : {Algorithm::ed25519, Algorithm::esp256, Algorithm::sm2}) {
    const auto signer = PrivateKey::generate(algorithm);
    CHECK(signer.algorithm() == algorithm);
    const auto checker = seal::PreparedKey::prepare(publicKey(signer)).value();
    const auto signature = signer.sign(hex("0102")).value();
    CHECK(checker.checks(hex("0102"), signature));
    CHECK_FALSE(checker.checks(hex("0103"), signature));
    CHECK_FALSE(checker.checks(hex("0102"), base::BytesView(signature).first(63)));
    CHECK_FALSE(checker.checks(hex("0102"), {}));
    CHECK(PrivateKey::generate(algorithm).point() != signer.point());
  }
}

TEST_CASE("a key file opens with its passphrase alone") {
  for (const auto algorithm : {Algorithm::ed25519, Algorithm::esp256, Algorithm::sm2}) {
    const auto signer = PrivateKey::generate(algorithm);
    const auto pem = signer.toPem("正确的口令");
    CHECK(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    const auto opened = PrivateKey::fromPem(pem, "正确的口令");
    REQUIRE(opened);
    CHECK(opened->point() == signer.point());
    CHECK(opened->kid() == signer.kid());
    CHECK(opened->algorithm() == algorithm);
    const auto checker = seal::PreparedKey::prepare(publicKey(signer)).value();
    CHECK(checker.checks(hex("0102"), opened->sign(hex("0102")).value()));
    CHECK(PrivateKey::fromPem(pem, "wrong").error().code == "key_wrong_passphrase");
    CHECK(PrivateKey::fromPem(pem, "").error().code == "key_wrong_passphrase");
  }
}

TEST_CASE("a key file that is none is refused") {
  const auto pem = PrivateKey::generate(Algorithm::ed25519).toPem("x");
  CHECK(PrivateKey::fromPem("", "x").error().code == "key_file_unreadable");
  CHECK(PrivateKey::fromPem(pem.substr(0, 80), "x").error().code == "key_file_unreadable");
  CHECK(PrivateKey::fromPem(std::string(20'000, 'A'), "x").error().code == "key_file_unreadable");
  CHECK(PrivateKey::fromPem(
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
            "-----END PRIVATE KEY-----\n",
            "x")
            .error()
            .code == "key_file_unreadable");
  CHECK_FALSE(PrivateKey::fromRaw(Algorithm::ed25519, base::Bytes(31, 1)));
  for (const auto algorithm : {Algorithm::esp256, Algorithm::sm2}) {
    CHECK_FALSE(PrivateKey::fromRaw(algorithm, base::Bytes(32, 0)));
    CHECK_FALSE(PrivateKey::fromRaw(algorithm, base::Bytes(32, 0xff)));
  }
}
