// Who is signed in. Tokens themselves are never stored, only their SHA-256.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hall/store/database.hpp"

namespace hall::store {

struct SessionRow {
  std::string token_sha256;
  std::string account;
  std::string device;  // the terminal it was opened at; empty for a browser
  base::UnixSeconds last_used_at = 0;
  std::int64_t idle_seconds = 0;     // it ends when unused for so long
  base::UnixSeconds expires_at = 0;  // and at this time in any case
  // Of the campus sign-in's own session, with which this one ends; empty: it stands alone.
  std::string provider_sha256{};
};

void insertSession(Connection& connection, const SessionRow& session);
std::optional<SessionRow> sessionOf(Connection& connection, const std::string& token_sha256);
void touchSession(Connection& connection, const std::string& token_sha256, base::UnixSeconds now);
void removeSession(Connection& connection, const std::string& token_sha256);
std::vector<SessionRow> sessionsOfProvider(Connection& connection, const std::string& provider_sha256);
void removeEndedSessions(Connection& connection, base::UnixSeconds now);

}  // namespace hall::store
