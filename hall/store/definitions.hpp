// The texts of process and form versions, kept for as long as a case runs on them.
#pragma once

#include <optional>
#include <string>

#include "hall/store/database.hpp"

namespace hall::store {

enum class DefinitionKind { process, form };

std::optional<std::string> definition(Connection& connection, DefinitionKind kind, const std::string& code,
                                      int version);
void setDefinition(Connection& connection, DefinitionKind kind, const std::string& code, int version,
                   const std::string& text, base::UnixSeconds now);
bool definitionInUse(Connection& connection, DefinitionKind kind, const std::string& code,
                     int version);  // by a case

}  // namespace hall::store
