// Signing in for a terminal by another device: the rules of RFC 8628 and of the page.
#include "hall/service/device_sign_ins.hpp"

#include "base/file.hpp"
#include "hall.hpp"

using namespace test;
using hall::DeviceSignIns;

namespace {

// A campus that lets everyone in who brings the visit's state; who comes is the ticket's name.
class Campus final : public hall::identity::Provider {
 public:
  std::string id() const override { return "cas"; }
  base::Bilingual title() const override { return {"统一身份认证", "Campus sign-in"}; }
  base::Result<std::string> goUrl(const std::string& back, const hall::identity::VisitSecrets& secrets,
                                  base::UnixSeconds) override {
    return "https://cas.example/login?service=" + back + "?state=" + secrets.state;
  }
  base::Result<hall::identity::Identity> arrived(const std::map<std::string, std::string>& query,
                                                 const std::string&,
                                                 const hall::identity::VisitSecrets& secrets,
                                                 base::UnixSeconds) override {
    if (query.at("state") != secrets.state) return base::fail("sign_in_stale", "", "another browser's");
    if (query.at("ticket").empty()) return base::fail("sign_in_refused", "", "no ticket");
    return hall::identity::Identity{query.at("ticket"), "hint", "session of " + query.at("ticket")};
  }
  bool signsOutAfter() const override { return signs_out_after; }
  base::Result<std::string> loggedOut(const std::map<std::string, std::string>& fields,
                                      base::UnixSeconds) override {
    return fields.at("session");
  }
  bool signs_out_after = true;
  std::string leaveUrl(const std::string& back, const hall::identity::Identity& identity) override {
    return "https://cas.example/logout?service=" + back + "&who=" + identity.account + identity.hint;
  }
};

struct Desk {
  Hall hall;
  DeviceSignIns& sign_ins = hall->deviceSignIns();
  hall::DeviceIdentity device{"DESK-01", "desk", "教务处"};

  Desk() {
    need(hall->addDevice("DESK-01", "desk", "教务处", std::string(64, 'a')));
    need(hall->addDevice("DESK-02", "desk", "图书馆", std::string(64, 'b')));
    std::vector<std::unique_ptr<hall::identity::Provider>> providers;
    providers.push_back(std::make_unique<Campus>());
    sign_ins.offer(true, std::move(providers));
  }

  std::string poll(const api::DeviceAuthorization& grant, const hall::DeviceIdentity& at) {
    const auto token = sign_ins.poll(at, grant.device_code);
    return token ? "token" : token.error().code;
  }
  std::string poll(const api::DeviceAuthorization& grant) { return poll(grant, device); }
  void wait(int seconds) { hall.clock.advance(std::chrono::seconds(seconds)); }

  DeviceSignIns::Turn entered(const api::DeviceAuthorization& grant) {
    return need(sign_ins.enter("", {grant.user_code}));
  }
  DeviceSignIns::Turn withPassword(const DeviceSignIns::Turn& at, const std::string& account = "t1008") {
    return need(sign_ins.signIn(at.cookie, {at.page.proof, account, kPassword}));
  }
};

std::string stateIn(const std::string& go) { return go.substr(go.find("?state=") + 7); }

}  // namespace

TEST_CASE("a terminal gets a code, a person allows it, and the session is that person's at that terminal") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  CHECK(grant.user_code.size() == 9);
  CHECK(grant.verification_uri == "https://hall.example.edu.cn/device");
  CHECK(grant.verification_uri_complete == "https://hall.example.edu.cn/device?user_code=" + grant.user_code);
  CHECK(grant.expires_in == 600);
  CHECK(desk.poll(grant) == "authorization_pending");

  const auto asked = desk.entered(grant);
  CHECK(asked.page.step == api::SignInStep::sign_in);
  CHECK(asked.page.terminal == "DESK-01");
  CHECK(asked.page.office == "教务处");
  CHECK(asked.page.person_name.empty());
  const auto consent = desk.withPassword(asked);
  CHECK(consent.page.step == api::SignInStep::consent);
  CHECK(consent.page.person_name == "冯磊");
  desk.wait(5);
  CHECK(desk.poll(grant) == "authorization_pending");  // a password alone allows nothing
  const auto done = need(desk.sign_ins.decide(consent.cookie, {consent.page.proof, true}));
  CHECK(done.page.step == api::SignInStep::allowed);
  CHECK(done.page.person_name.empty());
  CHECK(done.page.go.empty());

  desk.wait(5);
  const auto token = need(desk.sign_ins.poll(desk.device, grant.device_code));
  CHECK(token.token_type == "Bearer");
  CHECK(need(desk.hall->personOf(token.access_token, desk.device)).account == "t1008");
  CHECK(codeOf(desk.hall->personOf(token.access_token, hall::DeviceIdentity{"DESK-02", "desk", ""})) ==
        "session_expired");
  CHECK(codeOf(desk.hall->personOf(token.access_token)) == "session_expired");
  desk.wait(5);
  CHECK(desk.poll(grant) == "invalid_grant");
  need(desk.hall->signOut(token.access_token));
  CHECK(codeOf(desk.hall->personOf(token.access_token, desk.device)) == "session_expired");
  need(desk.hall->checkAudit());
}

TEST_CASE("a kiosk's session ends as soon as one that was begun at the kiosk itself") {
  Desk desk;
  need(desk.hall->addDevice("KIOSK-07", "kiosk", "", std::string(64, 'c')));
  const auto grant = need(desk.sign_ins.begin(desk.hall.kiosk));
  const auto consent = desk.withPassword(desk.entered(grant), "20230001");
  need(desk.sign_ins.decide(consent.cookie, {consent.page.proof, true}));
  const auto token = need(desk.sign_ins.poll(desk.hall.kiosk, grant.device_code));
  CHECK(token.expires_in == 3600);
  desk.wait(601);
  CHECK(codeOf(desk.hall->personOf(token.access_token, desk.hall.kiosk)) == "session_expired");
}

TEST_CASE("a terminal that asks too soon is told so, and has to wait five seconds longer each time") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  CHECK(desk.poll(grant) == "authorization_pending");
  desk.wait(4);
  CHECK(desk.poll(grant) == "slow_down");
  desk.wait(9);
  CHECK(desk.poll(grant) == "slow_down");
  desk.wait(15);
  CHECK(desk.poll(grant) == "authorization_pending");
  for (int i = 0; i < 40; ++i) desk.poll(grant);
  desk.wait(60);
  CHECK(desk.poll(grant) == "authorization_pending");  // never more than a minute
}

TEST_CASE("a device code is worth nothing at another terminal, when wrong, and after ten minutes") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  CHECK(desk.poll(grant, {"DESK-02", "desk", "图书馆"}) == "invalid_grant");
  CHECK(codeOf(desk.sign_ins.poll(desk.device, "")) == "invalid_grant");
  CHECK(codeOf(desk.sign_ins.poll(desk.device, grant.user_code)) == "invalid_grant");
  const auto asked = desk.entered(grant);
  desk.wait(600);
  CHECK(desk.poll(grant) == "expired_token");
  CHECK(codeOf(desk.sign_ins.enter("", {grant.user_code})) == "user_code_unknown");
  CHECK(codeOf(desk.sign_ins.signIn(asked.cookie, {asked.page.proof, "t1008", kPassword})) ==
        "sign_in_ended");
  CHECK(need(desk.sign_ins.look(asked.cookie)).page.step == api::SignInStep::code);
}

TEST_CASE("what was allowed but not fetched in time is lost") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  const auto consent = desk.withPassword(desk.entered(grant));
  need(desk.sign_ins.decide(consent.cookie, {consent.page.proof, true}));
  desk.wait(600);
  CHECK(desk.poll(grant) == "expired_token");
}

TEST_CASE("a terminal that begins anew forgets the code before") {
  Desk desk;
  const auto first = need(desk.sign_ins.begin(desk.device));
  const auto asked = desk.entered(first);
  const auto second = need(desk.sign_ins.begin(desk.device));
  CHECK(desk.poll(first) == "invalid_grant");
  CHECK(codeOf(desk.sign_ins.enter("", {first.user_code})) == "user_code_unknown");
  CHECK(codeOf(desk.sign_ins.signIn(asked.cookie, {asked.page.proof, "t1008", kPassword})) ==
        "sign_in_ended");
  CHECK(desk.poll(second) == "authorization_pending");
}

TEST_CASE("whoever refuses ends it, before signing in or after") {
  Desk desk;
  auto grant = need(desk.sign_ins.begin(desk.device));
  auto turn = desk.entered(grant);
  CHECK(need(desk.sign_ins.decide(turn.cookie, {turn.page.proof, false})).page.step ==
        api::SignInStep::denied);
  CHECK(desk.poll(grant) == "access_denied");
  grant = need(desk.sign_ins.begin(desk.device));
  turn = desk.withPassword(desk.entered(grant));
  CHECK(need(desk.sign_ins.decide(turn.cookie, {turn.page.proof, false})).page.step ==
        api::SignInStep::denied);
  CHECK(desk.poll(grant) == "access_denied");
  CHECK(codeOf(desk.sign_ins.enter("", {grant.user_code})) == "user_code_unknown");
}

TEST_CASE("nothing is allowed without signing in, without the page's proof, twice, or by an old cookie") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  const auto asked = desk.entered(grant);
  const auto code = [&](const std::string& cookie, const std::string& proof, bool allow = true) {
    return codeOf(desk.sign_ins.decide(cookie, {proof, allow}));
  };
  CHECK(code(asked.cookie, asked.page.proof) == "sign_in_ended");
  const auto consent = desk.withPassword(asked);
  CHECK(consent.cookie != asked.cookie);  // a cookie planted before the sign-in is worth nothing after it
  CHECK(code(asked.cookie, asked.page.proof) == "sign_in_ended");
  CHECK(code(asked.cookie, consent.page.proof) == "sign_in_ended");
  CHECK(code(consent.cookie, "") == "sign_in_ended");
  CHECK(code(consent.cookie, asked.page.proof) == "sign_in_ended");
  CHECK(code("", consent.page.proof) == "sign_in_ended");
  CHECK(code("", "") == "sign_in_ended");
  desk.wait(5);
  CHECK(desk.poll(grant) == "authorization_pending");
  const auto done = need(desk.sign_ins.decide(consent.cookie, {consent.page.proof, true}));
  CHECK(code(consent.cookie, consent.page.proof, false) == "sign_in_ended");
  CHECK(code(done.cookie, done.page.proof, false) == "sign_in_ended");
  CHECK(need(desk.sign_ins.look(done.cookie)).page.step == api::SignInStep::allowed);
}

TEST_CASE("the first decision of two browsers counts") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  const auto one = desk.withPassword(desk.entered(grant)),
             other = desk.withPassword(desk.entered(grant), "t1003");
  need(desk.sign_ins.decide(one.cookie, {one.page.proof, true}));
  CHECK(codeOf(desk.sign_ins.decide(other.cookie, {other.page.proof, false})) == "sign_in_ended");
  const auto token = need(desk.sign_ins.poll(desk.device, grant.device_code));
  CHECK(need(desk.hall->personOf(token.access_token, desk.device)).account == "t1008");
}

TEST_CASE("wrong passwords on the page lock the account as they do at a terminal") {
  Desk desk;
  const auto asked = desk.entered(need(desk.sign_ins.begin(desk.device)));
  for (int i = 0; i < 4; ++i)
    CHECK(codeOf(desk.sign_ins.signIn(asked.cookie, {asked.page.proof, "t1008", "wrong"})) ==
          "sign_in_failed");
  CHECK(codeOf(desk.sign_ins.signIn(asked.cookie, {asked.page.proof, "t1008", "wrong"})) == "account_locked");
  CHECK(codeOf(desk.sign_ins.signIn(asked.cookie, {asked.page.proof, "t1008", kPassword})) ==
        "account_locked");
  CHECK(codeOf(desk.hall->signIn(desk.device, {"t1008", kPassword})) == "account_locked");
  desk.sign_ins.offer(false, {});
  CHECK(codeOf(desk.sign_ins.signIn(asked.cookie, {asked.page.proof, "t1003", kPassword})) == "way_unknown");
}

TEST_CASE("a campus sign-in leads away, back, to consent, and at the end through its sign-out") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  const auto asked = desk.entered(grant);
  CHECK(codeOf(desk.sign_ins.goTo(asked.cookie, {asked.page.proof, "oidc"})) == "way_unknown");
  CHECK(codeOf(desk.sign_ins.goTo(asked.cookie, {"", "cas"})) == "sign_in_ended");
  const auto away = need(desk.sign_ins.goTo(asked.cookie, {asked.page.proof, "cas"}));
  CHECK(away.page.go.starts_with(
      "https://cas.example/login?service=https://hall.example.edu.cn/sign-in/cas?state="));
  const auto state = stateIn(away.page.go);
  CHECK(state != away.cookie);

  const auto code = [&](const std::string& cookie, const std::string& way, const std::string& with) {
    return codeOf(desk.sign_ins.arrive(cookie, way, {{"state", with}, {"ticket", "t1008"}}));
  };
  CHECK(code("", "cas", state) == "sign_in_ended");            // another browser brings the ticket
  CHECK(code(asked.cookie, "cas", state) == "sign_in_ended");  // the cookie before
  CHECK(code(away.cookie, "cas", "wrong") == "sign_in_ended");
  CHECK(code(away.cookie, "oidc", state) == "sign_in_ended");
  const auto back = need(desk.sign_ins.arrive(away.cookie, "cas", {{"state", state}, {"ticket", "t1008"}}));
  CHECK(back.page.step == api::SignInStep::consent);
  CHECK(back.page.person_name == "冯磊");
  CHECK(back.cookie != away.cookie);
  CHECK(code(away.cookie, "cas", state) == "sign_in_ended");  // replayed
  CHECK(code(back.cookie, "cas", state) == "sign_in_ended");
  const auto done = need(desk.sign_ins.decide(back.cookie, {back.page.proof, true}));
  CHECK(done.page.go ==
        "https://cas.example/logout?service=https://hall.example.edu.cn/device&who=t1008hint");
  CHECK(need(desk.sign_ins.look(done.cookie)).page.step == api::SignInStep::allowed);
  CHECK(desk.poll(grant) == "token");
}

TEST_CASE("whom the campus knows and the hall doesn't is told so and signed out of the campus again") {
  Desk desk;
  const auto asked = desk.entered(need(desk.sign_ins.begin(desk.device)));
  auto away = need(desk.sign_ins.goTo(asked.cookie, {asked.page.proof, "cas"}));
  auto back = need(
      desk.sign_ins.arrive(away.cookie, "cas", {{"state", stateIn(away.page.go)}, {"ticket", "stranger"}}));
  CHECK(back.page.step == api::SignInStep::sign_in);
  CHECK(back.page.problem == "not_on_file");
  CHECK(back.page.go ==
        "https://cas.example/logout?service=https://hall.example.edu.cn/device&who=strangerhint");
  CHECK(need(desk.sign_ins.look(back.cookie)).page.problem == "not_on_file");
  away = need(desk.sign_ins.goTo(back.cookie, {back.page.proof, "cas"}));
  back = need(desk.sign_ins.arrive(away.cookie, "cas", {{"state", stateIn(away.page.go)}, {"ticket", ""}}));
  CHECK(back.page.problem == "sign_in_refused");
  CHECK(back.page.go.empty());
}

TEST_CASE(
    "where the campus's session goes on, the terminal's ends with it, whether fetched, allowed or only asked "
    "for") {
  Desk desk;
  auto campus = std::make_unique<Campus>();
  campus->signs_out_after = false;
  std::vector<std::unique_ptr<hall::identity::Provider>> providers;
  providers.push_back(std::move(campus));
  desk.sign_ins.offer(true, std::move(providers));
  const auto arrived = [&](const api::DeviceAuthorization& grant) {
    const auto asked = desk.entered(grant);
    const auto away = need(desk.sign_ins.goTo(asked.cookie, {asked.page.proof, "cas"}));
    return need(
        desk.sign_ins.arrive(away.cookie, "cas", {{"state", stateIn(away.page.go)}, {"ticket", "t1008"}}));
  };
  const auto end = [&] { need(desk.sign_ins.loggedOut("cas", {{"session", "session of t1008"}})); };
  auto grant = need(desk.sign_ins.begin(desk.device));
  auto back = arrived(grant);
  end();
  CHECK(codeOf(desk.sign_ins.decide(back.cookie, {back.page.proof, true})) == "sign_in_ended");
  back = arrived(grant);
  need(desk.sign_ins.decide(back.cookie, {back.page.proof, true}));
  end();
  CHECK(desk.poll(grant) == "invalid_grant");

  grant = need(desk.sign_ins.begin(desk.device));
  back = arrived(grant);
  need(desk.sign_ins.decide(back.cookie, {back.page.proof, true}));
  const auto token = need(desk.sign_ins.poll(desk.device, grant.device_code)).access_token;
  const auto by_password = desk.hall.token("t1008", desk.device);
  need(desk.sign_ins.loggedOut("cas", {{"session", "another"}}));
  need(desk.sign_ins.loggedOut("cas", {{"session", ""}}));
  CHECK(codeOf(desk.sign_ins.loggedOut("oidc", {{"session", "session of t1008"}})) == "way_unknown");
  CHECK(desk.hall->personOf(token, desk.device));
  end();
  CHECK(codeOf(desk.hall->personOf(token, desk.device)) == "session_expired");
  CHECK(desk.hall->personOf(by_password, desk.device));
  need(desk.hall->checkAudit());
}

TEST_CASE("the sign-out that the hall itself led through doesn't end the terminal's session") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  const auto asked = desk.entered(grant);
  const auto away = need(desk.sign_ins.goTo(asked.cookie, {asked.page.proof, "cas"}));
  const auto back =
      need(desk.sign_ins.arrive(away.cookie, "cas", {{"state", stateIn(away.page.go)}, {"ticket", "t1008"}}));
  need(desk.sign_ins.decide(back.cookie, {back.page.proof, true}));
  need(desk.sign_ins.loggedOut("cas", {{"session", "session of t1008"}}));
  const auto token = need(desk.sign_ins.poll(desk.device, grant.device_code)).access_token;
  need(desk.sign_ins.loggedOut("cas", {{"session", "session of t1008"}}));
  CHECK(desk.hall->personOf(token, desk.device));
}

TEST_CASE("codes and cookies are kept as fingerprints only, and nothing is left of a visit that is over") {
  Desk desk;
  const auto grant = need(desk.sign_ins.begin(desk.device));
  const auto asked = desk.entered(grant);
  const auto away = need(desk.sign_ins.goTo(asked.cookie, {asked.page.proof, "cas"}));
  need(desk.sign_ins.arrive(away.cookie, "cas", {{"state", stateIn(away.page.go)}, {"ticket", "t1008"}}));
  CHECK(desk.hall.rowCounts().at("sign_in_visits") == 1);
  for (const auto& file : std::filesystem::directory_iterator(desk.hall.folder())) {
    if (!file.is_regular_file()) continue;
    const auto text = need(base::readTextFile(file.path(), 64 << 20));
    for (const auto& secret : {grant.device_code, asked.cookie, away.cookie, stateIn(away.page.go)})
      CHECK(text.find(secret) == std::string::npos);
  }
  desk.wait(86'401 + 600);
  need(desk.sign_ins.begin({"DESK-02", "desk", "图书馆"}));
  CHECK(desk.hall.rowCounts().at("sign_in_visits") == 0);
  CHECK(desk.hall.rowCounts().at("device_grants") == 1);
}
