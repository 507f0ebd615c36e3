#include "hall/service/fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace hall {
namespace {

using domain::FieldKind;

// The code points of a UTF-8 text (RFC 3629): shortest form only, no surrogates, nothing past U+10FFFF.
std::optional<std::vector<char32_t>> codePoints(std::string_view text) {
  std::vector<char32_t> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80         ? 1
                               : lead >> 5 == 0x6  ? 2
                               : lead >> 4 == 0xe  ? 3
                               : lead >> 3 == 0x1e ? 4
                                                   : 0;
    if (length == 0 || i + length > text.size()) return std::nullopt;
    char32_t point = length == 1 ? lead : lead & (0x7f >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if (next >> 6 != 0x2) return std::nullopt;
      point = point << 6 | (next & 0x3f);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < kLeast[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      return std::nullopt;
    out.push_back(point);
    i += length;
  }
  return out;
}

// Control characters have no place on paper; direction marks could make it read differently than it is
// stored.
bool isHostile(char32_t point, bool lines) {
  if (point == '\n') return !lines;
  return point < 0x20 || (point >= 0x7f && point <= 0x9f) || (point >= 0x200b && point <= 0x200f) ||
         (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
         (point & 0xfffe) == 0xfffe;
}

std::string tidied(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != '\r') out += c;
  const auto first = out.find_first_not_of(" \n\t");
  if (first == std::string::npos) return "";
  return out.substr(first, out.find_last_not_of(" \n\t") - first + 1);
}

bool allDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::chrono::year_month_day> dateOf(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
  if (!allDigits(year) || !allDigits(month) || !allDigits(day)) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(std::stoi(std::string(year))),
      std::chrono::month(static_cast<unsigned>(std::stoi(std::string(month)))),
      std::chrono::day(static_cast<unsigned>(std::stoi(std::string(day))))};
  if (!date.ok() || date.year() < std::chrono::year(1900)) return std::nullopt;
  return date;
}

// RFC 6901 section 3.
std::string pointerTo(std::string_view name) {
  std::string out = "/fields/";
  for (const char c : name) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

base::Status checkKind(const domain::ApplicationField& field, const std::string& text,
                       const std::string& place) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::paragraph:
      return {};
    case FieldKind::date:
      if (!dateOf(text)) return base::fail("field_not_a_date", place, "a date is written 2026-11-23");
      return {};
    case FieldKind::integer:
      if (!allDigits(text)) return base::fail("field_not_digits", place, "only the digits 0 to 9");
      return {};
    case FieldKind::choice:
      if (std::find(field.choices.begin(), field.choices.end(), text) == field.choices.end())
        return base::fail("field_not_a_choice", place, "not one of the choices",
                          {fmt::format("{}", fmt::join(field.choices, "、"))});
      return {};
  }
  return {};
}

}  // namespace

base::Result<std::string> checkText(const std::string& typed, FieldKind kind, int max_characters,
                                    const std::string& place) {
  // Four bytes a character at most: refused before any work is done on it.
  const auto most = static_cast<std::size_t>(max_characters);
  if (typed.size() > most * 4 + 64)
    return base::fail("field_too_long", place, "the text is too long", {std::to_string(max_characters)});
  const auto text = tidied(typed);
  const auto points = codePoints(text);
  if (!points) return base::fail("field_bad_text", place, "the text is not UTF-8");
  if (points->size() > most)
    return base::fail("field_too_long", place, "the text is too long", {std::to_string(max_characters)});
  for (const auto point : *points)
    if (isHostile(point, kind == FieldKind::paragraph))
      return base::fail("field_bad_character", place, "a character that can't be printed",
                        {fmt::format("U+{:04X}", static_cast<std::uint32_t>(point))});
  return text;
}

base::Result<std::map<std::string, std::string>> checkFields(
    const domain::Process& process, const std::map<std::string, std::string>& typed) {
  std::map<std::string, std::string> out;
  for (const auto& [name, text] : typed) {
    const bool known = std::any_of(process.fields.begin(), process.fields.end(),
                                   [&](const auto& field) { return field.name == name; });
    if (!known) return base::fail("field_unknown", pointerTo(name), "the process has no such field");
  }
  for (const auto& field : process.fields) {
    const auto place = pointerTo(field.name);
    const auto given = typed.find(field.name);
    auto text = checkText(given == typed.end() ? "" : given->second, field.kind, field.max_characters, place);
    if (!text) return base::fail(text.error());
    if (text->empty() && field.required)
      return base::fail("field_required", place, "the field must be filled in",
                        {field.label.zh, field.label.en});
    if (text->empty()) continue;
    if (auto status = checkKind(field, *text, place); !status) return base::fail(status.error());
    out[field.name] = *text;
  }
  return out;
}

std::string chineseDate(const std::string& iso_date) {
  const auto date = dateOf(iso_date);
  if (!date) return iso_date;
  return fmt::format("{:04}年{:02}月{:02}日", static_cast<int>(date->year()),
                     static_cast<unsigned>(date->month()), static_cast<unsigned>(date->day()));
}

}  // namespace hall
