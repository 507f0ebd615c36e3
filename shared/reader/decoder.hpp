// Bytes of a reader's device to codes. Internal to the room. Not thread-safe.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace reader {

// The longest code there is, a QR code of version 40, holds 7089 digits.
constexpr std::size_t kMostCharacters = 8000;
// Readers send a code without a pause of this length; what is older was cut off, or typed by a hand.
constexpr std::chrono::milliseconds kLongestPause{500};

class Decoder {
 public:
  virtual ~Decoder() = default;
  // bytes: cut anywhere. Returns the codes that end in them, in order.
  virtual std::vector<std::string> take(base::BytesView bytes, base::SteadyTime now) = 0;
  // What was begun belongs to a device that is gone.
  virtual void forget() = 0;
};

// UTF-8 (RFC 3629) without control characters (C0, DEL, C1); a byte that is none becomes U+FFFD.
std::string cleaned(std::string_view bytes);

}  // namespace reader
