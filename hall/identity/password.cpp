#include "hall/identity/password.hpp"

#include <argon2.h>

#include <array>

#include "base/crypto.hpp"

namespace hall::identity {
namespace {

constexpr PasswordLimits kLimits;
constexpr std::size_t kSaltBytes = 16;  // RFC 9106 section 3.1
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kEncodedBytes = 160;  // argon2_encodedlen() of the above stays under it

}  // namespace

base::Result<std::string> hashPassword(const std::string& password, const PasswordCost& cost) {
  if (password.size() < kLimits.shortest)
    return base::fail("password_too_short", "/password", "the password is too short",
                      {std::to_string(kLimits.shortest)});
  if (password.size() > kLimits.longest)
    return base::fail("password_too_long", "/password", "the password is too long",
                      {std::to_string(kLimits.longest)});
  const auto salt = base::randomBytes(kSaltBytes);
  std::array<char, kEncodedBytes> encoded{};
  const int status =
      argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(), password.size(),
                            salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (status != ARGON2_OK) return base::fail("password_hash_failed", "", argon2_error_message(status));
  return std::string(encoded.data());
}

bool passwordMatches(const std::string& encoded, const std::string& password) {
  if (password.size() > kLimits.longest || encoded.size() >= kEncodedBytes) return false;
  return argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
}

void spendTimeOfAMatch(const std::string& password) {
  static const std::string nobody = hashPassword(base::randomToken(24)).value_or("");
  (void)passwordMatches(nobody, password);
}

}  // namespace hall::identity
