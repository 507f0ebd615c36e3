// What every command on a data folder begins with.
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "base/file.hpp"
#include "hall/cli/commands.hpp"

namespace hall::cli {

base::Status checkOwner(const std::filesystem::path& folder) {
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0 || found.st_uid == ::geteuid()) return {};
  const auto* account = ::getpwuid(found.st_uid);
  return base::fail("data_other_owner", folder.string(), "another account's folder",
                    {account ? account->pw_name : "#" + std::to_string(found.st_uid)});
}

base::Status checkInitialised(const Options& options) {
  if (auto own = checkOwner(options.data); !own) return own;
  std::error_code unseen;
  if (std::filesystem::exists(options.data / "hall.sqlite", unseen)) return {};
  return base::fail("keys_missing", options.data.string(), "this hall has no keys yet");
}

std::string whoRuns() {
  const char* sudo = std::getenv("SUDO_USER");
  return sudo && *sudo ? sudo : "uid " + std::to_string(::getuid());
}

base::Result<std::unique_ptr<Service>> openService(const Options& options, const std::string& public_host,
                                                   const base::Clock& clock) {
  if (!options.demo)
    if (auto made = checkInitialised(options); !made) return base::fail(made.error());
  auto passphrase = passphraseOf(options);
  if (!passphrase) return base::fail(passphrase.error());
  auto pin = tokenPinOf(options);
  if (!pin) return base::fail(pin.error());
  ServiceSettings settings;
  settings.data = options.data;
  settings.assets = options.assets.empty() ? base::assetsFolder() : options.assets;
  settings.public_host = public_host;
  settings.key_passphrase = std::move(*passphrase);
  settings.token_pin = std::move(*pin);
  settings.makes_own_keys = options.demo;
  return Service::open(settings, clock);
}

}  // namespace hall::cli
