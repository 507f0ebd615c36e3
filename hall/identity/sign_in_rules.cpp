#include "hall/identity/sign_in_rules.hpp"

#include "base/crypto.hpp"

namespace hall::identity {

bool lockedAt(const Attempt& attempt, base::UnixSeconds now) { return now < attempt.locked_until; }

Attempt afterTrying(const Attempt& attempt, base::UnixSeconds now, const SignInLimits& limits) {
  const bool lock_is_over = attempt.locked_until != 0 && now >= attempt.locked_until;
  const bool long_ago = now - attempt.last_at >= limits.forget_seconds;
  Attempt out{lock_is_over || long_ago ? 1 : attempt.failures + 1, now, 0};
  if (out.failures >= limits.wrong_passwords) out.locked_until = now + limits.lock_seconds;
  return out;
}

const SessionLimits& sessionLimitsOf(std::string_view device_kind) {
  return device_kind == "kiosk" ? kKioskSession : kDeskSession;
}

std::string newToken() { return base::randomToken(32); }

std::string tokenFingerprint(const std::string& token) {
  return base::toHex(base::sha256(base::viewOf(token)));
}

}  // namespace hall::identity
