#include "hall/http/problem.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/log.hpp"
#include "hall_api/codec.hpp"

namespace hall {
namespace {

struct CodeStatus {
  std::string_view code;
  int status;
};

constexpr std::array kStatuses{
    CodeStatus{"request_malformed", 400},     CodeStatus{"query_unknown", 400},
    CodeStatus{"body_not_expected", 400},     CodeStatus{"idempotency_key_missing", 400},
    CodeStatus{"idempotency_key_bad", 400},   CodeStatus{"json_too_large", 413},
    CodeStatus{"body_too_large", 413},        CodeStatus{"header_too_large", 431},
    CodeStatus{"content_type_not_json", 415}, CodeStatus{"route_unknown", 404},
    CodeStatus{"method_not_allowed", 405},    CodeStatus{"too_many_requests", 429},
    CodeStatus{"device_unknown", 401},        CodeStatus{"session_missing", 401},
    CodeStatus{"session_expired", 401},       CodeStatus{"sign_in_failed", 401},
};

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

int statusOf(const std::string& code) {
  const auto found =
      std::find_if(kStatuses.begin(), kStatuses.end(), [&](const auto& one) { return one.code == code; });
  if (found != kStatuses.end()) return found->status;
  return code.starts_with("json_") ? 400 : 500;
}

Response problemOf(const base::Error& error, const domain::Acceptance* acceptance) {
  api::Problem problem{.status = statusOf(error.code), .code = error.code, .args = error.args};
  problem.title = titleOf(problem.status);
  if (problem.status >= 500) {
    base::log::error("answering {}: {}", problem.status, error.describe());
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
