// A form printed under a seal with its data code, scanned, and held against what was issued: off line from
// the data code, on line from what a hall would say.
#include "verifier/issued/content_check.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "paper/content_file.hpp"
#include "paper/page.hpp"
#include "paper/raster/raster.hpp"
#include "seal/carrier.hpp"
#include "seal/data_code.hpp"
#include "seal/sign/sign.hpp"

namespace {

namespace fs = std::filesystem;
using domain::ContentState;

constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr double kScanDpi = 300;
const fs::path kForms = fs::path(HALL_SOURCE_DIR) / "assets" / "forms";

const seal::PrivateKey& hallKey() {
  static const auto key = seal::PrivateKey::fromRaw(seal::Algorithm::ed25519, base::Bytes(32, 9)).value();
  return key;
}

verifier::OfflineFacts facts() {
  return {.keys = {.issued_at = kNow,
                   .keys = {{hallKey().algorithm(), hallKey().point(), hallKey().kid(), kNow - 1000,
                             kNow + 1000, kNow + 100'000}}},
          .now = kNow};
}

std::shared_ptr<const verifier::KnownForms> forms() {
  static const auto known = std::make_shared<const verifier::KnownForms>(verifier::KnownForms::in(kForms));
  return known;
}

struct Printed {
  base::Bytes pdf;
  api::IssuedContent told;  // what the hall would say of it
  std::string serial;
};

// The leave form under the seal, its values those of the sample but for `sealed`, which the content binds.
Printed printed(bool data_code = true, int version = 2) {
  static const auto press = paper::Press::open(paper::Press::defaultFonts()).value();
  toml_doc::Problems problems;
  auto form = paper::Template::load(kForms / "student_leave.toml", problems);
  const auto content = paper::loadContent(kForms / "samples" / "student_leave.toml", problems);
  REQUIRE(problems.empty());
  seal::SealedContent sealed{form.code(), version, content.values};
  for (const auto& [box, one] : content.approvals)
    sealed.fields["approval." + box] = one.name + '\n' + one.post + '\n' + one.opinion + '\n' + one.date;
  for (const auto& [box, one] : content.signatures) sealed.fields["signature." + box] = "00";
  seal::Claims claims{.iat = kNow - 10, .process = "QJ", .holder = "张*华", .status = {0, 5}};
  claims.cti = {1, 2, 3, 4, 5, 6, 7, 8};
  claims.digest = seal::contentDigest(hallKey().algorithm(), claims.cti, sealed);
  const auto carrier =
      seal::toCarrier(seal::sealPage(claims, hallKey()).value(), "hall.example.edu.cn").text();
  const auto layout = press.layOut(form, content).value();
  REQUIRE(layout.pageCount() == 1);
  paper::Sealing sealing{"AEBA-GBAF", "hall.example.edu.cn", "KIOSK-07", {{carrier}}};
  if (data_code)
    sealing.pages[0].data_code =
        seal::encodeDataCode(claims.cti, sealed, 1, {.part_bytes = layout.dataCodeRoom()}).value()[0];
  Printed out{press.renderPdf(layout, &sealing, kNow).value(), {}, base::toHex(claims.cti)};
  out.told = {.serial = out.serial, .pages = 1};
  for (const auto& one : layout.fields()) out.told.fields.push_back({1, one.field, one.label, one.box});
  for (const auto& one : layout.penZones()) out.told.pen_zones.push_back({1, one.box});
  out.told.codes = {{1, layout.sealBox()}, {1, *layout.dataCodeBox()}};
  return out;
}

base::Image scanOf(const Printed& paper) {
  return paper::rasterisePage(paper.pdf, 0, kScanDpi, 3, "scan").value();
}

domain::Box boxOf(const Printed& paper, const std::string& field) {
  for (const auto& one : paper.told.fields)
    if (one.field == field) return one.box;
  FAIL("the form has no " << field);
  return {};
}

// The paper's white over the middle of a value, as a correction pen leaves it.
void whiteOut(base::Image& scan, const domain::Box& box) {
  const auto px = [](double mm) { return static_cast<int>(mm / 25.4 * kScanDpi); };
  for (int y = px(box.y_mm + 1); y < px(box.y_mm + box.height_mm - 1); ++y)
    std::fill(scan.row(y) + 3 * px(box.x_mm + 1), scan.row(y) + 3 * px(box.x_mm + box.width_mm - 1),
              std::uint8_t{255});
}

verifier::CheckedPage checked(const base::Image& scan) {
  const auto held = facts();
  const verifier::DataCodeReader data_codes(held.keys, held.now);
  auto pages =
      verifier::checkPage(verifier::readPage("", 1, scan, &data_codes), verifier::offlineJudge(held));
  REQUIRE(pages.size() == 1);
  REQUIRE(pages[0].verification.verdict.seal == domain::SealState::genuine);
  return pages[0];
}

verifier::ComparedPage compared(verifier::ContentCheck& check, const base::Image& scan) {
  const auto page = checked(scan);
  std::vector<verifier::SealedPart> parts;
  if (page.data_code) parts.push_back(*page.data_code);
  return check(scan, page, parts);
}

verifier::ContentCheck offLine() {
  return verifier::ContentCheck({{}, forms(), std::make_shared<verifier::CopyShelf>()});
}

verifier::ContentCheck onLine(base::Result<verifier::IssuedCopyPtr> answer, int* asked,
                              std::shared_ptr<const verifier::KnownForms> known = nullptr) {
  return verifier::ContentCheck({[answer, asked](const std::string&) {
                                   ++*asked;
                                   return answer;
                                 },
                                 std::move(known), std::make_shared<verifier::CopyShelf>()});
}

}  // namespace

TEST_CASE("off line a page is held against the content in its own data code") {
  const auto paper = printed();
  auto check = offLine();
  auto scan = scanOf(paper);
  const auto clean = compared(check, scan);
  CAPTURE(clean.comparison.why);
  CHECK(clean.comparison.state == ContentState::matches);
  CHECK(clean.comparison.foreign_ink.empty());  // nor do seal, footer and finger signature count as ink
  REQUIRE(clean.issued);

  whiteOut(scan, boxOf(paper, "contact_phone"));
  const auto altered = compared(check, scan);
  CHECK(altered.comparison.state == ContentState::differs);
  api::Verification verification;
  verifier::applyTo(verification, altered.comparison);
  CHECK(verification.verdict.content == ContentState::differs);
  REQUIRE(verification.verdict.differences.size() == 1);
  CHECK(verification.verdict.differences[0].field == "contact_phone");
  CHECK_FALSE(verification.verdict.differences[0].label.empty());
  verifier::applyTo(verification, clean.comparison);
  CHECK(verification.verdict.differences.empty());
}

TEST_CASE("on line a page is held against the hall's own copy, asked for once") {
  const auto paper = printed(false);
  int asked = 0;
  auto check = onLine(verifier::copyOf(paper.told, paper.pdf), &asked);
  auto scan = scanOf(paper);
  CHECK(compared(check, scan).comparison.state == ContentState::matches);
  whiteOut(scan, boxOf(paper, "contact_phone"));
  CHECK(compared(check, scan).comparison.state == ContentState::differs);
  CHECK(asked == 1);
}

TEST_CASE("what the hall won't show, the paper's own data code may; without one the hall's reason is told") {
  int asked = 0;
  const auto refusal = base::fail("content_other_post", "", "another office's");
  auto check = onLine(refusal, &asked, forms());
  CHECK(compared(check, scanOf(printed())).comparison.state == ContentState::matches);
  CHECK(asked == 1);
  auto bare = onLine(refusal, &asked, forms());
  const auto page = compared(bare, scanOf(printed(false)));
  CHECK(page.comparison.state == ContentState::not_compared);
  CHECK(page.comparison.why == "content_other_post");
  CHECK_FALSE(page.issued);
}

TEST_CASE("a page that can't be compared says why") {
  auto check = offLine();
  CHECK(compared(check, scanOf(printed(false))).comparison.why == "no_data_code");
  CHECK(compared(check, scanOf(printed(true, 99))).comparison.why == "form_unknown");

  const auto scan = scanOf(printed());
  auto page = checked(scan);
  const std::vector<verifier::SealedPart> parts{*page.data_code};
  page.verification.page = 2;
  CHECK(check(scan, page, parts).comparison.why == "page_not_issued");
  page.verification.page = 1;
  page.verification.verdict.seal = domain::SealState::key_revoked;
  CHECK(check(scan, page, parts).comparison.why == "seal_not_genuine");
  page.verification.verdict.seal = domain::SealState::genuine;
  page.corners.reset();
  CHECK(check(scan, page, parts).comparison.why == "no_picture");

  auto forged = parts;
  forged[0].seal.digest[0] ^= 1;
  auto fresh = offLine();
  CHECK(fresh(scan, checked(scan), forged).comparison.why == "data_code_not_bound");
}

TEST_CASE("a hall's answer that doesn't fit together is no original") {
  const auto paper = printed();
  auto two = paper.told;
  two.pages = 2;
  CHECK(verifier::copyOf(two, paper.pdf).error().code == "issued_unusable");
  two.pages = 0;
  CHECK(verifier::copyOf(two, paper.pdf).error().code == "issued_unusable");
  CHECK(verifier::copyOf(paper.told, {1, 2, 3}).error().code == "issued_unusable");
  auto astray = paper.told;
  astray.fields.push_back({7, "x", "y", {}});
  const auto copy = verifier::copyOf(astray, paper.pdf);
  REQUIRE(copy);
  CHECK((*copy)->page(1).value()->fields.size() == paper.told.fields.size());
  CHECK((*copy)->page(2).error().code == "page_not_issued");
  CHECK((*copy)->page(1).value() == (*copy)->page(1).value());  // drawn once
}

TEST_CASE("the shelf keeps what was asked for last within its bytes, and forgets on request") {
  const auto paper = printed();
  const auto copy = verifier::copyOf(paper.told, paper.pdf).value();
  verifier::CopyShelf shelf(2 * copy->mostBytes() + 1);
  shelf.put("a", copy);
  shelf.put("b", copy);
  CHECK(shelf.find("a"));
  shelf.put("c", copy);
  CHECK(shelf.find("a"));
  CHECK_FALSE(shelf.find("b"));
  CHECK(shelf.find("c"));
  shelf.put("c", copy);
  CHECK(shelf.find("a"));
  shelf.clear();
  CHECK_FALSE(shelf.find("a"));
  verifier::CopyShelf small(1);
  small.put("a", copy);
  CHECK(small.find("a"));
}

TEST_CASE("every reason has a sentence in both languages") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(fs::path(HALL_SOURCE_DIR) / "assets" / "lang", language).value();
    for (const char* why :
         {"seal_not_genuine", "no_picture", "not_signed_in", "session_expired", "content_other_post",
          "hall_unreachable", "no_data_code", "data_code_incomplete", "data_code_not_bound",
          "content_unprintable", "form_unknown", "fonts_missing", "page_not_issued", "issued_unusable",
          "page_not_found", "too_coarse", "too_unclear"}) {
      CAPTURE(why);
      CHECK(texts.has(std::string("content.why.") + why));
    }
    CHECK(verifier::whyNotCompared("something_new", texts).find("something_new") != std::string::npos);
  }
}
