// What happened, who did it and at which terminal, for good: rows are only ever added, and each binds the one
// before it with a SHA-256, so that a changed or missing row shows. Holds account ids, case ids and serials,
// never names.
#pragma once

#include <string>

#include "hall/store/database.hpp"

namespace hall::store {

struct AuditEntry {
  base::UnixSeconds at = 0;
  std::string actor;  // account; empty for the hall itself
  std::string device;
  std::string action;   // "apply", "approve", "printout_sealed", ...
  std::string subject;  // case id, serial, account or device
  std::string detail;
};

void appendAudit(Connection& connection, const AuditEntry& entry);

// Code audit_broken, place: "audit[<seq>]" of the first row that doesn't hold.
base::Status checkAudit(Connection& connection);

}  // namespace hall::store
