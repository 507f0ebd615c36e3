// What RFC 6749 sends: application/x-www-form-urlencoded bodies, and refusals as section 5.2 spells them.
// Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "hall/http/message.hpp"

namespace hall {

// A parameter without a value counts as left out (RFC 6749 section 3.1). Code invalid_request: bad
// percent-encoding, a parameter twice, over 16,000 octets or 20 parameters.
base::Result<std::map<std::string, std::string>> formFields(std::string_view body);

// One of the words of RFC 6749 section 5.2 and RFC 8628 section 3.5; other codes become the word nearest to
// them.
Response oauthRefusal(const base::Error& error);

// The cookie of this name in a Cookie header (RFC 6265 section 4.2.1); empty: none.
std::string cookieNamed(std::string_view header, std::string_view name);

}  // namespace hall
