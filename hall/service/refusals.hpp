// Every code by which a person's request can be refused, and what kind of refusal it is. A code that isn't
// here means that the hall itself failed.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hall {

enum class Refusal {
  malformed,      // what was sent can't be used as it is
  not_signed_in,  // no session, or no such account and password
  not_allowed,    // somebody else's
  unknown,        // there is no such thing, or none this person may know of
  conflict,       // the thing is past that, or not there yet
  too_many,       // wait
};

struct RefusalCode {
  std::string code;
  Refusal refusal;
};

const std::vector<RefusalCode>& refusalCodes();
std::optional<Refusal> refusalOf(const std::string& code);

}  // namespace hall
