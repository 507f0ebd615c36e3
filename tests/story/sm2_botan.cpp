// SM2 with SM3 here and in Botan 2, which knows nothing of OpenSSL: each checks what the other signed, each
// reads the other's key files, and another distinguishing identifier fails on both sides.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "base/bytes.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/sign/sign.hpp"
#include "seal/signature_check.hpp"
#include "tests/story/harness/virtual_printer.hpp"

namespace {

using seal::Algorithm;
using seal::PrivateKey;

constexpr std::string_view kIdentifier = "1234567812345678";

struct Said {
  int status = 0;
  std::string text;
};

class Botan {
 public:
  std::string put(const std::string& name, base::BytesView bytes) const {
    const auto path = (folder_.path() / name).string();
    std::ofstream(path, std::ios::binary) << base::textOf(bytes);
    return path;
  }

  Said run(std::vector<std::string> words) const {
    words.insert(words.begin(), "botan");
    story::Program program(words, {}, (folder_.path() / "complaints").string());
    program.hangUp();
    const auto status = program.wait();
    return {status, program.output()};
  }

  // The command line builds its parameter for SM2, "identifier,hash", out of two options as emsa(hash). Botan
  // knows a hash that reads so and is SM3 alone: Parallel(SM3).
  static std::vector<std::string> with(std::string_view identifier) {
    return {"--emsa=" + std::string(identifier) + ",Parallel", "--hash=SM3"};
  }

  base::Bytes sign(const std::string& key, const std::string& message, std::string_view identifier) const {
    auto words = with(identifier);
    words.insert(words.begin(), "sign");
    words.insert(words.end(), {key, message});
    auto said = run(words);
    REQUIRE(said.status == 0);
    std::erase(said.text, '\n');
    return base::fromBase64(said.text).value();
  }

  bool verifies(const std::string& public_key, const std::string& message, base::BytesView signature,
                std::string_view identifier) const {
    auto words = with(identifier);
    words.insert(words.begin(), "verify");
    words.insert(words.end(),
                 {public_key, message, put("signature", base::viewOf(base::toBase64(signature)))});
    const auto said = run(words);
    REQUIRE((said.text == "Signature is valid\n" || said.text == "Signature is invalid\n"));
    return said.text == "Signature is valid\n";
  }

 private:
  story::TemporaryFolder folder_;
};

std::string pem(std::string_view kind, base::BytesView der) {
  return "-----BEGIN " + std::string(kind) + "-----\n" + base::toBase64(der) + "\n-----END " +
         std::string(kind) + "-----\n";
}

base::Bytes hex(std::string_view text) { return base::fromHex(text).value(); }

// SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) as Botan writes it: algorithm 1.2.156.10197.1.301.1, curve
// sm2p256v1, and 04 ‖ x ‖ y.
base::Bytes publicKeyForBotan(base::BytesView point) {
  auto der = hex("305b301506092a811ccf5501822d0106082a811ccf5501822d03420004");
  der.insert(der.end(), point.begin(), point.end());
  return der;
}

// PKCS#8 (RFC 5958) names an SM2 key as any key on a curve, id-ecPublicKey, in OpenSSL; Botan has the OID for
// its SM2 that the public key above has. Everything else of the file is the same.
base::Bytes renamedForBotan(base::Bytes der) {
  const auto theirs = hex("06072a8648ce3d0201"), botans = hex("06092a811ccf5501822d01");
  const auto at = std::search(der.begin(), der.end(), theirs.begin(), theirs.end());
  REQUIRE(at != der.end());
  REQUIRE(der[1] == 0x81);  // lengths of one byte, with room for two more
  der[2] += 2;
  *(at - 1) += 2;
  const auto place = der.erase(at, at + static_cast<std::ptrdiff_t>(theirs.size()));
  der.insert(place, botans.begin(), botans.end());
  return der;
}

base::Bytes derOf(std::string text) {
  text.erase(0, text.find('\n'));
  text.erase(text.find("-----END"));
  std::erase(text, '\n');
  return base::fromBase64(text).value();
}

seal::PreparedKey prepared(const base::Bytes& point) {
  return seal::PreparedKey::prepare({.algorithm = Algorithm::sm2, .point = point}).value();
}

seal::Claims claims() {
  return {.iat = 1'795'420'800,
          .exp = std::nullopt,
          .cti = {1, 2, 3, 4, 5, 6, 7, 8},
          .process = "QJ",
          .page = 1,
          .pages = 1,
          .holder = "张*华",
          .digest = {},
          .status = {0, 1}};
}

}  // namespace

TEST_CASE("Botan accepts what our SM2 key signed, and not with another identifier, message or key") {
  const Botan botan;
  const auto key = PrivateKey::generate(Algorithm::sm2);
  const auto ours = botan.put("ours", base::viewOf(pem("PUBLIC KEY", publicKeyForBotan(key.point()))));
  const auto token = seal::sealPage(claims(), key).value();
  const auto seal = seal::parseCoseSign1(token).value();
  const auto signed_bytes = seal::sigStructure(seal.protected_bytes, {}, seal.payload);
  const auto message = botan.put("message", signed_bytes);
  CHECK(botan.verifies(ours, message, seal.signature, kIdentifier));
  CHECK_FALSE(botan.verifies(ours, message, seal.signature, ""));
  CHECK_FALSE(botan.verifies(ours, message, seal.signature, "1234567812345679"));
  CHECK_FALSE(botan.verifies(ours, botan.put("other", base::viewOf("other")), seal.signature, kIdentifier));
  const auto stranger = PrivateKey::generate(Algorithm::sm2);
  const auto theirs =
      botan.put("theirs", base::viewOf(pem("PUBLIC KEY", publicKeyForBotan(stranger.point()))));
  CHECK_FALSE(botan.verifies(theirs, message, seal.signature, kIdentifier));
}

TEST_CASE("we accept what Botan's SM2 key signed, and not with another identifier, message or key") {
  const Botan botan;
  const auto made = botan.run({"keygen", "--algo=SM2", "--params=sm2p256v1"}).text;
  const auto key = botan.put("key", base::viewOf(made));
  const auto der = derOf(botan.run({"pkcs8", "--pub-out", key}).text);
  const base::Bytes point(der.end() - 64, der.end());
  CHECK(der == publicKeyForBotan(point));
  const auto message = hex("00ff1018e5bca0e5beb7e58d8e");
  const auto file = botan.put("message", message);
  const auto ours = prepared(point);
  CHECK(ours.checks(message, botan.sign(key, file, kIdentifier)));
  CHECK_FALSE(ours.checks(message, botan.sign(key, file, "")));
  CHECK_FALSE(ours.checks(message, botan.sign(key, file, "1234567812345679")));
  CHECK_FALSE(ours.checks(hex("00"), botan.sign(key, file, kIdentifier)));
  CHECK_FALSE(prepared(PrivateKey::generate(Algorithm::sm2).point())
                  .checks(message, botan.sign(key, file, kIdentifier)));
}

TEST_CASE("a key file of ours opens in Botan with its passphrase, and signs there as it does here") {
  const Botan botan;
  const auto key = PrivateKey::generate(Algorithm::sm2);
  const auto file = botan.put("key", base::viewOf(key.toPem("correct horse")));
  CHECK(botan.run({"pkcs8", "--pass-in=wrong horse", file}).status != 0);
  const auto opened = botan.run({"pkcs8", "--pass-in=correct horse", file});
  REQUIRE(opened.status == 0);
  const auto renamed =
      botan.put("renamed", base::viewOf(pem("PRIVATE KEY", renamedForBotan(derOf(opened.text)))));
  const auto message = botan.put("message", base::viewOf("message digest"));
  const auto signature = botan.sign(renamed, message, kIdentifier);
  CHECK(prepared(key.point()).checks(base::viewOf("message digest"), signature));
}

TEST_CASE("a key file of Botan's, on SM2's curve, opens here with its passphrase and seals as an SM2 key") {
  const Botan botan;
  const auto made =
      botan.run({"keygen", "--algo=ECDSA", "--params=sm2p256v1", "--passphrase=correct horse"}).text;
  CHECK_FALSE(PrivateKey::fromPem(made, "wrong horse"));
  const auto key = PrivateKey::fromPem(made, "correct horse");
  REQUIRE(key);
  CHECK(key->algorithm() == Algorithm::sm2);
  const auto token = seal::sealPage(claims(), *key).value();
  const auto seal = seal::parseCoseSign1(token).value();
  const auto message = botan.put("message", seal::sigStructure(seal.protected_bytes, {}, seal.payload));
  const auto point =
      derOf(botan.run({"pkcs8", "--pass-in=correct horse", "--pub-out", botan.put("key", base::viewOf(made))})
                .text);
  const auto public_key = publicKeyForBotan(base::BytesView(point).last(64));
  CHECK(botan.verifies(botan.put("public", base::viewOf(pem("PUBLIC KEY", public_key))), message,
                       seal.signature, kIdentifier));
}
