// Answers given under an Idempotency-Key, so that a repeated request gets the same one and is not carried out
// again.
#pragma once

#include <optional>
#include <string>

#include "hall/store/database.hpp"

namespace hall::store {

struct AnswerRow {
  std::string idempotency_key;
  std::string route;           // "apply", "decide QJ-2026-000123 counsellor", ...
  std::string actor;           // account, or device
  std::string request_sha256;  // hex, of what was asked
  std::string answer;          // JSON
};

std::optional<AnswerRow> answerGiven(Connection& connection, const std::string& idempotency_key,
                                     const std::string& route, const std::string& actor);
void insertAnswer(Connection& connection, const AnswerRow& answer, base::UnixSeconds now);
void forgetAnswers(Connection& connection, base::UnixSeconds before);

}  // namespace hall::store
