// SPEC.md's examples are what the code does: a stranger's verifier is tested with them.
#include "base/file.hpp"
#include "seal/carrier.hpp"
#include "sealing.hpp"

using namespace sealing;

namespace {

// The document without line breaks, so that wrapped examples are found.
std::string specification() {
  auto text = base::readTextFile(std::string(HALL_SOURCE_DIR) + "/shared/seal/SPEC.md", 1 << 20).value();
  std::erase(text, '\n');
  return text;
}

}  // namespace

TEST_CASE("SPEC.md's example seal is the one this code makes") {
  const auto text = specification();
  const auto token = seal::sealPage(claims(), key(7)).value();
  CHECK(text.find(base::toHex(key(7).point())) != std::string::npos);
  CHECK(text.find(base::toHex(key(7).kid())) != std::string::npos);
  CHECK(text.find(base::toHex(token)) != std::string::npos);
  CHECK(text.find(seal::toCarrier(token, "hall.example.edu.cn").text()) != std::string::npos);
}

TEST_CASE("SPEC.md's example key set is the one this code makes") {
  const auto text = specification();
  const auto root = key(1);
  const seal::PublicKey listed{.algorithm = seal::Algorithm::ed25519,
                               .point = key(7).point(),
                               .kid = key(7).kid(),
                               .signs_from = 1795334400,
                               .signs_until = 1826956800,
                               .verify_until = 2110780800};
  CHECK(text.find(base::toHex(seal::signKeySet({kNow, {listed}}, root).value())) != std::string::npos);
  CHECK(text.find(seal::toText({root.point()})) != std::string::npos);
}

TEST_CASE("SPEC.md's example status list opens") {
  // Opened rather than made again: another zlib may pack the same entries in other bytes.
  const auto text = specification();
  const auto at = text.find("d284582aa3");
  REQUIRE(at != std::string::npos);
  const auto end = text.find('`', at);
  const auto list = seal::openStatusList(hex(text.substr(at, end - at)), keySet({publicKey(key(7))}));
  REQUIRE(list);
  CHECK(list->list == 0);
  CHECK(list->iat == kNow);
  CHECK(list->ttl_seconds == 3600);
  CHECK(list->bits == base::Bytes{0xc9, 0x44, 0xf9});
}
