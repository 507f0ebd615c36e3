#include "hall/http/route.hpp"

#include <algorithm>

#include "hall/http/handlers.hpp"

namespace hall {
namespace {

constexpr std::size_t kTargetLimit = 2'000;
constexpr std::size_t kParamLimit = 64;  // identifiers, serials, node names

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/'
    const auto end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

bool isParam(std::string_view text) {
  return !text.empty() && text.size() <= kParamLimit && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::optional<std::map<std::string, std::string>> matched(std::string_view pattern, std::string_view path) {
  const auto wanted = segments(pattern);
  const auto given = segments(path);
  if (wanted.size() != given.size()) return std::nullopt;
  std::map<std::string, std::string> params;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool open = wanted[i].starts_with('{');
    if (!open && wanted[i] != given[i]) return std::nullopt;
    if (open && !isParam(given[i])) return std::nullopt;
    if (open) params[std::string(wanted[i].substr(1, wanted[i].size() - 2))] = given[i];
  }
  return params;
}

base::Result<std::string> percentDecoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto octet = base::fromHex(text.substr(i + 1, 2));
    if (!octet || octet->size() != 1 || octet->front() < 0x20)
      return base::fail("request_malformed", "", "the address has a bad percent-encoding");
    out += static_cast<char>(octet->front());
    i += 2;
  }
  return out;
}

}  // namespace

base::Result<Target> parseTarget(std::string_view target) {
  if (target.size() > kTargetLimit || !target.starts_with('/'))
    return base::fail("request_malformed", "", "the address is no path, or too long");
  Target out;
  const auto mark = target.find('?');
  const auto path = percentDecoded(target.substr(0, mark));
  if (!path) return base::fail(path.error());
  out.path = *path;
  auto rest = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  while (!rest.empty()) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = percentDecoded(pair.substr(0, equals));
    const auto value = percentDecoded(pair.substr(std::min(pair.size(), equals + 1)));
    if (!name) return base::fail(name.error());
    if (!value) return base::fail(value.error());
    out.query[*name] = *value;
  }
  return out;
}

base::Result<Match> matchRoute(std::string_view method, std::string_view path) {
  Match out;
  for (const auto& route : routes()) {
    auto params = matched(route.pattern, path);
    if (!params) continue;
    if (route.method == method) {
      out.route = &route;
      out.params = std::move(*params);
      return out;
    }
    if (out.allowed.find(route.method) == std::string::npos)
      out.allowed += (out.allowed.empty() ? "" : ", ") + std::string(route.method);
  }
  if (out.allowed.empty()) return base::fail("route_unknown", "", "the hall has no such address");
  return out;
}

const std::vector<Route>& routes() {
  using enum Access;
  constexpr bool keyed = true, body = true, plain = false;
  static const std::vector<Route> all{
      {"GET", "/api/v1/devices/self", device, plain, plain, Counted::no, deviceSelf},
      {"POST", "/api/v1/sessions", device, plain, body, Counted::sign_in, signIn},
      {"POST", "/api/v1/browser-sessions", anyone, plain, body, Counted::sign_in, signInBrowser},
      {"DELETE", "/api/v1/sessions/current", session, plain, plain, Counted::no, signOut},
      {"GET", "/api/v1/me", session, plain, plain, Counted::no, me},

      {"POST", "/oauth/device_authorization", device, plain, body, Counted::no, deviceAuthorization,
       BodyType::form},
      {"POST", "/oauth/token", device, plain, body, Counted::no, accessToken, BodyType::form},
      {"GET", "/.well-known/oauth-authorization-server", anyone, plain, plain, Counted::no, oauthMetadata},
      {"GET", "/device", anyone, plain, plain, Counted::no, devicePage},
      {"GET", "/api/v1/device-sign-in", anyone, plain, plain, Counted::no, lookAtSignIn},
      {"POST", "/api/v1/device-sign-in", anyone, plain, body, Counted::user_code, enterUserCode},
      {"POST", "/api/v1/device-sign-in/password", anyone, plain, body, Counted::sign_in, signInForTerminal},
      {"POST", "/api/v1/device-sign-in/way", anyone, plain, body, Counted::sign_in, goToProvider},
      {"POST", "/api/v1/device-sign-in/consent", anyone, plain, body, Counted::no, decideSignIn},
      {"GET", "/sign-in/{way}", anyone, plain, plain, Counted::sign_in, arriveFromProvider},
      {"POST", "/sign-in/{way}", anyone, plain, body, Counted::sign_in, loggedOutAtProvider, BodyType::form},

      {"GET", "/api/v1/processes", anyone, plain, plain, Counted::no, guide},
      {"POST", "/api/v1/cases", session, keyed, body, Counted::no, apply},
      {"GET", "/api/v1/cases", session, plain, plain, Counted::no, myCases},
      {"GET", "/api/v1/cases/{case_id}", session, plain, plain, Counted::no, caseById},
      {"GET", "/api/v1/tasks", session, plain, plain, Counted::no, myTasks},
      {"POST", "/api/v1/cases/{case_id}/nodes/{node_id}/decision", session, keyed, body, Counted::no, decide},

      {"GET", "/api/v1/steps", device_session, plain, plain, Counted::no, mySteps},
      {"POST", "/api/v1/cases/{case_id}/nodes/{node_id}/actions", device_session, keyed, body, Counted::no,
       completeAction},
      {"GET", "/api/v1/documents", device_session, plain, plain, Counted::no, myDocuments},
      {"GET", "/api/v1/documents/{document_id}/preview", device_session, plain, plain, Counted::no,
       previewPdf},
      {"POST", "/api/v1/documents/{document_id}/printouts", device_session, keyed, plain, Counted::no,
       requestPrintout},
      {"GET", "/api/v1/printouts/{serial}/pdf", device_session, plain, plain, Counted::no, printoutPdf},
      {"POST", "/api/v1/printouts/{serial}/events", device, keyed, body, Counted::no, reportPrintout},

      {"POST", "/api/v1/verifications", anyone, plain, body, Counted::verification, verify},
      {"GET", "/api/v1/printouts/{serial}/status", anyone, plain, plain, Counted::verification, publicStatus},

      {"GET", "/api/v1/printouts/{serial}/content", device_session, plain, plain, Counted::no, issuedContent},
      {"POST", "/api/v1/printouts/{serial}/receipts", device_session, keyed, body, Counted::no, receive},
      {"POST", "/api/v1/receipts/{receipt_id}/undo", device_session, keyed, plain, Counted::no, undo},
      {"POST", "/api/v1/receipts/search", device_session, plain, body, Counted::no, receipts},
      {"POST", "/api/v1/receipts/statistics", device_session, plain, body, Counted::no, statistics},
      {"GET", "/api/v1/colleagues", device_session, plain, plain, Counted::no, colleagues},

      {"GET", "/api/v1/keys", anyone, plain, plain, Counted::no, keySet},
      {"GET", "/api/v1/keys/jwks.json", anyone, plain, plain, Counted::no, jwks},
      {"GET", "/api/v1/status/{list}", anyone, plain, plain, Counted::no, statusList},
      {"GET", "/v", anyone, plain, plain, Counted::no, publicPage},
      {"GET", "/{file}", anyone, plain, plain, Counted::no, publicFile},
  };
  return all;
}

}  // namespace hall
