// SPEC.md's examples are what the code does: a stranger's verifier is tested with them.
#include <sstream>

#include "base/file.hpp"
#include "seal/carrier.hpp"
#include "sealing.hpp"

using namespace sealing;

namespace {

std::string specification() {
  return base::readTextFile(std::string(HALL_SOURCE_DIR) + "/shared/seal/SPEC.md", 1 << 20).value();
}

// The examples between fences, each without its line breaks.
std::vector<std::string> examples() {
  std::istringstream lines(specification());
  std::vector<std::string> out;
  bool in_examples = false, fenced = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) in_examples = line == "## 8. Examples";
    if (!in_examples) continue;
    if (line == "```") {
      fenced = !fenced;
      if (fenced) out.emplace_back();
    } else if (fenced) {
      out.back() += line;
    }
  }
  return out;
}

constexpr seal::Algorithm kAlgorithms[] = {seal::Algorithm::ed25519, seal::Algorithm::esp256,
                                           seal::Algorithm::sm2};
enum Example : std::size_t { kWhatIsSealed, kSeals, kKeySet = 10, kStatusList, kExamples };

seal::PublicKey listed(seal::Algorithm algorithm) {
  const auto signer = key(7, algorithm);
  return {.algorithm = algorithm,
          .point = signer.point(),
          .kid = signer.kid(),
          .signs_from = 1795334400,
          .signs_until = 1826956800,
          .verify_until = 2110780800};
}

seal::Claims exampleClaims(seal::Algorithm algorithm) {
  auto out = claims();
  const seal::SealedContent content{.form = "student_leave",
                                    .version = 2,
                                    .fields = {{"leave_days", "3"}, {"name", "张小华"}, {"reason", "发烧"}}};
  out.digest = seal::contentDigest(algorithm, out.cti, content);
  return out;
}

}  // namespace

TEST_CASE("SPEC.md's example seals are genuine, and say what stands above them") {
  const auto all = examples();
  REQUIRE(all.size() == kExamples);
  const seal::RootKey root{key(1).point()};
  CHECK(specification().find("`" + seal::toText(root) + "`") != std::string::npos);
  const auto keys = seal::openKeySet(hex(all[kKeySet]), root).value();
  auto block = all.begin() + kSeals;
  for (const auto algorithm : kAlgorithms) {
    const auto& facts = *block++;
    const auto& token = *block++;
    const auto& carrier = *block++;
    const auto expected = exampleClaims(algorithm);
    CAPTURE(facts);
    CHECK(facts == "public key   " + base::toHex(key(7, algorithm).point()) + "kid          " +
                       base::toHex(key(7, algorithm).kid()) + "digest       " + base::toHex(expected.digest));
    CHECK(seal::toCarrier(hex(token), "hall.example.edu.cn").text() == carrier);
    const auto answer = seal::verifyCarrier(carrier, keys, kNow);
    CHECK(answer.outcome == seal::Outcome::genuine);
    CHECK(answer.algorithm == algorithm);
    CHECK(answer.claims == expected);
    CHECK(specification().find(", " + std::to_string(token.size() / 2) + " bytes:") != std::string::npos);
  }
}

TEST_CASE("SPEC.md's example of Ed25519, which draws nothing at random, is the seal this code makes") {
  const auto token = seal::sealPage(exampleClaims(seal::Algorithm::ed25519), key(7)).value();
  CHECK(examples()[kSeals + 1] == base::toHex(token));
}

TEST_CASE("SPEC.md's example key set is the one this code makes") {
  const auto set = keySet({listed(kAlgorithms[0]), listed(kAlgorithms[1]), listed(kAlgorithms[2])});
  CHECK(examples()[kKeySet] == base::toHex(seal::signKeySet(set, key(1)).value()));
}

TEST_CASE("SPEC.md's example status list opens") {
  // Opened rather than made again: another zlib may pack the same entries in other bytes.
  const auto list = seal::openStatusList(hex(examples()[kStatusList]), keySet({publicKey(key(7))}));
  REQUIRE(list);
  CHECK(list->list == 0);
  CHECK(list->iat == kNow);
  CHECK(list->ttl_seconds == 3600);
  CHECK(list->bits == base::Bytes{0xc9, 0x44, 0xf9});
}
