// What the hall signed for the days it can't be reached: its keys and status lists, in files that were named
// or in a device's state folder. Reads and writes those files; one thread at a time.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "config/config.hpp"
#include "verifier/check/checks.hpp"

namespace verifier {

struct FactFiles {
  std::filesystem::path keys;                 // the key set the root signed
  std::filesystem::path root;                 // the root key as text
  std::vector<std::filesystem::path> status;  // any number of status lists
  std::string hall_url;                       // empty: foreign hosts aren't reported
};

// Every file has to open. Codes: those of files, and of seal's root key, key set and status list, each at the
// file that earned it.
base::Result<OfflineFacts> factsIn(const FactFiles& files, base::UnixSeconds now);

// Asks the hall for keys and lists and keeps them in the device's state folder. What can't be fetched or
// doesn't check out leaves the old file as it is.
base::Status refreshFacts(api::HallClient& hall, const config::Device& device);

// What the device kept. Code: "no_keys_held" when nothing usable is there; a list that no longer opens is
// left out.
base::Result<OfflineFacts> heldFacts(const config::Device& device, base::UnixSeconds now);

}  // namespace verifier
