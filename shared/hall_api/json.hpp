// JSON text (RFC 8259) to a plain tree, under limits. codec_*.cpp make structs of the tree; beside them only
// hall/identity reads it, for what sign-in servers send.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace api::json {

struct Value {
  enum class Kind { null, boolean, integer, number, text, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;               // also filled in for integers
  std::string text;                // valid UTF-8
  std::vector<Value> items;        // of an array or an object
  std::vector<std::string> names;  // of an object's items, each different
};

constexpr std::size_t kDepthLimit = 12;      // deeper than any schema of openapi.yaml nests
constexpr std::size_t kValueLimit = 50'000;  // a page of cases has some thousands

// Codes: json_syntax, json_bad_utf8, json_too_large, json_too_deep, json_too_long, json_twice, json_range.
// Place: the JSON pointer up to where reading stopped. The cause never quotes the text, which may hold a
// password.
base::Result<Value> parse(std::string_view text);

// A JSON string with its quotes; bytes that aren't UTF-8 become U+FFFD.
std::string quoted(std::string_view text);

std::string pointerTo(const std::string& parent, std::string_view member);  // RFC 6901 section 3

}  // namespace api::json
