#include "base/crypto.hpp"

#include <catch2/catch.hpp>

using namespace base;

TEST_CASE("SHA-256 of abc is the one in FIPS 180-4") {
  const auto digest = sha256(viewOf("abc"));
  CHECK(toHex(digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a UUID is version 4 of RFC 9562 and new each time") {
  const auto one = randomUuid();
  CHECK(one.size() == 36);
  CHECK(one[14] == '4');
  CHECK(std::string("89ab").find(one[19]) != std::string::npos);
  CHECK(one != randomUuid());
}

TEST_CASE("a cleansed secret is empty and its memory overwritten") {
  std::string secret = "a password long enough to be on the heap, surely";
  const char* memory = secret.data();
  cleanse(secret);
  CHECK(secret.empty());
  CHECK(std::string_view(memory + 1, 10) != "password l");
}

TEST_CASE("constant-time comparison looks at length and every byte") {
  CHECK(equalInConstantTime(viewOf("abc"), viewOf("abc")));
  CHECK_FALSE(equalInConstantTime(viewOf("abc"), viewOf("abd")));
  CHECK_FALSE(equalInConstantTime(viewOf("abc"), viewOf("ab")));
}
