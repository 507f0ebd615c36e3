// Issuing keys on a token: SoftHSM, and SoftHSM made to fail as real tokens do (module/flaky_token.cpp).
#include "seal/sign/token_key.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/crypto.hpp"
#include "seal/signature_check.hpp"
#include "seal/verify.hpp"

namespace {

const std::string kPin = "2468";

// One token for the whole program, in a folder of its own.
class SoftToken {
 public:
  SoftToken() : folder_(std::filesystem::temp_directory_path() / ("token-" + base::randomUuid())) {
    std::filesystem::create_directories(folder_ / "tokens");
    std::ofstream(folder_ / "softhsm2.conf")
        << "directories.tokendir = " << (folder_ / "tokens").string() << "\n"
        << "log.level = ERROR\n";
    ::setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    const auto made =
        "softhsm2-util --init-token --free --label 'the hall' --so-pin 13579 --pin " + kPin + " > /dev/null";
    made_ = std::system(made.c_str()) == 0;
  }
  ~SoftToken() { std::filesystem::remove_all(folder_); }
  bool made() const { return made_; }

 private:
  std::filesystem::path folder_;
  bool made_ = false;
};

struct Mood {
  explicit Mood(const char* mood) { ::setenv("FLAKY_TOKEN", mood, 1); }
  ~Mood() { ::unsetenv("FLAKY_TOKEN"); }
};

seal::TokenPlace newPlace() {
  static const SoftToken token;
  REQUIRE(token.made());
  return {FLAKY_TOKEN_MODULE, "the hall", "issuing-" + base::toHex(base::randomBytes(4))};
}

template <class T>
std::string codeOf(const base::Result<T>& result) {
  return result ? "" : result.error().code;
}

std::unique_ptr<seal::TokenKey> made(const seal::TokenPlace& place, seal::Algorithm algorithm) {
  auto key = seal::TokenKey::generate(place, kPin, algorithm);
  INFO((key ? "" : key.error().describe()));
  REQUIRE(key);
  return std::move(*key);
}

seal::PublicKey publicKeyOf(const seal::Signer& key) {
  return {key.algorithm(), key.point(), key.kid(), 1000, 2000, 3000, {}, ""};
}

bool signs(const seal::Signer& key, const std::string& message) {
  const auto signature = key.sign(base::viewOf(message));
  INFO((signature ? "" : signature.error().describe()));
  const auto check = seal::PreparedKey::prepare(publicKeyOf(key));
  return signature && check && check->checks(base::viewOf(message), *signature);
}

int logins() {
  const char* told = std::getenv("FLAKY_TOKEN_LOGINS");
  return told ? std::atoi(told) : 0;
}

}  // namespace

TEST_CASE("a key made on a token seals, and is found again by its label") {
  for (const auto algorithm : {seal::Algorithm::ed25519, seal::Algorithm::esp256}) {
    const auto place = newPlace();
    const auto key = made(place, algorithm);
    CHECK(key->algorithm() == algorithm);
    seal::Claims claims;
    claims.iat = 1500;
    claims.process = "ZD";
    claims.holder = "张*";
    const auto token = seal::sealPage(claims, *key);
    REQUIRE(token);
    CHECK(seal::verifyToken(*token, {1000, {publicKeyOf(*key)}}, 1500).outcome == seal::Outcome::genuine);
    const auto again = seal::TokenKey::open(place, kPin);
    REQUIRE(again);
    CHECK((*again)->point() == key->point());
    CHECK((*again)->algorithm() == algorithm);
    CHECK(signs(**again, "once more"));
    CHECK(codeOf(seal::TokenKey::generate(place, kPin, algorithm)) == "token_key_exists");
  }
}

TEST_CASE("tokens have no SM2, and one without Ed25519 says so") {
  CHECK(codeOf(seal::TokenKey::generate(newPlace(), kPin, seal::Algorithm::sm2)) == "token_no_sm2");
  const Mood mood("no_eddsa");
  CHECK(codeOf(seal::TokenKey::generate(newPlace(), kPin, seal::Algorithm::ed25519)) == "token_no_ed25519");
  CHECK(seal::TokenKey::generate(newPlace(), kPin, seal::Algorithm::esp256));
}

TEST_CASE("a wrong and a locked PIN, a missing module, token and key are told apart") {
  const auto place = newPlace();
  made(place, seal::Algorithm::esp256);
  CHECK(codeOf(seal::TokenKey::open(place, "1357")) == "token_wrong_pin");
  CHECK(codeOf(seal::TokenKey::open(place, "")) == "token_wrong_pin");
  auto other = place;
  other.object = "nothing";
  CHECK(codeOf(seal::TokenKey::open(other, kPin)) == "token_key_missing");
  other = place;
  other.token = "another";
  CHECK(codeOf(seal::TokenKey::open(other, kPin)) == "token_missing");
  for (const char* module : {"/nowhere/module.so", "/etc/passwd"}) {
    other = place;
    other.module_path = module;
    CHECK(codeOf(seal::TokenKey::open(other, kPin)) == "token_module_unloadable");
  }
  const Mood mood("locked");
  CHECK(codeOf(seal::TokenKey::open(place, kPin)) == "token_pin_locked");
}

TEST_CASE("a token that is pulled out fails with words, and signs again once it is put back") {
  for (const auto algorithm : {seal::Algorithm::ed25519, seal::Algorithm::esp256}) {
    const auto key = made(newPlace(), algorithm);
    CHECK(signs(*key, "before"));
    {
      const Mood mood("out");
      CHECK(codeOf(key->sign(base::viewOf("gone"))) == "token_missing");
      CHECK(codeOf(key->sign(base::viewOf("still gone"))) == "token_missing");
    }
    CHECK(signs(*key, "after"));
  }
}

TEST_CASE("a PIN that is refused once is not shown to the token again, since another try could lock it") {
  const auto key = made(newPlace(), seal::Algorithm::esp256);
  {
    const Mood mood("out");
    CHECK_FALSE(key->sign(base::viewOf("gone")));
  }
  const Mood mood("locked");
  CHECK(codeOf(key->sign(base::viewOf("locked"))) == "token_pin_locked");
  const auto before = logins();
  CHECK(codeOf(key->sign(base::viewOf("locked"))) == "token_pin_locked");
  CHECK(logins() == before);
}

TEST_CASE("a signature that isn't the key's is never given away") {
  const auto key = made(newPlace(), seal::Algorithm::ed25519);
  const Mood mood("lying");
  CHECK(codeOf(key->sign(base::viewOf("anything"))) == "token_failed");
}

TEST_CASE("many threads sign with one key on a token") {
  const auto key = made(newPlace(), seal::Algorithm::esp256);
  std::vector<std::thread> threads;
  std::array<int, 4> good{};
  for (auto& mine : good)
    threads.emplace_back([&] {
      const auto check = seal::PreparedKey::prepare(publicKeyOf(*key));
      for (int i = 0; i < 10; ++i) {
        const auto message = std::to_string(i);
        const auto signature = key->sign(base::viewOf(message));
        mine += signature && check->checks(base::viewOf(message), *signature) ? 1 : 0;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == std::array<int, 4>{10, 10, 10, 10});
}

TEST_CASE("a token's URI is read and written, and never holds a PIN") {
  const auto place =
      seal::tokenPlaceFromUri("pkcs11:token=the%20hall;object=issuing-1?module-path=/usr/lib/m.so");
  REQUIRE(place);
  CHECK(place->token == "the hall");
  CHECK(place->object == "issuing-1");
  CHECK(place->module_path == "/usr/lib/m.so");
  const auto again = seal::tokenPlaceFromUri(seal::toUri(*place));
  REQUIRE(again);
  CHECK(again->token == place->token);
  CHECK(again->object == place->object);
  CHECK(again->module_path == place->module_path);
  CHECK(seal::tokenPlaceFromUri("pkcs11:token=hall?module-path=/m.so")->object.empty());
  for (const char* bad :
       {"", "pkcs11:", "https://hall", "pkcs11:token=hall", "pkcs11:object=a?module-path=/m.so",
        "pkcs11:token=hall?module-path=m.so", "pkcs11:token=hall?module-path=/m.so&pin-value=1234",
        "pkcs11:token=hall?module-path=/m.so&pin-source=file:/pin", "pkcs11:token=%zz?module-path=/m.so",
        "pkcs11:token=hall;surprise=1?module-path=/m.so"}) {
    CAPTURE(bad);
    CHECK(codeOf(seal::tokenPlaceFromUri(bad)) == "token_bad_uri");
  }
  CHECK(codeOf(seal::tokenPlaceFromUri("pkcs11:token=" + std::string(2'000, 'a'))) == "token_bad_uri");
}
