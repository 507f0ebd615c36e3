#include "seal/status_list.hpp"

#include <zlib.h>

#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "sealing.hpp"

using namespace sealing;
using seal::EntryStatus;

namespace {

seal::StatusList fullList() {
  seal::StatusList list{
      .list = 3, .iat = kNow, .ttl_seconds = 3600, .bits = base::Bytes(seal::kStatusListEntries / 4)};
  list.bits[0] = 0b11'10'01'00;
  list.bits.back() = 0b01'00'00'00;
  return list;
}

std::string refusal(base::BytesView token, const seal::KeySet& keys = keySet({publicKey(key(7))})) {
  const auto answer = seal::openStatusList(token, keys);
  return answer ? "accepted" : answer.error().code;
}

base::Bytes zipped(const base::Bytes& bits) {
  base::Bytes out(compressBound(bits.size()));
  uLongf length = out.size();
  REQUIRE(compress(out.data(), &length, bits.data(), bits.size()) == Z_OK);
  out.resize(length);
  return out;
}

// A status list with an lst of the test's choice, really signed.
base::Bytes listAround(const base::Bytes& lst, std::uint64_t bits = 2,
                       std::string_view sub = "/api/v1/status/0") {
  seal::cbor::Writer headers, payload;
  headers.map(3);
  headers.integer(1), headers.integer(-19);
  headers.integer(4), headers.bytes(key(7).kid());
  headers.integer(16), headers.text("application/statuslist+cwt");
  payload.map(4);
  payload.integer(2), payload.text(sub);
  payload.integer(6), payload.integer(kNow);
  payload.integer(65533), payload.map(2), payload.text("lst"), payload.bytes(lst), payload.text("bits"),
      payload.uint(bits);
  payload.integer(65534), payload.uint(60);
  const auto protected_bytes = headers.take(), claims = payload.take();
  return seal::encodeCoseSign1(protected_bytes, claims,
                               key(7).sign(seal::sigStructure(protected_bytes, {}, claims)).value());
}

}  // namespace

TEST_CASE("a full list of 1,048,576 entries opens, and a healthy one is small") {
  const auto token = seal::signStatusList(fullList(), key(7));
  REQUIRE(token);
  CHECK(token->size() < 1200);
  const auto list = seal::openStatusList(*token, keySet({publicKey(key(7))}));
  REQUIRE(list);
  CHECK(list->list == 3);
  CHECK(list->iat == kNow);
  CHECK(list->ttl_seconds == 3600);
  CHECK(list->at(0) == EntryStatus::valid);
  CHECK(list->at(1) == EntryStatus::voided);
  CHECK(list->at(2) == EntryStatus::suspended);
  CHECK(list->at(3) == EntryStatus::superseded);
  CHECK(list->at((1u << 20) - 1) == EntryStatus::voided);
  CHECK_FALSE(list->at(1u << 20));
  CHECK_FALSE(list->at(UINT32_MAX));
}

TEST_CASE("the draft's two-bit example reads lowest bits first") {
  // Token Status List, section 4.1: {0xc9, 0x44, 0xf9} is 1 2 0 3 0 1 0 1 1 2 3 3
  const seal::StatusList list{.list = 0, .iat = 0, .ttl_seconds = 0, .bits = {0xc9, 0x44, 0xf9}};
  const int expected[] = {1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3};
  for (std::uint32_t i = 0; i < 12; ++i) CHECK(static_cast<int>(*list.at(i)) == expected[i]);
  CHECK_FALSE(list.at(12));
}

TEST_CASE("a list is fresh until its ttl is over, to the second") {
  const seal::StatusList list{.list = 0, .iat = 100, .ttl_seconds = 10, .bits = {0}};
  CHECK(list.freshAt(109));
  CHECK_FALSE(list.freshAt(110));
}

TEST_CASE("a changed list, an unknown key and a key out of its window are refused") {
  const auto token =
      seal::signStatusList({.list = 0, .iat = kNow, .ttl_seconds = 60, .bits = {1, 2, 3}}, key(7)).value();
  CHECK(refusal(token) == "accepted");
  for (std::size_t bit = 0; bit < token.size() * 8; ++bit) {
    auto changed = token;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CAPTURE(bit);
    CHECK(refusal(changed) != "accepted");
  }
  CHECK(refusal(token, keySet({publicKey(key(8))})) == "status_list_altered");
  auto late = publicKey(key(7));
  late.signs_from = kNow + 1;
  CHECK(refusal(token, keySet({late})) == "status_list_altered");
  auto revoked = publicKey(key(7));
  revoked.revoked_at = kNow + 5;
  CHECK(refusal(token, keySet({revoked})) == "status_list_altered");
}

TEST_CASE("a list that unfolds to more than it may is refused before it has") {
  const base::Bytes most(seal::kStatusListEntries / 4);
  CHECK(refusal(listAround(zipped(most))) == "accepted");
  CHECK(refusal(listAround(zipped(base::Bytes(most.size() + 1)))) == "status_list_too_large");
  CHECK(refusal(listAround(zipped(base::Bytes(50'000'000)))) == "status_list_too_large");
  CHECK(refusal(base::Bytes(seal::kStatusListEntries / 4 + 5000)) == "status_list_too_large");
}

TEST_CASE("a small list takes no more memory than it has entries") {
  const auto list = seal::openStatusList(listAround(zipped({1, 2, 3})), keySet({publicKey(key(7))}));
  REQUIRE(list);
  CHECK(list->bits == base::Bytes{1, 2, 3});
  CHECK(list->bits.capacity() < 64);
}

TEST_CASE("a list is signed with each algorithm, and found among thousands of keys") {
  for (const auto algorithm : {seal::Algorithm::ed25519, seal::Algorithm::esp256, seal::Algorithm::sm2}) {
    const auto signer = key(7, algorithm);
    const auto token = seal::signStatusList(fullList(), signer).value();
    auto keys = keySet({});
    for (int i = 0; i < 2000; ++i) {
      auto other = publicKey(key(8, algorithm));
      other.kid[0] = static_cast<std::uint8_t>(i), other.kid[1] = static_cast<std::uint8_t>(i >> 8);
      keys.keys.push_back(std::move(other));
    }
    CHECK(refusal(token, keys) == "status_list_altered");
    keys.keys.push_back(publicKey(signer));
    CHECK(refusal(token, keys) == "accepted");
  }
}

TEST_CASE("a list of another shape is refused") {
  CHECK(refusal(listAround({1, 2, 3})) == "status_list_unreadable");
  auto followed = zipped({0});
  followed.push_back(0);
  CHECK(refusal(listAround(followed)) == "status_list_unreadable");
  auto cut = zipped(fullList().bits);
  cut.pop_back();
  CHECK(refusal(listAround(cut)) == "status_list_unreadable");
  CHECK(refusal(listAround({})) == "status_list_unreadable");
  CHECK(refusal(listAround(zipped({0}), 1)) == "status_list_unreadable");
  for (const auto* sub :
       {"", "/api/v1/status/", "/api/v1/status/x", "/api/v1/status/99999999999", "/api/v1/status/1/2"}) {
    CAPTURE(sub);
    CHECK(refusal(listAround(zipped({0}), 2, sub)) == "status_list_unreadable");
  }
  CHECK(refusal({}) == "status_list_unreadable");
  CHECK(refusal(seal::sealPage(claims(), key(7)).value()) == "status_list_unreadable");
}
