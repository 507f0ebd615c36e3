// A request and its answer as the hall's routes see them: no Beast, no sockets.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"

namespace hall {

struct Request {
  std::string method;  // "GET", as sent
  std::string target;  // path and query, as sent
  std::string content_type{};
  std::string authorization{};
  std::string idempotency_key{};
  std::string if_none_match{};
  std::string cookie{};
  std::string body{};
  std::string address{};             // the peer's, for rate limits only; never logged
  std::string certificate_sha256{};  // hex, of the client certificate our CA signed; empty: none shown
};

struct Response {
  int status = 200;
  std::string content_type{};
  base::Bytes body{};
  std::vector<std::pair<std::string, std::string>> headers{};
};

}  // namespace hall
