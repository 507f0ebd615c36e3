#include "base/bytes.hpp"

#include <array>

namespace base {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int base32Value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= '2' && c <= '7') return c - '2' + 26;
  return -1;
}

int base64Value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Groups of `bits` bits, most significant first; the last group is filled with zero bits.
std::string spell(BytesView bytes, std::string_view alphabet, unsigned bits) {
  std::string out;
  out.reserve((bytes.size() * 8 + bits - 1) / bits);
  std::uint32_t window = 0;
  unsigned held = 0;
  for (auto byte : bytes) {
    window = (window << 8) | byte;
    held += 8;
    while (held >= bits) {
      held -= bits;
      out += alphabet[(window >> held) & ((1u << bits) - 1)];
    }
  }
  if (held > 0) out += alphabet[(window << (bits - held)) & ((1u << bits) - 1)];
  return out;
}

// The inverse. Leftover bits must be fewer than one group and zero.
Result<Bytes> unspell(std::string_view text, int (*value)(char), unsigned bits, const char* code) {
  Bytes out;
  out.reserve(text.size() * bits / 8);
  std::uint32_t window = 0;
  unsigned held = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (isSpace(text[i])) continue;
    const int digit = value(text[i]);
    if (digit < 0) return fail(code, "character " + std::to_string(i + 1), "not a digit of this alphabet");
    window = (window << bits) | static_cast<std::uint32_t>(digit);
    held += bits;
    if (held >= 8) {
      held -= 8;
      out.push_back(static_cast<std::uint8_t>(window >> held));
    }
  }
  if (held >= bits) return fail(code, "end of text", "the last group is incomplete");
  if ((window & ((1u << held) - 1)) != 0)
    return fail(code, "end of text", "the unused last bits are not zero");
  return out;
}

}  // namespace

BytesView viewOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
std::string_view textOf(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
Bytes bytesOf(std::string_view text) { return {text.begin(), text.end()}; }

std::string toHex(BytesView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (auto byte : bytes) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

Result<Bytes> fromHex(std::string_view text) {
  if (text.size() % 2 != 0) return fail("bad_hex", "end of text", "an odd number of digits");
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hexValue(text[i]);
    const int low = hexValue(text[i + 1]);
    if (high < 0 || low < 0)
      return fail("bad_hex", "character " + std::to_string(i + 1), "not a hexadecimal digit");
    out.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return out;
}

std::string toBase64(BytesView bytes) {
  auto out = spell(bytes, kBase64, 6);
  while (out.size() % 4 != 0) out += '=';
  return out;
}
std::string toBase64Url(BytesView bytes) { return spell(bytes, kBase64Url, 6); }
Result<Bytes> fromBase64(std::string_view text) {
  for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  return unspell(text, base64Value, 6, "bad_base64");
}

std::string toBase32(BytesView bytes) { return spell(bytes, kBase32, 5); }
Result<Bytes> fromBase32(std::string_view text) { return unspell(text, base32Value, 5, "bad_base32"); }

}  // namespace base
