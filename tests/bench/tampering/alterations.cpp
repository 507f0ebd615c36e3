#include "alterations.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace tampering {

bool overlaps(const domain::Box& a, const domain::Box& b) {
  return a.x_mm < b.x_mm + b.width_mm && b.x_mm < a.x_mm + a.width_mm && a.y_mm < b.y_mm + b.height_mm &&
         b.y_mm < a.y_mm + a.height_mm;
}

namespace {

constexpr std::array<std::string_view, kAlterations> kNames{
    "clean",          "digit changed",  "name replaced", "date changed",
    "row whited out", "row added",      "grade swapped", "page of another",
    "text pasted",    "value replaced", "scaled copy",   "ink over a value"};

bool hasDigit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Value {
  std::string* text = nullptr;
  std::string field;
};

// Values of the content that stand on the copy's page.
std::vector<Value> valuesOnPage(paper::Content& content, const Copy& copy) {
  std::vector<Value> out;
  const auto stands = [&](const std::string& field) {
    return std::any_of(copy.layout.fields().begin(), copy.layout.fields().end(),
                       [&](const auto& box) { return box.page == copy.page && box.field == field; });
  };
  for (auto& [name, value] : content.values)
    if (!value.empty() && stands(name)) out.push_back({&value, name});
  for (auto& [table, rows] : content.rows)
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (auto& [name, value] : rows[i]) {
        const auto field = table + "[" + std::to_string(i) + "]." + name;
        if (!value.empty() && stands(field)) out.push_back({&value, field});
      }
  return out;
}

std::vector<domain::Box> boxesOf(const Copy& copy, const std::string& field) {
  std::vector<domain::Box> out;
  for (const auto& box : copy.layout.fields())
    if (box.page == copy.page && box.field == field) out.push_back(box.box);
  return out;
}

char otherDigit(char digit, Dice& dice) {
  char out = digit;
  while (out == digit) out = static_cast<char>('0' + dice.below(10));
  return out;
}

bool changeDigit(std::string& text, Dice& dice) {
  std::vector<std::size_t> where;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] >= '0' && text[i] <= '9') where.push_back(i);
  if (where.empty()) return false;
  const auto at = where[static_cast<std::size_t>(dice.below(static_cast<int>(where.size())))];
  text[at] = otherDigit(text[at], dice);
  return true;
}

// What an alteration is done to.
struct Desk {
  const paper::Press& press;
  const FormWithContent& form;
  const Copy& copy;
  double dpi;
  Dice& dice;
  paper::Content content;  // a copy that may be changed
  std::vector<Value> values = valuesOnPage(content, copy);

  template <class Keep>
  Value* pick(Keep keep) {
    std::vector<Value*> fitting;
    for (auto& value : values)
      if (keep(value)) fitting.push_back(&value);
    return fitting.empty() ? nullptr
                           : fitting[static_cast<std::size_t>(dice.below(static_cast<int>(fitting.size())))];
  }
};

// Font-matched: laid out by the same press, under the same seal. Only pages that break in the same places.
std::optional<Altered> reprinted(const Desk& desk, const paper::Content& changed,
                                 const std::vector<std::string>& fields) {
  const auto& copy = desk.copy;
  auto layout = desk.press.layOut(desk.form.form, changed);
  if (!layout || layout->pageCount() != copy.layout.pageCount()) return {};
  const Copy forged{std::move(*layout), copy.sealing, copy.page};
  Altered out{printed(desk.press, forged, desk.dpi)};
  for (const auto& field : fields) out.places.push_back(boxesOf(copy, field));
  return out;
}

cv::Rect2d inflated(const domain::Box& box, double by) {
  return {box.x_mm - by, box.y_mm - by, box.width_mm + 2 * by, box.height_mm + 2 * by};
}

// The ink within a box of the sheet: where text really stands in its cell.
cv::Rect inkWithin(const Sheet& sheet, const domain::Box& box) {
  const auto inside = sheet.pixels(inflated(box, -0.4));
  cv::Mat grey, dark;
  cv::cvtColor(sheet.rgb(inside), grey, cv::COLOR_RGB2GRAY);
  cv::threshold(grey, dark, 160, 255, cv::THRESH_BINARY_INV);
  std::vector<cv::Point> points;
  cv::findNonZero(dark, points);
  if (points.empty()) return {};
  auto ink = cv::boundingRect(points);
  ink.x += inside.x;
  ink.y += inside.y;
  return ink;
}

std::optional<Altered> withDigitChanged(Desk& desk, Value* value) {
  if (!value || !changeDigit(*value->text, desk.dice)) return {};
  return reprinted(desk, desk.content, {value->field});
}

std::optional<Altered> withNameReplaced(Desk& desk) {
  auto* value = desk.pick([](const Value& v) { return v.field == "applicant_name"; });
  if (!value) return {};
  const auto before = *value->text;
  while (*value->text == before) *value->text = someoneElse(desk.form, desk.dice).values["applicant_name"];
  return reprinted(desk, desk.content, {value->field});
}

std::optional<Altered> withValueReplaced(Desk& desk) {
  auto* value = desk.pick([](const Value&) { return true; });
  if (!value) return {};
  auto other = someoneElse(desk.form, desk.dice);
  for (auto& candidate : valuesOnPage(other, desk.copy)) {
    if (candidate.field != value->field || *candidate.text == *value->text) continue;
    *value->text = *candidate.text;
    return reprinted(desk, desk.content, {value->field});
  }
  return {};
}

// Two short values of one column of a table.
std::optional<Altered> withGradesSwapped(Desk& desk) {
  const auto column = [](const std::string& field) {
    return field.substr(std::min(field.find('.'), field.size()));
  };
  auto* one = desk.pick([&](const Value& v) { return v.text->size() <= 12 && !column(v.field).empty(); });
  if (!one) return {};
  auto* other = desk.pick(
      [&](const Value& v) { return *v.text != *one->text && column(v.field) == column(one->field); });
  if (!other) return {};
  std::swap(*one->text, *other->text);
  return reprinted(desk, desk.content, {one->field, other->field});
}

std::optional<Altered> pageOfAnother(Desk& desk) {
  const auto other = someoneElse(desk.form, desk.dice);
  auto theirs = other;
  std::vector<std::string> fields;
  for (const auto& their : valuesOnPage(theirs, desk.copy))
    for (const auto& value : desk.values)
      if (their.field == value.field && *their.text != *value.text) fields.push_back(value.field);
  return fields.empty() ? std::nullopt : reprinted(desk, other, fields);
}

// A free place of that size in the page's body, outside the zones for pens.
std::optional<cv::Rect> blankPlace(const Desk& desk, const Sheet& sheet, cv::Size size) {
  cv::Mat grey;
  cv::cvtColor(sheet.rgb, grey, cv::COLOR_RGB2GRAY);
  const double px = sheet.perMm();
  const int gap = cvRound(0.8 * px);
  for (int tries = 0; tries < 400; ++tries) {
    const cv::Rect to(cvRound(desk.dice.in(22, 150) * px), cvRound(desk.dice.in(40, 225) * px), size.width,
                      size.height);
    const cv::Rect around(to.x - gap, to.y - gap, to.width + 2 * gap, to.height + 2 * gap);
    if ((around & cv::Rect({}, grey.size())) != around) continue;
    double darkest = 0;
    cv::minMaxLoc(grey(around), &darkest, nullptr);
    const domain::Box box{to.x / px, to.y / px, to.width / px, to.height / px};
    const bool in_zone =
        std::any_of(desk.copy.layout.penZones().begin(), desk.copy.layout.penZones().end(),
                    [&](const auto& zone) { return zone.page == desk.copy.page && overlaps(zone.box, box); });
    if (darkest >= 250 && !in_zone) return to;
  }
  return {};
}

// A line of the page's own print laid where nothing stands.
std::optional<Altered> withRowAdded(Desk& desk) {
  Altered out{printed(desk.press, desk.copy, desk.dpi)};
  const double px = out.sheet.perMm();
  const auto* source = desk.pick([](const Value& v) { return v.text->size() >= 6; });
  if (!source) return {};
  const auto ink = inkWithin(out.sheet, boxesOf(desk.copy, source->field).front());
  if (ink.empty() || ink.height > 8 * px) return {};
  const auto to = blankPlace(desk, out.sheet, ink.size());
  if (!to) return {};
  out.sheet.rgb(ink).copyTo(out.sheet.rgb(*to));
  out.places.push_back({{to->x / px, to->y / px, to->width / px, to->height / px}});
  return out;
}

// A value under correction fluid, or under text cut out of the same page.
std::optional<Altered> covered(Desk& desk, bool with_text) {
  const auto lone = [&](const Value& v) { return boxesOf(desk.copy, v.field).size() == 1; };
  const auto* value = desk.pick(lone);
  if (!value) return {};
  Altered out{printed(desk.press, desk.copy, desk.dpi)};
  const auto box = boxesOf(desk.copy, value->field).front();
  const auto ink = inkWithin(out.sheet, box);
  if (ink.empty()) return {};
  out.places.push_back({box});
  cv::Mat patch;
  if (with_text) {
    const auto* source = desk.pick([&](const Value& v) { return *v.text != *value->text && lone(v); });
    const auto from = source ? inkWithin(out.sheet, boxesOf(desk.copy, source->field).front()) : cv::Rect();
    if (from.empty()) return {};
    patch = out.sheet.rgb(from).clone();
  }
  out.sheet.rgb(ink).setTo(cv::Scalar(251, 251, 250));
  if (patch.empty()) return out;
  const cv::Rect to = cv::Rect(ink.x, ink.y + (ink.height - patch.rows) / 2, patch.cols, patch.rows) &
                      cv::Rect({}, out.sheet.rgb.size());
  patch(cv::Rect(0, 0, to.width, to.height)).copyTo(out.sheet.rgb(to));
  return out;
}

std::optional<Altered> withInkOver(Desk& desk) {
  const auto* value = desk.pick([&](const Value& v) { return v.text->size() >= 6; });
  if (!value) return {};
  Altered out{printed(desk.press, desk.copy, desk.dpi)};
  const auto box = boxesOf(desk.copy, value->field).front();
  const auto ink = inkWithin(out.sheet, box);
  if (ink.empty()) return {};
  const double px = out.sheet.perMm();
  out.inks.push_back(inkOver({ink.x / px, ink.y / px, ink.width / px, ink.height / px}, desk.dice));
  out.places.push_back({box});
  return out;
}

}  // namespace

std::string_view nameOf(Alteration alteration) { return kNames[static_cast<std::size_t>(alteration)]; }
bool isClean(Alteration alteration) {
  return alteration == Alteration::none || alteration == Alteration::scaled_copy;
}

std::optional<Altered> alter(const paper::Press& press, const FormWithContent& form,
                             const paper::Content& content, const Copy& copy, Alteration alteration,
                             double dpi, Dice& dice) {
  Desk desk{press, form, copy, dpi, dice, content};
  switch (alteration) {
    case Alteration::none:
      return Altered{printed(press, copy, dpi)};
    case Alteration::scaled_copy:
      return Altered{.sheet = printed(press, copy, dpi), .scale = dice.in(0.94, 1.04)};
    case Alteration::digit_changed:
      return withDigitChanged(desk, desk.pick([](const Value& v) { return hasDigit(*v.text); }));
    case Alteration::date_changed:
      return withDigitChanged(desk, desk.pick([](const Value& v) {
        const bool chinese =
            v.text->find("年") != std::string::npos && v.text->find("日") != std::string::npos;
        return chinese || (hasDigit(*v.text) && (v.field.ends_with("_on") || v.field.ends_with("_date")));
      }));
    case Alteration::name_replaced:
      return withNameReplaced(desk);
    case Alteration::value_replaced:
      return withValueReplaced(desk);
    case Alteration::grade_swapped:
      return withGradesSwapped(desk);
    case Alteration::another_printout:
      return pageOfAnother(desk);
    case Alteration::row_whited_out:
      return covered(desk, false);
    case Alteration::pasted_text:
      return covered(desk, true);
    case Alteration::row_added:
      return withRowAdded(desk);
    case Alteration::ink_over_value:
      return withInkOver(desk);
  }
  return {};
}

}  // namespace tampering
