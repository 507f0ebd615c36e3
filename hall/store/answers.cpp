#include "hall/store/answers.hpp"

#include "hall/store/connection.hpp"

namespace hall::store {

std::optional<AnswerRow> answerGiven(Connection& connection, const std::string& idempotency_key,
                                     const std::string& route, const std::string& actor) {
  AnswerRow out{idempotency_key, route, actor, "", ""};
  connection.sql << "SELECT request_sha256, answer FROM answers WHERE idempotency_key = :k AND route = :r "
                    "AND actor = :a",
      soci::use(idempotency_key), soci::use(route), soci::use(actor), soci::into(out.request_sha256),
      soci::into(out.answer);
  if (!connection.sql.got_data()) return std::nullopt;
  return out;
}

void insertAnswer(Connection& connection, const AnswerRow& answer, base::UnixSeconds now) {
  connection.sql
      << "INSERT INTO answers (idempotency_key, route, actor, request_sha256, answer, given_at) VALUES (:k, "
         ":r, :a, :q, :w, :t)",
      soci::use(answer.idempotency_key), soci::use(answer.route), soci::use(answer.actor),
      soci::use(answer.request_sha256), soci::use(answer.answer), soci::use(now);
}

void forgetAnswers(Connection& connection, base::UnixSeconds before) {
  connection.sql << "DELETE FROM answers WHERE given_at < :b", soci::use(before);
}

}  // namespace hall::store
