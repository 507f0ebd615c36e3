// The few primitives every room needs; keys and signatures live in seal.
#pragma once

#include <array>
#include <string>

#include "base/bytes.hpp"

namespace base {

using Sha256 = std::array<std::uint8_t, 32>;
Sha256 sha256(BytesView bytes);
using Sm3 = std::array<std::uint8_t, 32>;
Sm3 sm3(BytesView bytes);  // GB/T 32905

// Operating-system quality randomness; ends the program when the system has none to give.
Bytes randomBytes(std::size_t count);
std::string randomUuid();                    // RFC 9562 version 4
std::string randomToken(std::size_t bytes);  // base64url, for sessions and idempotency keys

bool equalInConstantTime(BytesView a, BytesView b);
void cleanse(std::string& secret);  // overwrite, then empty: for passwords, card numbers, signatures
void cleanse(Bytes& secret);

}  // namespace base
