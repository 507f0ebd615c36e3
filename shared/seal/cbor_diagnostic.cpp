#include "seal/cbor.hpp"

#include <algorithm>

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
  auto left = reader.array();
  for (bool first = true; left > 0 && reader.ok(); --left, first = false)
    out += (first ? "" : ", ") + show(reader, depth + 1);
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

std::string showSimple(Reader& reader) {
  const auto item = reader.item();
  if (!reader.ok()) return {};
  static constexpr const char* kNames[] = {"false", "true", "null", "undefined"};
  return kNames[(item[0] & 31) - 20];  // skip() refuses every other
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

base::Result<std::string> diagnostic(base::BytesView item) {
  Reader reader(item);
  auto out = show(reader, 0);
  reader.expectEnd();
  if (!reader.ok())
    return base::fail(reader.error(), "byte " + std::to_string(reader.position()),
                      "not one deterministic CBOR item");
  return out;
}

}  // namespace seal::cbor
