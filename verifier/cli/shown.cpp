#include "verifier/cli/shown.hpp"

#include "seal/cbor.hpp"

namespace verifier::cli {
namespace {

// Bytes of the sign that turns the direction of writing here; 0 where none does. U+202A-202E, U+2066-2069.
std::size_t turnLength(std::string_view utf8) {
  if (utf8.size() < 3 || utf8[0] != '\xe2') return 0;
  const auto last = static_cast<unsigned char>(utf8[2]);
  const bool turns = (utf8[1] == '\x80' && last >= 0xaa && last <= 0xae) ||
                     (utf8[1] == '\x81' && last >= 0xa6 && last <= 0xa9);
  return turns ? 3 : 0;
}

}  // namespace

std::string shown(std::string_view text) {
  const bool readable = seal::cbor::isUtf8(text);
  std::string out;
  while (!text.empty()) {
    const auto length = std::max(seal::cbor::controlLength(text), turnLength(text));
    const bool broken = !readable && static_cast<unsigned char>(text[0]) >= 0x80;
    out += length > 0 || broken ? '?' : text[0];
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
  return out;
}

}  // namespace verifier::cli
