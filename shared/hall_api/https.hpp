// One HTTPS exchange with the hall through libcurl: mutual TLS, TLS 1.2 or later, no redirects, no proxy,
// nothing but HTTPS, answers under a limit. Internal to this room. Blocking; one object a thread; the
// connection stays open between calls.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "hall_api/client.hpp"

namespace api {

struct HttpsCall {
  std::string method = "GET";
  std::string path;     // "/api/v1/me", percent-encoded
  std::string body{};   // sent with POST only; cleansed afterwards
  std::string token{};  // Authorization: Bearer; empty: none
  std::string idempotency_key{};
  const char* content_type = "application/json";  // of the body
  std::size_t answer_limit = 1 << 20;             // octets
};

struct HttpsAnswer {
  int status = 0;
  std::string content_type;
  base::Bytes body;
};

class Https {
 public:
  explicit Https(const HallAddress& address);
  ~Https();

  // Codes: "hall_unreachable", "hall_untrusted" (its certificate isn't of our CA), "device_unknown" (the hall
  // refused ours, or our files are no certificate and key), "hall_answer_too_large".
  base::Result<HttpsAnswer> exchange(HttpsCall call);

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

std::string percentEncoded(std::string_view text);  // RFC 3986: all but unreserved characters

}  // namespace api
