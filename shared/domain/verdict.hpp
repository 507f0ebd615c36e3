// What the receiver, the applicant or a stranger is told about a paper: four lines, each honest on its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace domain {

enum class SealState { genuine, altered, unknown_key, key_revoked, not_a_hall_seal, unreadable };
enum class StatusState { valid, voided, superseded, suspended, expired, unknown };
enum class AcceptanceState { free, accepted_here, accepted_elsewhere, unknown };
enum class ContentState { matches, differs, review, not_compared };

enum class Grade { good, caution, bad };  // the colour, the word and the shape of a line

struct Acceptance {
  std::string serial;   // 16 hex digits
  std::string node_id;  // the counter node it completed
  std::string office;   // 教务处
  std::string receiver_name;
  base::UnixSeconds at = 0;
};

struct Box {  // millimetres from the page's top left corner
  double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
};

struct FieldDifference {
  std::string field;
  std::string label;
  Box box;
};

struct Verdict {
  SealState seal = SealState::unreadable;
  std::string seal_detail;  // stable code of the reason, e.g. "bad_signature"; empty when genuine
  StatusState status = StatusState::unknown;
  std::optional<base::UnixSeconds> status_as_of;
  AcceptanceState acceptance = AcceptanceState::unknown;
  std::vector<Acceptance> acceptances;  // oldest first; what accepted_here / accepted_elsewhere rest on
  ContentState content = ContentState::not_compared;
  std::vector<FieldDifference> differences;
  std::string foreign_host;  // the host in the code when it isn't the hall's own
};

Grade gradeOf(SealState state);
Grade gradeOf(StatusState state);
Grade gradeOf(AcceptanceState state);
Grade gradeOf(ContentState state);      // not_compared counts as good: nothing speaks against the paper
Grade gradeOf(const Verdict& verdict);  // the worst line's

// Stable machine codes ("genuine", "void", ...); the receiver's sentence is the text "verdict.<line>.<code>".
std::string_view nameOf(SealState state);
std::string_view nameOf(StatusState state);  // StatusState::voided is "void"
std::string_view nameOf(AcceptanceState state);
std::string_view nameOf(ContentState state);
std::string_view nameOf(Grade grade);
std::optional<SealState> sealStateNamed(std::string_view name);
std::optional<StatusState> statusStateNamed(std::string_view name);
std::optional<AcceptanceState> acceptanceStateNamed(std::string_view name);
std::optional<ContentState> contentStateNamed(std::string_view name);

}  // namespace domain
