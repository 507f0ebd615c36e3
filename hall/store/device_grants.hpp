// Sign-ins for a terminal by another device (RFC 8628): what the terminal waits for, and how far a browser
// has come. Secrets themselves are never stored, only their SHA-256.
#pragma once

#include <optional>
#include <string>

#include "hall/store/database.hpp"

namespace hall::store {

enum class GrantState { waiting, allowed, denied, used };

struct DeviceGrant {
  std::string device_code_sha256;
  std::string user_code;  // eight letters
  std::string device;
  GrantState state = GrantState::waiting;
  std::string account{};          // once allowed
  std::string way{};              // password | cas | oidc
  std::string provider_sha256{};  // as SessionRow's
  base::UnixSeconds expires_at = 0;
  int interval_s = 5;               // between two questions of the terminal, at least
  base::UnixSeconds polled_at = 0;  // 0: not yet
};

// Takes the place of an earlier one of this device, which shows one code at a time.
void insertGrant(Connection& connection, const DeviceGrant& grant);
std::optional<DeviceGrant> grantByDeviceCode(Connection& connection, const std::string& device_code_sha256);
std::optional<DeviceGrant> grantByUserCode(Connection& connection, const std::string& user_code);
void updateGrant(Connection& connection, const DeviceGrant& grant);

// One browser's way through the sign-in page, kept under the SHA-256 of its cookie.
enum class VisitStep { sign_in, consent, allowed, denied };

struct Visit {
  std::string cookie_sha256;
  std::string device_code_sha256;
  VisitStep step = VisitStep::sign_in;
  std::string way{};      // where the browser went, or by which way the person came in
  std::string account{};  // from consent on
  std::string hint{};     // the provider's, for leaving it
  std::string provider_sha256{};
  std::string problem{};  // why the last try came to nothing: a code
  base::UnixSeconds expires_at = 0;
};

void insertVisit(Connection& connection, const Visit& visit);
std::optional<Visit> visitOf(Connection& connection, const std::string& cookie_sha256);
void removeVisit(Connection& connection, const std::string& cookie_sha256);

// What waits for a terminal or a consent by a session that has ended at the provider.
void removeOfProvider(Connection& connection, const std::string& provider_sha256);

void removeEndedGrants(Connection& connection, base::UnixSeconds now);  // and visits

}  // namespace hall::store
