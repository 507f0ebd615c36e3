#include "hall/http/application.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall/http/form.hpp"
#include "hall/http/problem.hpp"
#include "hall/http/route.hpp"

namespace hall {
namespace {

constexpr std::size_t kTokenLimit = 512;

bool isOf(BodyType wanted, std::string_view content_type) {
  const auto type = content_type.substr(0, content_type.find(';'));
  std::string lower(type.substr(0, type.find_last_not_of(" \t") + 1));
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower == (wanted == BodyType::json ? "application/json" : "application/x-www-form-urlencoded");
}

// RFC 6750 section 2.1; empty: there is none.
std::string bearer(const std::string& authorization) {
  constexpr std::string_view scheme = "Bearer ";
  if (!authorization.starts_with(scheme) || authorization.size() > scheme.size() + kTokenLimit) return "";
  return authorization.substr(scheme.size());
}

base::Status checkForm(const Route& route, const Call& call, const Target& target) {
  const auto& request = call.request;
  if (route.has_body && !isOf(route.body_type, request.content_type))
    return base::fail("content_type_not_json", "",
                      route.body_type == BodyType::json ? "Content-Type must be application/json"
                                                        : "Content-Type must be a form's");
  if (!route.has_body && !request.body.empty())
    return base::fail("body_not_expected", "", "this address takes no body");
  if (route.pattern.starts_with("/api/"))
    for (const auto& [name, value] : target.query)
      if (name != "cursor") return base::fail("query_unknown", "", "the only query parameter is cursor");
  if (!route.keyed) return {};
  const auto& key = request.idempotency_key;
  if (key.empty()) return base::fail("idempotency_key_missing", "", "the Idempotency-Key header is missing");
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (key.size() < 8 || key.size() > 64 || !printable)
    return base::fail("idempotency_key_bad", "", "Idempotency-Key takes 8 to 64 visible ASCII characters");
  return {};
}

// OAuth clients understand OAuth's refusals only.
Response refusalOf(const Route& route, const base::Error& error) {
  return route.body_type == BodyType::form ? oauthRefusal(error) : problemOf(error);
}

Response tooMany(int wait_s) {
  auto out =
      problemOf({"too_many_requests", "", "asked too often from this address", {std::to_string(wait_s)}});
  out.headers.emplace_back("Retry-After", std::to_string(wait_s));
  return out;
}

}  // namespace

struct Application::Body {
  Service& service;
  const base::Clock& clock;
  StaticFiles files;
  RateLimit sign_ins;
  RateLimit user_codes;
  RateLimit verifications;

  struct Logged {  // never more than this
    std::string pattern = "-";
    std::string device = "-";
  };

  base::Status identify(const Route& route, Call& call, Logged& logged);
  base::Status authorise(const Route& route, Call& call);
  int secondsToWait(const Route& route, const Call& call);
  Response dispatch(const Request& request, Logged& logged);
};

// A certificate that is shown must be known, even where none is needed: a removed device gets nothing.
base::Status Application::Body::identify(const Route& route, Call& call, Logged& logged) {
  if (!call.request.certificate_sha256.empty()) {
    auto device = service.deviceByCertificate(call.request.certificate_sha256);
    if (!device) return base::fail(device.error());
    logged.device = device->name;
    call.device = std::move(*device);
  }
  const bool needed = route.access == Access::device || route.access == Access::device_session;
  if (needed && !call.device)
    return base::fail("device_unknown", "", "this address needs a device's certificate");
  return {};
}

base::Status Application::Body::authorise(const Route& route, Call& call) {
  call.token = bearer(call.request.authorization);
  const bool needed = route.access == Access::session || route.access == Access::device_session;
  if (!needed) return {};
  if (call.token.empty()) return base::fail("session_missing", "", "the Authorization header is missing");
  // Before the body is looked at: only who is signed in may make the hall parse.
  if (const auto person = service.personOf(call.token, call.device); !person)
    return base::fail(person.error());
  return {};
}

int Application::Body::secondsToWait(const Route& route, const Call& call) {
  switch (route.counted) {
    case Counted::no:
      return 0;
    case Counted::sign_in:
      return sign_ins.secondsToWait(call.request.address, clock.steady());
    case Counted::user_code:
      return user_codes.secondsToWait(call.request.address, clock.steady());
    case Counted::verification:
      return call.device ? 0 : verifications.secondsToWait(call.request.address, clock.steady());
  }
  return 0;
}

Response Application::Body::dispatch(const Request& request, Logged& logged) {
  const auto target = parseTarget(request.target);
  if (!target) return problemOf(target.error());
  auto match = matchRoute(request.method, target->path);
  if (!match) return problemOf(match.error());
  if (!match->route) {
    auto out = problemOf({"method_not_allowed", "", "allowed: " + match->allowed, {match->allowed}});
    out.headers.emplace_back("Allow", match->allowed);
    return out;
  }
  const auto& route = *match->route;
  logged.pattern = route.pattern;
  Call call{.request = request, .params = std::move(match->params), .files = files};
  if (const auto found = target->query.find("cursor"); found != target->query.end())
    call.cursor = found->second;
  if (!route.pattern.starts_with("/api/")) call.query = target->query;
  if (auto known = identify(route, call, logged); !known) return refusalOf(route, known.error());
  if (const int wait_s = secondsToWait(route, call); wait_s > 0) return tooMany(wait_s);
  if (auto allowed = authorise(route, call); !allowed) return refusalOf(route, allowed.error());
  if (auto formed = checkForm(route, call, *target); !formed) return refusalOf(route, formed.error());
  return route.handler(service, call);
}

Application::Application(Service& service, const base::Clock& clock, StaticFiles files,
                         const ApplicationSettings& settings)
    : body_(new Body{.service = service,
                     .clock = clock,
                     .files = std::move(files),
                     .sign_ins = RateLimit(settings.sign_ins),
                     .user_codes = RateLimit(settings.user_codes),
                     .verifications = RateLimit(settings.verifications)}) {}
Application::~Application() = default;

Response Application::answer(Request request) {
  const auto began = body_->clock.steady();
  Body::Logged logged;
  auto out = body_->dispatch(request, logged);
  base::cleanse(request.body);  // a password may have stood in it
  base::cleanse(request.cookie);
  out.headers.emplace_back("X-Content-Type-Options", "nosniff");
  out.headers.emplace_back("Referrer-Policy", "no-referrer");
  const bool cacheable = std::any_of(out.headers.begin(), out.headers.end(),
                                     [](const auto& header) { return header.first == "Cache-Control"; });
  if (!cacheable) out.headers.emplace_back("Cache-Control", "no-store");
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(body_->clock.steady() - began);
  const bool known_method = request.method == "GET" || request.method == "POST" || request.method == "DELETE";
  base::log::info("{} {} {} {} ms {}", known_method ? request.method : "-", logged.pattern, out.status,
                  took.count(), logged.device);
  return out;
}

}  // namespace hall
