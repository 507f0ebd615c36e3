// "自 {leave_from} 起" -> pieces, and pieces with values -> one text that remembers where each value stands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "paper/template_body.hpp"

namespace paper {

// {{ and }} stand for the braces themselves. Code "template_inline".
base::Result<Inline> parseInline(std::string_view text);

bool isFieldName(std::string_view name);  // a-z, 0-9, _; begins with a letter; at most 40

struct ValueSpan {
  std::string field{};
  std::size_t begin = 0, end = 0;  // bytes
};
struct FilledText {
  std::string text{};
  std::vector<ValueSpan> values{};
};
FilledText fill(const Inline& pieces, const std::map<std::string, std::string>& values);

}  // namespace paper
