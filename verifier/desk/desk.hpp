// The receiver's desk: the window that `hall-verifier` opens when it is started alone.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace verifier {

struct DeskSettings {
  std::filesystem::path config;  // empty: $HALL_DESK_CONFIG, else /etc/hall-terminals/desk.toml
  std::optional<std::filesystem::path> campus;  // read under config
  std::vector<std::filesystem::path> files;     // laid on the desk at once
};

// Runs until the window is closed. Answers the exit status: 0, or 78 (EX_CONFIG) when the configuration was
// refused, which the window says too, or 69 (EX_UNAVAILABLE) when no window could be opened. UI thread.
int runDesk(const DeskSettings& settings);

}  // namespace verifier
