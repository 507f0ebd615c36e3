#include "toml_doc/key_depth.hpp"

#include <algorithm>
#include <string>

namespace toml_doc {
namespace {

// From an opening quote to the byte after its closing one, multi-line strings included.
std::size_t endOfString(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  const std::string_view close =
      text.substr(at).starts_with(three) ? three : std::string_view(three).substr(2);
  for (at += close.size(); at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text.substr(at).starts_with(close)) {
      at += close.size();
      for (int more = 0; close == three && more < 2 && at < text.size() && text[at] == quote; ++more) ++at;
      return at;  // a multi-line string may end in two quotes of its own
    }
  }
  return text.size();
}

}  // namespace

std::size_t tooDeepKey(std::string_view text) {
  int dots = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '"':
      case '\'':
        at = endOfString(text, at) - 1;
        break;
      case '#':
        at = std::min(text.find('\n', at), text.size());
        dots = 0;
        break;
      case '.':
        if (++dots >= kMostKeyParts) return at;
        break;
      case '\n':
      case '=':
      case ',':
      case '[':
      case '{':
        dots = 0;
        break;
    }
  }
  return std::string_view::npos;
}

}  // namespace toml_doc
