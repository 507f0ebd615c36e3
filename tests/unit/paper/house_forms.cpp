#include <set>

#include "forms.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"

using namespace forms;

namespace {

const std::vector<std::pair<std::string, std::string>> kSamples{{"student_leave", "student_leave"},
                                                                {"student_leave", "student_leave_long"},
                                                                {"enrolment", "enrolment"},
                                                                {"transcript", "transcript"},
                                                                {"leaving_school", "leaving_school"},
                                                                {"hardship_aid", "hardship_aid"},
                                                                {"study_certificate", "study_certificate"}};

paper::Layout layoutOf(const std::string& code, const std::string& name) {
  const auto layout = press().layOut(house(code), sample(name));
  INFO(name << ": " << (layout ? "" : layout.error().describe()));
  REQUIRE(layout);
  return *layout;
}

}  // namespace

TEST_CASE("every form of the house lays out its sample with boxes inside the page, clear of seal and stamp") {
  for (const auto& [code, name] : kSamples) {
    const auto layout = layoutOf(code, name);
    std::set<std::string> seen;
    for (const auto& field : layout.fields()) {
      INFO(name << " " << field.field);
      seen.insert(field.field);
      CHECK_FALSE(field.label.empty());
      CHECK(field.box.x_mm >= 19);
      CHECK(field.box.x_mm + field.box.width_mm <= 191);
      CHECK(field.box.y_mm >= 20);
      CHECK(field.box.y_mm + field.box.height_mm <= 229.5);
      CHECK_FALSE(overlap(field.box, layout.sealBox()));
      CHECK_FALSE(overlap(field.box, layout.dataCodeBox().value()));
      for (const auto& zone : layout.penZones())
        if (zone.page == field.page) CHECK_FALSE(overlap(field.box, zone.box));
      for (const auto& other : layout.fields())
        if (&other != &field && other.page == field.page && other.field != field.field)
          CHECK_FALSE(overlap(field.box, other.box));
    }
    for (const auto& zone : layout.penZones()) CHECK_FALSE(overlap(zone.box, layout.dataCodeBox().value()));
    for (const auto& [field, value] : sample(name).values) CHECK(seen.count(field) == 1);
  }
}

TEST_CASE("the sample transcript fills three pages and says who it belongs to on each") {
  const auto layout = layoutOf("transcript", "transcript");
  CHECK(layout.pageCount() == 3);
  for (int page = 0; page < layout.pageCount(); ++page)
    CHECK(std::count_if(layout.fields().begin(), layout.fields().end(), [&](const auto& f) {
            return f.page == page && f.field == "applicant_name" && f.text == "张德华";
          }) == 1);
}

TEST_CASE("single pages stay single even with the longest values") {
  for (const std::string name : {"student_leave", "student_leave_long"})
    CHECK(layoutOf("student_leave", name).pageCount() == 1);
  for (const std::string name : {"leaving_school", "enrolment", "hardship_aid", "study_certificate"})
    CHECK(layoutOf(name, name).pageCount() == 1);
}

TEST_CASE("the same content gives the same bytes, from this press or another") {
  const auto other = paper::Press::open(paper::Press::defaultFonts());
  for (const auto& [code, name] : kSamples) {
    const auto layout = layoutOf(code, name);
    const auto sealed = sealing(layout.pageCount());
    const auto first = press().renderPdf(layout, &sealed, kCreated).value();
    CHECK(first == press().renderPdf(layout, &sealed, kCreated).value());
    CHECK(first ==
          other->renderPdf(other->layOut(house(code), sample(name)).value(), &sealed, kCreated).value());
    CHECK(first != press().renderPdf(layout, nullptr, kCreated).value());
  }
}

TEST_CASE("every page's seal reads back at 300 dpi where the layout says it stands") {
  for (const std::string name : {"student_leave", "transcript"}) {
    const auto layout = layoutOf(name, name);
    const auto sealed = sealing(layout.pageCount());
    const auto pdf = press().renderPdf(layout, &sealed, kCreated).value();
    REQUIRE(paper::pageCount(pdf, name).value() == layout.pageCount());
    for (int page = 0; page < layout.pageCount(); ++page) {
      const auto symbols = qr::read(paper::rasterisePage(pdf, page, 300, 1, name).value());
      REQUIRE(symbols.size() == 1);
      CHECK(symbols[0].text == carrierOf(page));
      const auto box = layout.sealBox();
      for (const auto& corner : symbols[0].corners) {
        CHECK(corner[0] * 25.4 / 300 >= box.x_mm);
        CHECK(corner[0] * 25.4 / 300 <= box.x_mm + box.width_mm);
        CHECK(corner[1] * 25.4 / 300 >= box.y_mm);
        CHECK(corner[1] * 25.4 / 300 <= box.y_mm + box.height_mm);
      }
    }
  }
}

TEST_CASE("the example of the README is a form that prints") {
  const auto readme =
      base::readTextFile(std::filesystem::path(HALL_SOURCE_DIR) / "shared/paper/README.md", 1 << 20).value();
  const auto begin = readme.find("```toml\n") + 8;
  const auto example = parse(readme.substr(begin, readme.find("```", begin) - begin));
  paper::Content content{
      {{"applied_on", "今天"}, {"case_id", "1"}, {"applicant_name", "张"}, {"from", "甲"}, {"to", "乙"}},
      {},
      {},
      {}};
  CHECK(press().layOut(example, content).has_value());
}

TEST_CASE("a preview carries no code") {
  const auto pdf = press().renderPdf(layoutOf("student_leave", "student_leave"), nullptr, kCreated).value();
  CHECK(qr::read(paper::rasterisePage(pdf, 0, 150, 1, "preview").value(), {16, 1}).empty());
}

TEST_CASE("a seal too large for its place, and too few seals, are refused") {
  const auto layout = layoutOf("student_leave", "student_leave");
  auto sealed = sealing(1);
  sealed.pages[0].carrier += std::string(400, 'A');
  CHECK(press().renderPdf(layout, &sealed, kCreated).error().code == "qr_too_large");
  sealed.pages.clear();
  CHECK(press().renderPdf(layout, &sealed, kCreated).error().code == "pdf_failed");
}

TEST_CASE("every sentence this room's errors need exists in both languages") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts =
        base::Texts::load(std::filesystem::path(HALL_SOURCE_DIR) / "assets" / "lang", language);
    REQUIRE(texts);
    for (const std::string code : {"field_overflow",
                                   "field_unprintable",
                                   "field_unknown",
                                   "field_missing",
                                   "field_not_a_number",
                                   "label_overflow",
                                   "signature_invalid",
                                   "too_many_rows",
                                   "form_too_many_pages",
                                   "block_too_high",
                                   "fonts_missing",
                                   "fonts_unreadable",
                                   "pdf_failed",
                                   "pdf_unreadable",
                                   "pdf_locked",
                                   "pdf_too_large",
                                   "template_inline",
                                   "template_field_name",
                                   "template_label_missing",
                                   "template_label_unused",
                                   "template_field_twice",
                                   "template_columns",
                                   "template_rows",
                                   "template_rowspan",
                                   "template_row_full",
                                   "template_row_short",
                                   "template_cell",
                                   "template_sum",
                                   "template_blocks",
                                   "template_too_long"}) {
      INFO(code);
      CHECK(texts->has("error." + code));
    }
  }
}
