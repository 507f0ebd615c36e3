// Keys and status lists as the hall last signed them, kept in the device's state folder for days without a
// network. Worker thread.
#pragma once

#include <filesystem>

#include "base/clock.hpp"
#include "config/config.hpp"
#include "verifier/check/checks.hpp"

namespace verifier::desk {

// Fetches them anew. What can't be fetched or doesn't check out leaves the old file as it is.
base::Status refreshFacts(api::HallClient& hall, const config::Device& device);

// Code: "no_keys_held" when nothing usable is there.
base::Result<OfflineFacts> heldFacts(const config::Device& device, base::UnixSeconds now);

}  // namespace verifier::desk
