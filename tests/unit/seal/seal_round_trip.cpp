#include "seal/carrier.hpp"
#include "sealing.hpp"

using namespace sealing;

TEST_CASE("a page sealed by the hall is genuine, with each algorithm") {
  for (const auto algorithm : {seal::Algorithm::ed25519, seal::Algorithm::esp256, seal::Algorithm::sm2}) {
    const auto signer = key(7, algorithm);
    const auto token = seal::sealPage(claims(), signer);
    REQUIRE(token);
    const auto keys = keySet({publicKey(signer)});
    const auto text = seal::toCarrier(*token, "Hall.Example.edu.cn").text();
    const auto answer = seal::verifyCarrier(text, keys, kNow);
    CHECK(answer.outcome == seal::Outcome::genuine);
    CHECK(answer.reason.empty());
    REQUIRE(answer.claims);
    CHECK(*answer.claims == claims());
    CHECK(answer.host == "hall.example.edu.cn");
    CHECK(answer.kid == signer.kid());
    CHECK(answer.algorithm == algorithm);
  }
}
