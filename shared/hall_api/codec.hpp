// JSON (RFC 8259) in and out. Decoding is strict: unknown members, wrong types, overlong texts and bad UTF-8
// are refused with code "json_*" and a JSON pointer (RFC 6901) as place. Nothing throws; any thread. Member
// names are those of the structs, enums their nameOf words, times RFC 3339; an empty optional is left out.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "hall_api/types.hpp"

namespace api {

constexpr std::size_t kBodyLimit = 1 << 20;

// Instantiated in codec_*.cpp for every struct of types.hpp, for domain::Acceptance and domain::Verdict, and
// Page<T> for what is listed. Codes: json_syntax, json_bad_utf8, json_bad_character, json_too_large,
// json_too_deep, json_too_long, json_type, json_missing, json_unknown, json_twice, json_range, json_choice,
// json_time.
template <class T>
std::string toJson(const T& value);
template <class T>
base::Result<T> fromJson(std::string_view json);

}  // namespace api
