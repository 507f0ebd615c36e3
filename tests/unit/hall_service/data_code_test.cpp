// What a sealed copy's data codes say, read off its pages.
#include "seal/data_code.hpp"

#include "hall.hpp"
#include "hall/service/content.hpp"
#include "paper/page.hpp"
#include "paper/paper.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "seal/cose_sign1.hpp"

using namespace test;

namespace {

// The page's place for a data code, as a verifier looks at it; a whole page's reading may end with the seal.
base::Image placeOfDataCode(const base::Image& page) {
  const double px = page.dpi / 25.4;
  const auto& box = paper::page::kData;
  const int left = static_cast<int>(box.x_mm * px), top = static_cast<int>(box.y_mm * px);
  base::Image out{static_cast<int>(box.width_mm * px), static_cast<int>(box.height_mm * px), 1, page.dpi, {}};
  for (int y = 0; y < out.height; ++y)
    out.pixels.insert(out.pixels.end(), page.row(top + y) + left, page.row(top + y) + left + out.width);
  return out;
}

std::vector<seal::DataCodePart> partsOn(Hall& hall, const api::Printout& copy) {
  std::vector<seal::DataCodePart> out;
  const auto pdf = need(hall->printoutPdf(hall.kiosk, hall.token("20230001", hall.kiosk), copy.serial));
  for (int page = 0; page < copy.pages; ++page)
    for (const auto& symbol :
         qr::read(placeOfDataCode(need(paper::rasterisePage(pdf, page, 600, 1, "copy")))))
      if (seal::isDataCode(symbol.text))
        out.push_back(need(seal::readDataCodePart(base::viewOf(symbol.text))));
  return out;
}

struct Said {
  seal::Claims claims;
  seal::Algorithm key;
};
Said sealOf(Hall& hall, const api::Printout& copy) {
  const auto carried = need(seal::fromCarrier(hall.carrierOf(copy)));
  const auto token = need(seal::parseCoseSign1(carried.token));  // views into what was carried
  return {need(seal::decodeClaims(token.payload)),
          static_cast<seal::Algorithm>(token.protected_headers.alg.value())};
}

paper::Layout layoutOf(const std::string& head) {
  toml_doc::Problems problems;
  const auto form = paper::Template::parse(
      "code = \"a\"\nversion = 1\ntitle = \"甲\"\n" + head + "\n[[block]]\nkind = \"space\"\nheight_mm = 3\n",
      "form.toml", problems);
  REQUIRE(problems.empty());
  const auto press = paper::Press::open(paper::Press::defaultFonts());
  REQUIRE(press);
  return need(press->layOut(form, {}));
}

}  // namespace

TEST_CASE("a printed copy's data code holds what was filled in and decided, bound by its seal") {
  Hall hall;
  const auto leave = hall.applyFor("student_leave");
  hall.approve("t1001", leave.id, "counsellor");
  hall.approve("t1002", leave.id, "college");
  hall.act(leave.id, "print", domain::KioskAction::read_and_confirm);
  hall.act(leave.id, "print", domain::KioskAction::sign);
  const auto copy = hall.seal(leave.id);
  const auto parts = partsOn(hall, copy);
  REQUIRE(parts.size() == 1);
  const auto content = need(seal::openDataCode(parts));
  const auto said = sealOf(hall, copy);
  CHECK(seal::isBound(content, said.claims, said.key));
  CHECK(content.form == "student_leave");
  CHECK(content.fields.at("applicant_name") == "张德华");
  CHECK(content.fields.at("reason") == "参加姐姐婚礼。");
  CHECK(content.fields.count("approval.counsellor") == 1);
  CHECK(content.fields.count("signature.applicant") == 1);
}

TEST_CASE("a copy of several pages carries its content on all of them together") {
  Hall hall;
  const auto transcript = hall.applyFor("transcript");
  hall.approve("t1003", transcript.id, "registrar");
  hall.act(transcript.id, "print", domain::KioskAction::read_and_confirm);
  const auto copy = hall.seal(transcript.id);
  REQUIRE(copy.pages > 1);
  const auto parts = partsOn(hall, copy);
  CHECK(parts.size() == static_cast<std::size_t>(copy.pages));
  const auto said = sealOf(hall, copy);
  CHECK(seal::isBound(need(seal::openDataCode(parts)), said.claims, said.key));
}

TEST_CASE("a content longer than its pages have room for is printed without a data code") {
  base::log::setQuiet(true);
  const auto layout = layoutOf("data_code = \"数据码\"");
  seal::SealedContent content{"a", 1, {{"name", "张德华"}}};
  CHECK_FALSE(hall::dataCodesOf({}, content, layout).at(0).empty());
  for (int i = 0; i < 300; ++i)
    content.fields["f" + std::to_string(i * 7919)] = std::to_string(i * i * 104729LL);
  CHECK(hall::dataCodesOf({}, content, layout) == std::vector<base::Bytes>(1));
}

TEST_CASE("a form that asks for no data code gets none") {
  const seal::SealedContent content{"a", 1, {{"name", "张德华"}}};
  CHECK(hall::dataCodesOf({}, content, layoutOf("")) == std::vector<base::Bytes>(1));
}
