#include "hall/identity/oidc.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>

#include "base/crypto.hpp"

namespace hall::identity {
namespace {

constexpr base::UnixSeconds kSkew_s = 60;
constexpr base::UnixSeconds kOldest_s = 600;          // of an ID token: its sign-in has just happened
constexpr base::UnixSeconds kDiscoveryKept_s = 3600;  // a provider that moves an endpoint is found within it
constexpr std::size_t kHintLimit = 4'000;             // of an address; client_id says nearly as much
constexpr base::UnixSeconds kKeysAgain_s = 60;        // forged kids don't make the hall a load generator

tl::unexpected<base::Error> bad(std::string place, std::string cause) {
  return base::fail("provider_answer_bad", std::move(place), std::move(cause));
}

base::Result<Json> jsonOf(const base::Result<WebAnswer>& answer, const char* place) {
  if (!answer) return base::fail(answer.error());
  auto json = api::json::parse(answer->body);
  if (!json || json->kind != Json::Kind::object)
    return bad(place, "HTTP status " + std::to_string(answer->status) + " and no JSON object");
  return json;
}

// NumericDate may have a fraction (RFC 7519 section 2).
std::optional<base::UnixSeconds> timeIn(const Json& claims, const char* name) {
  const auto* value = member(claims, name);
  if (!value) return std::nullopt;
  if (value->kind == Json::Kind::integer) return value->integer;
  if (value->kind != Json::Kind::number || !(std::abs(value->number) < 1e15)) return std::nullopt;
  return static_cast<base::UnixSeconds>(std::floor(value->number));
}

struct Discovered {
  std::string authorization_endpoint, token_endpoint, jwks_uri;
  std::string end_session_endpoint;  // empty: none
  bool says_iss = false;             // RFC 9207: iss comes back in the address
  base::UnixSeconds at = 0;
};

base::Result<Discovered> discoveredIn(const Json& json, const std::string& issuer) {
  if (textOf(json, "issuer") != issuer) return bad("issuer", "the provider calls itself something else");
  Discovered out{textOf(json, "authorization_endpoint"), textOf(json, "token_endpoint"),
                 textOf(json, "jwks_uri"), textOf(json, "end_session_endpoint")};
  for (const auto& [name, url] :
       {std::pair("authorization_endpoint", out.authorization_endpoint),
        std::pair("token_endpoint", out.token_endpoint), std::pair("jwks_uri", out.jwks_uri)})
    if (!isProviderUrl(url)) return bad(name, "there is no https:// address");
  if (!isProviderUrl(out.end_session_endpoint)) out.end_session_endpoint.clear();
  const auto* says_iss = member(json, "authorization_response_iss_parameter_supported");
  out.says_iss = says_iss && says_iss->boolean;
  return out;
}

class Oidc final : public Provider {
 public:
  Oidc(OidcSettings settings, std::unique_ptr<Web> web)
      : settings_(std::move(settings)), web_(std::move(web)) {}

  std::string id() const override { return "oidc"; }
  base::Bilingual title() const override { return settings_.title; }

  base::Result<std::string> goUrl(const std::string& back, const VisitSecrets& secrets,
                                  base::UnixSeconds now) override {
    const auto found = discovered(now);
    if (!found) return base::fail(found.error());
    std::string scopes;
    for (const auto& scope : settings_.scopes) scopes += (scopes.empty() ? "" : " ") + scope;
    const auto challenge = base::toBase64Url(base::sha256(base::viewOf(secrets.verifier)));
    return withQuery(found->authorization_endpoint, {{"response_type", "code"},
                                                     {"client_id", settings_.client_id},
                                                     {"redirect_uri", back},
                                                     {"scope", scopes},
                                                     {"state", secrets.state},
                                                     {"nonce", secrets.nonce},
                                                     {"code_challenge", challenge},
                                                     {"code_challenge_method", "S256"}});
  }

  base::Result<Identity> arrived(const std::map<std::string, std::string>& query, const std::string& back,
                                 const VisitSecrets& secrets, base::UnixSeconds now) override {
    const auto in = [&](const char* name) {
      const auto found = query.find(name);
      return found == query.end() ? std::string() : found->second;
    };
    if (!base::equalInConstantTime(base::viewOf(in("state")), base::viewOf(secrets.state)))
      return base::fail("sign_in_stale", "", "the state isn't this browser's");
    const auto found = discovered(now);
    if (!found) return base::fail(found.error());
    // RFC 9207 section 2.4: against a code of another provider.
    if ((found->says_iss || query.count("iss")) && in("iss") != settings_.issuer)
      return base::fail("sign_in_refused", "iss", "the answer is another provider's");
    if (query.count("error") || in("code").empty())
      return base::fail("sign_in_refused", "", "the provider gave no code");
    const auto token = idTokenFor(*found, in("code"), back, secrets.verifier);
    if (!token) return base::fail(token.error());
    return identityIn(*token, *found, secrets.nonce, now);
  }

  std::string leaveUrl(const std::string& back, const Identity& identity) override {
    const std::lock_guard turn(mutex_);
    if (!settings_.sign_out_after || !known_ || known_->end_session_endpoint.empty()) return "";
    Fields fields{{"client_id", settings_.client_id}, {"post_logout_redirect_uri", back}};
    if (!identity.hint.empty() && identity.hint.size() <= kHintLimit)
      fields.emplace_back("id_token_hint", identity.hint);
    return withQuery(known_->end_session_endpoint, fields);
  }

  bool signsOutAfter() const override { return settings_.sign_out_after; }

  // Back-Channel Logout 1.0 section 2.6.
  base::Result<std::string> loggedOut(const std::map<std::string, std::string>& fields,
                                      base::UnixSeconds now) override {
    const auto token = fields.find("logout_token");
    if (token == fields.end()) return bad("logout_token", "there is no logout token");
    const auto at = discovered(now);
    if (!at) return base::fail(at.error());
    const auto claims = claimsIn(token->second, *at, now);
    if (!claims) return base::fail(claims.error());
    if (auto good = checkLogoutToken(*claims, settings_, now); !good) return base::fail(good.error());
    return textOf(*claims, "sid");
  }

 private:
  base::Result<Discovered> discovered(base::UnixSeconds now) {
    {
      const std::lock_guard turn(mutex_);
      if (known_ && now - known_->at < kDiscoveryKept_s) return *known_;
    }
    auto base_url = settings_.issuer;
    while (base_url.ends_with('/')) base_url.pop_back();
    const auto json = jsonOf(web_->exchange({base_url + "/.well-known/openid-configuration"}), "discovery");
    if (!json) return base::fail(json.error());
    auto found = discoveredIn(*json, settings_.issuer);
    if (!found) return found;
    found->at = now;
    const std::lock_guard turn(mutex_);
    known_ = *found;
    return found;
  }

  // Section 3.1.3: the code for the token. The code is worth something once, and only with our verifier.
  base::Result<std::string> idTokenFor(const Discovered& at, const std::string& code, const std::string& back,
                                       const std::string& verifier) {
    const bool secret = !settings_.client_secret.empty();
    Fields fields{{"grant_type", "authorization_code"},
                  {"code", code},
                  {"redirect_uri", back},
                  {"code_verifier", verifier}};
    if (!secret) fields.emplace_back("client_id", settings_.client_id);
    // RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
    const auto credentials =
        percentEncoded(settings_.client_id) + ":" + percentEncoded(settings_.client_secret);
    const auto answer = web_->exchange({at.token_endpoint, formOf(fields),
                                        secret ? "Basic " + base::toBase64(base::viewOf(credentials)) : ""});
    if (!answer) return base::fail(answer.error());
    const auto json = jsonOf(answer, "token_endpoint");
    if (!json) return base::fail(json.error());
    if (answer->status != 200)
      return base::fail("sign_in_refused", textOf(*json, "error").substr(0, 40),
                        "the provider refused the code");
    auto token = textOf(*json, "id_token");
    if (token.empty()) return bad("token_endpoint", "there is no ID token");
    return token;
  }

  base::Result<Json> claimsIn(const std::string& token, const Discovered& at, base::UnixSeconds now) {
    const auto jws = openJws(token);
    if (!jws) return base::fail(jws.error());
    auto claims = believed(*jws, keys());
    if (claims || claims.error().code != "id_token_key_unknown") return claims;
    if (auto fetched = fetchKeys(at, now); !fetched) return base::fail(fetched.error());
    return believed(*jws, keys());
  }

  base::Result<Identity> identityIn(const std::string& token, const Discovered& at, const std::string& nonce,
                                    base::UnixSeconds now) {
    const auto claims = claimsIn(token, at, now);
    if (!claims) return base::fail(claims.error());
    if (auto good = checkIdToken(*claims, settings_, nonce, now); !good) return base::fail(good.error());
    auto account = textOf(*claims, settings_.account_claim);
    if (account.empty()) return badToken(settings_.account_claim);
    return Identity{std::move(account), token, textOf(*claims, "sid")};
  }

  std::vector<JwsKey> keys() {
    const std::lock_guard turn(mutex_);
    return keys_;
  }
  base::Status fetchKeys(const Discovered& at, base::UnixSeconds now) {
    {
      const std::lock_guard turn(mutex_);
      if (keys_at_ && now - *keys_at_ < kKeysAgain_s) return {};
      keys_at_ = now;
    }
    const auto answer = web_->exchange({at.jwks_uri});
    if (!answer) return base::fail(answer.error());
    auto found = keysIn(answer->body);
    if (!found) return base::fail(found.error());
    const std::lock_guard turn(mutex_);
    keys_ = std::move(*found);
    return {};
  }

  OidcSettings settings_;
  std::unique_ptr<Web> web_;
  std::mutex mutex_;
  std::optional<Discovered> known_;
  std::vector<JwsKey> keys_;
  std::optional<base::UnixSeconds> keys_at_;
};

}  // namespace

std::unique_ptr<Provider> openOidc(OidcSettings settings, std::unique_ptr<Web> web) {
  return std::make_unique<Oidc>(std::move(settings), std::move(web));
}

namespace {

// What ID tokens and logout tokens have in common: who says it, to whom, when.
base::Status checkOrigin(const Json& claims, const OidcSettings& settings, base::UnixSeconds now) {
  if (textOf(claims, "iss") != settings.issuer) return badToken("iss");
  const auto audiences = textsOf(claims, "aud");
  if (std::find(audiences.begin(), audiences.end(), settings.client_id) == audiences.end())
    return badToken("aud");
  const auto issued = timeIn(claims, "iat"), expires = timeIn(claims, "exp");
  if (!issued || *issued > now + kSkew_s || *issued < now - kOldest_s - kSkew_s) return badToken("iat");
  if (member(claims, "exp") && (!expires || now >= *expires + kSkew_s)) return badToken("exp");
  return {};
}

}  // namespace

base::Status checkIdToken(const Json& claims, const OidcSettings& settings, const std::string& nonce,
                          base::UnixSeconds now) {
  if (auto origin = checkOrigin(claims, settings, now); !origin) return origin;
  if (!member(claims, "exp")) return badToken("exp");
  const auto party = textOf(claims, "azp");
  const bool several = textsOf(claims, "aud").size() > 1;
  if ((several || member(claims, "azp")) && party != settings.client_id) return badToken("azp");
  if (!base::equalInConstantTime(base::viewOf(textOf(claims, "nonce")), base::viewOf(nonce)) || nonce.empty())
    return badToken("nonce");
  if (textOf(claims, "sub").empty()) return badToken("sub");
  return {};
}

base::Status checkLogoutToken(const Json& claims, const OidcSettings& settings, base::UnixSeconds now) {
  if (auto origin = checkOrigin(claims, settings, now); !origin) return origin;
  const auto* events = member(claims, "events");
  const auto* event =
      events ? member(*events, "http://schemas.openid.net/event/backchannel-logout") : nullptr;
  if (!event || event->kind != Json::Kind::object) return badToken("events");
  if (member(claims, "nonce")) return badToken("nonce");  // or an ID token could pass for one
  if (textOf(claims, "jti").empty()) return badToken("jti");
  if (textOf(claims, "sid").empty()) return badToken("sid");
  return {};
}

}  // namespace hall::identity
