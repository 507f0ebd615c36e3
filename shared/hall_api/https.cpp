#include "hall_api/https.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <mutex>

#include "base/crypto.hpp"
#include "base/unique_handle.hpp"

namespace api {
namespace {

struct Received {
  base::Bytes body;
  std::size_t limit = 0;
  bool too_large = false;
};

std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& received = *static_cast<Received*>(into);
  const auto length = size * count;
  if (received.body.size() + length > received.limit) {
    received.too_large = true;
    return 0;  // makes curl stop
  }
  received.body.insert(received.body.end(), bytes, bytes + length);
  return length;
}

class Headers {
 public:
  Headers() = default;
  Headers(const Headers&) = delete;
  Headers& operator=(const Headers&) = delete;
  ~Headers() { curl_slist_free_all(list_); }
  void add(std::string line) {
    // A value must not be able to begin another header line.
    std::erase_if(line, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    list_ = curl_slist_append(list_, line.c_str());
    base::cleanse(line);
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

// What a curl failure means to whoever stands at the terminal.
base::Error meaningOf(CURLcode code, const char* detail, const std::string& url) {
  const std::string cause = *detail ? detail : curl_easy_strerror(code);
  switch (static_cast<int>(code)) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return {"hall_untrusted", url, cause};
    case CURLE_SSL_CERTPROBLEM:
      return {"device_unknown", url, cause};
    default:
      break;
  }
  // TLS 1.3 tells a refused client certificate by an alert on the first read (RFC 8446 section 4.4.2.4).
  const bool refused =
      cause.find("alert") != std::string::npos &&
      (cause.find("certificate") != std::string::npos || cause.find("unknown ca") != std::string::npos);
  return {refused ? "device_unknown" : "hall_unreachable", url, cause};
}

}  // namespace

struct Https::Body {
  HallAddress address;
  base::Handle<CURL, curl_easy_cleanup> easy;
  std::array<char, CURL_ERROR_SIZE> detail{};

  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy.get(), option, value);
  }
  void setUp(const HttpsCall& call, const std::string& url, const Headers& headers, Received& received);
  void setUpTls();
};

Https::Https(const HallAddress& address) : body_(std::make_unique<Body>()) {
  static std::once_flag once;
  std::call_once(once, [] {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    // OpenSSL writes without MSG_NOSIGNAL, and CURLOPT_NOSIGNAL leaves SIGPIPE to us: a hall that goes away
    // in the middle of a request must be an error, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
  });
  body_->address = address;
  while (body_->address.url.ends_with('/')) body_->address.url.pop_back();
  body_->easy.reset(curl_easy_init());
}
Https::~Https() = default;

void Https::Body::setUpTls() {
  set(CURLOPT_PROTOCOLS_STR, "https");
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!address.ca_file.empty()) {
    set(CURLOPT_CAINFO, address.ca_file.c_str());
    set(CURLOPT_CAPATH,
        static_cast<const char*>(nullptr));  // else the system's CAs would be trusted beside ours
  }
  if (!address.certificate_file.empty()) {
    set(CURLOPT_SSLCERT, address.certificate_file.c_str());
    set(CURLOPT_SSLKEY, address.key_file.c_str());
  }
}

void Https::Body::setUp(const HttpsCall& call, const std::string& url, const Headers& headers,
                        Received& received) {
  curl_easy_reset(easy.get());  // options only; connections stay
  setUpTls();
  detail[0] = 0;
  set(CURLOPT_ERRORBUFFER, detail.data());
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY,
      "");  // the hall is on the campus network; an environment variable must not lead elsewhere
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(address.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>((address.connect_timeout + address.answer_timeout).count()));
  set(CURLOPT_WRITEFUNCTION, receive);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&received));
  if (call.method == "POST") {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    set(CURLOPT_POSTFIELDS, call.body.data());
  } else if (call.method != "GET") {
    set(CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }
}

base::Result<HttpsAnswer> Https::exchange(HttpsCall call) {
  if (!body_->easy) return base::fail("hall_unreachable", body_->address.url, "libcurl gives no handle");
  Headers headers;
  headers.add("Accept: application/json, application/problem+json, */*;q=0.5");
  headers.add("Expect:");
  if (call.method == "POST")
    headers.add(call.body.empty() ? "Content-Type:" : std::string("Content-Type: ") + call.content_type);
  if (!call.token.empty()) headers.add("Authorization: Bearer " + call.token);
  if (!call.idempotency_key.empty()) headers.add("Idempotency-Key: " + call.idempotency_key);
  Received received{.limit = call.answer_limit};
  const auto url = body_->address.url + call.path;
  body_->setUp(call, url, headers, received);

  const auto code = curl_easy_perform(body_->easy.get());
  base::cleanse(call.body);
  if (received.too_large)
    return base::fail("hall_answer_too_large", body_->address.url,
                      "the answer is longer than " + std::to_string(call.answer_limit) + " bytes");
  if (code != CURLE_OK) return base::fail(meaningOf(code, body_->detail.data(), body_->address.url));
  long status = 0;
  const char* type = nullptr;
  curl_easy_getinfo(body_->easy.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(body_->easy.get(), CURLINFO_CONTENT_TYPE, &type);
  return HttpsAnswer{static_cast<int>(status), type ? type : "", std::move(received.body)};
}

std::string percentEncoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool unreserved = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                            c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace api
