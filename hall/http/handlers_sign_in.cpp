// Signing in at a terminal by another device: RFC 8628 for the terminal, /device and its questions for the
// browser, and where campus sign-ins send the browser back to.
#include <fmt/format.h>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall/http/answers.hpp"
#include "hall/http/form.hpp"
#include "hall/http/handlers.hpp"
#include "hall/service/device_sign_ins.hpp"

namespace hall {
namespace {

constexpr const char* kDeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";
// __Host-: of this host alone, over TLS alone (RFC 6265bis section 4.1.3.2). Lax, because a campus sign-in
// sends the browser back from another site.
constexpr const char* kCookie = "__Host-hall-sign-in";
constexpr const char* kCookieRules = "; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax";

using Fields = std::map<std::string, std::string>;

// The form, if it comes from whom the certificate says (RFC 8705 section 2: client_id always stands in it).
base::Result<Fields> formOf(const Call& call) {
  auto fields = formFields(call.request.body);
  if (!fields) return fields;
  const auto client = fields->find("client_id");
  if (client == fields->end()) return base::fail("invalid_request", "", "client_id is missing");
  if (client->second != call.device->name)
    return base::fail("invalid_client", "", "client_id isn't the name in the certificate");
  return fields;
}

template <class T>
Response oauth(const base::Result<T>& result) {
  if (!result) return oauthRefusal(result.error());
  auto out = json(result);
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

std::string cookieOf(const Call& call) { return cookieNamed(call.request.cookie, kCookie); }

void setCookie(Response& response, const std::string& cookie) {
  if (!cookie.empty())
    response.headers.emplace_back("Set-Cookie", fmt::format("{}={}{}", kCookie, cookie, kCookieRules));
}

Response page(const base::Result<DeviceSignIns::Turn>& turn) {
  if (!turn) return problemOf(turn.error());
  auto out = json(base::Result<api::SignInPage>(turn->page));
  setCookie(out, turn->cookie);
  return out;
}

// Only to addresses the hall made itself: its own page, or a configured provider's.
Response redirect(const std::string& to) { return {303, "", {}, {{"Location", to}}}; }

}  // namespace

Response deviceAuthorization(Service& service, const Call& call) {
  const auto fields = formOf(call);
  if (!fields) return oauthRefusal(fields.error());
  return oauth(service.deviceSignIns().begin(*call.device));
}

Response accessToken(Service& service, const Call& call) {
  const auto fields = formOf(call);
  if (!fields) return oauthRefusal(fields.error());
  const auto grant = fields->find("grant_type"), code = fields->find("device_code");
  if (grant == fields->end()) return oauthRefusal({"invalid_request", "", "grant_type is missing"});
  if (grant->second != kDeviceCodeGrant)
    return oauthRefusal({"unsupported_grant_type", "", "the hall takes device codes only"});
  if (code == fields->end()) return oauthRefusal({"invalid_request", "", "device_code is missing"});
  auto token = service.deviceSignIns().poll(*call.device, code->second);
  auto out = oauth(token);
  if (token) base::cleanse(token->access_token);
  return out;
}

Response oauthMetadata(Service& service, const Call&) {
  const auto at = service.deviceSignIns().address();
  const auto text = fmt::format(
      R"({{"issuer":"{0}","device_authorization_endpoint":"{0}/oauth/device_authorization",)"
      R"("token_endpoint":"{0}/oauth/token","grant_types_supported":["{1}"],"response_types_supported":[],)"
      R"("token_endpoint_auth_methods_supported":["tls_client_auth"],)"
      R"("tls_client_certificate_bound_access_tokens":true}})",
      at, kDeviceCodeGrant);
  return {200, "application/json", base::bytesOf(text), {}};
}

Response devicePage(Service&, const Call& call) {
  return call.files.answer("device.html", call.request.if_none_match);
}

Response lookAtSignIn(Service& service, const Call& call) {
  return page(service.deviceSignIns().look(cookieOf(call)));
}

Response enterUserCode(Service& service, const Call& call) {
  return withBody<api::UserCode>(call.request, [&](api::UserCode& code) {
    return page(service.deviceSignIns().enter(cookieOf(call), code));
  });
}

Response signInForTerminal(Service& service, const Call& call) {
  return withBody<api::PasswordAnswer>(call.request, [&](api::PasswordAnswer& answer) {
    auto turn = service.deviceSignIns().signIn(cookieOf(call), answer);
    base::cleanse(answer.password);
    return page(turn);
  });
}

Response goToProvider(Service& service, const Call& call) {
  return withBody<api::WayAnswer>(call.request, [&](api::WayAnswer& answer) {
    return page(service.deviceSignIns().goTo(cookieOf(call), answer));
  });
}

Response arriveFromProvider(Service& service, const Call& call) {
  const auto turn = service.deviceSignIns().arrive(cookieOf(call), call.param("way"), call.query);
  if (!turn && statusOf(turn.error().code) >= 500) return problemOf(turn.error());
  auto out = redirect(turn && !turn->page.go.empty() ? turn->page.go : "/device");
  if (turn) setCookie(out, turn->cookie);
  return out;
}

// CAS asks for no answer; Back-Channel Logout 1.0 section 2.8 for 200 or 400.
Response loggedOutAtProvider(Service& service, const Call& call) {
  const auto fields = formFields(call.request.body);
  if (!fields) return oauthRefusal(fields.error());
  const auto done = service.deviceSignIns().loggedOut(call.param("way"), *fields);
  if (done) return {200, "", {}, {}};
  base::log::info("a sign-out by {} came to nothing: {}", call.param("way"), done.error().describe());
  return oauthRefusal(
      {done.error().code == "data_failed" ? "internal" : "invalid_request", "", done.error().cause});
}

Response decideSignIn(Service& service, const Call& call) {
  return withBody<api::ConsentAnswer>(call.request, [&](api::ConsentAnswer& answer) {
    return page(service.deviceSignIns().decide(cookieOf(call), answer));
  });
}

}  // namespace hall
