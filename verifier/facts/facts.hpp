// What the hall signed for the days it can't be reached: its keys and status lists, in files that were named
// or in a device's state folder. Reads and writes those files; any thread, since each file is replaced whole.
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

struct Refreshed {
  int lists = 0;                    // that are now as the hall has them
  std::vector<base::Error> failed;  // what stayed as it was, though it should not; place: the file
  bool complete() const { return failed.empty(); }
};

// Asks the hall for its keys and every status list that it has, and keeps them in the device's state folder.
// What can't be fetched or doesn't check out leaves the old file as it is, and the others are fetched all the
// same; a list is never replaced by an older one. An error says that nothing could be renewed: the hall isn't
// there, or there are no keys to check anything with.
base::Result<Refreshed> refreshFacts(api::HallClient& hall, const config::Device& device);

// What the device kept, read and checked now; a desk holds it in memory (held.hpp). Code: "no_keys_held" when
// nothing usable is there; a list that no longer opens is left out.
base::Result<OfflineFacts> heldFacts(const config::Device& device, base::UnixSeconds now);

// The files of the device's key set and status lists, whether they are there or not.
std::filesystem::path keysFile(const config::Device& device);
std::vector<std::filesystem::path> listFiles(const config::Device& device);  // those there, by number

}  // namespace verifier
