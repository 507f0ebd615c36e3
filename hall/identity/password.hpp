// Passwords of local accounts: argon2id (RFC 9106), kept in the encoded form "$argon2id$v=19$m=…". Any
// thread.
#pragma once

#include <string>

#include "base/result.hpp"

namespace hall::identity {

// What one hash costs. 19 MiB and two passes take about 25 ms of one core: dear for whoever guesses, and a
// morning's sign-ins of a whole campus still pass through one machine.
struct PasswordCost {
  unsigned memory_kib = 19 * 1024;
  unsigned passes = 2;
  unsigned lanes = 1;
};

struct PasswordLimits {
  std::size_t shortest = 8;   // bytes, of a new password
  std::size_t longest = 256;  // bytes, of any; checked before hashing
};

// Codes: password_too_short, password_too_long. Place: "/password".
base::Result<std::string> hashPassword(const std::string& password, const PasswordCost& cost = {});

// Compares in constant time. An encoded text that isn't argon2id matches nothing.
bool passwordMatches(const std::string& encoded, const std::string& password);

// Takes as long as a wrong password of a known account does, so that nobody can tell which accounts exist.
void spendTimeOfAMatch(const std::string& password);

}  // namespace hall::identity
