#include "seal/cbor.hpp"

#include "sealing.hpp"

using namespace sealing;
using seal::cbor::diagnostic;
using seal::cbor::Reader;
using seal::cbor::Writer;

namespace {

std::string refusal(std::string_view encoded) {
  const auto answer = diagnostic(hex(encoded));
  return answer ? "accepted: " + *answer : answer.error().code;
}

}  // namespace

TEST_CASE("RFC 8949 appendix A: integers") {
  const std::pair<const char*, std::int64_t> examples[] = {{"00", 0},
                                                           {"01", 1},
                                                           {"0a", 10},
                                                           {"17", 23},
                                                           {"1818", 24},
                                                           {"1819", 25},
                                                           {"1864", 100},
                                                           {"1903e8", 1000},
                                                           {"1a000f4240", 1000000},
                                                           {"1b000000e8d4a51000", 1000000000000},
                                                           {"20", -1},
                                                           {"29", -10},
                                                           {"3863", -100},
                                                           {"3903e7", -1000}};
  for (const auto& [encoded, value] : examples) {
    CAPTURE(encoded);
    const auto bytes = hex(encoded);
    Reader reader(bytes);
    CHECK(reader.integer() == value);
    reader.expectEnd();
    CHECK(reader.ok());
    Writer writer;
    writer.integer(value);
    CHECK(base::toHex(writer.take()) == encoded);
  }
}

TEST_CASE("RFC 8949 appendix A: the widest integers read unsigned, and are out of a signed number's range") {
  const auto widest = hex("1bffffffffffffffff");
  CHECK(Reader(widest).uint() == 18446744073709551615u);
  Reader as_signed(widest);
  as_signed.integer();
  CHECK(as_signed.error() == std::string("cbor_out_of_range"));
  Reader negative(widest);
  CHECK(refusal("3bffffffffffffffff") == "cbor_out_of_range");
}

TEST_CASE("RFC 8949 appendix A: strings, arrays, maps, tags and simple values") {
  const std::pair<const char*, const char*> examples[] = {
      {"40", "h''"},
      {"4401020304", "h'01020304'"},
      {"60", "\"\""},
      {"6161", "\"a\""},
      {"6449455446", "\"IETF\""},
      {"62225c", "\"\\\"\\\\\""},
      {"62c3bc", "\"ü\""},
      {"63e6b0b4", "\"水\""},
      {"64f0908591", "\"𐅑\""},
      {"80", "[]"},
      {"83010203", "[1, 2, 3]"},
      {"8301820203820405", "[1, [2, 3], [4, 5]]"},
      {"98190102030405060708090a0b0c0d0e0f101112131415161718181819",
       "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]"},
      {"a0", "{}"},
      {"a201020304", "{1: 2, 3: 4}"},
      {"a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"},
      {"826161a161626163", "[\"a\", {\"b\": \"c\"}]"},
      {"a56161614161626142616361436164614461656145",
       "{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}"},
      {"c11a514b67b0", "1(1363896240)"},
      {"d74401020304", "23(h'01020304')"},
      {"d818456449455446", "24(h'6449455446')"},
      {"f4", "false"},
      {"f5", "true"},
      {"f6", "null"},
      {"f7", "undefined"}};
  for (const auto& [encoded, shown] : examples) {
    CAPTURE(encoded);
    const auto answer = diagnostic(hex(encoded));
    REQUIRE(answer);
    CHECK(*answer == shown);
  }
}

TEST_CASE("RFC 8949 appendix A: what isn't deterministic, or has no use here, is refused") {
  CHECK(refusal("5f42010243030405ff") == "cbor_not_deterministic");  // indefinite strings
  CHECK(refusal("7f657374726561646d696e67ff") == "cbor_not_deterministic");
  CHECK(refusal("9fff") == "cbor_not_deterministic");  // indefinite array and map
  CHECK(refusal("bf61610161629f0203ffff") == "cbor_not_deterministic");
  CHECK(refusal("f90000") == "cbor_unsupported");  // floats
  CHECK(refusal("fb3ff199999999999a") == "cbor_unsupported");
  CHECK(refusal("f0") == "cbor_unsupported");  // simple(16), simple(255)
  CHECK(refusal("f8ff") == "cbor_unsupported");
}

TEST_CASE("a head that could be shorter is refused") {
  for (const auto* encoded :
       {"1817", "1900ff", "1a0000ffff", "1b00000000ffffffff", "5800", "7801", "9800", "b800"}) {
    CAPTURE(encoded);
    CHECK(refusal(encoded) == "cbor_not_deterministic");
  }
}

TEST_CASE("map keys out of order or twice are refused") {
  CHECK(refusal("a202010100") == "cbor_not_deterministic");        // 2 before 1
  CHECK(refusal("a201010102") == "cbor_not_deterministic");        // 1 twice
  CHECK(refusal("a220010100") == "cbor_not_deterministic");        // -1 before 1
  CHECK(refusal("a262616101616202") == "cbor_not_deterministic");  // "aa" before "b"
}

TEST_CASE("truncated, trailing and lying bytes are refused without a look past the end") {
  CHECK(refusal("") == "cbor_truncated");
  CHECK(refusal("18") == "cbor_truncated");
  CHECK(refusal("4401") == "cbor_truncated");
  CHECK(refusal("0000") == "cbor_trailing_bytes");
  CHECK(refusal("5bffffffffffffffff00") == "cbor_truncated");  // a string of 2^64-1 bytes
  CHECK(refusal("9bffffffffffffffff00") == "cbor_truncated");  // an array and a map as long
  CHECK(refusal("bb7fffffffffffffff00") == "cbor_truncated");
  CHECK(refusal("1c") == "cbor_not_deterministic");  // reserved additional information
}

TEST_CASE("nesting has a bound") {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "81";
  CHECK(refusal(deep + "00") == "cbor_too_deep");
  const auto bytes = hex(deep + "00");
  Reader reader(bytes);
  reader.skip();
  CHECK(reader.error() == std::string("cbor_too_deep"));
  CHECK(refusal("8181818181818100").substr(0, 8) == "accepted");
  std::string tags;
  for (int i = 0; i < 5000; ++i) tags += "c1";
  CHECK(refusal(tags + "00") == "cbor_too_deep");
}

TEST_CASE("text must be UTF-8 in its shortest form") {
  for (const auto* encoded :
       {"61ff", "62c080", "62c1bf", "63eda080", "64f4908080", "64f0808080", "63e08080", "61c3", "6180"}) {
    CAPTURE(encoded);
    CHECK(refusal(encoded) == "cbor_bad_utf8");
  }
  CHECK(refusal("64f09f8e93").substr(0, 8) == "accepted");
}

TEST_CASE("the first mistake sticks") {
  const auto bytes = hex("6161000102");
  Reader reader(bytes);
  reader.uint();
  CHECK_FALSE(reader.ok());
  CHECK(reader.uint() == 0);
  CHECK(reader.text().empty());
  CHECK(reader.error() == std::string("cbor_wrong_type"));
}

TEST_CASE("controls never reach a terminal out of a stranger's token") {
  CHECK(seal::cbor::quoted("a\x1b[2J\u009b2J\x7f\"\\é国") == R"("a\u001b[2J\u009b2J\u007f\"\\é国")");
  CHECK(seal::cbor::quoted("\xc2") == "\"\xc2\"");
  CHECK(seal::cbor::quoted("") == "\"\"");
}
