// The truth both sides share: what the hall seals of a case must set the very page the hall printed.
#include "verifier/issued/sealed_content.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "hall/service/content.hpp"
#include "paper/content_file.hpp"
#include "paper/paper.hpp"
#include "verifier/issued/known_forms.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path kForms = fs::path(HALL_SOURCE_DIR) / "assets" / "forms";

const paper::Press& press() {
  static const auto one = paper::Press::open(paper::Press::defaultFonts()).value();
  return one;
}

// The form a sample is for: the longest one whose name the sample's begins with.
paper::Template formOf(const fs::path& sample) {
  fs::path best;
  for (const auto& form : fs::directory_iterator(kForms))
    if (form.is_regular_file() && sample.stem().string().starts_with(form.path().stem().string()) &&
        form.path().stem().string().size() > best.stem().string().size())
      best = form.path();
  toml_doc::Problems problems;
  auto out = paper::Template::load(best, problems);
  REQUIRE(problems.empty());
  return out;
}

paper::Content contentOf(const fs::path& sample) {
  toml_doc::Problems problems;
  auto out = paper::loadContent(sample, problems);
  REQUIRE(problems.empty());
  return out;
}

// As the hall seals it.
seal::SealedContent sealed(const paper::Template& form, const paper::Content& content) {
  hall::CaseFacts facts;
  for (const auto& [box, strokes] : content.signatures) facts.signatures[box] = "strokes of " + box;
  return hall::sealedContentOf(facts, form, content);
}

using Place = std::tuple<int, std::string, std::string, std::string, double, double, double, double>;
std::set<Place> placesOf(const std::vector<paper::FieldBox>& boxes, const paper::Content& printed,
                         bool signatures) {
  std::set<Place> out;
  for (const auto& one : boxes)
    if (printed.signatures.contains(one.field) == signatures)
      out.insert({one.page, one.field, one.label, one.text, one.box.x_mm, one.box.y_mm, one.box.width_mm,
                  one.box.height_mm});
  return out;
}

}  // namespace

TEST_CASE("content out of a seal sets the page that was printed, field by field, for every form and sample") {
  int samples = 0;
  for (const auto& sample : fs::directory_iterator(kForms / "samples")) {
    CAPTURE(sample.path().filename());
    const auto form = formOf(sample.path());
    const auto printed = contentOf(sample.path());
    const auto again = verifier::contentIn(sealed(form, printed));
    REQUIRE(again);
    const auto was = press().layOut(form, printed), is = press().layOut(form, *again);
    REQUIRE(was);
    REQUIRE(is);
    CHECK(is->pageCount() == was->pageCount());
    CHECK(placesOf(is->fields(), printed, false) == placesOf(was->fields(), printed, false));
    CHECK(placesOf(is->penZones(), printed, false) == placesOf(was->penZones(), printed, false));
    CHECK(is->fields().size() > 3);
    // A finger signature is sealed as a digest: where it stood is now a box for the pen.
    CHECK(placesOf(is->fields(), printed, true).empty());
    std::set<std::string> boxes;
    for (const auto& zone : is->penZones()) boxes.insert(zone.field);
    for (const auto& [box, signature] : printed.signatures) CHECK(boxes.contains(box));
    ++samples;
  }
  CHECK(samples >= 7);
}

TEST_CASE("an opinion of several lines comes back whole") {
  const auto content = verifier::contentIn(
      {"a", 1, {{"approval.counsellor", "王丽娟\n辅导员\n同意\n按时返校\n2026年05月03日"}}});
  REQUIRE(content);
  const auto& approval = content->approvals.at("counsellor");
  CHECK(approval.name == "王丽娟");
  CHECK(approval.post == "辅导员");
  CHECK(approval.opinion == "同意\n按时返校");
  CHECK(approval.date == "2026年05月03日");
}

TEST_CASE("rows come back in their order, and what has another shape is named") {
  const auto rows = verifier::contentIn({"a", 1, {{"courses[1].grade", "90"}, {"courses[0].grade", "80"}}});
  REQUIRE(rows);
  CHECK(rows->rows.at("courses") ==
        std::vector<std::map<std::string, std::string>>{{{"grade", "80"}}, {{"grade", "90"}}});
  for (const char* name : {"courses[x].grade", "courses[1", "courses[99999999].grade", "courses[-1].grade"}) {
    CAPTURE(name);
    const auto other = verifier::contentIn({"a", 1, {{name, "1"}}});
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "content_not_understood");
    CHECK(other.error().place == name);
  }
  CHECK_FALSE(verifier::contentIn({"a", 1, {{"approval.dean", "one line"}}}));
}

TEST_CASE("forms are found by code and version, and a broken file hides no other") {
  const auto forms = verifier::KnownForms::in(kForms);
  CHECK(forms.find("student_leave", 2));
  CHECK_FALSE(forms.find("student_leave", 99));
  CHECK_FALSE(forms.find("no_such_form", 1));
  CHECK_FALSE(verifier::KnownForms::in("/nowhere").find("student_leave", 2));
}
