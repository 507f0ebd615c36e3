// Signing in by phone over the wire: OAuth's addresses for terminals, the page's for browsers.
#include <algorithm>

#include "hall/http/form.hpp"
#include "hall/identity/web.hpp"
#include "hall/service/device_sign_ins.hpp"
#include "hall_fixture.hpp"

namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
const std::string kGrant = "grant_type=urn:ietf:params:oauth:grant-type:device_code";

std::string headerOf(const hall::Response& response, const std::string& name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                  [&](const auto& header) { return header.first == name; });
  return found == response.headers.end() ? "" : found->second;
}

struct Hall : RunningHall {
  using RunningHall::RunningHall;
  hall::IssuedCertificate desk = addDevice("DESK-09", "desk", "教务处");

  hall::Response form(const std::string& target, const std::string& body, const std::string& type = kForm) {
    return application().answer({.method = "POST",
                                 .target = target,
                                 .content_type = type,
                                 .body = body,
                                 .address = "127.0.0.1",
                                 .certificate_sha256 = desk.sha256});
  }
  // "400 invalid_request", as OAuth clients see it.
  std::string oauth(const std::string& target, const std::string& body, const std::string& type = kForm) {
    const auto answer = form(target, body, type);
    CHECK(answer.content_type == "application/json");
    CHECK(headerOf(answer, "Cache-Control") == "no-store");
    const auto error = api::fromJson<api::OAuthError>(base::textOf(answer.body));
    return std::to_string(answer.status) + (error ? " " + error->error : "");
  }
  hall::Response browser(const std::string& target, const std::string& body, const std::string& cookie = "") {
    return application().answer({.method = body.empty() ? "GET" : "POST",
                                 .target = target,
                                 .content_type = body.empty() ? "" : "application/json",
                                 .cookie = cookie,
                                 .body = body,
                                 .address = "127.0.0.1"});
  }
};

std::string problemIn(const hall::Response& response) {
  const auto problem = api::fromJson<api::Problem>(base::textOf(response.body));
  return problem ? problem->code : "";
}

api::SignInPage pageIn(const hall::Response& response) {
  const auto page = api::fromJson<api::SignInPage>(base::textOf(response.body));
  INFO((page ? "" : page.error().describe()));
  REQUIRE(page);
  return *page;
}

}  // namespace

TEST_CASE("a desk's client begins, waits, and has the person's session once it is allowed") {
  Hall hall;
  auto client = hall.clientOf("DESK-09");
  const auto grant = client->beginSignIn();
  INFO((grant ? "" : grant.error().describe()));
  REQUIRE(grant);
  CHECK(client->pollSignIn(grant->device_code).error().code == "authorization_pending");
  CHECK(client->pollSignIn(grant->device_code).error().code == "slow_down");
  CHECK(client->pollSignIn("nonsense").error().code == "invalid_grant");

  auto& page = hall.service().deviceSignIns();
  const auto asked = page.enter("", {grant->user_code});
  REQUIRE(asked);
  const auto consent = page.signIn(asked->cookie, {asked->page.proof, "t1008", "hall-demo-2026"});
  REQUIRE(consent);
  CHECK(page.decide(consent->cookie, {consent->page.proof, false}));
  auto again = client->beginSignIn();
  REQUIRE(again);
  CHECK(client->pollSignIn(grant->device_code).error().code == "invalid_grant");
  const auto second = page.enter("", {again->user_code});
  const auto signed_in = page.signIn(second->cookie, {second->page.proof, "t1008", "hall-demo-2026"});
  REQUIRE(signed_in);
  REQUIRE(page.decide(signed_in->cookie, {signed_in->page.proof, true}));
  const auto session = client->pollSignIn(again->device_code);
  INFO((session ? "" : session.error().describe()));
  REQUIRE(session);
  CHECK(session->person.account == "t1008");
  CHECK(session->expires_at > base::SystemClock().now());
  CHECK(client->signOut(session->token));
  CHECK(client->pollSignIn(again->device_code).error().code == "invalid_grant");

  hall.campus().device("GHOST");
  CHECK(hall.clientOf("GHOST")->beginSignIn().error().code == "device_unknown");
}

TEST_CASE("OAuth's refusals are OAuth's words, whatever went wrong on the way") {
  Hall hall;
  const std::string begin = "/oauth/device_authorization", token = "/oauth/token", us = "client_id=DESK-09";
  CHECK(hall.oauth(begin, us) == "200");
  CHECK(hall.oauth(begin, us + "&scope=") == "200");
  CHECK(hall.oauth(begin, "") == "400 invalid_request");
  CHECK(hall.oauth(begin, "client_id=") == "400 invalid_request");
  CHECK(hall.oauth(begin, us + "&" + us) == "400 invalid_request");
  CHECK(hall.oauth(begin, us + "&x=%zz") == "400 invalid_request");
  CHECK(hall.oauth(begin, us + "&x=" + std::string(20'000, 'x')) == "400 invalid_request");
  CHECK(hall.oauth(begin, "{\"client_id\":\"DESK-09\"}", "application/json") == "400 invalid_request");
  CHECK(hall.oauth(begin, "client_id=DESK-03") == "401 invalid_client");
  CHECK(hall.oauth(token, us) == "400 invalid_request");
  CHECK(hall.oauth(token, us + "&grant_type=password&username=t1008&password=x") ==
        "400 unsupported_grant_type");
  CHECK(hall.oauth(token, us + "&" + kGrant) == "400 invalid_request");
  CHECK(hall.oauth(token, us + "&" + kGrant + "&device_code=guess") == "400 invalid_grant");
  hall.desk.sha256.clear();
  CHECK(hall.oauth(begin, us) == "401 invalid_client");
  hall.desk.sha256 = std::string(64, '0');
  CHECK(hall.oauth(token, us) == "401 invalid_client");
}

TEST_CASE("the metadata names the addresses an OAuth client needs") {
  Hall hall;
  const auto answer = hall.browser("/.well-known/oauth-authorization-server", "");
  CHECK(answer.status == 200);
  const std::string text(base::textOf(answer.body));
  for (const char* part :
       {R"("issuer":"https://hall.example.edu.cn")",
        R"("device_authorization_endpoint":"https://hall.example.edu.cn/oauth/device_authorization")",
        R"("token_endpoint":"https://hall.example.edu.cn/oauth/token")", "tls_client_auth"})
    CHECK(text.find(part) != std::string::npos);
}

TEST_CASE("a browser is known by a cookie that scripts, other hosts and plain HTTP never see") {
  Hall hall;
  const auto grant = hall.clientOf("DESK-09")->beginSignIn();
  REQUIRE(grant);
  auto answer = hall.browser("/api/v1/device-sign-in", "");
  CHECK(pageIn(answer).step == api::SignInStep::code);
  CHECK(headerOf(answer, "Set-Cookie").empty());
  CHECK(headerOf(answer, "Cache-Control") == "no-store");

  answer = hall.browser("/api/v1/device-sign-in", R"({"user_code":")" + grant->user_code + "\"}");
  const auto line = headerOf(answer, "Set-Cookie");
  CHECK(line.starts_with("__Host-hall-sign-in="));
  CHECK(line.ends_with("; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax"));
  const auto cookie = line.substr(0, line.find(';'));
  const auto page = pageIn(answer);
  CHECK(page.terminal == "DESK-09");
  CHECK(cookie.find(page.proof) == std::string::npos);
  CHECK(pageIn(hall.browser("/api/v1/device-sign-in", "", "a=b; " + cookie + "; c=d")).proof == page.proof);
  CHECK(pageIn(hall.browser("/api/v1/device-sign-in", "", "x" + cookie)).step == api::SignInStep::code);

  const auto password = R"({"proof":")" + page.proof + R"(","account":"t1008","password":"hall-demo-2026"})";
  CHECK(problemIn(hall.browser("/api/v1/device-sign-in/password", password)) == "sign_in_ended");
  hall::Request cross{.method = "POST",
                      .target = "/api/v1/device-sign-in/password",
                      .content_type = "text/plain",  // all that another site's form can send
                      .cookie = cookie,
                      .body = password,
                      .address = "127.0.0.1"};
  CHECK(problemIn(hall.application().answer(cross)) == "content_type_not_json");
  answer = hall.browser("/api/v1/device-sign-in/password", password, cookie);
  CHECK(pageIn(answer).step == api::SignInStep::consent);
  CHECK(!headerOf(answer, "Set-Cookie").starts_with(cookie));
}

TEST_CASE("whoever comes back from nowhere is led to the page, and nowhere else") {
  Hall hall;
  for (const char* target : {"/sign-in/cas?ticket=ST-1&state=x", "/sign-in/oidc?code=1&state=x",
                             "/sign-in/other", "/sign-in/cas?ticket=ST-1&state=x&go=https://evil.example/",
                             "/sign-in/cas?service=https://evil.example"}) {
    const auto answer = hall.browser(target, "");
    CHECK(answer.status == 303);
    CHECK(headerOf(answer, "Location") == "/device");
    CHECK(headerOf(answer, "Set-Cookie").empty());
    CHECK(headerOf(answer, "Referrer-Policy") == "no-referrer");
  }
}

TEST_CASE("the page runs its own script alone and can't be framed") {
  Hall hall;
  const auto answer = hall.browser("/device?user_code=WDJB-MJHT", "");
  CHECK(answer.status == 200);
  const auto policy = headerOf(answer, "Content-Security-Policy");
  for (const char* part :
       {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'"})
    CHECK(policy.find(part) != std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  const std::string html(base::textOf(answer.body));
  CHECK(html.find("<script>") == std::string::npos);
  CHECK(html.find(" style=") == std::string::npos);
  CHECK(html.find(" on") == std::string::npos);
}

TEST_CASE("guessing short codes is slowed down by the address it comes from") {
  Hall hall(hall::ApplicationSettings{.user_codes = {60, 5}});
  for (int i = 0; i < 5; ++i)
    CHECK(problemIn(hall.browser("/api/v1/device-sign-in", R"({"user_code":"BBBB-BBBB"})")) ==
          "user_code_unknown");
  const auto answer = hall.browser("/api/v1/device-sign-in", R"({"user_code":"BBBB-BBBB"})");
  CHECK(answer.status == 429);
  CHECK(!headerOf(answer, "Retry-After").empty());
}

TEST_CASE("a sign-in server is believed by its CA alone, followed nowhere, and not listened to for ever") {
  TempFolder here, elsewhere;
  Campus campus(here.path()), other(elsewhere.path());
  RunningServer server(campus.serverSettings(), [](const hall::Request& request) -> hall::Response {
    if (request.target == "/away") return {303, "", {}, {{"Location", "/"}}};
    if (request.target == "/long") return {200, "text/plain", base::Bytes(300'000, 'x'), {}};
    return {200, "text/plain", base::bytesOf(request.method + request.body + request.authorization), {}};
  });
  const auto at = "https://127.0.0.1:" + std::to_string(server.port());
  const auto web = hall::identity::openWeb(here.path() / "ca.pem");
  const auto answer = web->exchange({at + "/", "a=b", "Basic eA=="});
  INFO((answer ? "" : answer.error().describe()));
  REQUIRE(answer);
  CHECK(answer->body == "POSTa=bBasic eA==");
  CHECK(web->exchange({at + "/away"})->status == 303);
  CHECK(web->exchange({at + "/long"}).error().code == "provider_unreachable");
  CHECK(hall::identity::openWeb("")->exchange({at + "/"}).error().code == "provider_untrusted");
  CHECK(hall::identity::openWeb(elsewhere.path() / "ca.pem")->exchange({at + "/"}).error().code ==
        "provider_untrusted");
  CHECK(hall::identity::openWeb(here.path() / "none.pem")->exchange({at + "/"}).error().code ==
        "provider_untrusted");
}

TEST_CASE("a form is read strictly") {
  using Fields = std::map<std::string, std::string>;
  CHECK(*hall::formFields("a=1&b=x%20y+z&c=") == Fields{{"a", "1"}, {"b", "x y z"}});
  CHECK(hall::formFields("")->empty());
  for (const char* bad : {"a=1&a=2", "a=%", "a=%00", "a=%zz"}) CHECK_FALSE(hall::formFields(bad));
  std::string many;
  for (int i = 0; i < 30; ++i) many += "&a" + std::to_string(i) + "=1";
  CHECK_FALSE(hall::formFields(many));
}

TEST_CASE("a cookie is found by its whole name") {
  CHECK(hall::cookieNamed("a=1; b=2", "b") == "2");
  CHECK(hall::cookieNamed("xb=1;b=2=3", "b") == "2=3");
  CHECK(hall::cookieNamed("bb=1; B=2", "b").empty());
  CHECK(hall::cookieNamed("", "b").empty());
}
