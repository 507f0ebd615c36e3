// Which addresses the hall asks at all, and how it spells what it sends.
#include "hall/identity/web.hpp"

#include <catch2/catch.hpp>

using namespace hall::identity;

TEST_CASE("sign-in servers are asked over TLS, and without it on this very machine alone") {
  for (const char* url :
       {"https://cas.example.edu.cn/cas", "https://id.example:8443", "https://[2001:db8::1]/x",
        "http://127.0.0.1:35001/cas", "http://[::1]:80/", "http://localhost/x?a=b"})
    CHECK(isProviderUrl(url));
  for (const char* url :
       {"", "cas.example.edu.cn", "http://cas.example.edu.cn/cas", "http://127.0.0.1.example.com/",
        "http://localhost.example.com/", "https://user@host/", "https://host/a b", "https://host/\n",
        "file:///etc/passwd", "https://host/#fragment", "https://", "https:///x", "javascript:alert(1)",
        "http://127.0.0.1@evil.example/"}) {
    CAPTURE(url);
    CHECK_FALSE(isProviderUrl(url));
  }
  CHECK_FALSE(isProviderUrl("https://host/" + std::string(3'000, 'a')));
  const auto web = openWeb("");
  CHECK(web->exchange({"http://cas.example.edu.cn/"}).error().code == "provider_unreachable");
  CHECK(web->exchange({"http://127.0.0.1:1/"}).error().code == "provider_unreachable");
}

TEST_CASE("a value never begins another parameter") {
  CHECK(formOf({{"a", "1&b=2"}, {"c d", "%\r\n+"}}) == "a=1%26b%3D2&c%20d=%25%0D%0A%2B");
  CHECK(withQuery("https://x/y", {{"a", "b"}}) == "https://x/y?a=b");
  CHECK(withQuery("https://x/y?z", {{"a", "b"}}) == "https://x/y?z&a=b");
}
