#include "seal/claims.hpp"

#include "base/crypto.hpp"
#include "domain/printout.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "sealing.hpp"

using namespace sealing;

namespace {

std::string refusal(const seal::Claims& claims) {
  const auto answer = seal::decodeClaims(seal::encodeClaims(claims));
  return answer ? "accepted" : answer.error().code + " " + answer.error().place;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("claims are written as deterministic CBOR") {
  CHECK(base::toHex(seal::encodeClaims(claims())) ==
        "a3061a6b03f280074857e05db3401122333a00010000a50162514a0282010103"
        "67e5bca02ae58d8e04500102030405060708090a0b0c0d0e0f100582001912"
        "67");
}

TEST_CASE("claims come back as they were, with and without an expiry") {
  auto with = claims();
  with.exp = kNow + 180 * 86400;
  with.page = 3;
  with.pages = 12;
  CHECK(seal::decodeClaims(seal::encodeClaims(with)).value() == with);
  CHECK(seal::decodeClaims(seal::encodeClaims(claims())).value() == claims());
}

TEST_CASE("a claim out of bounds is named") {
  auto bad = claims();
  SECTION("page") {
    bad.page = 2;
    CHECK(refusal(bad) == "seal_bad_claims claim -65537/2");
    bad.page = 0;
    CHECK(refusal(bad) == "seal_bad_claims claim -65537/2");
    bad.page = bad.pages = 1000;
    CHECK(refusal(bad) == "seal_bad_claims claim -65537/2");
  }
  SECTION("process") {
    for (const auto* code : {"", "Q J", "Q/J", "请", "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567"}) {
      bad.process = code;
      CHECK(refusal(bad) == "seal_bad_claims claim -65537/1");
    }
  }
  SECTION("holder") {
    for (const auto& name : {std::string(), std::string("a\nb"), std::string(65, 'x'), std::string("\xff"),
                             std::string("a\u009b2J")}) {
      bad.holder = name;
      CHECK(refusal(bad) == "seal_bad_claims claim -65537/3");
    }
  }
  SECTION("times") {
    bad.iat = 253402300800;
    CHECK(refusal(bad) == "seal_bad_claims claim 6");
    bad.iat = -1;
    CHECK(refusal(bad) == "seal_bad_claims claim 6");
  }
}

TEST_CASE("claims of any other shape are refused") {
  const auto good = base::toHex(seal::encodeClaims(claims()));
  const auto refused = [](const std::string& encoded) {
    const auto answer = seal::decodeClaims(hex(encoded));
    return !answer && answer.error().code == "seal_bad_claims";
  };
  CHECK(refused("a0"));
  CHECK(refused("80"));
  CHECK(refused(""));
  CHECK(refused(good + "00"));
  CHECK(refused(good.substr(0, good.size() - 2)));
  CHECK(refused(replaced(good, "a3061a", "a306fa")));                            // a float
  CHECK(refused(replaced(good, "074857e05db340112233", "074757e05db3401122")));  // cti one byte short
  CHECK(refused(replaced(good, "a50162", "a40162")));          // one hall claim fewer announced
  CHECK(refused(replaced(good, "3a00010000", "3a00010001")));  // another private label
  CHECK(refused(replaced(good, "a3061a", "a4016161061a")));    // iss, which a seal doesn't have
  CHECK(refused(replaced(good, "0282", "0682")));              // a hall claim nobody knows
}

TEST_CASE("the digest binds serial, form, version and every field") {
  const seal::SealedContent content{
      .form = "student_leave", .version = 2, .fields = {{"reason", "发烧"}, {"leave_days", "3"}}};
  const auto digest = seal::contentDigest(seal::Algorithm::ed25519, claims().cti, content);
  CHECK(seal::contentDigest(seal::Algorithm::ed25519, claims().cti, content) == digest);
  auto other = content;
  other.fields["leave_days"] = "4";
  CHECK(seal::contentDigest(seal::Algorithm::ed25519, claims().cti, other) != digest);
  other = content;
  other.version = 3;
  CHECK(seal::contentDigest(seal::Algorithm::ed25519, claims().cti, other) != digest);
  other = content;
  other.form = "transcript";
  CHECK(seal::contentDigest(seal::Algorithm::ed25519, claims().cti, other) != digest);
  auto serial = claims().cti;
  serial[7] ^= 1;
  CHECK(seal::contentDigest(seal::Algorithm::ed25519, serial, content) != digest);
}

TEST_CASE("the digest is over the serial and deterministic CBOR, as SPEC.md says") {
  // {"fields": {"b": "2", "aa": "1"}, "version": 2, "template": "t"}: shorter keys first
  const auto cbor = hex("a3666669656c6473a26162613262616161316776657273696f6e026874656d706c6174656174");
  const auto cti = claims().cti;
  base::Bytes message(cti.begin(), cti.end());
  message.insert(message.end(), cbor.begin(), cbor.end());
  const auto hash = base::sha256(message);
  const auto digest = seal::contentDigest(seal::Algorithm::ed25519, claims().cti,
                                          {.form = "t", .version = 2, .fields = {{"aa", "1"}, {"b", "2"}}});
  CHECK(base::toHex(digest) == base::toHex(base::BytesView(hash).first(16)));
}

TEST_CASE("the longest seal the hall can issue keeps the budget: 165 bytes, 300 characters, version 10") {
  auto longest = claims();
  longest.page = longest.pages = 23;
  longest.holder = domain::maskedName("𠮷野家𠮷");
  longest.status = {seal::kLastStatusList, seal::kStatusListEntries - 1};
  longest.process = std::string(seal::kLongestProcessCode, 'X');
  longest.exp = UINT32_MAX;
  const auto token = seal::sealPage(longest, key(7, seal::Algorithm::sm2)).value();
  CHECK(token.size() == seal::kMaxSealBytes);
  const auto carrier = seal::toCarrier(token, "hall.example.edu.cn");
  CHECK(carrier.text().size() <= 300);
  const auto code = qr::encode(
      {{qr::Segment::Mode::byte, carrier.link}, {qr::Segment::Mode::alphanumeric, carrier.payload}},
      qr::ErrorCorrection::medium);
  CHECK(code.value().size == 57);  // version 10

  longest.process += 'X';
  CHECK(seal::sealPage(longest, key(7, seal::Algorithm::sm2)).error().code == "seal_too_long");
}

TEST_CASE("what no verifier would read is not sealed") {
  auto page = claims();
  page.process = "";
  CHECK(seal::sealPage(page, key(7)).error().code == "seal_bad_claims");
}
