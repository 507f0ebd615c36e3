#include "seal/data_code.hpp"

#include <zlib.h>

#include <random>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "seal/carrier.hpp"
#include "seal/cbor.hpp"
#include "sealing.hpp"

using namespace sealing;

namespace {

constexpr seal::Serial kCti{0x57, 0xe0, 0x5d, 0xb3, 0x40, 0x11, 0x22, 0x33};

seal::SealedContent leave() {
  return {"student_leave",
          2,
          {{"applicant_name", "张德华"},
           {"applicant_college", "信息工程学院"},
           {"leave_from", "2026年11月20日"},
           {"leave_to", "2026年11月23日"},
           {"reason", "家中有事须回家处理，望批准。"},
           {"approval.counsellor", "王丽娟\n辅导员\n同意请假。\n2026年11月18日"}}};
}

// A transcript of so many courses.
seal::SealedContent transcript(int courses) {
  seal::SealedContent out{"transcript", 2, {{"applicant_name", "张德华"}}};
  for (int i = 0; i < courses; ++i) {
    const auto row = "courses[" + std::to_string(i) + "].";
    out.fields[row + "course"] = "专业课程" + std::to_string(i * 7919 % 1000);
    out.fields[row + "grade"] = std::to_string(60 + i * 37 % 40);
  }
  return out;
}

std::vector<seal::DataCodePart> partsOf(const std::vector<base::Bytes>& symbols) {
  std::vector<seal::DataCodePart> out;
  for (const auto& symbol : symbols) out.push_back(seal::readDataCodePart(symbol).value());
  return out;
}

base::Bytes deflated(base::BytesView content) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
  base::Bytes out(deflateBound(&stream, static_cast<uLong>(content.size())) + 16);
  stream.next_in = const_cast<Bytef*>(content.data());
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

base::Result<seal::SealedContent> opened(base::BytesView packed, const seal::DataCodeLimits& limits = {}) {
  const seal::DataCodePart part{kCti, 1, 1, {packed.begin(), packed.end()}};
  return seal::openDataCode({&part, 1}, limits);
}

}  // namespace

TEST_CASE("a page's content comes back from its data code, bound by the seal of its copy alone") {
  const auto symbols = seal::encodeDataCode(kCti, leave(), 1).value();
  REQUIRE(symbols.size() == 1);
  const auto content = seal::openDataCode(partsOf(symbols)).value();
  CHECK(content == leave());
  for (const auto key : {seal::Algorithm::ed25519, seal::Algorithm::sm2}) {
    auto claims = sealing::claims();
    claims.cti = kCti;
    claims.digest = seal::contentDigest(key, kCti, leave());
    CHECK(seal::isBound(content, claims, key));
    CHECK_FALSE(seal::isBound(content, claims,
                              seal::Algorithm::sm2 == key ? seal::Algorithm::ed25519 : seal::Algorithm::sm2));
    claims.cti[0] ^= 1;
    CHECK_FALSE(seal::isBound(content, claims, key));
    claims.cti[0] ^= 1;
    auto other = content;
    other.fields["leave_to"] = "2026年11月24日";
    CHECK_FALSE(seal::isBound(other, claims, key));
    other = content;
    other.version = 3;
    CHECK_FALSE(seal::isBound(other, claims, key));
  }
}

TEST_CASE("the words of a college make it a third smaller than deflate alone") {
  const auto symbol = seal::encodeDataCode(kCti, leave(), 1).value().front();
  CHECK(symbol.size() * 3 < deflated(seal::encodeContent(leave())).size() * 2);
}

TEST_CASE("a long content stands in as few parts as fit, equally long, and comes back in any order") {
  const seal::DataCodeLimits room{.part_bytes = 300};
  const auto symbols = seal::encodeDataCode(kCti, transcript(60), 23, room).value();
  REQUIRE(symbols.size() > 2);
  std::size_t least = 9999, most = 0;
  for (const auto& symbol : symbols)
    least = std::min(least, symbol.size()), most = std::max(most, symbol.size());
  CHECK(most <= 300);
  CHECK(most - least <= 1);
  auto parts = partsOf(symbols);
  std::reverse(parts.begin(), parts.end());
  parts.push_back(parts.front());  // a page scanned twice
  CHECK(seal::openDataCode(parts).value() == transcript(60));
}

TEST_CASE("missing parts are named, parts of several codes are refused") {
  const seal::DataCodeLimits room{.part_bytes = 300};
  auto parts = partsOf(seal::encodeDataCode(kCti, transcript(60), 23, room).value());
  const auto without = std::vector(parts.begin() + 2, parts.end());
  const auto incomplete = seal::openDataCode(without);
  REQUIRE_FALSE(incomplete);
  CHECK(incomplete.error().code == "data_code_incomplete");
  CHECK(incomplete.error().args == std::vector<std::string>{"1, 2"});
  CHECK(seal::openDataCode({}).error().code == "data_code_incomplete");

  const auto mixed = [&](auto change) {
    auto all = parts;
    change(all);
    return seal::openDataCode(all).error().code;
  };
  CHECK(mixed([](auto& all) { all[1].cti[7] ^= 1; }) == "data_code_mixed");
  CHECK(mixed([](auto& all) { all[1].parts += 1; }) == "data_code_mixed");
  CHECK(mixed([](auto& all) { all[1].part = 99; }) == "data_code_mixed");
  CHECK(mixed([](auto& all) { all.push_back(all[0]), all.back().bytes[3] ^= 1; }) == "data_code_mixed");
}

TEST_CASE("more than the pages have room for is refused by the writer") {
  const auto code = [](const auto& result) { return result ? "" : result.error().code; };
  const seal::DataCodeLimits room{.part_bytes = 300};
  CHECK(code(seal::encodeDataCode(kCti, transcript(60), 1, room)) == "data_code_too_long");
  CHECK(code(seal::encodeDataCode(kCti, leave(), 0)) == "data_code_too_long");
  CHECK(code(seal::encodeDataCode(kCti, leave(), 1, {.part_bytes = 13})) == "data_code_too_long");
  CHECK(code(seal::encodeDataCode(kCti, transcript(60), 23, {.fields = 100})) == "data_code_too_long");
  CHECK(code(seal::encodeDataCode(kCti, transcript(60), 23, {.unfolded_bytes = 1000})) ==
        "data_code_too_long");
}

TEST_CASE("a data code is no carrier, a carrier no data code") {
  const auto symbol = seal::encodeDataCode(kCti, leave(), 1).value().front();
  CHECK(seal::isDataCode(base::textOf(symbol)));
  CHECK_FALSE(seal::cbor::isUtf8(base::textOf(symbol)));
  CHECK_FALSE(seal::fromCarrier(base::textOf(symbol)));
  CHECK_FALSE(seal::isDataCode("https://hall.example.edu.cn/v#2KCE3IQBGICERS7W"));
  CHECK_FALSE(seal::isDataCode(""));
  CHECK_FALSE(seal::isDataCode("\xdc"));
}

TEST_CASE("a symbol that isn't exactly a part is refused") {
  const auto good = seal::encodeDataCode(kCti, leave(), 1).value().front();
  const auto refused = [&](auto change) {
    auto bytes = good;
    change(bytes);
    const auto part = seal::readDataCodePart(bytes);
    return !part && part.error().code == "data_code_unreadable";
  };
  CHECK_FALSE(refused([](auto&) {}));
  CHECK(refused([](auto& b) { b.clear(); }));
  CHECK(refused([](auto& b) { b[0] ^= 1; }));
  CHECK(refused([](auto& b) { b[2] = 2; }));   // a format of tomorrow
  CHECK(refused([](auto& b) { b[11] = 0; }));  // part 0
  CHECK(refused([](auto& b) { b[11] = 2; }));  // part 2 of 1
  CHECK(refused([](auto& b) { b[11] = b[12] = 24; }));
  CHECK(refused([](auto& b) { b.resize(13); }));
  CHECK(refused([](auto& b) { b.resize(2954); }));
}

TEST_CASE("what unfolds to more than the limit is refused without unfolding it") {
  const auto bomb = deflated(base::Bytes(50'000'000, 0));
  const auto answer = opened(bomb);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == "data_code_unreadable");
  const auto exact = seal::encodeContent(leave());
  CHECK(opened(deflated(exact), {.unfolded_bytes = exact.size()}));
  CHECK_FALSE(opened(deflated(exact), {.unfolded_bytes = exact.size() - 1}));
  CHECK_FALSE(opened(deflated(exact), {.fields = 5}));
}

TEST_CASE("only the one deterministic spelling of a content is taken") {
  const auto good = seal::encodeContent(leave());
  REQUIRE(opened(deflated(good)));
  const auto refused = [&](auto change) {
    auto bytes = good;
    change(bytes);
    return !opened(deflated(bytes));
  };
  CHECK(refused([](auto& b) { b.push_back(0); }));
  CHECK(refused([](auto& b) { b.pop_back(); }));
  CHECK(refused([](auto& b) { b[0] = 0xbf, b.push_back(0xff); }));  // an indefinite map
  CHECK(refused([](auto& b) { b[8] = 0xa7; }));                     // a field more than there are
  CHECK(refused([](auto& b) { b[9] = 0x40 | (b[9] & 31); }));       // a name in bytes
  CHECK(refused([](auto& b) { b[1] = 0x65; }));
  CHECK_FALSE(opened(base::Bytes{}));
  auto trailing = deflated(good);
  trailing.push_back(0);
  CHECK_FALSE(opened(trailing));
  trailing.resize(trailing.size() - 4);
  CHECK_FALSE(opened(trailing));
}

TEST_CASE("every byte string gives an answer, and a changed data code is never bound") {
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  auto claims = sealing::claims();
  claims.cti = kCti;
  claims.digest = seal::contentDigest(seal::Algorithm::ed25519, kCti, leave());
  const auto good = seal::encodeDataCode(kCti, leave(), 1).value().front();
  for (int i = 0; i < 20'000; ++i) {
    auto bytes = good;
    for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips)
      bytes[13 + random() % (bytes.size() - 13)] ^= static_cast<std::uint8_t>(1 + random() % 255);
    if (random() % 8 == 0) bytes.resize(14 + random() % bytes.size());
    const auto part = seal::readDataCodePart(bytes);
    REQUIRE(part);
    const auto content = seal::openDataCode({&*part, 1});
    if (content && !(*content == leave()))
      CHECK_FALSE(seal::isBound(*content, claims, seal::Algorithm::ed25519));
  }
}

TEST_CASE("SPEC.md's words and example data code are this code's") {
  auto text = base::readTextFile(std::string(HALL_SOURCE_DIR) + "/shared/seal/SPEC.md", 1 << 20).value();
  std::erase(text, '\n');
  CHECK(text.find(seal::kDataCodeWords) != std::string::npos);
  CHECK(text.find(base::toHex(base::sha256(base::viewOf(seal::kDataCodeWords)))) != std::string::npos);
  // Opened rather than made again: another zlib may fold the same content into other bytes.
  const auto at = text.find("dc4801");
  REQUIRE(at != std::string::npos);
  const auto part = seal::readDataCodePart(hex(text.substr(at, text.find('`', at) - at)));
  REQUIRE(part);
  CHECK(part->cti == kCti);
  const auto content = seal::openDataCode({&*part, 1});
  REQUIRE(content);
  CHECK(*content ==
        seal::SealedContent{"student_leave", 2, {{"applicant_name", "张德华"}, {"leave_days", "3"}}});
  CHECK(text.find(base::toHex(seal::contentDigest(seal::Algorithm::ed25519, kCti, *content))) !=
        std::string::npos);
}
