#include <catch2/catch.hpp>

#include "hall/identity/password.hpp"
#include "hall/identity/sign_in_rules.hpp"

using namespace hall::identity;

TEST_CASE("a password matches its own hash and no other, and two hashes of it differ") {
  const auto hash = hashPassword("正确的密码 1234");
  REQUIRE(hash);
  CHECK(hash->rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0) == 0);
  CHECK(passwordMatches(*hash, "正确的密码 1234"));
  CHECK_FALSE(passwordMatches(*hash, "正确的密码 1235"));
  CHECK_FALSE(passwordMatches(*hash, ""));
  CHECK(*hashPassword("正确的密码 1234") != *hash);
}

TEST_CASE("passwords too short or too long are refused before hashing") {
  CHECK(hashPassword("1234567").error().code == "password_too_short");
  CHECK(hashPassword(std::string(257, 'x')).error().code == "password_too_long");
}

TEST_CASE("a damaged hash matches nothing") {
  for (const auto* damaged :
       {"", "plain", "$argon2id$", "$argon2i$v=19$m=16,t=2,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAA"})
    CHECK_FALSE(passwordMatches(damaged, "hall-demo-2026"));
  CHECK_FALSE(passwordMatches(std::string(100'000, '$'), "hall-demo-2026"));
}

TEST_CASE("attempts add up to a lock, which ends, and old ones are forgotten") {
  Attempt attempt;
  for (int i = 0; i < 4; ++i) attempt = afterTrying(attempt, 1000 + i);
  CHECK_FALSE(lockedAt(attempt, 1004));
  attempt = afterTrying(attempt, 1004);
  CHECK(lockedAt(attempt, 1004));
  CHECK(lockedAt(attempt, 1004 + 15 * 60 - 1));
  CHECK_FALSE(lockedAt(attempt, 1004 + 15 * 60));
  CHECK(afterTrying(attempt, 1004 + 15 * 60).failures == 1);
  CHECK(afterTrying({4, 1000, 0}, 1000 + 24 * 3600).failures == 1);
}

TEST_CASE("tokens are long and never alike, and are kept as fingerprints only") {
  const auto token = newToken();
  CHECK(token.size() == 43);  // 32 bytes as base64url
  CHECK(token != newToken());
  CHECK(tokenFingerprint(token).size() == 64);
  CHECK(tokenFingerprint(token).find(token) == std::string::npos);
}
