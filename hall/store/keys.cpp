#include "hall/store/keys.hpp"

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

constexpr const char* kVersionSeries = "key_set";

}  // namespace

std::int64_t keySetVersion(Connection& connection) { return lastNumber(connection, kVersionSeries); }

std::optional<SignedKeySet> signedKeySet(Connection& connection) {
  SignedKeySet out;
  std::string bytes;
  connection.sql << "SELECT version, root, bytes FROM key_set", soci::into(out.version), soci::into(out.root),
      soci::into(bytes);
  if (!connection.sql.got_data()) return std::nullopt;
  out.bytes = base::fromHex(bytes).value_or(base::Bytes{});
  return out;
}

void replaceKeySet(Connection& connection, const std::string& root, base::BytesView bytes) {
  const auto version = nextNumber(connection, kVersionSeries);
  const auto hex = base::toHex(bytes);
  connection.sql << "DELETE FROM key_set";
  connection.sql << "INSERT INTO key_set (version, root, bytes) VALUES (:v, :r, :b)", soci::use(version),
      soci::use(root), soci::use(hex);
}

std::map<std::string, std::string> tokenKeys(Connection& connection) {
  std::map<std::string, std::string> out;
  std::string kid, uri;
  soci::statement statement =
      (connection.sql.prepare << "SELECT kid, uri FROM token_keys", soci::into(kid), soci::into(uri));
  statement.execute();
  while (statement.fetch()) out[kid] = uri;
  return out;
}

void insertTokenKey(Connection& connection, const std::string& kid, const std::string& uri) {
  connection.sql << "INSERT INTO token_keys (kid, uri) VALUES (:k, :u)", soci::use(kid), soci::use(uri);
}

std::vector<EarlierKey> earlierKeys(Connection& connection) {
  std::vector<EarlierKey> out;
  EarlierKey row;
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
