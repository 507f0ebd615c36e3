#include "verifier/compare/compare.hpp"

#include <catch2/catch.hpp>

#include "base/texts.hpp"
#include "drawn_page.hpp"

using namespace drawn_page;
using domain::ContentState;
using verifier::FieldState;

namespace {

verifier::Comparison compared(const Scan& scan) { return verifier::compare(scan.image, scan.seal, issued()); }

std::vector<std::string> suspected(const verifier::Comparison& comparison) {
  std::vector<std::string> out;
  for (const auto& field : comparison.fields)
    if (field.state != verifier::FieldState::matches) out.push_back(field.field);
  return out;
}

Rows with(const std::string& field, const std::string& value) {
  auto rows = kRows;
  for (auto& row : rows)
    if (row.field == field) row.value = value;
  return rows;
}

// A coloured page; the mask's ink leaves that share of red, green and blue.
cv::Mat inked(const cv::Mat& sheet, const cv::Mat& mask, const cv::Vec3d& leaves) {
  cv::Mat out;
  cv::cvtColor(sheet, out, cv::COLOR_GRAY2RGB);
  for (int y = 0; y < out.rows; ++y)
    for (int x = 0; x < out.cols; ++x)
      if (mask.at<std::uint8_t>(y, x) != 0)
        for (int c = 0; c < 3; ++c) {
          auto& light = out.at<cv::Vec3b>(y, x)[c];
          light = static_cast<std::uint8_t>(light * leaves[c]);
        }
  return out;
}

// A thick stroke across the value.
cv::Mat strokeOver(const domain::Box& box) {
  cv::Mat mask(drawn(kRows).size(), CV_8UC1, cv::Scalar(0));
  cv::line(mask, {cvRound((box.x_mm + 3) * kPx), cvRound((box.y_mm + 3) * kPx)},
           {cvRound((box.x_mm + 35) * kPx), cvRound((box.y_mm + 9) * kPx)}, cv::Scalar(255), 7);
  return mask;
}

}  // namespace

TEST_CASE("a scan of the page as it was issued matches") {
  const auto result = compared(scanned(drawn(kRows)));
  INFO(result.why);
  CHECK(result.state == ContentState::matches);
  CHECK(result.marks_found == 4);
  CHECK(result.foreign_ink.empty());
  CHECK(suspected(result).empty());
  CHECK(result.fields.size() == kRows.size());
  CHECK(result.aligned.width == cvRound(page::kWidth * kPx));
}

TEST_CASE("a page laid upside down or without two of its marks is found all the same") {
  CHECK(compared(scanned(drawn(kRows), 181)).state == ContentState::matches);
  const auto torn = compared(scanned(drawn(kRows, 2)));
  CHECK(torn.marks_found == 2);
  CHECK(torn.state == ContentState::matches);
  CHECK(compared(scanned(drawn(kRows, 0))).state == ContentState::matches);
}

TEST_CASE("one digit, another name or a covered value differs, and that value alone") {
  CHECK(suspected(compared(scanned(drawn(with("number", "20230007"))))) ==
        std::vector<std::string>{"number"});
  CHECK(suspected(compared(scanned(drawn(with("days", "9"))))) == std::vector<std::string>{"days"});
  CHECK(suspected(compared(scanned(drawn(with("name", "Li Weiguo"))))) == std::vector<std::string>{"name"});
  const auto covered = compared(scanned(drawn(with("phone", ""))));
  CHECK(covered.state == ContentState::differs);
  CHECK(suspected(covered) == std::vector<std::string>{"phone"});
}

TEST_CASE("where a value differs is said within the value") {
  const auto result = compared(scanned(drawn(with("number", "70230001"))));
  const auto& number = result.fields[1];
  CAPTURE(number.difference);
  REQUIRE(number.state == verifier::FieldState::differs);
  CHECK(number.difference >= 0.5);
  CHECK(number.worst.x_mm < number.box.x_mm + 12);  // the first digit
  CHECK(number.worst.width_mm < 4);
}

TEST_CASE("ink beside what was issued is for a person to look at; in a stamp zone it belongs") {
  auto sheet = drawn(kRows);
  write(sheet, "added by hand", 80, 215);
  const auto added = compared(scanned(sheet));
  CHECK(added.state == ContentState::review);
  REQUIRE(added.foreign_ink.size() >= 1);
  CHECK(added.foreign_ink.front().y_mm == Approx(211).margin(5));
  auto stamped = drawn(kRows);
  cv::circle(stamped, {cvRound(60 * kPx), cvRound(255 * kPx)}, cvRound(15 * kPx), cv::Scalar(60), 6);
  CHECK(compared(scanned(stamped)).state == ContentState::matches);
}

TEST_CASE("coloured ink over a value is for a person to look at, whether red or blue") {
  for (const auto& ink : {cv::Vec3d(0.95, 0.3, 0.3), cv::Vec3d(0.2, 0.3, 0.85)}) {
    const auto result = compared(scanned(inked(drawn(kRows), strokeOver(boxOf(3)), ink)));
    CHECK(result.state == ContentState::review);
    CHECK(suspected(result) == std::vector<std::string>{"to"});
    CHECK(result.fields[3].state == FieldState::review);
  }
}

TEST_CASE("ink over a value doesn't hide that it was changed") {
  const auto changed = drawn(with("to", "2026-12-29"));
  const auto result = compared(scanned(inked(changed, strokeOver(boxOf(3)), {0.95, 0.3, 0.3})));
  CHECK(suspected(result) == std::vector<std::string>{"to"});
}

TEST_CASE(
    "a red stamp belongs into its zone and may spill a little; elsewhere it is for a person to look at") {
  const auto ring = [](double x_mm, double y_mm) {
    cv::Mat mask(drawn(kRows).size(), CV_8UC1, cv::Scalar(0));
    cv::circle(mask, {cvRound(x_mm * kPx), cvRound(y_mm * kPx)}, cvRound(19 * kPx), cv::Scalar(255), 9);
    return mask;
  };
  CHECK(compared(scanned(inked(drawn(kRows), ring(60, 253), {0.9, 0.2, 0.2}))).state ==
        ContentState::matches);
  const auto elsewhere = compared(scanned(inked(drawn(kRows), ring(45, 212), {0.9, 0.2, 0.2})));
  CHECK(elsewhere.state == ContentState::review);
  CHECK_FALSE(elsewhere.foreign_ink.empty());
}

TEST_CASE("seal and data code are read, not compared: a page without them in its picture matches") {
  auto page_issued = issued();
  page_issued.codes.push_back(page::kData);
  cv::Mat blank(page_issued.picture.height, page_issued.picture.width, CV_8UC1,
                page_issued.picture.pixels.data());
  blank(pixels(page::kSeal)).setTo(255);
  auto sheet = drawn(kRows);
  cv::RNG dice(3);
  for (double y = page::kData.y_mm + 2; y < page::kData.y_mm + page::kData.height_mm - 2; y += 0.4)
    for (double x = page::kData.x_mm + 2; x < page::kData.x_mm + page::kData.width_mm - 2; x += 0.4)
      if (dice.uniform(0, 2) != 0) sheet(pixels({x, y, 0.4, 0.4})).setTo(0);
  page_issued.pen_zones.clear();  // it reached over the data code
  const auto scan = scanned(sheet);
  const auto result = verifier::compare(scan.image, scan.seal, page_issued);
  CHECK(result.state == ContentState::matches);
  CHECK(result.foreign_ink.empty());
}

TEST_CASE("a photo with its perspective matches, with all marks and with none, and shows one digit") {
  for (const int marks : {4, 3, 1, 0}) {
    INFO(marks << " marks");
    CHECK(compared(photographed(drawn(kRows, marks))).state == ContentState::matches);
    CHECK(suspected(compared(photographed(drawn(with("number", "20230007"), marks)))) ==
          std::vector<std::string>{"number"});
  }
}

TEST_CASE("a bowed page matches too, with and without its marks") {
  for (const int marks : {4, 0}) {
    const auto result = compared(photographed(drawn(kRows, marks), 0.05, 3));
    INFO(marks << " marks " << result.why);
    CHECK(result.state == ContentState::matches);
  }
}

TEST_CASE("another person's page under this seal differs wherever theirs does") {
  const Rows theirs{{"Name of the student", "name", "Li Weiguo"},
                    {"Number on the card", "number", "20235518"},
                    {"First day of leave", "from", "2026-12-04"},
                    {"Last day of leave", "to", "2026-12-09"},
                    {"Days away in all", "days", "6"},
                    {"Where the journey goes", "where", "Zaozhuang"},
                    {"Telephone for all", "phone", "15062287441"},
                    {"Kind of leave asked", "kind", "Personal leave"}};
  const auto result = compared(scanned(drawn(theirs)));
  CHECK(result.state == ContentState::differs);
  CHECK(suspected(result) ==
        std::vector<std::string>{"name", "number", "from", "to", "days", "where", "phone"});
}

TEST_CASE("a value's box that holds its words tightly is compared whole") {
  auto tight = issued();
  tight.fields[4].box = {82.5, 123.5, 4.5, 6.5};  // of the lone digit
  const auto same = scanned(drawn(kRows)), other = scanned(drawn(with("days", "9")));
  CHECK(verifier::compare(same.image, same.seal, tight).state == ContentState::matches);
  CHECK(suspected(verifier::compare(other.image, other.seal, tight)) == std::vector<std::string>{"days"});
}

TEST_CASE("every reason not to compare has its words in both languages") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(std::filesystem::path(HALL_SOURCE_DIR) / "assets/lang", language);
    REQUIRE(texts);
    for (const std::string why : {"page_not_found", "too_coarse", "too_unclear"})
      CHECK(texts->has("content.why." + why));
  }
}

TEST_CASE("what can't be compared says why") {
  const cv::Mat blank(cvRound(page::kHeight * kPx), cvRound(page::kWidth * kPx), CV_8UC1, cv::Scalar(255));
  CHECK(compared(scanned(blank)).why == "page_not_found");
  CHECK(compared(scanned(blank)).state == ContentState::not_compared);
  CHECK(compared(scanned(drawn(kRows), 0.5, 70)).why == "too_coarse");
}

TEST_CASE("pictures and seal places that make no sense are not compared, and nothing breaks") {
  const auto scan = scanned(drawn(kRows));
  const auto with_corners = [&](const verifier::Corners& corners) {
    return verifier::compare(scan.image, {corners, kSymbol}, issued()).state;
  };
  const double nan = std::nan("");
  for (const verifier::Corners& corners : {verifier::Corners{},
                                           {{{0, 0}, {1e9, 0}, {1e9, 1e9}, {0, 1e9}}},
                                           {{{nan, 0}, {10, 0}, {10, 10}, {0, 10}}},
                                           {{{-900, -900}, {-600, -900}, {-600, -600}, {-900, -600}}},
                                           {{{0, 0}, {4000, 0}, {4000, 4000}, {0, 4000}}}})
    CHECK(with_corners(corners) != ContentState::matches);
  auto cut_off = scan.image;
  cut_off.pixels.resize(cut_off.pixels.size() / 2);
  CHECK(verifier::compare(cut_off, scan.seal, issued()).state == ContentState::not_compared);
  CHECK(verifier::compare({}, scan.seal, issued()).state == ContentState::not_compared);
  CHECK(verifier::compare(scan.image, scan.seal, {}).state == ContentState::not_compared);
}
