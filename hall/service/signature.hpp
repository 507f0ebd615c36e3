// A finger signature from a kiosk's pad: {"aspect":3,"strokes":[{"x":[…],"y":[…],"width":[…]}]}, see
// paper::Signature.
#pragma once

#include <string>

#include "base/result.hpp"
#include "paper/content.hpp"

namespace hall {

struct SignatureLimits {
  std::size_t bytes = 256 * 1024;  // a slow hand on a 120 Hz pad for half a minute stays below
  std::size_t strokes = 200;
  std::size_t points = 20'000;  // over all strokes
  double least_ink = 0.3;       // in pad heights; a tap is no signature
};

// Code signature_bad (place: JSON pointer from "/signature_json" on), signature_too_long, signature_empty.
base::Result<paper::Signature> readSignature(const std::string& json);

}  // namespace hall
