#include "hall/store/keys.hpp"

#include "hall/store/connection.hpp"

namespace hall::store {

void insertKey(Connection& connection, const KeyRow& key) {
  connection.sql << "INSERT INTO issuing_keys (kid, algorithm, point, signs_from, signs_until, verify_until, "
                    "revoked_at, "
                    "revoked_reason) VALUES (:k, :a, :p, :f, :u, :v, :r, :w)",
      soci::use(key.kid), soci::use(key.algorithm), soci::use(key.point), soci::use(key.signs_from),
      soci::use(key.signs_until), soci::use(key.verify_until), soci::use(key.revoked_at),
      soci::use(key.revoked_reason);
}

std::vector<KeyRow> allKeys(Connection& connection) {
  std::vector<KeyRow> out;
  KeyRow row;
  soci::statement statement =
      (connection.sql.prepare
           << "SELECT kid, algorithm, point, signs_from, signs_until, verify_until, revoked_at, "
              "revoked_reason FROM issuing_keys ORDER BY signs_from, kid",
       soci::into(row.kid), soci::into(row.algorithm), soci::into(row.point), soci::into(row.signs_from),
       soci::into(row.signs_until), soci::into(row.verify_until), soci::into(row.revoked_at),
       soci::into(row.revoked_reason));
  statement.execute();
  while (statement.fetch()) out.push_back(row);
  return out;
}

}  // namespace hall::store
