#include "hall/service/once.hpp"

#include <algorithm>

namespace hall {
namespace {

constexpr const char* kPlace = "Idempotency-Key";
constexpr std::size_t kLongestKey = 128;

std::string fingerprint(const std::string& body) { return base::toHex(base::sha256(base::viewOf(body))); }

}  // namespace

base::Result<std::optional<std::string>> answerBefore(store::Connection& connection, const Asked& asked) {
  if (asked.key.empty())
    return base::fail("idempotency_key_missing", kPlace, "the request has no Idempotency-Key");
  const bool visible =
      std::all_of(asked.key.begin(), asked.key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (asked.key.size() > kLongestKey || !visible)
    return base::fail("idempotency_key_bad", kPlace, "up to 128 visible ASCII characters are allowed");
  const auto before = store::answerGiven(connection, asked.key, asked.route, asked.actor);
  if (!before) return std::optional<std::string>{};
  if (before->request_sha256 != fingerprint(asked.body))
    return base::fail("idempotency_key_reused", kPlace, "this key was used for another request");
  return std::optional<std::string>{before->answer};
}

void keepAnswer(store::Connection& connection, const Asked& asked, const std::string& answer,
                base::UnixSeconds now) {
  store::forgetAnswers(connection, now - kAnswersKept_s);
  store::insertAnswer(connection, {asked.key, asked.route, asked.actor, fingerprint(asked.body), answer},
                      now);
}

}  // namespace hall
