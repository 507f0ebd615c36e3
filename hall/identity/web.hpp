// What the hall asks of a campus's sign-in servers: one exchange each, over TLS. An interface, so that tests
// answer for a server; openWeb() is libcurl. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace hall::identity {

struct WebCall {
  std::string url;
  std::string form{};  // application/x-www-form-urlencoded, sent by POST; empty: GET
  std::string authorization{};
};

struct WebAnswer {
  int status = 0;
  std::string body;
};

class Web {
 public:
  virtual ~Web() = default;
  // Codes: provider_unreachable (also: too slow, too long an answer), provider_untrusted (its certificate),
  // provider_busy (too many are asked at this moment).
  virtual base::Result<WebAnswer> exchange(const WebCall& call) = 0;
};

struct WebLimits {
  long connect_ms = 3'000;             // a campus network answers at once or not at all
  long whole_ms = 8'000;               // people wait in front of a phone
  std::size_t answer_bytes = 256'000;  // discovery documents and key sets have some thousands
  std::ptrdiff_t at_once = 3;          // of the hall's threads; the others print meanwhile
};

// ca_file: PEM of who signed the servers' certificates; empty: the system's CAs. No redirects, no proxy.
std::unique_ptr<Web> openWeb(const std::filesystem::path& ca_file);

// https, or http on this very machine (127.0.0.1, [::1], localhost); no user, no fragment.
bool isProviderUrl(std::string_view url);

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;
std::string formOf(const Fields& fields);                             // "a=b&c=d", percent-encoded
std::string withQuery(const std::string& url, const Fields& fields);  // joined by ? or &
std::string percentEncoded(std::string_view text);                    // all but RFC 3986's unreserved

}  // namespace hall::identity
