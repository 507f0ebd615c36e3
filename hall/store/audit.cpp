#include "hall/store/audit.hpp"

#include <fmt/format.h>

#include "base/crypto.hpp"
#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

constexpr const char* kFirst = "";  // what the first row binds

// Each part is led by its length, so that no two rows spell the same text.
std::string bindingOf(std::int64_t seq, const AuditEntry& entry, const std::string& previous) {
  const auto seq_text = std::to_string(seq);
  const auto at = std::to_string(entry.at);
  std::string all;
  for (const auto* part :
       {&previous, &seq_text, &at, &entry.actor, &entry.device, &entry.action, &entry.subject, &entry.detail})
    all += fmt::format("{}:{}", part->size(), *part);
  return base::toHex(base::sha256(base::viewOf(all)));
}

}  // namespace

void appendAudit(Connection& connection, const AuditEntry& entry) {
  std::string previous = kFirst;
  connection.sql << "SELECT sha256 FROM audit ORDER BY seq DESC LIMIT 1", soci::into(previous);
  const std::int64_t seq = nextNumber(connection, "audit");
  const auto hash = bindingOf(seq, entry, previous);
  connection.sql << "INSERT INTO audit (seq, at, actor, device, action, subject, detail, previous_sha256, "
                    "sha256) VALUES "
                    "(:q, :t, :a, :d, :ac, :s, :de, :p, :h)",
      soci::use(seq), soci::use(entry.at), soci::use(entry.actor), soci::use(entry.device),
      soci::use(entry.action), soci::use(entry.subject), soci::use(entry.detail), soci::use(previous),
      soci::use(hash);
}

base::Status checkAudit(Connection& connection) {
  std::int64_t seq = 0;
  AuditEntry entry;
  std::string previous;
  std::string hash;
  soci::statement statement =
      (connection.sql.prepare
           << "SELECT seq, at, actor, device, action, subject, detail, previous_sha256, sha256 FROM "
              "audit ORDER BY seq",
       soci::into(seq), soci::into(entry.at), soci::into(entry.actor), soci::into(entry.device),
       soci::into(entry.action), soci::into(entry.subject), soci::into(entry.detail), soci::into(previous),
       soci::into(hash));
  statement.execute();
  std::string expected_previous = kFirst;
  std::int64_t expected_seq = 0;
  while (statement.fetch()) {
    ++expected_seq;
    const auto place = fmt::format("audit[{}]", expected_seq);
    if (seq != expected_seq)
      return base::fail("audit_broken", place, "a row is missing", {std::to_string(expected_seq)});
    if (previous != expected_previous || hash != bindingOf(seq, entry, previous))
      return base::fail("audit_broken", place, "the row was changed", {std::to_string(expected_seq)});
    expected_previous = hash;
  }
  std::int64_t given = 0;
  connection.sql << "SELECT last FROM counters WHERE series = 'audit'", soci::into(given);
  if (given != expected_seq)
    return base::fail("audit_broken", fmt::format("audit[{}]", expected_seq + 1),
                      "rows at the end are missing", {std::to_string(expected_seq + 1)});
  return {};
}

}  // namespace hall::store
