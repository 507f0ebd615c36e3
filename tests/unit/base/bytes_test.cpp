#include "base/bytes.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace base;

TEST_CASE("hexadecimal goes both ways and refuses what isn't") {
  CHECK(toHex(Bytes{0x00, 0xab, 0xff}) == "00abff");
  CHECK(fromHex("00ABff").value() == Bytes{0x00, 0xab, 0xff});
  CHECK(fromHex("abc").error().code == "bad_hex");
  CHECK(fromHex("0g").error().place == "character 1");
}

TEST_CASE("base32 follows the examples of RFC 4648 section 10, without padding") {
  CHECK(toBase32(viewOf("")) == "");
  CHECK(toBase32(viewOf("f")) == "MY");
  CHECK(toBase32(viewOf("fo")) == "MZXQ");
  CHECK(toBase32(viewOf("foo")) == "MZXW6");
  CHECK(toBase32(viewOf("foobar")) == "MZXW6YTBOI");
  CHECK(textOf(fromBase32("mzxw 6ytb\noi").value()) == "foobar");
}

TEST_CASE("one byte string has one base32 spelling") {
  CHECK(fromBase32("MZ").error().code == "bad_base32");    // unused bits set
  CHECK(fromBase32("M").error().code == "bad_base32");     // half a byte
  CHECK(fromBase32("M1").error().place == "character 2");  // 1 is no digit
}

TEST_CASE("base64 takes both alphabets, padded or not") {
  CHECK(toBase64(viewOf("fo")) == "Zm8=");
  CHECK(toBase64Url(Bytes{0xfb, 0xff}) == "-_8");
  CHECK(fromBase64("+/8=").value() == Bytes{0xfb, 0xff});
  CHECK(fromBase64("-_8").value() == Bytes{0xfb, 0xff});
  CHECK_FALSE(fromBase64("Zm9=").has_value());
  CHECK_FALSE(fromBase64("*").has_value());
}

TEST_CASE("random bytes survive every spelling") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    Bytes bytes(random() % 64);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
    CHECK(fromHex(toHex(bytes)).value() == bytes);
    CHECK(fromBase32(toBase32(bytes)).value() == bytes);
    CHECK(fromBase64(toBase64(bytes)).value() == bytes);
    CHECK(fromBase64(toBase64Url(bytes)).value() == bytes);
  }
}
