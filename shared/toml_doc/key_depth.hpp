// Keys of many parts (a.b.c...) are refused before parsing: toml++ recurses over the tables they make without
// a bound.
#pragma once

#include <string_view>

namespace toml_doc {

constexpr int kMostKeyParts = 16;  // real files have three

// Where in a TOML text a key has more parts; npos where none has. Dots in strings and comments don't count.
std::size_t tooDeepKey(std::string_view text);

}  // namespace toml_doc
