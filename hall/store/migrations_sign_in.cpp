#include "hall/store/migrations.hpp"

namespace hall::store {

// State and step are the places in GrantState and VisitStep.
const Migration kSignIn{7,
                        "sign-ins for a terminal by another device",
                        {
                            R"(CREATE TABLE device_grants (
             device_code_sha256 TEXT PRIMARY KEY,
             user_code TEXT NOT NULL UNIQUE,
             device TEXT NOT NULL UNIQUE,
             state INTEGER NOT NULL,
             account TEXT NOT NULL,
             way TEXT NOT NULL,
             provider_sha256 TEXT NOT NULL,
             expires_at BIGINT NOT NULL,
             interval_s INTEGER NOT NULL,
             polled_at BIGINT NOT NULL))",
                            R"(CREATE TABLE sign_in_visits (
             cookie_sha256 TEXT PRIMARY KEY,
             device_code_sha256 TEXT NOT NULL,
             step INTEGER NOT NULL,
             way TEXT NOT NULL,
             account TEXT NOT NULL,
             hint TEXT NOT NULL,
             provider_sha256 TEXT NOT NULL,
             problem TEXT NOT NULL,
             expires_at BIGINT NOT NULL))",
                            R"(CREATE INDEX sign_in_visits_by_expiry ON sign_in_visits (expires_at))",
                            R"(ALTER TABLE sessions ADD COLUMN provider_sha256 TEXT NOT NULL DEFAULT '')",
                            R"(CREATE INDEX sessions_by_provider ON sessions (provider_sha256))",
                        }};

}  // namespace hall::store
