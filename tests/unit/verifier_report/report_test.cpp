// Reports of pages drawn here: what stands in them is read from the PDF's own pages.
#include "verifier/report/report.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "paper/paper.hpp"
#include "paper/raster/raster.hpp"

namespace {

using domain::ContentState;
constexpr base::UnixSeconds kNow = 1'790'000'000;
constexpr int kWidth = 1654, kHeight = 2339;  // A4 at kCompareDpi

const verifier::Reporter& reporter() {
  static const auto one = verifier::Reporter::open(paper::Press::defaultFonts()).value();
  return one;
}

const base::Texts& texts(base::Language language = base::Language::en) {
  static const auto folder = std::filesystem::path(HALL_SOURCE_DIR) / "assets" / "lang";
  static const auto zh = base::Texts::load(folder, base::Language::zh).value(),
                    en = base::Texts::load(folder, base::Language::en).value();
  return language == base::Language::zh ? zh : en;
}

// Lines of grey words.
base::Image page(int channels) {
  base::Image out{kWidth, kHeight, channels, verifier::kCompareDpi, {}};
  out.pixels.assign(out.stride() * kHeight, 255);
  for (int y = 200; y < 2100; ++y)
    for (int x = 200; x < 1450; ++x)
      if (y % 60 < 22 && x % 90 < 60 && (x * 7 + y * 3) % 11 < 5)
        std::fill_n(out.row(y) + x * channels, channels, std::uint8_t{30});
  return out;
}

struct Page {
  api::Verification verification{};
  std::optional<verifier::Comparison> comparison{};
  base::Image scan{}, issued{};
};

verifier::ReportSheet sheetOf(const Page& page) {
  return verifier::sheetOf(page.verification, page.comparison ? &*page.comparison : nullptr, page.scan,
                           page.issued)
      .value();
}

Page matching(int number = 1, int pages = 1) {
  Page out{.scan = page(3), .issued = page(1)};
  auto& paper = out.verification;
  paper.verdict = {.seal = domain::SealState::genuine,
                   .status = domain::StatusState::valid,
                   .acceptance = domain::AcceptanceState::free,
                   .content = ContentState::matches};
  paper.serial = "0102030405060708";
  paper.short_serial = "AEBA-GBAF";
  paper.title = {"学生请假审批表", "Request for leave"};
  paper.holder = "Zhang Dehua";
  paper.page = number;
  paper.pages = pages;
  out.comparison = verifier::Comparison{.state = ContentState::matches, .aligned = page(3)};
  return out;
}

Page altered(int fields) {
  auto out = matching();
  out.verification.verdict.content = ContentState::differs;
  out.comparison->state = ContentState::differs;
  for (int i = 0; i < fields; ++i) {
    const domain::Box box{40.0 + 3 * i, 40.0 + 12 * i, 60, 9};
    out.comparison->fields.push_back({"field" + std::to_string(i),
                                      "请假天数",
                                      box,
                                      verifier::FieldState::differs,
                                      {60, 41.0 + 12 * i, 3, 4},
                                      0.9});
  }
  return out;
}

verifier::Report reportOf(std::vector<Page> pages) {
  verifier::Report out{.receiver = "Wang Lijuan", .office = "教务处", .desk = "DESK-01", .checked_at = kNow};
  for (const auto& one : pages) out.sheets.push_back(sheetOf(one));
  return out;
}

base::Bytes pdfOf(const verifier::Report& report, base::Language language = base::Language::en) {
  const auto pdf = reporter().pdf(report, texts(language));
  REQUIRE(pdf);
  return *pdf;
}

int pagesOf(const base::Bytes& pdf) { return paper::pageCount(pdf, "report").value(); }

template <class Is>
int pixelsIn(const base::Bytes& pdf, int number, Is is) {
  const auto picture = paper::rasterisePage(pdf, number, 60, 3, "report").value();
  int out = 0;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3)
    out += is(picture.pixels[i], picture.pixels[i + 1], picture.pixels[i + 2]);
  return out;
}
// Pixels of the colours that only what is bad, and what is to be checked, has.
int redIn(const base::Bytes& pdf, int number = 0) {
  return pixelsIn(pdf, number, [](int r, int g, int b) { return r > 140 && g < 60 && b < 60; });
}
int amberIn(const base::Bytes& pdf) {
  return pixelsIn(pdf, 0,
                  [](int r, int g, int b) { return r > 120 && r < 160 && g > 50 && g < 90 && b < 30; });
}

}  // namespace

TEST_CASE("a page that matches takes one page of a report, without anything red") {
  const auto pdf = pdfOf(reportOf({matching()}));
  CHECK(pagesOf(pdf) == 1);
  CHECK(redIn(pdf) == 0);
}

TEST_CASE("fields that differ are outlined in red and enlarged; the first dozen, the others named") {
  const auto one = pdfOf(reportOf({altered(1)}));
  CHECK(pagesOf(one) == 2);
  CHECK(redIn(one, 0) > 500);
  CHECK(redIn(one, 1) > 50);
  auto report = reportOf({altered(15)});
  REQUIRE(report.sheets[0].places.size() == 15);
  CHECK_FALSE(report.sheets[0].places[11].scan.bytes.empty());
  CHECK(report.sheets[0].places[12].scan.bytes.empty());
  CHECK(pagesOf(pdfOf(report)) <= 4);
}

TEST_CASE("a place to look at stands after those that differ") {
  auto page = altered(2);
  page.comparison->fields[0].state = verifier::FieldState::review;
  const auto sheet = sheetOf(page);
  CHECK(sheet.places[0].state == verifier::FieldState::differs);
  CHECK(sheet.places[1].state == verifier::FieldState::review);
}

TEST_CASE("what is enlarged stays on the page and holds the place that differs most") {
  auto page = altered(1);
  auto& field = page.comparison->fields[0];
  field.box = {20, 100, 170, 60};  // a paragraph
  field.worst = {185, 155, 3, 4};
  const auto shown = sheetOf(page).places[0].shown;
  CHECK(shown.width_mm < 80);
  CHECK(shown.x_mm <= field.worst.x_mm);
  CHECK(shown.x_mm + shown.width_mm >= field.worst.x_mm + field.worst.width_mm);
  CHECK(shown.y_mm <= field.worst.y_mm);
  CHECK(shown.y_mm + shown.height_mm >= field.worst.y_mm + field.worst.height_mm);
}

TEST_CASE("a page that wasn't compared is shown as it was scanned, in whatever shape") {
  auto page = matching();
  page.verification.verdict.content = ContentState::not_compared;
  page.comparison = verifier::Comparison{.why = "too_unclear"};
  page.issued = {};
  page.scan = {3000, 2000, 4, 0, base::Bytes(3000 * 2000 * 4, 200)};
  const auto report = reportOf({page});
  CHECK_FALSE(report.sheets[0].upright);
  CHECK(report.sheets[0].issued.bytes.empty());
  CHECK(pagesOf(pdfOf(report)) == 1);
  page.scan = {};
  CHECK(pagesOf(pdfOf(reportOf({page}))) == 1);
}

TEST_CASE("a copy of three pages with one missing is to be completed, whatever the others say") {
  auto report = reportOf({matching(1, 3), matching(3, 3)});
  CHECK(amberIn(pdfOf(report)) == 0);
  report.missing = {2};
  CHECK(amberIn(pdfOf(report)) > 300);
  CHECK(redIn(pdfOf(report)) == 0);
}

TEST_CASE("equal reports have equal bytes, which carry the time and nobody's name outside the pages") {
  const auto pdf = pdfOf(reportOf({altered(3)}));
  CHECK(pdf == pdfOf(reportOf({altered(3)})));
  const auto text = std::string(base::textOf(pdf));
  CHECK(text.find("/CreationDate (20260921") + 1 + text.find("/CreationDate (D:20260921") + 1 > 0);
  for (const char* name : {"Zhang", "Wang", "AEBA", "0102030405060708"})
    CHECK(text.find(name) == std::string::npos);
}

TEST_CASE("pictures stay within their bytes, even of paper that is all grain") {
  auto noisy = matching();
  std::mt19937 dice(7);
  for (auto& pixel : noisy.comparison->aligned.pixels) pixel = static_cast<std::uint8_t>(dice() % 120 + 100);
  noisy.issued = page(1);
  const auto sheet = sheetOf(noisy);
  CHECK(sheet.scan.bytes.size() + sheet.issued.bytes.size() <= verifier::kPictureBytes);
}

TEST_CASE("names that no font draws and names without end are told all the same, in both languages") {
  auto page = matching();
  page.verification.holder =
      "张\u200B德\u0007华 \U0001F600 \xFF 阿卜杜热合曼·买买提艾力·阿布都克里木江·阿不力米提·图尔荪江";
  page.verification.title = {std::string(300, 'x'), "y"};
  for (const auto language : {base::Language::zh, base::Language::en})
    CHECK(pagesOf(pdfOf(reportOf({page}), language)) <= 2);
}

TEST_CASE("a report of no page is none") {
  CHECK(reporter().pdf({}, texts()).error().code == "pdf_failed");
  CHECK(verifier::Reporter::open("/nowhere").error().code == "fonts_missing");
}
