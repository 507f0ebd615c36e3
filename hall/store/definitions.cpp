#include "hall/store/definitions.hpp"

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

std::string nameOf(DefinitionKind kind) {
  switch (kind) {
    case DefinitionKind::process:
      return "process";
    case DefinitionKind::form:
      return "form";
  }
  return "";
}

}  // namespace

std::optional<std::string> definition(Connection& connection, DefinitionKind kind, const std::string& code,
                                      int version) {
  std::string text;
  const auto name = nameOf(kind);
  connection.sql << "SELECT definition FROM definitions WHERE kind = :k AND code = :c AND version = :v",
      soci::use(name), soci::use(code), soci::use(version), soci::into(text);
  if (!connection.sql.got_data()) return std::nullopt;
  return text;
}

void setDefinition(Connection& connection, DefinitionKind kind, const std::string& code, int version,
                   const std::string& text, base::UnixSeconds now) {
  const auto name = nameOf(kind);
  connection.sql
      << "INSERT INTO definitions (kind, code, version, definition, stored_at) VALUES (:k, :c, :v, :d, :t) "
         "ON "
         "CONFLICT (kind, code, version) DO UPDATE SET definition = excluded.definition, stored_at = "
         "excluded.stored_at",
      soci::use(name), soci::use(code), soci::use(version), soci::use(text), soci::use(now);
}

bool definitionInUse(Connection& connection, DefinitionKind kind, const std::string& code, int version) {
  int count = 0;
  const char* query = kind == DefinitionKind::process
                          ? "SELECT COUNT(*) FROM cases WHERE process_code = :c AND process_version = :v"
                          : "SELECT COUNT(*) FROM cases WHERE form_code = :c AND form_version = :v";
  connection.sql << query, soci::use(code), soci::use(version), soci::into(count);
  return count > 0;
}

}  // namespace hall::store
