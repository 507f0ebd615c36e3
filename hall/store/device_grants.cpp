#include "hall/store/device_grants.hpp"

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

constexpr const char* kGrantColumns =
    "SELECT device_code_sha256, user_code, device, state, account, way, provider_sha256, expires_at, "
    "interval_s, polled_at FROM device_grants WHERE ";

std::optional<DeviceGrant> grantWhere(Connection& connection, const char* condition, const std::string& key) {
  DeviceGrant out;
  int state = 0;
  connection.sql << kGrantColumns << condition, soci::use(key), soci::into(out.device_code_sha256),
      soci::into(out.user_code), soci::into(out.device), soci::into(state), soci::into(out.account),
      soci::into(out.way), soci::into(out.provider_sha256), soci::into(out.expires_at),
      soci::into(out.interval_s), soci::into(out.polled_at);
  if (!connection.sql.got_data()) return std::nullopt;
  out.state = static_cast<GrantState>(state);
  return out;
}

}  // namespace

void insertGrant(Connection& connection, const DeviceGrant& grant) {
  connection.sql << "DELETE FROM device_grants WHERE device = :d", soci::use(grant.device);
  const int state = static_cast<int>(grant.state);
  connection.sql
      << "INSERT INTO device_grants (device_code_sha256, user_code, device, state, account, way, "
         "provider_sha256, expires_at, interval_s, polled_at) VALUES (:c, :u, :d, :s, :a, :w, :v, :e, "
         ":i, :p)",
      soci::use(grant.device_code_sha256), soci::use(grant.user_code), soci::use(grant.device),
      soci::use(state), soci::use(grant.account), soci::use(grant.way), soci::use(grant.provider_sha256),
      soci::use(grant.expires_at), soci::use(grant.interval_s), soci::use(grant.polled_at);
}

std::optional<DeviceGrant> grantByDeviceCode(Connection& connection, const std::string& device_code_sha256) {
  return grantWhere(connection, "device_code_sha256 = :k", device_code_sha256);
}

std::optional<DeviceGrant> grantByUserCode(Connection& connection, const std::string& user_code) {
  return grantWhere(connection, "user_code = :k", user_code);
}

void updateGrant(Connection& connection, const DeviceGrant& grant) {
  const int state = static_cast<int>(grant.state);
  connection.sql << "UPDATE device_grants SET state = :s, account = :a, way = :w, provider_sha256 = :v, "
                    "interval_s = :i, polled_at = :p WHERE device_code_sha256 = :c",
      soci::use(state), soci::use(grant.account), soci::use(grant.way), soci::use(grant.provider_sha256),
      soci::use(grant.interval_s), soci::use(grant.polled_at), soci::use(grant.device_code_sha256);
}

void insertVisit(Connection& connection, const Visit& visit) {
  const int step = static_cast<int>(visit.step);
  connection.sql
      << "INSERT INTO sign_in_visits (cookie_sha256, device_code_sha256, step, way, account, hint, "
         "provider_sha256, problem, expires_at) VALUES (:c, :d, :s, :w, :a, :h, :v, :p, :e)",
      soci::use(visit.cookie_sha256), soci::use(visit.device_code_sha256), soci::use(step),
      soci::use(visit.way), soci::use(visit.account), soci::use(visit.hint), soci::use(visit.provider_sha256),
      soci::use(visit.problem), soci::use(visit.expires_at);
}

std::optional<Visit> visitOf(Connection& connection, const std::string& cookie_sha256) {
  Visit out;
  int step = 0;
  connection.sql << "SELECT cookie_sha256, device_code_sha256, step, way, account, hint, provider_sha256, "
                    "problem, expires_at FROM sign_in_visits WHERE cookie_sha256 = :c",
      soci::use(cookie_sha256), soci::into(out.cookie_sha256), soci::into(out.device_code_sha256),
      soci::into(step), soci::into(out.way), soci::into(out.account), soci::into(out.hint),
      soci::into(out.provider_sha256), soci::into(out.problem), soci::into(out.expires_at);
  if (!connection.sql.got_data()) return std::nullopt;
  out.step = static_cast<VisitStep>(step);
  return out;
}

void removeVisit(Connection& connection, const std::string& cookie_sha256) {
  connection.sql << "DELETE FROM sign_in_visits WHERE cookie_sha256 = :c", soci::use(cookie_sha256);
}

void removeOfProvider(Connection& connection, const std::string& provider_sha256) {
  if (provider_sha256.empty()) return;
  connection.sql << "DELETE FROM sign_in_visits WHERE provider_sha256 = :p", soci::use(provider_sha256);
  connection.sql << "DELETE FROM device_grants WHERE provider_sha256 = :p", soci::use(provider_sha256);
}

void removeEndedGrants(Connection& connection, base::UnixSeconds now) {
  connection.sql << "DELETE FROM sign_in_visits WHERE expires_at <= :n", soci::use(now);
  // A terminal that still asks is told that its code has expired; after a day it has other worries.
  const auto long_ago = now - 86'400;
  connection.sql << "DELETE FROM device_grants WHERE expires_at <= :n", soci::use(long_ago);
}

}  // namespace hall::store
