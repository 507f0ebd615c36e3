// OpenID Connect as the hall speaks it, before a provider that a test makes lie.
#include "hall/identity/oidc.hpp"

#include "base/crypto.hpp"
#include "jws_signer.hpp"
#include "scripted_web.hpp"

using namespace hall::identity;

namespace {

const std::string kIssuer = "https://id.example";
const std::string kBack = "https://hall.example.edu.cn/sign-in/oidc";
const VisitSecrets kSecrets{"state-of-this-visit", "nonce-of-this-visit", std::string(43, 'v')};
constexpr base::UnixSeconds kNow = 1'790'000'000;

using Claims = std::map<std::string, std::string>;  // name -> JSON

Claims goodClaims() {
  return {{"iss", "\"https://id.example\""},    {"aud", "\"hall\""},   {"sub", "\"20230001\""},
          {"nonce", "\"nonce-of-this-visit\""}, {"iat", "1790000000"}, {"exp", "1790000300"}};
}
std::string jsonOf(const Claims& claims) {
  std::string out;
  for (const auto& [name, value] : claims) out += (out.empty() ? "{\"" : ",\"") + name + "\":" + value;
  return out + "}";
}
Claims with(const std::string& name, const std::string& value) {
  auto out = goodClaims();
  if (value.empty())
    out.erase(name);
  else
    out[name] = value;
  return out;
}

std::string discovery(const std::string& more = "") {
  return R"({"issuer":"https://id.example","authorization_endpoint":"https://id.example/auth?x=1","token_endpoint":)"
         R"("https://id.example/token","jwks_uri":"https://id.example/jwks","end_session_endpoint":"https://id.example/end")" +
         more + "}";
}

struct Campus {
  WebScript script;
  JwsSigner key{"ES256", "key-1"};
  std::unique_ptr<Provider> oidc;

  explicit Campus(OidcSettings settings = {.issuer = kIssuer, .client_id = "hall"})
      : oidc(openOidc(std::move(settings), std::make_unique<ScriptedWeb>(script))) {
    script.says("https://id.example/.well-known/openid-configuration", discovery());
    script.says("https://id.example/jwks", "{\"keys\":[" + key.jwk() + "]}");
    gives(key.sign(jsonOf(goodClaims())));
  }
  void gives(const std::string& id_token) {
    script.says("https://id.example/token",
                R"({"token_type":"Bearer","access_token":"x","id_token":")" + id_token + "\"}");
  }
  base::Result<Identity> arrive(std::map<std::string, std::string> query = {{"state", kSecrets.state},
                                                                            {"code", "c1"}},
                                base::UnixSeconds now = kNow) {
    return oidc->arrived(query, kBack, kSecrets, now);
  }
  std::string codeAfter(const std::string& id_token) {
    gives(id_token);
    const auto identity = arrive();
    return identity ? "" : identity.error().code + " " + identity.error().place;
  }
};

}  // namespace

TEST_CASE("the browser goes to the provider with state, nonce and PKCE, and comes back as somebody") {
  Campus campus;
  const auto go = campus.oidc->goUrl(kBack, kSecrets, kNow);
  REQUIRE(go);
  const auto challenge = base::toBase64Url(base::sha256(base::viewOf(kSecrets.verifier)));
  CHECK(*go ==
        "https://id.example/auth?x=1&response_type=code&client_id=hall&redirect_uri="
        "https%3A%2F%2Fhall.example.edu.cn%2Fsign-in%2Foidc&scope=openid&state=state-of-this-visit&nonce="
        "nonce-of-this-visit&code_challenge=" +
            challenge + "&code_challenge_method=S256");
  CHECK(go->find(kSecrets.verifier) == std::string::npos);
  const auto identity = campus.arrive();
  REQUIRE(identity);
  CHECK(identity->account == "20230001");
  const auto& token_call = campus.script.asked[1];
  CHECK(token_call.form ==
        "grant_type=authorization_code&code=c1&redirect_uri=https%3A%2F%2Fhall.example.edu.cn%2F"
        "sign-in%2Foidc&code_verifier=" +
            kSecrets.verifier + "&client_id=hall");
  CHECK(token_call.authorization.empty());
  CHECK(campus.oidc->leaveUrl("https://hall.example.edu.cn/device", *identity) ==
        "https://id.example/"
        "end?client_id=hall&post_logout_redirect_uri=https%3A%2F%2Fhall.example.edu.cn%2Fdevice&"
        "id_token_hint=" +
            identity->hint);
}

TEST_CASE("a client with a secret proves itself in the header, not in the form") {
  Campus campus({.issuer = kIssuer, .client_id = "ha:ll", .client_secret = "p%+ w"});
  campus.gives(campus.key.sign(jsonOf(with("aud", "\"ha:ll\""))));
  REQUIRE(campus.arrive());
  const auto& call = campus.script.asked[1];
  CHECK(call.authorization == "Basic " + base::toBase64(base::viewOf("ha%3All:p%25%2B%20w")));
  CHECK(call.form.find("client_id") == std::string::npos);
  CHECK(call.form.find("w") == std::string::npos);
}

TEST_CASE("each way to sign is believed") {
  for (const auto* alg : {"RS256", "ES256", "EdDSA"}) {
    CAPTURE(alg);
    Campus campus;
    const JwsSigner key(alg, "key-2");
    campus.script.says("https://id.example/jwks", "{\"keys\":[" + campus.key.jwk() + "," + key.jwk() + "]}");
    CHECK(campus.codeAfter(key.sign(jsonOf(goodClaims()))).empty());
  }
}

TEST_CASE("an answer to another browser's question is never followed up") {
  Campus campus;
  for (const auto& query : std::vector<std::map<std::string, std::string>>{
           {{"code", "c1"}}, {{"state", ""}, {"code", "c1"}}, {{"state", "another"}, {"code", "c1"}}})
    CHECK(campus.arrive(query).error().code == "sign_in_stale");
  CHECK(campus.script.asked.empty());
  CHECK(campus.arrive({{"state", kSecrets.state}, {"error", "access_denied"}}).error().code ==
        "sign_in_refused");
  CHECK(campus.arrive({{"state", kSecrets.state}}).error().code == "sign_in_refused");
  CHECK(campus.arrive({{"state", kSecrets.state}, {"code", "c1"}, {"iss", "https://evil.example"}})
            .error()
            .code == "sign_in_refused");
}

TEST_CASE("a provider that says its name in the address must say it always") {
  Campus campus;
  campus.script.says("https://id.example/.well-known/openid-configuration",
                     discovery(R"(,"authorization_response_iss_parameter_supported":true)"));
  CHECK(campus.arrive().error().code == "sign_in_refused");
  CHECK(campus.arrive({{"state", kSecrets.state}, {"code", "c1"}, {"iss", kIssuer}}));
}

TEST_CASE("a token whose claims aren't for this sign-in is refused, and the claim named") {
  const std::vector<std::array<std::string, 3>> lies{{"iss", "\"https://evil.example\"", "iss"},
                                                     {"iss", "\"https://id.example/\"", "iss"},
                                                     {"iss", "", "iss"},
                                                     {"aud", "\"another\"", "aud"},
                                                     {"aud", "[\"another\"]", "aud"},
                                                     {"aud", "", "aud"},
                                                     {"aud", "[\"hall\",\"another\"]", "azp"},
                                                     {"azp", "\"another\"", "azp"},
                                                     {"azp", "7", "azp"},
                                                     {"exp", "1789999900", "exp"},
                                                     {"exp", "", "exp"},
                                                     {"exp", "\"1790000300\"", "exp"},
                                                     {"exp", "1e300", "exp"},
                                                     {"iat", "1790000120", "iat"},
                                                     {"iat", "1789999000", "iat"},
                                                     {"iat", "", "iat"},
                                                     {"nonce", "\"another\"", "nonce"},
                                                     {"nonce", "", "nonce"},
                                                     {"nonce", "\"\"", "nonce"},
                                                     {"sub", "", "sub"},
                                                     {"sub", "\"\"", "sub"},
                                                     {"sub", "5", "sub"}};
  Campus campus;
  for (const auto& [name, value, place] : lies) {
    CAPTURE(name, value);
    CHECK(campus.codeAfter(campus.key.sign(jsonOf(with(name, value)))) == "id_token_bad " + place);
  }
  auto claims = with("aud", "[\"hall\",\"another\"]");
  claims["azp"] = "\"hall\"";
  CHECK(campus.codeAfter(campus.key.sign(jsonOf(claims))).empty());
  CHECK(campus.codeAfter(campus.key.sign(jsonOf(with("exp", "1790000300.5")))).empty());
}

TEST_CASE("a token that nobody signed, or somebody else, is refused") {
  Campus campus;
  const auto payload = jsonOf(goodClaims());
  const auto good = campus.key.sign(payload);
  REQUIRE(campus.codeAfter(good).empty());
  const auto encoded = [](const std::string& text) { return base::toBase64Url(base::viewOf(text)); };
  const auto without = [&](const std::string& header) {
    return encoded(header) + "." + encoded(payload) + ".";
  };
  CHECK(campus.codeAfter(without(R"({"alg":"none"})")) == "id_token_bad base64url");
  CHECK(campus.codeAfter(without(R"({"alg":"none"})") + "AA") == "id_token_bad alg");
  CHECK(campus.codeAfter(campus.key.signWith(R"({"alg":"NONE","kid":"key-1"})", payload)) ==
        "id_token_bad alg");
  CHECK(campus.codeAfter(campus.key.signWith(R"({"alg":"HS256","kid":"key-1"})", payload)) ==
        "id_token_bad alg");
  CHECK(campus.codeAfter(campus.key.signWith(R"({"alg":"RS256","kid":"key-1"})", payload)) ==
        "id_token_key_unknown kid");
  CHECK(campus.codeAfter(campus.key.signWith(R"({"alg":"ES256","kid":"key-1","crit":["b64"],"b64":false})",
                                             payload)) == "id_token_bad crit");
  CHECK(campus.codeAfter(JwsSigner("ES256", "key-1").sign(payload)) == "id_token_bad signature");
  CHECK(campus.codeAfter(JwsSigner("ES256", "key-9").sign(payload)) == "id_token_key_unknown kid");
  auto changed = good;
  changed[good.find('.') + 5] ^= 1;
  CHECK(campus.codeAfter(changed) != "");
  for (const auto& broken : {good + ".x", good + "=", good + "\\n", "." + good, std::string("a.b"),
                             std::string("."), std::string(20'000, 'a')})
    CHECK(campus.codeAfter(broken) != "");
}

TEST_CASE(
    "a provider's new key is fetched once it signs, and unknown names don't make the hall ask again and "
    "again") {
  Campus campus;
  REQUIRE(campus.arrive());
  const JwsSigner next("EdDSA", "key-2");
  campus.script.says("https://id.example/jwks", "{\"keys\":[" + next.jwk() + "]}");
  campus.gives(next.sign(jsonOf(goodClaims())));
  CHECK(campus.arrive().error().code == "id_token_key_unknown");  // fetched a moment ago
  const auto later = kNow + 61;
  CHECK(campus.arrive({{"state", kSecrets.state}, {"code", "c1"}}, later));
  const auto asked = campus.script.asked.size();
  campus.gives(JwsSigner("EdDSA", "key-3").sign(jsonOf(goodClaims())));
  for (int i = 0; i < 5; ++i)
    CHECK_FALSE(campus.arrive({{"state", kSecrets.state}, {"code", "c1"}}, later + i));
  CHECK(campus.script.asked.size() == asked + 5);  // the codes alone
}

TEST_CASE("a logout token ends the session it names, and an ID token can't pass for one") {
  Campus campus;
  auto claims = goodClaims();
  claims.erase("nonce");
  claims["jti"] = "\"1\"";
  claims["sid"] = "\"session-1\"";
  claims["events"] = R"({"http://schemas.openid.net/event/backchannel-logout":{}})";
  const auto told = [&](const Claims& all) {
    const auto session = campus.oidc->loggedOut({{"logout_token", campus.key.sign(jsonOf(all))}}, kNow);
    return session ? *session : session.error().code + " " + session.error().place;
  };
  CHECK(told(claims) == "session-1");
  CHECK(told(goodClaims()) == "id_token_bad events");
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"iss", "\"https://evil.example\""},
           {"aud", "\"another\""},
           {"iat", "1789999000"},
           {"exp", "1789999000"},
           {"events", "{}"},
           {"events", R"({"http://schemas.openid.net/event/backchannel-logout":1})"},
           {"nonce", "\"x\""},
           {"jti", "\"\""},
           {"sid", "7"}}) {
    CAPTURE(name, value);
    auto lie = claims;
    lie[name] = value;
    CHECK(told(lie) == "id_token_bad " + name);
  }
  const auto forged = JwsSigner("ES256", "key-1").sign(jsonOf(claims));
  CHECK(campus.oidc->loggedOut({{"logout_token", forged}}, kNow).error().place == "signature");
  CHECK(campus.oidc->loggedOut({}, kNow).error().code == "provider_answer_bad");
}

TEST_CASE("keys that can't be trusted with a signature are passed over") {
  const auto count = [](const std::string& keys) { return keysIn("{\"keys\":[" + keys + "]}")->size(); };
  const JwsSigner rsa("RS256", "a"), ec("ES256", "b"), ed("EdDSA", "c"), weak("RS256", "d", 1'024);
  CHECK(count(rsa.jwk() + "," + ec.jwk() + "," + ed.jwk()) == 3);
  CHECK(count(weak.jwk()) == 0);
  for (const auto& key : {rsa.jwk(), ec.jwk(), ed.jwk()}) {
    auto other = key;
    CHECK(count(other.replace(other.find("\"sig\""), 5, "\"enc\"")) == 0);
    other = key;
    CHECK(count(other.replace(other.find("\"alg\":\"") + 7, 2, "XX")) == 0);
    other = key;
    other.replace(other.find_last_of('"') - 2, 1, "!");
    CHECK(count(other) == 0);
  }
  CHECK(count(R"({"kty":"oct","k":"AAAA","alg":"HS256"})") == 0);
  CHECK(count(R"({"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",)"
              R"("y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})") == 0);
  for (const char* text : {"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[1,2]"})
    if (const auto keys = keysIn(text); keys) CHECK(keys->empty());
}

TEST_CASE("a provider that calls itself something else, or leads away from TLS, is not followed") {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"https://id.example\"", "\"https://evil.example\""},
           {"https://id.example/token", "http://id.example/token"},
           {"https://id.example/auth", "javascript:alert"},
           {"\"jwks_uri\"", "\"other\""}}) {
    Campus campus;
    auto text = discovery();
    text.replace(text.find(from), from.size(), to);
    campus.script.says("https://id.example/.well-known/openid-configuration", text);
    CHECK(campus.oidc->goUrl(kBack, kSecrets, kNow).error().code == "provider_answer_bad");
  }
  Campus campus;
  campus.script.says("https://id.example/token", R"({"error":"invalid_grant"})", 400);
  CHECK(campus.arrive().error().code == "sign_in_refused");  // a code used before
  campus.script.says("https://id.example/token", R"({"access_token":"x"})");
  CHECK(campus.arrive().error().code == "provider_answer_bad");
  campus.script.says("https://id.example/token", "<html>");
  CHECK(campus.arrive().error().code == "provider_answer_bad");
}
