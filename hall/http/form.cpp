#include "hall/http/form.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "hall/http/problem.hpp"
#include "hall_api/codec.hpp"

namespace hall {
namespace {

constexpr std::size_t kBodyLimit = 16'000;  // a logout token is the longest
constexpr std::size_t kFieldLimit = 20;

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const auto octet = base::fromHex(text.substr(i + 1, 2));
      if (!octet || octet->size() != 1 || octet->front() == 0) return std::nullopt;
      out += static_cast<char>(octet->front());
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

// The hall's codes on the way to an OAuth address, and what OAuth calls them.
std::string wordOf(const std::string& code) {
  constexpr std::array own{
      "authorization_pending", "slow_down",      "access_denied",   "expired_token",
      "invalid_grant",         "invalid_client", "invalid_request", "unsupported_grant_type"};
  if (std::find(own.begin(), own.end(), code) != own.end()) return code;
  if (code == "device_unknown") return "invalid_client";
  return statusOf(code) >= 500 ? "server_error" : "invalid_request";
}

}  // namespace

base::Result<std::map<std::string, std::string>> formFields(std::string_view body) {
  const auto bad = [](const char* cause) { return base::fail("invalid_request", "", cause); };
  if (body.size() > kBodyLimit) return bad("the body is too long");
  std::map<std::string, std::string> out;
  while (!body.empty()) {
    const auto pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(body.size(), pair.size() + 1));
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = decoded(pair.substr(0, equals));
    auto value = decoded(pair.substr(std::min(pair.size(), equals + 1)));
    if (!name || !value) return bad("a percent-encoding is wrong");
    if (value->empty()) continue;
    if (!out.emplace(*name, std::move(*value)).second) return bad("a parameter stands twice");
    if (out.size() > kFieldLimit) return bad("there are too many parameters");
  }
  return out;
}

Response oauthRefusal(const base::Error& error) {
  const auto word = wordOf(error.code);
  if (word == "server_error") (void)problemOf(error);  // which tells the log
  const int status = word == "invalid_client" ? 401 : word == "server_error" ? 500 : 400;
  const api::OAuthError body{word, word == "server_error" ? "" : error.cause};
  return {status, "application/json", base::bytesOf(api::toJson(body)), {{"Cache-Control", "no-store"}}};
}

std::string cookieNamed(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    auto pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return std::string(pair.substr(equals + 1));
  }
  return "";
}

}  // namespace hall
