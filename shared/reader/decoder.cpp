#include "reader/decoder.hpp"

namespace reader {
namespace {

struct Character {
  std::size_t length = 0;  // in bytes; 0: no character
  char32_t value = 0;
};

// RFC 3629, section 4: neither overlong forms nor surrogates.
Character characterAt(std::string_view bytes) {
  const auto byte = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const auto first = byte(0);
  if (first < 0x80) return {1, first};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || bytes.size() < length) return {};
  char32_t value = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3F);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {length, value};
}

bool isControl(char32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

}  // namespace

std::string cleaned(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const auto character = characterAt(bytes);
    if (character.length == 0)
      out += "\xEF\xBF\xBD";
    else if (!isControl(character.value))
      out += bytes.substr(0, character.length);
    bytes.remove_prefix(character.length == 0 ? 1 : character.length);
  }
  return out;
}

}  // namespace reader
