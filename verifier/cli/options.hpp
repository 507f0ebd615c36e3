// What `hall-verifier check` was asked to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace verifier::cli {

struct CheckOptions {
  bool json = false;
  bool offline = false;                        // never touch the network
  std::string hall;                            // https://host[:port]
  std::filesystem::path ca, certificate, key;  // the hall's CA, and a device's own identity
  std::filesystem::path keys, root;            // signed key set, and the root's public key
  std::vector<std::filesystem::path> status;   // status list tokens
  std::filesystem::path config, campus;        // a device's configuration in place of all of the above
  std::vector<std::string> texts;              // codes as text
  std::vector<std::string> files;              // "-": standard input
};

// Codes: usage_* (each with a text "error.usage_*").
base::Result<CheckOptions> checkOptions(const std::vector<std::string>& words);

}  // namespace verifier::cli
