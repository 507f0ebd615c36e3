#include "hall/store/acceptances.hpp"

#include <fmt/format.h>

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

std::vector<domain::Acceptance> select(Connection& connection, const char* column, const std::string& value) {
  std::vector<domain::Acceptance> out;
  domain::Acceptance row;
  soci::statement statement =
      (connection.sql.prepare << fmt::format(
           "SELECT serial, node_id, office, receiver_name, at FROM acceptances WHERE {} "
           "= :v ORDER BY at, node_id",
           column),
       soci::use(value), soci::into(row.serial), soci::into(row.node_id), soci::into(row.office),
       soci::into(row.receiver_name), soci::into(row.at));
  statement.execute();
  while (statement.fetch()) out.push_back(row);
  return out;
}

}  // namespace

void insertAcceptance(Connection& connection, const Receipt& receipt) {
  const auto& acceptance = receipt.acceptance;
  connection.sql
      << "INSERT INTO acceptances (serial, node_id, case_id, office, receiver, receiver_name, device, at) "
         "VALUES (:s, :n, :c, :o, :r, :rn, :d, :t)",
      soci::use(acceptance.serial), soci::use(acceptance.node_id), soci::use(receipt.case_id),
      soci::use(acceptance.office), soci::use(receipt.receiver), soci::use(acceptance.receiver_name),
      soci::use(receipt.device), soci::use(acceptance.at);
}

void insertRefusal(Connection& connection, const Receipt& receipt) {
  const auto& acceptance = receipt.acceptance;
  const std::int64_t seq = nextNumber(connection, "refusal");
  connection.sql
      << "INSERT INTO refusals (seq, serial, node_id, office, receiver, device, reason, at) VALUES (:q, :s, "
         ":n, :o, :r, :d, :re, :t)",
      soci::use(seq), soci::use(acceptance.serial), soci::use(acceptance.node_id),
      soci::use(acceptance.office), soci::use(receipt.receiver), soci::use(receipt.device),
      soci::use(receipt.reason), soci::use(acceptance.at);
}

std::vector<domain::Acceptance> acceptancesOfCopy(Connection& connection, const std::string& serial) {
  return select(connection, "serial", serial);
}

std::vector<domain::Acceptance> acceptancesOfCase(Connection& connection, const std::string& case_id) {
  return select(connection, "case_id", case_id);
}

}  // namespace hall::store
