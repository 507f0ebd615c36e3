// What a paper says, and whose it is, is told as far as a post allows.
#include <algorithm>
#include <cmath>

#include "hall.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"

using test::codeOf;
using test::need;

namespace {

bool inside(const domain::Box& inner, const domain::Box& outer) {
  return inner.x_mm >= outer.x_mm && inner.y_mm >= outer.y_mm &&
         inner.x_mm + inner.width_mm <= outer.x_mm + outer.width_mm &&
         inner.y_mm + inner.height_mm <= outer.y_mm + outer.height_mm;
}
constexpr domain::Box kA4{0, 0, 210, 297};

}  // namespace

TEST_CASE("a copy's places are those of its own print: fields, pen zones and codes by page") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  const auto told = need(hall->issuedContent(library, hall.token("t1005", library), copy.serial));
  CHECK(told.serial == copy.serial);
  CHECK(told.pages == copy.pages);
  const auto name = std::find_if(told.fields.begin(), told.fields.end(),
                                 [](const auto& field) { return field.field == "applicant_name"; });
  REQUIRE(name != told.fields.end());
  CHECK(name->label == "姓名");
  for (const auto& field : told.fields) {
    CAPTURE(field.field);
    CHECK(field.page >= 1);
    CHECK(field.page <= told.pages);
    CHECK(inside(field.box, kA4));
  }
  CHECK_FALSE(told.pen_zones.empty());
  // Every symbol on the paper stands in a code's box of its page.
  const auto pdf = need(hall->printoutPdf(library, hall.token("t1005", library), copy.serial));
  for (int page = 1; page <= told.pages; ++page) {
    const auto image = need(paper::rasterisePage(pdf, page - 1, 200, 1, "copy"));
    const auto symbols = qr::read(image);
    CHECK_FALSE(symbols.empty());
    const auto boxes = std::count_if(told.codes.begin(), told.codes.end(),
                                     [&](const auto& code) { return code.page == page; });
    CHECK(boxes == static_cast<long>(symbols.size()));
  }
}

TEST_CASE("places stay as they were printed, whatever is known of the holder later") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  const auto told = [&] {
    return need(hall->issuedContent(library, hall.token("t1005", library), copy.serial)).fields.size();
  };
  const auto before = told();
  need(hall->setBaseRecord("20230001", {{{"applicant_gender", "男"}}, {}}));
  hall.reopen();
  CHECK(told() == before);
}

TEST_CASE("what a paper says is for the posts that take the case's papers in, also when it is void") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  const auto codes = [&](const char* account, const hall::DeviceIdentity& at) {
    const auto token = hall.token(account, at);
    const auto content = codeOf(hall->issuedContent(at, token, copy.serial));
    const auto pdf = codeOf(hall->printoutPdf(at, token, copy.serial));
    CHECK(content == pdf);
    return content;
  };
  CHECK(codes("t1005", library).empty());
  CHECK(codes("t1006", library).empty());  // finance takes it in as well, whichever desk he sits at
  CHECK(codes("t1001", library) == "content_other_post");     // approved it online only
  CHECK(codes("t1003", library) == "content_other_post");     // the registrar has nothing to do with it
  CHECK(codes("20230001", library) == "content_other_post");  // even its holder
  need(hall.decide(copy, "t1005", library));
  CHECK(codes("t1005", library).empty());
  need(hall->voidPrintout(copy.serial, "遗失", "t1003"));
  CHECK(codes("t1005", library).empty());
  CHECK(codeOf(hall->issuedContent(library, hall.token("t1005", library), "0123456789abcdef")) ==
        "printout_unknown");
  CHECK(codeOf(hall->issuedContent(hall.kiosk, hall.token("t1005", hall.kiosk), copy.serial)) == "desk_only");
  CHECK(codeOf(hall->printoutPdf(hall.kiosk, hall.token("t1005", hall.kiosk), copy.serial)) ==
        "printout_unknown");
}

TEST_CASE("a copy sealed before places were kept says so") {
  test::Hall hall;
  const auto copy = hall.slip();
  hall.sql("UPDATE printouts SET content = ''");
  const auto library = hall.deskOf("图书馆");
  CHECK(codeOf(hall->issuedContent(library, hall.token("t1005", library), copy.serial)) ==
        "content_not_kept");
}

TEST_CASE("nobody takes in or looks into his own paper, whatever his post") {
  test::Hall hall;
  const auto copy = hall.slip();
  hall.sql("INSERT INTO posts VALUES ('20230001', 0, 'library', '馆员', 'Librarian', '图书馆')");
  const auto library = hall.deskOf("图书馆");
  CHECK(codeOf(hall.decide(copy, "20230001", library)) == "not_waiting_here");
  CHECK(codeOf(hall.decide(copy, "20230001", library, {.node_id = "library"})) == "not_your_post");
  CHECK(codeOf(hall->issuedContent(library, hall.token("20230001", library), copy.serial)) ==
        "content_other_post");
  CHECK(need(hall->verify(library, hall.token("20230001", library), {hall.carrierOf(copy)})).holder ==
        "张*华");
}

TEST_CASE(
    "a desk nobody signed in at, and a receiver of another office, learn whom the paper waits for only") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  need(hall.decide(copy, "t1006", hall.deskOf("财务处")));
  need(hall.decide(copy, "t1005", library, {.decision = api::ReceiptDecision::postpone, .reason = "等馆长"}));
  const auto carrier = hall.carrierOf(copy);
  for (const auto* account : {"", "t1003", "t1001", "20230002"}) {
    CAPTURE(account);
    const auto token = *account ? hall.token(account, hall.desk) : "";
    const auto seen = need(hall->verify(hall.desk, token, {carrier}));
    CHECK(seen.verdict.seal == domain::SealState::genuine);
    CHECK(seen.holder == "张*华");
    CHECK(seen.case_id.empty());
    CHECK(seen.open.empty());
    CHECK(seen.waiting.size() == 5);
    for (const auto& node : seen.waiting) {
      CHECK(node.handler.empty());
      CHECK(node.opinion.empty());
    }
    REQUIRE(seen.verdict.acceptances.size() == 1);
    CHECK(seen.verdict.acceptances[0].office == "财务处");
    CHECK(seen.verdict.acceptances[0].receiver_name.empty());
  }
  const auto seen = need(hall->verify(library, hall.token("t1005", library), {carrier}));
  CHECK(seen.holder == "张德华");
  CHECK(seen.case_id == copy.case_id);
  CHECK(seen.open.size() == 1);
  CHECK(seen.verdict.acceptances[0].receiver_name == "吴强");
}
