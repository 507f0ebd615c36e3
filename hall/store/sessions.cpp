#include "hall/store/sessions.hpp"

#include "hall/store/connection.hpp"

namespace hall::store {

void insertSession(Connection& connection, const SessionRow& session) {
  connection.sql << "INSERT INTO sessions (token_sha256, account, device, last_used_at, idle_seconds, "
                    "expires_at, provider_sha256) VALUES "
                    "(:t, :a, :d, :l, :i, :e, :p)",
      soci::use(session.token_sha256), soci::use(session.account), soci::use(session.device),
      soci::use(session.last_used_at), soci::use(session.idle_seconds), soci::use(session.expires_at),
      soci::use(session.provider_sha256);
}

std::optional<SessionRow> sessionOf(Connection& connection, const std::string& token_sha256) {
  SessionRow out;
  connection.sql
      << "SELECT token_sha256, account, device, last_used_at, idle_seconds, expires_at FROM sessions WHERE "
         "token_sha256 = :t",
      soci::use(token_sha256), soci::into(out.token_sha256), soci::into(out.account), soci::into(out.device),
      soci::into(out.last_used_at), soci::into(out.idle_seconds), soci::into(out.expires_at);
  if (!connection.sql.got_data()) return std::nullopt;
  return out;
}

void touchSession(Connection& connection, const std::string& token_sha256, base::UnixSeconds now) {
  connection.sql << "UPDATE sessions SET last_used_at = :n WHERE token_sha256 = :t", soci::use(now),
      soci::use(token_sha256);
}

void removeSession(Connection& connection, const std::string& token_sha256) {
  connection.sql << "DELETE FROM sessions WHERE token_sha256 = :t", soci::use(token_sha256);
}

std::vector<SessionRow> sessionsOfProvider(Connection& connection, const std::string& provider_sha256) {
  std::vector<SessionRow> out;
  if (provider_sha256.empty()) return out;
  SessionRow row;
  soci::statement statement =
      (connection.sql.prepare
           << "SELECT token_sha256, account, device FROM sessions WHERE provider_sha256 = :p",
       soci::use(provider_sha256), soci::into(row.token_sha256), soci::into(row.account),
       soci::into(row.device));
  statement.execute();
  while (statement.fetch()) out.push_back(row);
  return out;
}

void removeEndedSessions(Connection& connection, base::UnixSeconds now) {
  connection.sql << "DELETE FROM sessions WHERE expires_at <= :n OR last_used_at + idle_seconds <= :m",
      soci::use(now), soci::use(now);
}

}  // namespace hall::store
