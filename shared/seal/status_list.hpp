// IETF Token Status List as CWT, two bits an entry, signed by an issuing key.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "seal/key_set.hpp"

namespace seal {

enum class EntryStatus : std::uint8_t { valid = 0, voided = 1, suspended = 2, superseded = 3 };

struct StatusList {
  std::uint32_t list = 0;
  base::UnixSeconds iat = 0;
  std::int64_t ttl_seconds = 0;
  base::Bytes bits{};  // four entries a byte, the lowest bits first

  std::size_t size() const { return bits.size() * 4; }
  std::optional<EntryStatus> at(std::uint32_t index) const;  // nullopt past the end
  bool freshAt(base::UnixSeconds now) const { return now < iat + ttl_seconds; }
};

constexpr std::size_t kStatusListEntries = 1u << 20;  // 256 KiB unfolded; an index takes 4 bytes of a seal

// Checks the signature with the key set. Codes: "status_list_unreadable", "status_list_altered",
// "status_list_too_large".
base::Result<StatusList> openStatusList(base::BytesView token, const KeySet& keys);

}  // namespace seal
