// Data codewords -> text. ISO/IEC 18004 7.4: modes and their character counts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace qr {

// Bytes are kept as printed; ECI designators and structured append headers are skipped. Nothing where the
// stream is broken, empty, or uses kanji or FNC1.
std::optional<std::string> textOf(std::span<const std::uint8_t> data, int version);

}  // namespace qr
