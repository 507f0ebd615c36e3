#include "hall/identity/web.hpp"

#include <curl/curl.h>

#include <array>
#include <csignal>
#include <mutex>
#include <regex>
#include <semaphore>

#include "base/crypto.hpp"
#include "base/unique_handle.hpp"

namespace hall::identity {
namespace {

constexpr WebLimits kLimits;
constexpr auto kPatience = std::chrono::milliseconds(500);  // for a turn
std::counting_semaphore<kLimits.at_once> turns(kLimits.at_once);

std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > kLimits.answer_bytes) return 0;  // makes curl stop
  body.append(bytes, size * count);
  return size * count;
}

using Headers = base::Handle<curl_slist, curl_slist_free_all>;

Headers headersOf(const WebCall& call) {
  Headers out(curl_slist_append(nullptr, "Accept: application/json, application/xml;q=0.9, */*;q=0.5"));
  const auto line = "Authorization: " + call.authorization;
  if (!call.authorization.empty()) (void)curl_slist_append(out.get(), line.c_str());
  return out;
}

class CurlWeb final : public Web {
 public:
  explicit CurlWeb(std::filesystem::path ca_file) : ca_file_(std::move(ca_file)) {
    static std::once_flag once;
    std::call_once(once, [] {
      curl_global_init(CURL_GLOBAL_DEFAULT);
      std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
    });
  }

  base::Result<WebAnswer> exchange(const WebCall& call) override {
    if (!isProviderUrl(call.url)) return base::fail("provider_unreachable", "", "the address is no https://");
    if (!turns.try_acquire_for(kPatience))
      return base::fail("provider_busy", "", "other sign-ins are waiting for their server");
    auto out = perform(call);
    turns.release();
    return out;
  }

 private:
  base::Result<WebAnswer> perform(const WebCall& call) const {
    const base::Handle<CURL, curl_easy_cleanup> easy(curl_easy_init());
    if (!easy) return base::fail("provider_unreachable", "", "libcurl gives no handle");
    const auto headers = headersOf(call);
    WebAnswer out;
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
    set(CURLOPT_URL, call.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "https,http");  // http stays on this machine: isProviderUrl
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!ca_file_.empty()) {
      set(CURLOPT_CAINFO, ca_file_.c_str());
      set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // else the system's CAs count as well
    }
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, kLimits.connect_ms);
    set(CURLOPT_TIMEOUT_MS, kLimits.whole_ms);
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_WRITEFUNCTION, receive);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&out.body));
    if (!call.form.empty()) {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.form.size()));
      set(CURLOPT_POSTFIELDS, call.form.c_str());
    }
    const auto code = curl_easy_perform(easy.get());
    // The address is left out of what is told: it may hold a ticket.
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
      return base::fail("provider_untrusted", "", curl_easy_strerror(code));
    if (code != CURLE_OK) return base::fail("provider_unreachable", "", curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    out.status = static_cast<int>(status);
    return out;
  }

  std::filesystem::path ca_file_;
};

}  // namespace

std::unique_ptr<Web> openWeb(const std::filesystem::path& ca_file) {
  return std::make_unique<CurlWeb>(ca_file);
}

bool isProviderUrl(std::string_view url) {
  static const std::regex pattern(
      R"((https://([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])|http://(127\.0\.0\.1|\[::1\]|localhost))(:[0-9]{1,5})?(/[!-"$-~]*)?)");
  return url.size() <= 2'000 && std::regex_match(url.begin(), url.end(), pattern);
}

std::string percentEncoded(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool unreserved = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                            c == '-' || c == '.' || c == '_' || c == '~';
    const auto octet = static_cast<unsigned char>(c);
    out += unreserved ? std::string(1, c) : std::string{'%', hex[octet >> 4], hex[octet & 15]};
  }
  return out;
}

std::string formOf(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields)
    out += (out.empty() ? "" : "&") + percentEncoded(name) + "=" + percentEncoded(value);
  return out;
}

std::string withQuery(const std::string& url, const Fields& fields) {
  return url + (url.find('?') == std::string::npos ? '?' : '&') + formOf(fields);
}

}  // namespace hall::identity
