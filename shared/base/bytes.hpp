// Octets, and their spelling as hexadecimal and base64.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace base {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

BytesView viewOf(std::string_view text);
std::string_view textOf(BytesView bytes);
Bytes bytesOf(std::string_view text);

std::string toHex(BytesView bytes);            // lower case
Result<Bytes> fromHex(std::string_view text);  // either case, even length; code "bad_hex"

// RFC 4648. The url form is unpadded; decoding accepts both alphabets, padded or not. Code "bad_base64".
std::string toBase64(BytesView bytes);
std::string toBase64Url(BytesView bytes);
Result<Bytes> fromBase64(std::string_view text);

// RFC 4648 section 6, upper case, unpadded; decoding takes either case, ignores white space, refuses non-zero
// trailing bits so that one byte string has one spelling. Code "bad_base32".
std::string toBase32(BytesView bytes);
Result<Bytes> fromBase32(std::string_view text);

}  // namespace base
