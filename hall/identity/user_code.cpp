#include "hall/identity/user_code.hpp"

#include "base/crypto.hpp"

namespace hall::identity {
namespace {

constexpr std::string_view kLetters = "BCDFGHJKLMNPQRSTVWXZ";  // RFC 8628 section 6.1
constexpr std::size_t kLength = 8;
constexpr std::size_t kTypedLimit = 32;

}  // namespace

std::string newUserCode() {
  constexpr unsigned fair = 256 - 256 % kLetters.size();  // above it some letters would come more often
  std::string out;
  while (out.size() < kLength)
    for (const auto byte : base::randomBytes(kLength))
      if (byte < fair && out.size() < kLength) out += kLetters[byte % kLetters.size()];
  return out;
}

std::string userCodeIn(std::string_view typed) {
  if (typed.size() > kTypedLimit) return "";
  std::string out;
  for (char c : typed) {
    if (c == '-' || c == ' ' || c == '.') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (kLetters.find(c) == std::string_view::npos) return "";
    out += c;
  }
  return out.size() == kLength ? out : "";
}

std::string shownUserCode(const std::string& code) { return code.substr(0, 4) + "-" + code.substr(4); }

}  // namespace hall::identity
