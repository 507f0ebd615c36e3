// What an applicant typed, checked against the process's fields. Pure, any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/process.hpp"

namespace hall {

// The fields as they are kept: outer white space gone, "\r\n" as "\n", empty ones left out. The first mistake
// is returned with place "/fields/<name>". Codes: field_unknown, field_required, field_too_long,
// field_bad_text (not UTF-8), field_bad_character (control characters, direction marks), field_not_a_date,
// field_not_digits, field_not_a_choice.
base::Result<std::map<std::string, std::string>> checkFields(const domain::Process& process,
                                                             const std::map<std::string, std::string>& typed);

// The same rules for a text outside a form (an opinion, a reason). place: its JSON pointer.
base::Result<std::string> checkText(const std::string& typed, domain::FieldKind kind, int max_characters,
                                    const std::string& place);

// "2026-11-23" -> "2026年11月23日", as forms print it.
std::string chineseDate(const std::string& iso_date);

}  // namespace hall
