#include "seal/carrier.hpp"

#include <algorithm>

namespace seal {
namespace {

constexpr std::size_t kMaxCharacters = 2000;
constexpr std::size_t kMaxHost = 253 + 6;  // a DNS name and ":65535"
constexpr std::string_view kScheme = "https://";
constexpr std::string_view kPath = "/v#";

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowerWithoutSpace(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text)
    if (!isSpace(c)) out += lower(c);
  return out;
}

bool isHost(std::string_view host) {
  return !host.empty() && host.size() <= kMaxHost && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' ||
           c == ']';
  });
}

auto refuse(std::string place, std::string cause) {
  return base::fail("not_a_hall_seal", std::move(place), std::move(cause));
}

}  // namespace

CarrierText toCarrier(base::BytesView cose_sign1, std::string_view host) {
  return {std::string(kScheme) + lowerWithoutSpace(host) + std::string(kPath), base::toBase32(cose_sign1)};
}

base::Result<Carried> fromCarrier(std::string_view text) {
  if (text.size() > kMaxCharacters) return refuse("text", "longer than 2000 characters");
  const auto folded = lowerWithoutSpace(text);
  std::string_view payload = folded;
  Carried carried;
  if (payload.starts_with(kScheme)) {
    const auto path = payload.find('/', kScheme.size());
    if (path == std::string_view::npos || !payload.substr(path).starts_with(kPath))
      return refuse("link", "the link doesn't lead to /v#");
    carried.host = payload.substr(kScheme.size(), path - kScheme.size());
    if (!isHost(carried.host)) return refuse("link", "the link names no host");
    payload.remove_prefix(path + kPath.size());
  }
  auto token = base::fromBase32(payload);
  if (!token) return refuse(token.error().place, "the text is not base32: " + token.error().cause);
  if (token->empty()) return refuse("text", "the text carries nothing");
  carried.token = std::move(*token);
  return carried;
}

}  // namespace seal
