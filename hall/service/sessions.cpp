// Service: signing in and out.
#include "hall/store/sessions.hpp"

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall/identity/password.hpp"
#include "hall/identity/sign_in_rules.hpp"
#include "hall/service/body.hpp"
#include "hall/store/people.hpp"

namespace hall {
namespace {

constexpr identity::SignInLimits kSignIn;
constexpr std::size_t kLongestAccount = 64;
constexpr std::int64_t kTouchEvery_s =
    30;  // a session's idle time is kept this exactly; saves a write per request

tl::unexpected<base::Error> failed() {
  return base::fail("sign_in_failed", "", "there is no such account, or the password is another");
}

tl::unexpected<base::Error> locked(base::UnixSeconds until, base::UnixSeconds now) {
  return base::fail("account_locked", "", "too many wrong passwords",
                    {std::to_string((until - now + 59) / 60)});
}

// Counts this attempt before the password is looked at; refuses it while the account rests.
base::Status countAttempt(store::Database& database, const std::string& key, base::UnixSeconds now) {
  return database.write([&](store::Connection& connection) -> base::Status {
    const auto kept = store::attemptsOf(connection, key);
    const identity::Attempt before{kept.failures, kept.last_at, kept.locked_until};
    if (identity::lockedAt(before, now)) return locked(before.locked_until, now);
    const auto after = identity::afterTrying(before, now);
    store::forgetAttempts(connection, now - kSignIn.forget_seconds);
    store::setAttempts(connection, key, {after.failures, after.last_at, after.locked_until});
    return {};
  });
}

}  // namespace

base::Result<api::Person> Service::Body::checkPassword(const std::string& device,
                                                       const api::SignIn& sign_in) {
  const auto now = clock.now();
  if (sign_in.account.empty() || sign_in.account.size() > kLongestAccount) return failed();
  const auto key = base::toHex(base::sha256(base::viewOf(sign_in.account)));
  if (auto counted = countAttempt(*database, key, now); !counted) return base::fail(counted.error());
  using Found = std::optional<store::Account>;
  const auto account = database->read([&](store::Connection& connection) -> base::Result<Found> {
    return store::accountNamed(connection, sign_in.account);
  });
  if (!account) return base::fail(account.error());
  if (!*account) identity::spendTimeOfAMatch(sign_in.password);
  const bool right = *account && identity::passwordMatches((*account)->password_hash, sign_in.password);
  const auto told = database->write([&](store::Connection& connection) -> base::Result<store::Attempts> {
    if (right) store::setAttempts(connection, key, {});
    if (!right && *account) audit(connection, "", device, "sign_in_failed", sign_in.account);
    return store::attemptsOf(connection, key);
  });
  if (!told) return base::fail(told.error());
  if (right) return (*account)->person;
  if (told->locked_until > now) return locked(told->locked_until, now);
  return failed();
}

void Service::Body::openSession(store::Connection& connection, const std::string& account,
                                const std::string& device, const std::string& token,
                                const identity::SessionLimits& limits, const std::string& way,
                                const std::string& provider_sha256) {
  const auto now = clock.now();
  store::removeEndedSessions(connection, now);
  store::insertSession(connection, {identity::tokenFingerprint(token), account, device, now,
                                    limits.idle_seconds, now + limits.whole_seconds, provider_sha256});
  audit(connection, account, device, "sign_in", account, way);
}

base::Result<api::Session> Service::Body::signIn(const std::string& device, const api::SignIn& sign_in,
                                                 const identity::SessionLimits& limits) {
  auto person = checkPassword(device, sign_in);
  if (!person) return base::fail(person.error());
  const auto token = identity::newToken();
  return database->write([&](store::Connection& connection) -> base::Result<api::Session> {
    openSession(connection, person->account, device, token, limits, "");
    return api::Session{token, *person, clock.now() + limits.whole_seconds};
  });
}

base::Result<api::Person> Service::Body::signedIn(const std::string& token, const DeviceIdentity* at) {
  const auto now = clock.now();
  const auto fingerprint = identity::tokenFingerprint(token);
  bool touch = false;
  auto person = database->read([&](store::Connection& connection) -> base::Result<api::Person> {
    const auto session = store::sessionOf(connection, fingerprint);
    const bool ended =
        !session || now >= session->expires_at || now >= session->last_used_at + session->idle_seconds;
    if (ended || (at && session->device != at->name))
      return base::fail("session_expired", "", "nobody is signed in with this token here");
    touch = now >= session->last_used_at + kTouchEvery_s;
    auto account = store::accountNamed(connection, session->account);
    if (!account) return base::fail("session_expired", "", "the account is gone");
    return std::move(account->person);
  });
  if (!person || !touch) return person;
  const auto touched = database->write([&](store::Connection& connection) -> base::Status {
    store::touchSession(connection, fingerprint, now);
    return {};
  });
  if (!touched) return base::fail(touched.error());
  return person;
}

base::Result<api::Session> Service::signIn(const DeviceIdentity& device, const api::SignIn& sign_in) {
  return body_->signIn(device.name, sign_in, identity::sessionLimitsOf(device.kind));
}

base::Result<api::Session> Service::signInBrowser(const api::SignIn& sign_in) {
  return body_->signIn("", sign_in, identity::kBrowserSession);
}

DeviceSignIns& Service::deviceSignIns() { return body_->device_sign_ins; }

base::Status Service::signOut(const std::string& token) {
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    const auto fingerprint = identity::tokenFingerprint(token);
    const auto session = store::sessionOf(connection, fingerprint);
    if (!session) return {};
    store::removeSession(connection, fingerprint);
    body_->audit(connection, session->account, session->device, "sign_out", session->account);
    return {};
  });
}

base::Result<api::Person> Service::personOf(const std::string& token,
                                            const std::optional<DeviceIdentity>& at) {
  const DeviceIdentity browser{};  // sessions of browsers are kept under no device's name
  return body_->signedIn(token, at ? &*at : &browser);
}

}  // namespace hall
