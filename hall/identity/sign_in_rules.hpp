// When a sign-in is refused for a while, how long a session lasts, and how a token looks. Pure, any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace hall::identity {

struct SignInLimits {
  int wrong_passwords = 5;              // in a row, then the account rests: people mistype two or three times
  std::int64_t lock_seconds = 15 * 60;  // long enough to make guessing pointless, short enough to wait for
  std::int64_t forget_seconds = 24 * 3600;  // single mistakes of another day don't add up
};

struct SessionLimits {
  std::int64_t idle_seconds = 0;
  std::int64_t whole_seconds = 0;
};
// A kiosk stands in a corridor: the next person must never find the last one's session, even if the kiosk
// lost power before it could sign out. A desk or a browser is somebody's own place: a morning's work without
// a new password.
constexpr SessionLimits kKioskSession{10 * 60, 60 * 60};
constexpr SessionLimits kDeskSession{4 * 3600, 12 * 3600};
constexpr SessionLimits kBrowserSession{2 * 3600, 12 * 3600};
const SessionLimits& sessionLimitsOf(std::string_view device_kind);  // kiosk | desk

struct Attempt {  // what is known of an account's wrong passwords
  int failures = 0;
  base::UnixSeconds last_at = 0;
  base::UnixSeconds locked_until = 0;
};

bool lockedAt(const Attempt& attempt, base::UnixSeconds now);
// Counted before the password is checked, so that guesses made at the same moment count one by one.
Attempt afterTrying(const Attempt& attempt, base::UnixSeconds now, const SignInLimits& limits = {});

std::string newToken();                                  // 32 random bytes, base64url
std::string tokenFingerprint(const std::string& token);  // SHA-256, hex: all that is ever stored

}  // namespace hall::identity
