#include "seal/carrier.hpp"

#include "sealing.hpp"

using namespace sealing;

namespace {
const base::Bytes kToken = hex("d2840102030405");
std::string refusalOf(std::string_view text) {
  const auto answer = seal::fromCarrier(text);
  return answer ? "accepted" : answer.error().code;
}
}  // namespace

TEST_CASE("the link is lower case, the payload is alphanumeric") {
  const auto carrier = seal::toCarrier(kToken, "HALL.Example.edu.cn:8443");
  CHECK(carrier.link == "https://hall.example.edu.cn:8443/v#");
  CHECK(carrier.payload == "2KCACAQDAQCQ");
  CHECK(carrier.text() == carrier.link + carrier.payload);
}

TEST_CASE("case and white space don't matter, as handheld readers mangle both") {
  for (const auto* text :
       {"https://hall.example.edu.cn/v#2KCACAQDAQCQ", "HTTPS://HALL.EXAMPLE.EDU.CN/V#2kcacaqdaqcq",
        " https://hall.example.edu.cn/v#2KCAC AQDAQCQ\r\n",
        "https:\t//hall.example.edu.cn/v#\n2KCACAQDAQCQ"}) {
    CAPTURE(text);
    const auto carried = seal::fromCarrier(text);
    REQUIRE(carried);
    CHECK(carried->token == kToken);
    CHECK(carried->host == "hall.example.edu.cn");
  }
}

TEST_CASE("the bare payload names no host") {
  const auto carried = seal::fromCarrier("2kcac aqdaqcq");
  REQUIRE(carried);
  CHECK(carried->token == kToken);
  CHECK(carried->host.empty());
}

TEST_CASE("every other text is not a hall seal") {
  for (const auto* text :
       {"", " ", "https://", "https:///v#2KCACAQDAQCQ", "https://hall/v", "https://hall/v#",
        "https://hall/x#2KCACAQDAQCQ", "http://hall/v#2KCACAQDAQCQ", "https://user@hall/v#2KCACAQDAQCQ",
        "https://hall/v#2KCACAQDAQC1", "https://hall/v#2KCACAQDAQCR", "https://h\xc3\xa4ll/v#2KCACAQDAQCQ",
        "WIFI:T:WPA;S:x;;", "你好", "ftp://hall/v#AA"}) {
    CAPTURE(text);
    CHECK(refusalOf(text) == "not_a_hall_seal");
  }
  CHECK(refusalOf(std::string(2001, 'A')) == "not_a_hall_seal");
  CHECK(refusalOf("https://" + std::string(300, 'a') + "/v#2KCACAQDAQCQ") == "not_a_hall_seal");
}
