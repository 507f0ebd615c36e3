// DeviceSignIns: the terminal's half, RFC 8628 sections 3.1 to 3.5.
#include "hall/store/device_grants.hpp"

#include <algorithm>

#include "hall/identity/sign_in_rules.hpp"
#include "hall/identity/user_code.hpp"
#include "hall/service/body.hpp"
#include "hall/service/device_sign_ins.hpp"
#include "hall/store/people.hpp"

namespace hall {
namespace {

constexpr DeviceGrantLimits kLimits;

std::string freeUserCode(store::Connection& connection) {
  auto code = identity::newUserCode();
  while (store::grantByUserCode(connection, code)) code = identity::newUserCode();
  return code;
}

// What a question finds: a code of RFC 8628 section 3.5, or nothing: the answer is yes.
std::string findingOf(store::DeviceGrant& grant, base::UnixSeconds now) {
  if (grant.state == store::GrantState::used) return "invalid_grant";
  if (now >= grant.expires_at) return "expired_token";
  const bool too_soon = grant.polled_at != 0 && now - grant.polled_at < grant.interval_s;
  grant.polled_at = now;
  if (too_soon) {
    grant.interval_s = std::min(grant.interval_s + kLimits.slower_s, kLimits.slowest_interval_s);
    return "slow_down";
  }
  switch (grant.state) {
    case store::GrantState::waiting:
      return "authorization_pending";
    case store::GrantState::denied:
      return "access_denied";
    case store::GrantState::allowed:
    case store::GrantState::used:
      return "";
  }
  return "invalid_grant";
}

const char* causeOf(const std::string& code) {
  if (code == "authorization_pending") return "nobody has allowed the sign-in yet";
  if (code == "slow_down") return "asked too soon; five seconds more between two questions from now on";
  if (code == "access_denied") return "the person refused the sign-in";
  if (code == "expired_token") return "the code has expired; begin anew";
  return "there is no such code, it was used, or it is another device's";
}

}  // namespace

base::Result<api::DeviceAuthorization> DeviceSignIns::begin(const DeviceIdentity& device) {
  const auto now = hall_.clock.now();
  const auto device_code = identity::newToken();
  return hall_.database->write([&](store::Connection& connection) -> base::Result<api::DeviceAuthorization> {
    store::removeEndedGrants(connection, now);
    const auto code = freeUserCode(connection);
    store::insertGrant(connection, {.device_code_sha256 = identity::tokenFingerprint(device_code),
                                    .user_code = code,
                                    .device = device.name,
                                    .expires_at = now + kLimits.expires_s,
                                    .interval_s = kLimits.interval_s});
    const auto page = address() + "/device", shown = identity::shownUserCode(code);
    return api::DeviceAuthorization{
        device_code, shown, page, page + "?user_code=" + shown, kLimits.expires_s, kLimits.interval_s};
  });
}

base::Result<api::AccessToken> DeviceSignIns::poll(const DeviceIdentity& device,
                                                   const std::string& device_code) {
  const auto now = hall_.clock.now();
  const auto& limits = identity::sessionLimitsOf(device.kind);
  auto token = identity::newToken();
  // A refusal is kept too (how often was asked), so it isn't an error to the transaction.
  const auto finding = hall_.database->write([&](store::Connection& connection) -> base::Result<std::string> {
    auto grant = store::grantByDeviceCode(connection, identity::tokenFingerprint(device_code));
    if (!grant || grant->device != device.name) return "invalid_grant";
    const bool used = grant->state == store::GrantState::used;
    auto found = findingOf(*grant, now);
    if (used) return found;
    if (found.empty() && !store::accountNamed(connection, grant->account)) found = "access_denied";
    if (found.empty()) {
      grant->state = store::GrantState::used;
      hall_.openSession(connection, grant->account, device.name, token, limits, grant->way,
                        grant->provider_sha256);
    }
    store::updateGrant(connection, *grant);
    return found;
  });
  if (!finding) return base::fail(finding.error());
  if (!finding->empty()) return base::fail(*finding, "", causeOf(*finding));
  return api::AccessToken{std::move(token), "Bearer", static_cast<int>(limits.whole_seconds)};
}

}  // namespace hall
