// DeviceSignIns: the browser's half.
#include "hall/service/device_sign_ins.hpp"

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall/identity/sign_in_rules.hpp"
#include "hall/identity/user_code.hpp"
#include "hall/service/body.hpp"
#include "hall/store/devices.hpp"
#include "hall/store/people.hpp"
#include "hall/store/sessions.hpp"

namespace hall {
namespace {

using store::GrantState;
using store::VisitStep;

constexpr const char* kPassword = "password";

// What a cookie stands for besides itself: each purpose has a secret of its own, and only the cookie is kept.
std::string secretOf(const std::string& cookie, const char* purpose) {
  return base::toBase64Url(base::sha256(base::viewOf(purpose + (" " + cookie))));
}

identity::VisitSecrets secretsOf(const std::string& cookie) {
  return {secretOf(cookie, "state"), secretOf(cookie, "nonce"), secretOf(cookie, "verifier")};
}

tl::unexpected<base::Error> ended() {
  return base::fail("sign_in_ended", "", "this page isn't the browser's latest, or its code is over");
}

api::SignInStep stepOf(VisitStep step) {
  switch (step) {
    case VisitStep::sign_in:
      return api::SignInStep::sign_in;
    case VisitStep::consent:
      return api::SignInStep::consent;
    case VisitStep::allowed:
      return api::SignInStep::allowed;
    case VisitStep::denied:
      return api::SignInStep::denied;
  }
  return api::SignInStep::code;
}

std::string fingerprintOf(const std::string& way, const std::string& session) {
  return session.empty() ? "" : identity::tokenFingerprint(way + " " + session);
}

bool decided(VisitStep step) { return step == VisitStep::allowed || step == VisitStep::denied; }

}  // namespace

void DeviceSignIns::offer(bool password, std::vector<std::unique_ptr<identity::Provider>> providers) {
  password_ = password;
  providers_ = std::move(providers);
}

std::string DeviceSignIns::address() const { return "https://" + hall_.settings.public_host; }

std::string DeviceSignIns::backTo(const std::string& way) const { return address() + "/sign-in/" + way; }

identity::Provider* DeviceSignIns::provider(const std::string& way) const {
  for (const auto& one : providers_)
    if (one->id() == way) return one.get();
  return nullptr;
}

std::vector<api::SignInWay> DeviceSignIns::ways() const {
  std::vector<api::SignInWay> out;
  for (const auto& one : providers_) out.push_back({one->id(), one->title()});
  if (password_) out.push_back({kPassword, {"大厅账号", "Hall account"}});
  return out;
}

api::SignInPage DeviceSignIns::emptyPage() const {
  api::SignInPage out;
  out.ways = ways();
  return out;
}

api::SignInPage DeviceSignIns::pageOf(const Standing& at, const std::string& cookie) {
  auto out = emptyPage();
  out.step = stepOf(at.visit.step);
  out.proof = secretOf(cookie, "proof");
  out.user_code = identity::shownUserCode(at.grant.user_code);
  out.terminal = at.device.name;
  out.kind = at.device.kind;
  out.office = at.device.office;
  out.problem = at.visit.problem;
  return out;
}

// Nothing: there is no such visit, or the terminal waits no longer.
base::Result<std::optional<DeviceSignIns::Standing>> DeviceSignIns::standing(const std::string& cookie) {
  using Answer = base::Result<std::optional<Standing>>;
  if (cookie.empty()) return std::optional<Standing>();
  const auto now = hall_.clock.now();
  return hall_.database->read([&](store::Connection& connection) -> Answer {
    const auto visit = store::visitOf(connection, identity::tokenFingerprint(cookie));
    if (!visit || now >= visit->expires_at) return std::optional<Standing>();
    const auto grant = store::grantByDeviceCode(connection, visit->device_code_sha256);
    const bool waiting = grant && grant->state == GrantState::waiting && now < grant->expires_at;
    if (!grant || (!waiting && !decided(visit->step))) return std::optional<Standing>();
    const auto device = store::deviceNamed(connection, grant->device);
    if (!device) return std::optional<Standing>();
    return Standing{*visit, *grant, {device->name, device->kind, device->office}};
  });
}

base::Result<DeviceSignIns::Standing> DeviceSignIns::answering(const std::string& cookie,
                                                               const std::string& proof) {
  auto found = standing(cookie);
  if (!found) return base::fail(found.error());
  const auto right = secretOf(cookie, "proof");
  if (!*found || decided((*found)->visit.step) ||
      !base::equalInConstantTime(base::viewOf(proof), base::viewOf(right)))
    return ended();
  return std::move(**found);
}

// The visit goes on under another cookie; the one before is worth nothing from here on.
base::Result<DeviceSignIns::Turn> DeviceSignIns::moveOn(const Standing& from, store::Visit to,
                                                        const std::string& cookie, std::string go) {
  const auto before = from.visit.cookie_sha256;
  to.cookie_sha256 = identity::tokenFingerprint(cookie);
  const auto moved = hall_.database->write([&](store::Connection& connection) -> base::Result<api::Person> {
    if (!before.empty() && !store::visitOf(connection, before)) return ended();  // a second one was quicker
    store::removeVisit(connection, before);
    store::insertVisit(connection, to);
    const auto account = store::accountNamed(connection, to.account);
    return account ? account->person : api::Person{};
  });
  if (!moved) return base::fail(moved.error());
  auto at = from;
  at.visit = std::move(to);
  Turn out{pageOf(at, cookie), cookie};
  out.page.person_name = moved->name;
  out.page.go = std::move(go);
  return out;
}

base::Result<DeviceSignIns::Turn> DeviceSignIns::look(const std::string& cookie) {
  const auto found = standing(cookie);
  if (!found) return base::fail(found.error());
  if (!*found) return Turn{emptyPage()};
  Turn out{pageOf(**found, cookie)};
  const auto account = hall_.database->read([&](store::Connection& connection) -> base::Result<api::Person> {
    const auto named = store::accountNamed(connection, (*found)->visit.account);
    return named ? named->person : api::Person{};
  });
  if (!account) return base::fail(account.error());
  out.page.person_name = account->name;
  return out;
}

base::Result<DeviceSignIns::Turn> DeviceSignIns::enter(const std::string& cookie,
                                                       const api::UserCode& typed) {
  const auto now = hall_.clock.now();
  const auto code = identity::userCodeIn(typed.user_code);
  const auto found = hall_.database->write([&](store::Connection& connection) -> base::Result<Standing> {
    const auto grant = code.empty() ? std::nullopt : store::grantByUserCode(connection, code);
    const auto device = grant ? store::deviceNamed(connection, grant->device) : std::nullopt;
    if (!device || grant->state != GrantState::waiting || now >= grant->expires_at)
      return base::fail("user_code_unknown", "/user_code", "no terminal shows this code now");
    store::removeVisit(connection, identity::tokenFingerprint(cookie));
    return Standing{{}, *grant, {device->name, device->kind, device->office}};
  });
  if (!found) return base::fail(found.error());
  return moveOn(
      *found, {.device_code_sha256 = found->grant.device_code_sha256, .expires_at = found->grant.expires_at},
      identity::newToken());
}

base::Result<DeviceSignIns::Turn> DeviceSignIns::signIn(const std::string& cookie,
                                                        const api::PasswordAnswer& answer) {
  const auto at = answering(cookie, answer.proof);
  if (!at) return base::fail(at.error());
  if (!password_) return base::fail("way_unknown", "", "the hall offers no local accounts");
  const auto person = hall_.checkPassword(at->device.name, {answer.account, answer.password});
  if (!person) return base::fail(person.error());
  auto next = at->visit;
  next.step = VisitStep::consent;
  next.way = kPassword;
  next.account = person->account;
  next.hint.clear();
  next.problem.clear();
  return moveOn(*at, std::move(next), identity::newToken());
}

base::Result<DeviceSignIns::Turn> DeviceSignIns::goTo(const std::string& cookie,
                                                      const api::WayAnswer& answer) {
  const auto at = answering(cookie, answer.proof);
  if (!at) return base::fail(at.error());
  auto* to = provider(answer.way);
  if (!to) return base::fail("way_unknown", "/way", "the hall doesn't offer this way of signing in");
  const auto fresh = identity::newToken();
  auto go = to->goUrl(backTo(answer.way), secretsOf(fresh), hall_.clock.now());
  if (!go) return base::fail(go.error());
  auto next = at->visit;
  next.step = VisitStep::sign_in;
  next.way = answer.way;
  next.account.clear();
  next.problem.clear();
  return moveOn(*at, std::move(next), fresh, std::move(*go));
}

// Staff and students on file only (article 6).
base::Result<identity::Identity> DeviceSignIns::onFile(base::Result<identity::Identity> arrived) {
  if (!arrived) return arrived;
  return hall_.database->read([&](store::Connection& connection) -> base::Result<identity::Identity> {
    if (store::accountNamed(connection, arrived->account)) return *arrived;
    return base::fail("not_on_file", "", "the campus knows this person, the hall doesn't");
  });
}

base::Result<DeviceSignIns::Turn> DeviceSignIns::arrive(const std::string& cookie, const std::string& way,
                                                        const std::map<std::string, std::string>& query) {
  const auto at = standing(cookie);
  if (!at) return base::fail(at.error());
  auto* from = provider(way);
  if (!*at || !from || (*at)->visit.step != VisitStep::sign_in || (*at)->visit.way != way) return ended();
  const auto arrived = from->arrived(query, backTo(way), secretsOf(cookie), hall_.clock.now());
  if (!arrived && arrived.error().code == "sign_in_stale") return ended();  // the visit itself may go on
  const auto identity = onFile(arrived);
  auto next = (*at)->visit;
  if (identity) {
    next.step = VisitStep::consent;
    next.account = identity->account;
    next.hint = identity->hint;
    if (!from->signsOutAfter()) next.provider_sha256 = fingerprintOf(way, identity->session);
    return moveOn(**at, std::move(next), identity::newToken());
  }
  base::log::info("a sign-in by {} came to nothing: {}", way, identity.error().describe());
  next.problem = identity.error().code;
  // Somebody the hall doesn't know is signed in at the campus now; on a shared phone that must not stay so.
  auto go = arrived ? from->leaveUrl(address() + "/device", *arrived) : "";
  return moveOn(**at, std::move(next), identity::newToken(), std::move(go));
}

base::Status DeviceSignIns::decideOnce(const Standing& at, bool allow) {
  const auto now = hall_.clock.now();
  return hall_.database->write([&](store::Connection& connection) -> base::Status {
    auto grant = store::grantByDeviceCode(connection, at.grant.device_code_sha256);
    if (!grant || grant->state != GrantState::waiting || now >= grant->expires_at) return ended();
    grant->state = allow ? GrantState::allowed : GrantState::denied;
    grant->account = allow ? at.visit.account : "";
    grant->way = at.visit.way;
    grant->provider_sha256 = allow ? at.visit.provider_sha256 : "";
    store::updateGrant(connection, *grant);
    hall_.audit(connection, at.visit.account, grant->device, allow ? "sign_in_allowed" : "sign_in_denied",
                at.visit.account, at.visit.way);
    return {};
  });
}

base::Result<DeviceSignIns::Turn> DeviceSignIns::decide(const std::string& cookie,
                                                        const api::ConsentAnswer& answer) {
  const auto at = answering(cookie, answer.proof);
  if (!at) return base::fail(at.error());
  if (answer.allow && at->visit.step != VisitStep::consent) return ended();
  if (auto done = decideOnce(*at, answer.allow); !done) return base::fail(done.error());
  auto* way = at->visit.step == VisitStep::consent ? provider(at->visit.way) : nullptr;
  auto go = way ? way->leaveUrl(address() + "/device", {at->visit.account, at->visit.hint}) : "";
  auto next = at->visit;
  next.step = answer.allow ? VisitStep::allowed : VisitStep::denied;
  next.account.clear();
  next.hint.clear();
  next.provider_sha256.clear();
  next.problem.clear();
  return moveOn(*at, std::move(next), identity::newToken(), std::move(go));
}

base::Status DeviceSignIns::loggedOut(const std::string& way,
                                      const std::map<std::string, std::string>& fields) {
  auto* from = provider(way);
  if (!from) return base::fail("way_unknown", "", "the hall doesn't offer this way of signing in");
  const auto session = from->loggedOut(fields, hall_.clock.now());
  if (!session) return base::fail(session.error());
  const auto ended_there = fingerprintOf(way, *session);
  return hall_.database->write([&](store::Connection& connection) -> base::Status {
    store::removeOfProvider(connection, ended_there);
    for (const auto& one : store::sessionsOfProvider(connection, ended_there)) {
      store::removeSession(connection, one.token_sha256);
      hall_.audit(connection, one.account, one.device, "sign_out", one.account, way);
    }
    return {};
  });
}

}  // namespace hall
