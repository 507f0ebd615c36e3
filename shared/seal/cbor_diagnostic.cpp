#include "seal/cbor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace seal::cbor {

std::string quoted(std::string_view utf8) {
  std::string out = "\"";
  while (!utf8.empty()) {
    const auto control = controlLength(utf8);
    if (control > 0) {
      out += "\\u00" + base::toHex(base::viewOf(utf8.substr(control - 1, 1)));
    } else {
      if (utf8[0] == '"' || utf8[0] == '\\') out += '\\';
      out += utf8[0];
    }
    utf8.remove_prefix(std::max<std::size_t>(control, 1));
  }
  return out + "\"";
}

namespace {

std::string show(Reader& reader, int depth);

std::string showArray(Reader& reader, int depth) {
  std::string out = "[";
  bool first = true;
  for (Items items(reader); items.next(); first = false) out += (first ? "" : ", ") + show(reader, depth + 1);
  return out + "]";
}

std::string showMap(Reader& reader, int depth) {
  std::string out = "{";
  bool first = true;
  for (MapKeys keys(reader); keys.next(); first = false) {
    const auto& label = keys.label();
    out += first ? "" : ", ";
    out += label.number ? std::to_string(*label.number) : quoted(label.text);
    out += ": " + show(reader, depth + 1);
  }
  return out + "}";
}

// RFC 8949 appendix D.
double halfPrecision(std::uint64_t bits) {
  const auto exponent = static_cast<int>(bits >> 10 & 31);
  const auto mantissa = static_cast<double>(bits & 1023);
  const double value = exponent == 0    ? std::ldexp(mantissa, -24)
                       : exponent != 31 ? std::ldexp(mantissa + 1024, exponent - 25)
                       : mantissa == 0  ? std::numeric_limits<double>::infinity()
                                        : std::numeric_limits<double>::quiet_NaN();
  return bits >> 15 ? -value : value;
}

std::string showSimple(Reader& reader) {
  const auto item = reader.item();
  if (!reader.ok()) return {};
  std::uint64_t value = 0;
  for (const auto byte : item.subspan(1)) value = value << 8 | byte;
  if (item.size() == 3) return fmt::format("{:#}", halfPrecision(value));
  if (item.size() == 5) return fmt::format("{:#}", std::bit_cast<float>(static_cast<std::uint32_t>(value)));
  if (item.size() == 9) return fmt::format("{:#}", std::bit_cast<double>(value));
  if (item.size() == 1) value = item[0] & 31;
  static constexpr const char* kNames[] = {"false", "true", "null", "undefined"};
  return value >= 20 && value < 24 ? kNames[value - 20] : fmt::format("simple({})", value);
}

std::string show(Reader& reader, int depth) {
  const auto major = reader.peek();
  if (!major || depth >= kMaxDepth) return reader.refuse(major ? "cbor_too_deep" : "cbor_truncated"), "";
  switch (*major) {
    case Major::uint:
      return std::to_string(reader.uint());
    case Major::negative:
      return std::to_string(reader.integer());
    case Major::bytes:
      return "h'" + base::toHex(reader.bytes()) + "'";
    case Major::text:
      return quoted(reader.text());
    case Major::array:
      return showArray(reader, depth);
    case Major::map:
      return showMap(reader, depth);
    case Major::tag: {
      const auto number = std::to_string(reader.tag());
      return number + "(" + show(reader, depth + 1) + ")";
    }
    case Major::simple:
      return showSimple(reader);
  }
  return {};
}

}  // namespace

base::Result<std::string> diagnostic(base::BytesView item, Form form) {
  Reader reader(item, form);
  auto out = show(reader, 0);
  reader.expectEnd();
  if (!reader.ok())
    return base::fail(reader.error(), "byte " + std::to_string(reader.position()),
                      "not one CBOR item of the form asked for");
  return out;
}

}  // namespace seal::cbor
