// A page drawn here stands for the issued one; the scan is the same page put through what a scanner or a hand
// does.
#include "verifier/compare/compare.hpp"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "paper/page.hpp"

namespace {

namespace page = paper::page;
using domain::ContentState;

constexpr double kPx = verifier::kCompareDpi / 25.4;

cv::Rect pixels(const domain::Box& box) {
  return {cvRound(box.x_mm * kPx), cvRound(box.y_mm * kPx), cvRound(box.width_mm * kPx),
          cvRound(box.height_mm * kPx)};
}

void write(cv::Mat& sheet, const std::string& text, double x_mm, double y_mm, double scale = 0.9) {
  cv::putText(sheet, text, {cvRound(x_mm * kPx), cvRound(y_mm * kPx)}, cv::FONT_HERSHEY_COMPLEX, scale,
              cv::Scalar(20), 2, cv::LINE_AA);
}

struct Row {
  const char* label;
  const char* field;
  std::string value;
};
using Rows = std::vector<Row>;

const Rows kRows{{"Name of the student", "name", "Zhang Dehua"},
                 {"Number on the card", "number", "20230001"},
                 {"First day of leave", "from", "2026-11-20"},
                 {"Last day of leave", "to", "2026-11-23"},
                 {"Days away in all", "days", "4"},
                 {"Where the journey goes", "where", "Tengzhou"},
                 {"Telephone for all", "phone", "13886737336"},
                 {"Kind of leave asked", "kind", "Personal leave"}};

domain::Box boxOf(std::size_t row) { return {80, 40 + 20.0 * static_cast<double>(row), 90, 12}; }
constexpr domain::Box kSymbol{page::kSeal.x_mm + 2, page::kSeal.y_mm + 2, page::kSeal.width_mm - 4,
                              page::kSeal.height_mm - 4};
constexpr domain::Box kStampZone{20, 235, 90, 40};

// marks: how many of the four corners still have theirs.
cv::Mat drawn(const Rows& rows, int marks = 4) {
  cv::Mat sheet(cvRound(page::kHeight * kPx), cvRound(page::kWidth * kPx), CV_8UC1, cv::Scalar(255));
  const double far_x = page::kWidth - page::kMarkInset - page::kMarkSide,
               far_y = page::kHeight - page::kMarkInset - page::kMarkSide;
  const std::array<cv::Point2d, 4> corners{{{page::kMarkInset, page::kMarkInset},
                                            {far_x, far_y},
                                            {far_x, page::kMarkInset},
                                            {page::kMarkInset, far_y}}};
  const double ring = (page::kMarkSide - page::kMarkHole) / 2;
  for (int i = 0; i < marks; ++i) {
    const auto& at = corners[static_cast<std::size_t>(i)];
    sheet(pixels({at.x, at.y, page::kMarkSide, page::kMarkSide})).setTo(0);
    sheet(pixels({at.x + ring, at.y + ring, page::kMarkHole, page::kMarkHole})).setTo(255);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto box = boxOf(i);
    write(sheet, rows[i].label, 22, box.y_mm + 8, 0.8);
    write(sheet, rows[i].value, box.x_mm + 3, box.y_mm + 8);
    cv::rectangle(sheet, pixels(box), cv::Scalar(0), 2);
  }
  cv::RNG dice(7);
  const auto symbol = pixels(kSymbol);
  for (int y = 0; y < 57; ++y)
    for (int x = 0; x < 57; ++x)
      if (dice.uniform(0, 2) != 0)
        sheet(cv::Rect(symbol.x + x * symbol.width / 57, symbol.y + y * symbol.height / 57, 4, 4)).setTo(0);
  return sheet;
}

base::Image imageOf(const cv::Mat& mat) {
  base::Image out{mat.cols, mat.rows, mat.channels(), 0, {}};
  out.pixels.assign(mat.datastart, mat.dataend);
  return out;
}

verifier::IssuedPage issued(const Rows& rows = kRows) {
  verifier::IssuedPage out{.picture = imageOf(drawn(rows))};
  for (std::size_t i = 0; i < rows.size(); ++i)
    out.fields.push_back({rows[i].field, rows[i].label, boxOf(i)});
  out.pen_zones.push_back(kStampZone);
  out.codes.push_back(page::kSeal);
  return out;
}

struct Scan {
  base::Image image;
  verifier::SealPlace seal;
};

// Turned, scaled, blurred, in grey light with noise.
Scan scanned(const cv::Mat& sheet, double degrees = 1.3, double dpi = 220, std::uint64_t seed = 1) {
  const double scale = dpi / verifier::kCompareDpi;
  const cv::Size size(cvRound(sheet.cols * scale * 1.08), cvRound(sheet.rows * scale * 1.08));
  cv::Mat turn = cv::getRotationMatrix2D({sheet.cols / 2.F, sheet.rows / 2.F}, degrees, scale);
  turn.at<double>(0, 2) += size.width / 2.0 - sheet.cols / 2.0;
  turn.at<double>(1, 2) += size.height / 2.0 - sheet.rows / 2.0;
  cv::Mat out;
  cv::warpAffine(sheet, out, turn, size, cv::INTER_AREA, cv::BORDER_CONSTANT, cv::Scalar::all(250));
  cv::GaussianBlur(out, out, {}, 0.8);
  cv::RNG dice(seed);
  cv::Mat noise(out.size(), CV_16SC(out.channels()));
  dice.fill(noise, cv::RNG::NORMAL, 0, 4);
  out.convertTo(out, CV_16S, 0.85, 20);
  out += noise;
  out.convertTo(out, CV_8U);
  Scan scan{imageOf(out), {{}, kSymbol}};
  const std::array<cv::Point2d, 4> corners{
      {{kSymbol.x_mm, kSymbol.y_mm},
       {kSymbol.x_mm + kSymbol.width_mm, kSymbol.y_mm},
       {kSymbol.x_mm + kSymbol.width_mm, kSymbol.y_mm + kSymbol.height_mm},
       {kSymbol.x_mm, kSymbol.y_mm + kSymbol.height_mm}}};
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Vec3d at(corners[i].x * kPx, corners[i].y * kPx, 1);
    for (int axis = 0; axis < 2; ++axis)
      scan.seal.in_scan[i][static_cast<std::size_t>(axis)] =
          turn.at<double>(axis, 0) * at[0] + turn.at<double>(axis, 1) * at[1] + turn.at<double>(axis, 2);
  }
  return scan;
}

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
  const auto result = compared(scanned(drawn(with("number", "90230001"))));
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

TEST_CASE("red ink over a value hides nothing and is no alteration") {
  cv::Mat coloured;
  cv::cvtColor(drawn(kRows), coloured, cv::COLOR_GRAY2RGB);
  const auto over = pixels(boxOf(3));
  for (int y = over.y - 40; y < over.br().y + 40; ++y)
    for (int x = over.x + 40; x < over.x + 160; ++x) {
      auto& pixel = coloured.at<cv::Vec3b>(y, x);
      pixel[1] = static_cast<std::uint8_t>(pixel[1] * 0.3);
      pixel[2] = static_cast<std::uint8_t>(pixel[2] * 0.3);
    }
  CHECK(compared(scanned(coloured)).state == ContentState::matches);
}

TEST_CASE("what can't be compared says why") {
  const cv::Mat blank(cvRound(page::kHeight * kPx), cvRound(page::kWidth * kPx), CV_8UC1, cv::Scalar(255));
  CHECK(compared(scanned(blank)).why == "page_not_found");
  CHECK(compared(scanned(blank)).state == ContentState::not_compared);
  CHECK(compared(scanned(drawn(kRows), 0.5, 70)).why == "too_coarse");
}
