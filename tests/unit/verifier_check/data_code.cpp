#include "verifier/check/data_code.hpp"

#include <cmath>

#include "paper/page.hpp"
#include "paper/paper.hpp"
#include "paper/raster/raster.hpp"
#include "papers.hpp"
#include "verifier/check/gathering.hpp"

namespace {

const char* kForm = R"(
code = "leave"
version = 1
title = "请假"
data_code = "数据码"
[[block]]
kind = "grid"
columns_mm = [28, 142]
rows = [[{label = "姓名"}, {field = "name"}]]
)";

seal::SealedContent content(int more = 0) {
  seal::SealedContent out{"leave", 1, {{"name", "张德华"}}};
  for (int i = 0; i < more; ++i) out.fields["field" + std::to_string(i)] = "值" + std::to_string(i * 7919);
  return out;
}

base::Bytes partOf(const seal::Claims& claims, const seal::SealedContent& printed, std::size_t room = 1800) {
  return seal::encodeDataCode(claims.cti, printed, 23, {.part_bytes = room})
      .value()
      .at(static_cast<std::size_t>(claims.page) - 1);
}

// A page as paper: its seal of this test's hall binds `sealed`, whatever the data code says.
struct Page {
  std::string carrier{};
  base::Image image{};
};

Page page(seal::Claims claims, const seal::SealedContent& sealed, const base::Bytes& data_code,
          double dpi = 300) {
  claims.digest = seal::contentDigest(seal::Algorithm::ed25519, claims.cti, sealed);
  static const auto press = paper::Press::open(paper::Press::defaultFonts());
  REQUIRE(press);
  toml_doc::Problems problems;
  const auto form = paper::Template::parse(kForm, "leave.toml", problems);
  REQUIRE(problems.empty());
  const auto layout = press->layOut(form, {{{"name", "张德华"}}, {}, {}, {}});
  REQUIRE(layout);
  Page out{.carrier = papers::carrier(claims)};
  const paper::Sealing sealing{"K7QF-3M2A", "hall.example.edu.cn", "KIOSK-07", {{out.carrier, data_code}}};
  const auto pdf = press->renderPdf(*layout, &sealing, papers::kNow);
  REQUIRE(pdf);
  out.image = paper::rasterisePage(*pdf, 0, dpi, 1, "page").value();
  return out;
}

Page goodPage(int more = 0, double dpi = 300) {
  const auto claims = papers::claims();
  return page(claims, content(more), partOf(claims, content(more)), dpi);
}

const verifier::DataCodeReader& reader() {
  static const verifier::DataCodeReader one(papers::facts().keys, papers::kNow);
  return one;
}

verifier::ScannedPage scanned(const Page& page, int number = 1) {
  return verifier::readPage("scan.pdf", number, page.image, &reader());
}

verifier::CheckReport check(const std::vector<verifier::ScannedPage>& pages) {
  return verifier::checkPages(pages, verifier::offlineJudge(papers::facts()));
}

// Turned about its middle, as a sheet laid down askew.
base::Image turned(const base::Image& image, double degrees) {
  base::Image out = image;
  const double angle = degrees * 3.14159265 / 180, c = std::cos(angle), s = std::sin(angle);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const double dx = x - out.width / 2.0, dy = y - out.height / 2.0;
      const int u = static_cast<int>(std::lround(c * dx - s * dy + out.width / 2.0));
      const int v = static_cast<int>(std::lround(s * dx + c * dy + out.height / 2.0));
      out.row(y)[x] = u >= 0 && v >= 0 && u < image.width && v < image.height ? image.row(v)[u] : 255;
    }
  return out;
}

void whiten(base::Image& image, const domain::Box& box) {
  const double per_mm = 300 / 25.4;
  for (int y = static_cast<int>(box.y_mm * per_mm); y < (box.y_mm + box.height_mm) * per_mm; ++y)
    std::fill_n(image.row(y) + static_cast<int>(box.x_mm * per_mm), static_cast<int>(box.width_mm * per_mm),
                std::uint8_t{255});
}

}  // namespace

TEST_CASE("a scanned page's data code gives the content its seal binds") {
  for (const int more : {0, 20, 70}) {
    INFO(more << " more fields");
    const auto report = check({scanned(goodPage(more))});
    REQUIRE(report.printouts.size() == 1);
    CHECK(report.printouts[0].data_code.state == verifier::DataCodeState::bound);
    CHECK(report.printouts[0].data_code.content == content(more));
    CHECK(verifier::conclude(report) == verifier::Conclusion::all_good);
  }
}

TEST_CASE("a page laid down askew or upside down gives it too") {
  auto paper = goodPage(20);
  const auto straight = paper.image;
  for (const double degrees : {3.0, -3.0, 180.0}) {
    INFO(degrees << " degrees");
    paper.image = turned(straight, degrees);
    CHECK(check({scanned(paper)}).printouts.at(0).data_code.state == verifier::DataCodeState::bound);
  }
}

TEST_CASE("values that the seal doesn't bind make the page wrong, whatever else is right") {
  const auto claims = papers::claims();
  auto forged = content();
  forged.fields["name"] = "李四";
  const auto report = check({scanned(page(claims, content(), partOf(claims, forged)))});
  CHECK(report.pages.at(0).verification.verdict.seal == domain::SealState::genuine);
  CHECK(report.printouts.at(0).data_code.state == verifier::DataCodeState::not_bound);
  CHECK(report.printouts.at(0).data_code.content.fields.empty());
  CHECK(verifier::conclude(report) == verifier::Conclusion::something_wrong);
}

TEST_CASE("another copy's data code is not this one's, though both hold the same") {
  const auto report =
      check({scanned(page(papers::claims(1), content(), partOf(papers::claims(9), content())))});
  CHECK(report.printouts.at(0).data_code.state == verifier::DataCodeState::not_bound);
}

TEST_CASE("a content over several pages is bound when all are there, incomplete when one is missing") {
  constexpr std::size_t kRoom = 250;
  const auto sealed = content(70);
  const auto parts =
      static_cast<int>(seal::encodeDataCode({}, sealed, 23, {.part_bytes = kRoom}).value().size());
  REQUIRE(parts > 1);
  std::vector<verifier::ScannedPage> pages;
  for (int number = 1; number <= parts; ++number) {
    const auto claims = papers::claims(1, number, parts);
    pages.push_back(scanned(page(claims, sealed, partOf(claims, sealed, kRoom)), number));
  }
  CHECK(check(pages).printouts.at(0).data_code.content == sealed);
  pages.pop_back();
  CHECK(check(pages).printouts.at(0).data_code.state == verifier::DataCodeState::incomplete);
}

TEST_CASE("a page without a data code has none, and nobody who didn't ask is told of one") {
  CHECK(check({scanned(page(papers::claims(), content(), {}))}).printouts.at(0).data_code.state ==
        verifier::DataCodeState::absent);
  const auto unasked = verifier::readPage("scan.pdf", 1, goodPage().image);
  CHECK(unasked.data_codes.empty());
  CHECK(unasked.texts.size() == 1);
}

TEST_CASE("beside a seal that isn't genuine no data code is read") {
  auto paper = goodPage();
  const verifier::DataCodeReader strangers({}, papers::kNow);
  CHECK(verifier::readPage("scan.pdf", 1, paper.image, &strangers).data_codes.empty());
}

TEST_CASE("a data code is never judged as a seal") {
  const auto paper = goodPage(20);
  const auto report = check({scanned(paper)});
  REQUIRE(report.pages.size() == 1);
  CHECK(report.pages[0].carrier == paper.carrier);
  // The seal torn off: the page can't be read, it isn't a stranger's.
  auto torn = paper;
  whiten(torn.image, paper::page::kSeal);
  const auto without = check({scanned(torn)});
  CHECK(without.pages.at(0).verification.verdict.seal == domain::SealState::unreadable);
}

TEST_CASE("the seal is found from the data code where only that was read") {
  const auto paper = goodPage(20);
  for (const auto& symbol : qr::read(paper.image))
    if (seal::isDataCode(symbol.text)) {
      const auto seal = verifier::readSealBeside(paper.image, symbol);
      REQUIRE(seal);
      CHECK(seal->text == paper.carrier);
      const double per_mm = 300 / 25.4;
      CHECK(std::abs(seal->corners[0][0] - 161.0 * per_mm) < 4);
      CHECK(std::abs(seal->corners[0][1] - 232.0 * per_mm) < 4);
      return;
    }
  FAIL("the data code of a clean page reads at once");
}

TEST_CASE("pictures and corners that make no sense give nothing") {
  const auto paper = goodPage();
  qr::Symbol symbol{.text = paper.carrier};
  CHECK_FALSE(verifier::readDataCode(paper.image, symbol));  // all corners in one point
  symbol.corners = {{{NAN, 0}, {1, 0}, {1, 1}, {0, 1}}};
  CHECK_FALSE(verifier::readDataCode(paper.image, symbol));
  symbol.corners = {{{1e300, 0}, {1e301, 0}, {1, 1e299}, {0, 1}}};
  CHECK_FALSE(verifier::readDataCode(paper.image, symbol));
  symbol.corners = {{{5000, 5000}, {5300, 5000}, {5300, 5300}, {5000, 5300}}};
  CHECK_FALSE(verifier::readDataCode(paper.image, symbol));
  CHECK_FALSE(verifier::readDataCode({}, symbol));
  symbol.text = std::string(9000, 'x');
  CHECK_FALSE(verifier::readDataCode(paper.image, symbol));
  CHECK_FALSE(verifier::readSealBeside(paper.image, symbol));
}
