#include "kiosk/jobs/page_check.hpp"

#include <catch2/catch.hpp>

#include "base/file.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "seal/data_code.hpp"
#include "seal/sign/sign.hpp"
#include "tests/unit/kiosk_jobs/bench.hpp"

using namespace kiosk;

namespace {

constexpr int kModule_pt = 2;

// The page's content stream (ISO 32000-2 section 8.5): the code as filled squares, or nothing.
std::string strokesOf(const std::string& code, int top_pt = 600) {
  if (code.empty()) return "";
  const auto modules = qr::encode({{qr::Segment::Mode::byte, code}}, qr::ErrorCorrection::medium).value();
  std::string out;
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x)
      if (modules.at(x, y))
        out += std::to_string(100 + x * kModule_pt) + " " + std::to_string(top_pt - y * kModule_pt) +
               " 2 2 re f\n";
  return out;
}

// A PDF of one page a code; below the code of the first, perhaps another.
base::Bytes pdfOf(const std::vector<std::string>& codes, const std::string& below = "") {
  std::string kids, pages;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto page = std::to_string(3 + 2 * i), content = std::to_string(4 + 2 * i);
    const auto strokes = strokesOf(codes[i]) + (i == 0 ? strokesOf(below, 300) : "");
    kids += page + " 0 R ";
    pages += page + " 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + content +
             " 0 R>> endobj\n" + content + " 0 obj <</Length " + std::to_string(strokes.size()) +
             ">> stream\n" + strokes + "endstream endobj\n";
  }
  return base::bytesOf("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[" +
                       kids + "]/Count " + std::to_string(codes.size()) + ">> endobj\n" + pages +
                       "trailer <</Root 1 0 R>>\n%%EOF\n");
}

// A hall's keys, and a kiosk that has its root pinned.
struct Desk {
  Bench bench;
  base::UnixSeconds now = bench.clock.now();
  seal::PrivateKey root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  seal::PrivateKey key = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  PageCheck check =
      PageCheck::with(seal::toText({root.point()}), bench.folder.path() / "keys.cose", bench.clock).value();

  Desk() { publish({&key}); }

  void publish(const std::vector<const seal::PrivateKey*>& keys) {
    seal::KeySet set{.issued_at = now, .keys = {}};
    for (const auto* one : keys)
      set.keys.push_back(
          {one->algorithm(), one->point(), one->kid(), now - 1000, now + 100'000, now + 200'000});
    bench.hall.publishKeys(seal::signKeySet(set, root).value());
  }

  static std::string codeBy(const seal::PrivateKey& signer, base::UnixSeconds at, std::uint8_t serial,
                            int page, int pages) {
    seal::Claims claims{.iat = at,
                        .cti = {serial, 2, 3, 4, 5, 6, 7, 8},
                        .process = "transcript",
                        .page = page,
                        .pages = pages,
                        .holder = "张*华",
                        .digest = {},
                        .status = {0, serial}};
    return seal::toCarrier(seal::sealPage(claims, signer).value(), "hall.example.edu.cn").text();
  }
  std::string code(std::uint8_t serial, int page, int pages) const {
    return codeBy(key, now - 60, serial, page, pages);
  }
  base::Status look(const std::vector<std::string>& codes, int pages = 2) {
    return check(*bench.client, pdfOf(codes), {.serial = "0102030405060708", .pages = pages});
  }
};

}  // namespace

TEST_CASE("pages whose codes read, by the hall's key, with this serial and their own numbers are good") {
  Desk desk;
  CHECK(desk.look({desk.code(1, 1, 2), desk.code(1, 2, 2)}));
}

TEST_CASE("a page that a receiver could not check is never good") {
  Desk desk;
  const auto stranger = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  const auto good = desk.code(1, 1, 2);
  SECTION("no code") {
    const auto error = desk.look({good, ""}).error();
    CHECK(error.code == "page_code_unreadable");
    CHECK(error.args == std::vector<std::string>{"2"});
  }
  SECTION("a code that is no seal") {
    CHECK(desk.look({good, "https://example.com/"}).error().code == "page_code_wrong");
  }
  SECTION("another serial") {
    CHECK(desk.look({good, desk.code(9, 2, 2)}).error().code == "page_code_wrong");
  }
  SECTION("the first page twice") { CHECK(desk.look({good, good}).error().code == "page_code_wrong"); }
  SECTION("another count of pages") {
    CHECK(desk.look({good, desk.code(1, 2, 3)}).error().code == "page_code_wrong");
  }
  SECTION("a stranger's key") {
    const auto error = desk.look({good, Desk::codeBy(stranger, desk.now - 60, 1, 2, 2)}).error();
    CHECK(error.code == "page_code_wrong");
  }
  SECTION("a page too few") { CHECK(desk.look({good}).error().code == "page_count_wrong"); }
  SECTION("no PDF at all") {
    CHECK_FALSE(
        desk.check(*desk.bench.client, base::bytesOf("no PDF"), {.serial = "0102030405060708", .pages = 2}));
  }
}

TEST_CASE("the hall's next key is fetched when its first seal is met") {
  Desk desk;
  REQUIRE(desk.look({desk.code(1, 1, 1)}, 1));
  const auto next = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  const auto code = Desk::codeBy(next, desk.now - 60, 1, 1, 1);
  CHECK(desk.look({code}, 1).error().code == "page_code_wrong");
  desk.publish({&desk.key, &next});
  CHECK(desk.look({code}, 1));
}

TEST_CASE("while the hall is away its cached keys serve; keys by another root never do") {
  Desk desk;
  REQUIRE(desk.look({desk.code(1, 1, 1)}, 1));
  desk.bench.hall.publishKeys({});
  auto again = [&] {
    return PageCheck::with(seal::toText({desk.root.point()}), desk.bench.folder.path() / "keys.cose",
                           desk.bench.clock)
        .value()(*desk.bench.client, pdfOf({desk.code(1, 1, 1)}), {.serial = "0102030405060708", .pages = 1});
  };
  CHECK(again());
  const auto other = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  desk.bench.hall.publishKeys(seal::signKeySet({.issued_at = desk.now, .keys = {}}, other).value());
  CHECK_FALSE(again());
}

TEST_CASE("a page with another copy's code is not printed, and the copy is abandoned and void") {
  Desk desk;
  auto& bench = desk.bench;
  bench.hall.pages = 1;
  bench.hall.draw = [&](const std::string&) { return pdfOf({desk.code(9, 1, 1)}); };
  bench.checkPages = [&](api::HallClient& hall, base::BytesView pdf, const api::Printout& printout) {
    return desk.check(hall, pdf, printout);
  };
  bench.print("a");
  CHECK(bench.last<event::PrintEnded>()->outcome == PrintOutcome::failed);
  CHECK(bench.last<event::PrintEnded>()->reason == "page_code_wrong");
  CHECK(bench.device.opened().empty());
  REQUIRE(bench.flush());
  CHECK(bench.hall.printouts().at(bench.serial()).told == std::vector<std::string>{"abandoned", "void"});
}

TEST_CASE("a data code beside the seal must be this copy's") {
  Desk desk;
  const auto looked = [&](const std::string& below) {
    return desk.check(*desk.bench.client, pdfOf({desk.code(1, 1, 1)}, below),
                      {.serial = "0102030405060708", .pages = 1});
  };
  const auto data_code = [](std::uint8_t serial) {
    const auto parts =
        seal::encodeDataCode({serial, 2, 3, 4, 5, 6, 7, 8}, {"leave", 1, {{"name", "张德华"}}}, 1);
    return std::string(base::textOf(parts.value().front()));
  };
  CHECK(looked(data_code(1)));
  const auto refused = looked(data_code(9));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "page_code_wrong");
  CHECK(looked(data_code(1).substr(0, 13)).error().code == "page_code_wrong");
}
