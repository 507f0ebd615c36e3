// The short code a person carries from a terminal to a phone (RFC 8628 section 6.1): eight letters of twenty,
// no vowels, so that no word can come out; shown as XXXX-XXXX. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace hall::identity {

// 20^8 are 34.5 bits. With a hundred terminals waiting at once, one guess in 256 million finds one of them,
// and what it finds is a terminal that the guesser could sign in at himself.
std::string newUserCode();  // "WDJBMJHT"

// As typed, in either case, with or without dashes and spaces: "WDJBMJHT"; empty: no such code can be.
std::string userCodeIn(std::string_view typed);

std::string shownUserCode(const std::string& code);  // "WDJB-MJHT"

}  // namespace hall::identity
