// Names of files and words out of codes, as strangers chose them, on a terminal or in a spreadsheet.
#pragma once

#include <string>
#include <string_view>

namespace verifier::cli {

// Controls that steer a terminal, signs that turn the direction of writing (UAX #9) and bytes that are not
// UTF-8 become '?'.
std::string shown(std::string_view text);

}  // namespace verifier::cli
