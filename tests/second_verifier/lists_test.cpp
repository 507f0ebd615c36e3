// Status lists through both verifiers: broken at random, signed in wrong forms, and the IETF draft's own.
#include <random>

#include "tests/second_verifier/agreement.hpp"
#include "tests/second_verifier/tokens.hpp"

using namespace second;

namespace {

struct Form {
  std::string sub{};
  std::uint64_t iat = kNow, bits = 2, ttl = 3600;
  base::Bytes lst{base::fromHex("78da3be9f2130003df0207").value()};
  std::string typ = "application/statuslist+cwt";
  bool more = false;  // with a header and a claim that nobody knows
};

base::Bytes listIn(const Form& form, const seal::Signer& key) {
  const auto protected_bytes = written([&](Writer& out) {
    out.map(form.more ? 4 : 3);
    out.uint(1), out.integer(static_cast<std::int64_t>(key.algorithm()));
    out.uint(4), out.bytes(key.kid());
    out.uint(16), out.text(form.typ);
    if (form.more) out.text("x"), out.bytes({});
  });
  const auto claims = written([&](Writer& out) {
    out.map(form.more ? 5 : 4);
    out.uint(2), out.text(form.sub);
    out.uint(6), out.uint(form.iat);
    out.uint(65533), out.map(2), out.text("lst"), out.bytes(form.lst), out.text("bits"), out.uint(form.bits);
    out.uint(65534), out.uint(form.ttl);
    if (form.more) out.text("more"), out.uint(1);
  });
  return token(key, protected_bytes, claims);
}

std::string sub(std::size_t list) { return "/api/v1/status/" + std::to_string(list); }

// A seal that asks for this entry.
Question askingFor(const Campus& campus, std::uint32_t list, std::uint32_t index) {
  const auto& key = campus.key(seal::Algorithm::ed25519);
  auto raw = rawClaims();
  raw.status = two(list, index);
  return {"list " + std::to_string(list) + ", entry " + std::to_string(index),
          carrierOf(token(key, headersOf(key), payload(raw)))};
}

// draft-ietf-oauth-status-list, "Test vectors for Status List encoding", 2-bit Status List: every entry of
// 2^20 that isn't 0, and the whole of the CBOR.
const std::map<std::uint32_t, int> kDraftEntries{{0, 1},      {1993, 2},   {25460, 1},  {159495, 3},
                                                 {495669, 1}, {554353, 1}, {645645, 2}, {723232, 1},
                                                 {854545, 1}, {934534, 2}, {1000345, 3}};
constexpr std::string_view kDraftList =
    "a2646269747302636c737459013d78daeddb310d00211000412ea1a04004fe5520ed"
    "357c28c81d3312b6df68bc65480000000000406e2101000000000000000000000000"
    "0000000000000000000000000000000000000040795b020000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000000000000000"
    "0080f4ba0400000000000000000000000000406d764a000000000000000000000000"
    "000000000000000000e0922101000000000000000000000000000000000000fc1312"
    "00000000000000000000000000000000000000000000000000000000000000c0912e"
    "01000000000000000000000000000000000000c07d4b020000000000000000000000"
    "00000000a8614a0000000000000000000000406a1fcd60010c";

// Its lst: behind the map's head, "bits", 2, "lst" and the string's head.
base::Bytes draftLst() {
  const auto whole = base::fromHex(kDraftList).value();
  seal::cbor::Reader reader(whole);
  reader.map();
  CHECK(reader.text() == "bits");
  CHECK(reader.uint() == 2);
  CHECK(reader.text() == "lst");
  const auto lst = reader.bytes();
  reader.expectEnd();
  REQUIRE(reader.ok());
  return {lst.begin(), lst.end()};
}

}  // namespace

TEST_CASE("both verifiers take the same status lists of 300 broken at random") {
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  Campus campus;
  std::vector<Question> questions;
  for (std::uint32_t list = 0; list < 300; ++list) {
    campus.publish(list, 64, kNow - 60, 3600, campus.key(kAlgorithms[list % 3]));
    auto& bytes = campus.lists.back();
    if (list % 10 != 0) bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1 << random() % 8);
    questions.push_back(askingFor(campus, list, 1));
  }
  agree(campus, questions);
  CHECK(readable(campus, campus.keySet()).size() == 30);
}

TEST_CASE("both verifiers take the same status lists that a genuine key signed in wrong forms") {
  std::vector<Form> forms(18);
  for (std::size_t i = 0; i < forms.size(); ++i) forms[i].sub = sub(i);
  forms[1].sub = "https://hall.example.edu.cn" + sub(1);
  forms[2].iat = 253402300800;
  forms[3].bits = 1;
  forms[4].ttl = 366 * 86400;
  forms[5].ttl = 366 * 86400 + 1;
  forms[6].lst.push_back(0);
  forms[7].lst.pop_back();
  forms[8].lst[5] ^= 1;
  forms[9].lst.clear();
  forms[10].typ = "application/statuslist+jwt";
  forms[11].more = true;
  forms[12].sub = sub(12) + " ";
  forms[13].sub = "/api/v1/status/";
  forms[14].sub = "/api/v1/status/4294967296";
  forms[15].ttl = 0;
  forms[16].iat = 253402300799;
  forms[17].iat = static_cast<std::uint64_t>(kNow - 100 * kDay - 1);
  Campus campus;
  std::vector<Question> questions;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    campus.lists.push_back(listIn(forms[i], campus.key(seal::Algorithm::ed25519)));
    questions.push_back(askingFor(campus, static_cast<std::uint32_t>(i), 1));
  }
  agree(campus, questions);
  CHECK(readable(campus, campus.keySet()).size() == 4);
}

TEST_CASE(
    "both verifiers read the IETF draft's list of 2^20 entries of two bits, and ours unfolds to its bytes") {
  Campus campus;
  const auto& key = campus.key(seal::Algorithm::esp256);
  campus.lists.push_back(listIn({.sub = sub(0), .lst = draftLst()}, key));
  const auto draft = seal::openStatusList(campus.lists[0], campus.keySet());
  REQUIRE(draft);
  CHECK(draft->size() == 1 << 20);
  std::vector<Question> questions;
  seal::StatusList ours{1, kNow, 3600, base::Bytes((1 << 20) / 4, 0)};
  for (const auto& [index, value] : kDraftEntries) {
    CHECK(static_cast<int>(draft->at(index).value()) == value);
    ours.bits[index / 4] |= static_cast<std::uint8_t>(value << index % 4 * 2);
    questions.push_back(askingFor(campus, 0, index));
    questions.push_back(askingFor(campus, 0, index + 1));
    questions.push_back(askingFor(campus, 1, index));
  }
  CHECK(draft->bits == ours.bits);
  campus.lists.push_back(seal::signStatusList(ours, key).value());
  agree(campus, questions);
}

TEST_CASE(
    "the IETF draft's example of a status list token is a CWT that we check with its key, and no list of "
    "ours") {
  // Section "Status List Token in CWT Format": ES256, kid "12" unprotected, one bit an entry; the key is the
  // draft's own example, of which these are x and y.
  const seal::PublicKey key{
      .algorithm = seal::Algorithm::es256,
      .point = base::fromHex("2371d69bfd03b3574f308f885a67f8981987f9869e0156cf56eeef076ec2c57a"
                             "e8dfdde44963f5bb3586d815de890928875b1c4a6481398096e60a25e9b39f53")
                   .value()};
  const auto cwt = base::fromHex(
                       "d2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b637774a104423132585"
                       "0a502782168747470733a"
                       "2f2f6578616d706c652e636f6d2f7374617475736c697374732f31061a648c5bea041a8898dfea19fffe1"
                       "9a8c019fffda264626974"
                       "7301636c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1101b77fd6cc9440022caa4694"
                       "450c4e4e9feab4e99d1fa"
                       "6d9772ce2bf3a12e0323ded7c982c5e101a5e67f0cbc1e2b6f57ce99c279")
                       .value();
  const auto parsed = seal::parseCoseSign1(cwt, seal::CoseProfile::general);
  REQUIRE(parsed);
  CHECK(parsed->protected_headers.typ == "application/statuslist+cwt");
  CHECK(base::textOf(parsed->unprotected_headers.kid.value()) == "12");
  CHECK(seal::verifyCoseSign1(*parsed, key));
  CHECK_FALSE(seal::verifyCoseSign1(*parsed, key, base::viewOf("x")));
  auto altered = cwt;
  altered.back() ^= 1;
  CHECK_FALSE(seal::verifyCoseSign1(seal::parseCoseSign1(altered, seal::CoseProfile::general).value(), key));
  auto listed = key;
  listed.kid = seal::thumbprintId(key.algorithm, key.point);
  CHECK_FALSE(seal::openStatusList(cwt, {.issued_at = 0, .keys = {listed}}));
}
