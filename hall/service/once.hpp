// A request carried out once, however often it is sent: the answer is kept under its Idempotency-Key, in the
// same transaction as what it did. Refused requests are not kept, they may be tried again.
#pragma once

#include <string>

#include "base/crypto.hpp"
#include "hall/store/answers.hpp"
#include "hall_api/codec.hpp"

namespace hall {

constexpr std::int64_t kAnswersKept_s = 14 * 86'400;  // a kiosk's outbox survives a fortnight's holiday

struct Asked {
  std::string key;    // Idempotency-Key
  std::string route;  // what is asked of what: "decide QJ-2026-000123 counsellor"
  std::string actor;  // account or device
  std::string body;   // what the key stands for; another body under the same key is a mistake
};

// The answer given before, or nothing. Codes: idempotency_key_missing, idempotency_key_bad,
// idempotency_key_reused.
base::Result<std::optional<std::string>> answerBefore(store::Connection& connection, const Asked& asked);
void keepAnswer(store::Connection& connection, const Asked& asked, const std::string& answer,
                base::UnixSeconds now);

template <class Answer, class Work>
base::Result<Answer> once(store::Connection& connection, const Asked& asked, base::UnixSeconds now,
                          Work&& work) {
  const auto before = answerBefore(connection, asked);
  if (!before) return base::fail(before.error());
  if (*before) return api::fromJson<Answer>(**before);
  base::Result<Answer> answer = work();
  if (answer) keepAnswer(connection, asked, api::toJson(*answer), now);
  return answer;
}

template <class Work>
base::Status onceDone(store::Connection& connection, const Asked& asked, base::UnixSeconds now, Work&& work) {
  const auto before = answerBefore(connection, asked);
  if (!before) return base::fail(before.error());
  if (*before) return {};
  base::Status done = work();
  if (done) keepAnswer(connection, asked, "{}", now);
  return done;
}

}  // namespace hall
