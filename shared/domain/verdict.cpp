#include "domain/verdict.hpp"

#include <algorithm>
#include <array>

namespace domain {
namespace {

constexpr std::array kSeals{SealState::genuine,     SealState::altered,         SealState::unknown_key,
                            SealState::key_revoked, SealState::not_a_hall_seal, SealState::unreadable};
constexpr std::array kStatuses{StatusState::valid,     StatusState::voided,  StatusState::superseded,
                               StatusState::suspended, StatusState::expired, StatusState::unknown};
constexpr std::array kAcceptances{AcceptanceState::free, AcceptanceState::accepted_here,
                                  AcceptanceState::accepted_elsewhere, AcceptanceState::unknown};
constexpr std::array kContents{ContentState::matches, ContentState::differs, ContentState::review,
                               ContentState::not_compared};

template <class States>
auto named(const States& states, std::string_view name) -> std::optional<typename States::value_type> {
  for (const auto state : states)
    if (nameOf(state) == name) return state;
  return std::nullopt;
}

}  // namespace

Grade gradeOf(SealState state) {
  switch (state) {
    case SealState::genuine:
      return Grade::good;
    case SealState::altered:
      return Grade::bad;
    case SealState::unknown_key:
      return Grade::bad;
    case SealState::key_revoked:
      return Grade::bad;
    case SealState::not_a_hall_seal:
      return Grade::caution;
    case SealState::unreadable:
      return Grade::caution;
  }
  return Grade::bad;
}

Grade gradeOf(StatusState state) {
  switch (state) {
    case StatusState::valid:
      return Grade::good;
    case StatusState::voided:
      return Grade::bad;
    case StatusState::superseded:
      return Grade::bad;
    case StatusState::suspended:
      return Grade::bad;
    case StatusState::expired:
      return Grade::bad;
    case StatusState::unknown:
      return Grade::caution;
  }
  return Grade::bad;
}

Grade gradeOf(AcceptanceState state) {
  switch (state) {
    case AcceptanceState::free:
      return Grade::good;
    case AcceptanceState::accepted_here:
      return Grade::caution;
    case AcceptanceState::accepted_elsewhere:
      return Grade::bad;
    case AcceptanceState::unknown:
      return Grade::caution;
  }
  return Grade::bad;
}

Grade gradeOf(ContentState state) {
  switch (state) {
    case ContentState::matches:
      return Grade::good;
    case ContentState::differs:
      return Grade::bad;
    case ContentState::review:
      return Grade::caution;
    case ContentState::not_compared:
      return Grade::good;
  }
  return Grade::bad;
}

Grade gradeOf(const Verdict& verdict) {
  return std::max({gradeOf(verdict.seal), gradeOf(verdict.status), gradeOf(verdict.acceptance),
                   gradeOf(verdict.content)});
}

std::string_view nameOf(SealState state) {
  switch (state) {
    case SealState::genuine:
      return "genuine";
    case SealState::altered:
      return "altered";
    case SealState::unknown_key:
      return "unknown_key";
    case SealState::key_revoked:
      return "key_revoked";
    case SealState::not_a_hall_seal:
      return "not_a_hall_seal";
    case SealState::unreadable:
      return "unreadable";
  }
  return "";
}

std::string_view nameOf(StatusState state) {
  switch (state) {
    case StatusState::valid:
      return "valid";
    case StatusState::voided:
      return "void";
    case StatusState::superseded:
      return "superseded";
    case StatusState::suspended:
      return "suspended";
    case StatusState::expired:
      return "expired";
    case StatusState::unknown:
      return "unknown";
  }
  return "";
}

std::string_view nameOf(AcceptanceState state) {
  switch (state) {
    case AcceptanceState::free:
      return "free";
    case AcceptanceState::accepted_here:
      return "accepted_here";
    case AcceptanceState::accepted_elsewhere:
      return "accepted_elsewhere";
    case AcceptanceState::unknown:
      return "unknown";
  }
  return "";
}

std::string_view nameOf(ContentState state) {
  switch (state) {
    case ContentState::matches:
      return "matches";
    case ContentState::differs:
      return "differs";
    case ContentState::review:
      return "review";
    case ContentState::not_compared:
      return "not_compared";
  }
  return "";
}

std::string_view nameOf(Grade grade) {
  switch (grade) {
    case Grade::good:
      return "good";
    case Grade::caution:
      return "caution";
    case Grade::bad:
      return "bad";
  }
  return "";
}

std::optional<SealState> sealStateNamed(std::string_view name) { return named(kSeals, name); }
std::optional<StatusState> statusStateNamed(std::string_view name) { return named(kStatuses, name); }
std::optional<AcceptanceState> acceptanceStateNamed(std::string_view name) {
  return named(kAcceptances, name);
}
std::optional<ContentState> contentStateNamed(std::string_view name) { return named(kContents, name); }

}  // namespace domain
