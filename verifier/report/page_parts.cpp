#include "verifier/report/page_parts.hpp"

#include <algorithm>

#include "verifier/issued/content_check.hpp"

namespace verifier::report {
namespace {

using domain::Grade;

constexpr double kPageWidth = 210, kPageHeight = 297;  // A4
constexpr double kGap = 6, kPicture = (kWidth - kGap) / 2;

Grade gradeOf(FieldState state) { return state == FieldState::differs ? Grade::bad : Grade::caution; }

// A page's picture with a hair line around it, and the frames of what was found on it.
class Shown {
 public:
  Shown(Writer& writer, double x_mm, double width_mm)
      : writer_(writer), x_(x_mm), y_(writer.y), width_(width_mm) {}

  void picture(const paper::Jpeg& jpeg, double height_mm) {
    writer_.canvas().picture(jpeg, {x_, y_, width_, height_mm});
    writer_.canvas().outline({x_, y_, width_, height_mm}, 0.5, kRule);
  }

  void places(const std::vector<ReportPlace>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) place(all[i].box, gradeOf(all[i].state), i + 1);
  }

  void ink(const domain::Box& box) {
    writer_.canvas().outline(onPaper(box), 1.1, lookOf(Grade::caution).body, true);
  }

 private:
  void place(const domain::Box& box, Grade grade, std::size_t number) {
    const auto body = lookOf(grade).body;
    const auto at = onPaper(box);
    writer_.canvas().outline(at, 1.1, body);
    const auto word = std::to_string(number);
    const double wide = word.size() > 1 ? 4.4 : 3.2;
    const double x = std::max(x_ + 0.4, at.x_mm - wide), y = at.y_mm - 0.3;
    writer_.canvas().fill({x, y, wide, 3.4}, body);
    writer_.words(word, x + 0.75, y, wide, {7, {1, 1, 1}});
  }

  domain::Box onPaper(const domain::Box& box) const {
    constexpr double kAround = 0.5;
    const double scale = width_ / kPageWidth;
    return {x_ + box.x_mm * scale - kAround, y_ + box.y_mm * scale - kAround,
            box.width_mm * scale + 2 * kAround, box.height_mm * scale + 2 * kAround};
  }

  Writer& writer_;
  double x_, y_, width_;
};

// Height over width, as it is shown: a whole page where it was straightened; a scan as it came at most as
// high as that leaves room for both.
double shapeOf(const paper::Jpeg& jpeg, bool upright) {
  constexpr double kPage = kPageHeight / kPageWidth;
  if (upright || jpeg.width == 0) return kPage;
  return std::min(2.0, static_cast<double>(jpeg.height) / jpeg.width);
}

void caption(Writer& writer, const std::string& text, double x_mm) {
  writer.words(text, x_mm, writer.y - 5.2, kPicture, {9, kSoft});
}

void pictures(Writer& writer, const ReportSheet& sheet, double width_mm, const base::Texts& texts) {
  constexpr double kRightHalf = kLeft + kPicture + kGap;
  const double scan_high = width_mm * shapeOf(sheet.scan, sheet.upright);
  const double issued_high = width_mm * shapeOf(sheet.issued, true);
  Shown scan(writer, kLeft, width_mm), issued(writer, kRightHalf, width_mm);
  caption(writer, texts.get("report.scan"), kLeft);
  scan.picture(sheet.scan, scan_high);
  if (sheet.upright) scan.places(sheet.places);
  for (const auto& box : sheet.foreign_ink) scan.ink(box);
  if (!sheet.issued.bytes.empty()) {
    caption(writer, texts.get("report.issued"), kRightHalf);
    issued.picture(sheet.issued, issued_high);
    if (sheet.upright) issued.places(sheet.places);
  }
  writer.y += std::max(scan_high, sheet.issued.bytes.empty() ? 0 : issued_high) + 3;
}

// Number and label at the left, the paper's picture over the original's at the right.
void enlarged(Writer& writer, const ReportPlace& place, std::size_t number, const base::Texts& texts) {
  constexpr double kLabel = 44, kX = kLeft + kLabel, kRoom = kWidth - kLabel, kCaption = 13;
  const double scale = std::min(1.6, (kRoom - kCaption) / place.shown.width_mm);
  const double width = place.shown.width_mm * scale, high = place.shown.height_mm * scale;
  writer.room(2 * high + 8);
  const auto look = lookOf(gradeOf(place.state));
  writer.canvas().fill({kLeft, writer.y, 4.6, 4.6}, look.body);
  writer.words(std::to_string(number), kLeft + (number > 9 ? 0.7 : 1.5), writer.y + 0.2, 6, {9, {1, 1, 1}});
  const double label = writer.words(place.label, kLeft + 7, writer.y, kLabel - 9, {10.5});
  writer.words(texts.get(place.state == FieldState::differs ? "report.differs" : "report.review"), kLeft + 7,
               writer.y + label, kLabel - 9, {9, look.body});
  const auto mark = [&] {  // bars above and below the sign that gave it away, so that nothing covers it
    constexpr double kSign = 6, kBar = 0.9;
    const double half = std::max(place.worst.width_mm, kSign) / 2 * scale;
    const double middle = (place.worst.x_mm + place.worst.width_mm / 2 - place.shown.x_mm) * scale;
    const double left = std::max(0.0, middle - half), right = std::min(width, middle + half);
    for (const double y : {0.0, high - kBar})
      writer.canvas().fill({kX + kCaption + left, writer.y + y, right - left, kBar}, look.body);
  };
  const auto strip = [&](const paper::Jpeg& jpeg, const char* name, const paper::Colour& edge) {
    writer.words(texts.get(name), kX, writer.y + high / 2 - 2.2, kCaption, {8.5, kSoft});
    writer.canvas().picture(jpeg, {kX + kCaption, writer.y, width, high});
    writer.canvas().outline({kX + kCaption, writer.y, width, high}, 0.8, edge);
    mark();
    writer.y += high + 1.2;
  };
  strip(place.scan, "report.on_paper", look.body);
  strip(place.issued, "report.original", kRule);
  writer.y += 3.5;
}

void places(Writer& writer, const ReportSheet& sheet, const base::Texts& texts) {
  std::string rest;
  if (sheet.upright && !sheet.places.empty()) {
    writer.room(60);
    writer.paragraph(texts.get("report.enlarged", {std::to_string(sheet.verification.page)}), {10.5, kSoft},
                     2);
  }
  for (std::size_t i = 0; i < sheet.places.size(); ++i) {
    const auto& place = sheet.places[i];
    if (!place.scan.bytes.empty() && !place.issued.bytes.empty()) {
      enlarged(writer, place, i + 1, texts);
    } else {
      const auto one = std::to_string(i + 1) + " " + place.label;
      rest = rest.empty() ? one : texts.get("report.list_two", {rest, one});
    }
  }
  if (!rest.empty()) writer.paragraph(texts.get("report.more_places", {rest}), {10}, 3);
}

std::string saysOf(const ReportSheet& sheet, const base::Texts& texts) {
  const auto& verdict = sheet.verification.verdict;
  if (verdict.content == domain::ContentState::not_compared && !sheet.why.empty())
    return whyNotCompared(sheet.why, texts);
  auto out = texts.get("verdict.content." + std::string(domain::nameOf(verdict.content)));
  if (!sheet.foreign_ink.empty())
    out += texts.get("report.foreign_ink", {std::to_string(sheet.foreign_ink.size())});
  return out;
}

}  // namespace

std::string titleOf(const api::Verification& paper, const base::Texts& texts) {
  const auto title = paper.title.in(texts.language());
  return title.empty() ? texts.get("report.process", {paper.process_code}) : title;
}

void writeSheet(Writer& writer, const ReportSheet& sheet, const base::Texts& texts) {
  const auto& paper = sheet.verification;
  const auto says = saysOf(sheet, texts);
  constexpr double kSays = kLeft + 9;
  const double head = 7 + writer.heightOf(says, kRight - kSays, {10}) + 8;
  const bool shown = !sheet.scan.bytes.empty();
  // A little smaller rather than on a page of its own.
  constexpr double kLeast = 0.8;
  const double whole = kPicture * shapeOf(sheet.scan, sheet.upright), left = kBottom - writer.y - head - 3;
  const double scale = left >= kLeast * whole ? std::min(1.0, left / whole) : 1;
  writer.room(head + (shown ? scale * whole + 3 : 0));
  writer.rule(2.5);
  const auto page = texts.get("report.sheet", {std::to_string(paper.page), std::to_string(paper.pages)});
  writer.paragraph(page, {12}, 0.6);
  if (paper.verdict.content == domain::ContentState::not_compared)
    writer.dash(kLeft + 3, writer.y + 2.6, 2);
  else
    writer.sign(domain::gradeOf(paper.verdict.content), kLeft + 3, writer.y + 2.6, 2);
  writer.y += writer.words(says, kSays, writer.y, kRight - kSays, {10}) + 8;
  if (!shown) return;
  pictures(writer, sheet, scale * kPicture, texts);
  places(writer, sheet, texts);
}

}  // namespace verifier::report
