#include "hall/http/problem.hpp"

#include <algorithm>
#include <string_view>

#include "base/log.hpp"
#include "hall/service/refusals.hpp"
#include "hall_api/codec.hpp"

namespace hall {
namespace {

// What the way to a handler can refuse; the rest is the service's (refusals.hpp) or the codec's (json_*).
const std::vector<ProblemCode> kOwn{
    {"request_malformed", 400},     {"query_unknown", 400},
    {"body_not_expected", 400},     {"idempotency_key_missing", 400},
    {"idempotency_key_bad", 400},   {"session_missing", 401},
    {"route_unknown", 404},         {"method_not_allowed", 405},
    {"body_too_large", 413},        {"json_too_large", 413},
    {"content_type_not_json", 415}, {"too_many_requests", 429},
    {"header_too_large", 431},      {"internal", 500},
    {"provider_unreachable", 503},  {"provider_untrusted", 503},
    {"provider_busy", 503},         {"provider_answer_bad", 503},
};

int statusOf(Refusal refusal) {
  switch (refusal) {
    case Refusal::malformed:
      return 400;
    case Refusal::not_signed_in:
      return 401;
    case Refusal::not_allowed:
      return 403;
    case Refusal::unknown:
      return 404;
    case Refusal::conflict:
      return 409;
    case Refusal::too_many:
      return 429;
  }
  return 500;
}

std::string_view titleOf(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

}  // namespace

std::vector<ProblemCode> problemCodes() {
  auto out = kOwn;
  for (const auto& [code, refusal] : refusalCodes())
    if (std::none_of(kOwn.begin(), kOwn.end(), [&code = code](const auto& own) { return own.code == code; }))
      out.push_back({code, statusOf(refusal)});
  return out;
}

int statusOf(const std::string& code) {
  const auto found =
      std::find_if(kOwn.begin(), kOwn.end(), [&](const auto& own) { return own.code == code; });
  if (found != kOwn.end()) return found->status;
  if (const auto refusal = refusalOf(code)) return statusOf(*refusal);
  return code.starts_with("json_") ? 400 : 500;
}

Response problemOf(const base::Error& error, const domain::Acceptance* acceptance) {
  api::Problem problem{.status = statusOf(error.code), .code = error.code, .args = error.args};
  problem.title = titleOf(problem.status);
  if (problem.status >= 500) {
    base::log::error("answering {}: {}", problem.status, error.describe());
    problem.args.clear();
    problem.detail = "The hall could not do this; its log says why.";
  } else {
    problem.detail = error.cause;
    problem.pointer = error.place;
  }
  if (acceptance) problem.acceptance = *acceptance;
  Response out{problem.status, "application/problem+json", base::bytesOf(api::toJson(problem)), {}};
  if (problem.status == 401) out.headers.emplace_back("WWW-Authenticate", "Bearer");
  return out;
}

}  // namespace hall
