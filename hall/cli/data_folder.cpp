// What every command on a data folder begins with: the passphrase, the service.
#include <cstdlib>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "base/folder_lock.hpp"
#include "base/log.hpp"
#include "hall/cli/commands.hpp"

namespace hall::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPassphraseLimit = 4'096;
constexpr std::size_t kPassphraseBytes = 24;  // of randomness: nobody types it

base::Result<std::string> firstLine(const fs::path& path) {
  auto text = base::readTextFile(path, kPassphraseLimit);
  if (!text) return text;
  text->resize(std::min(text->find_first_of("\r\n"), text->size()));
  if (text->empty()) return base::fail("passphrase_empty", path.string(), "the first line is empty");
  return text;
}

bool hasKeys(const fs::path& data) {
  std::error_code unseen;
  return fs::exists(data / "ca.key.pem", unseen) || fs::exists(data / "keys" / "root.pem", unseen);
}

base::Result<std::string> madePassphrase(const fs::path& data, const fs::path& own) {
  if (hasKeys(data))
    return base::fail("passphrase_missing", own.string(),
                      "the keys exist, but not the passphrase that opens them");
  std::error_code problem;
  fs::permissions(data, fs::perms::owner_all, problem);
  auto made = base::randomToken(kPassphraseBytes);
  if (auto kept = base::writeFile(own, base::viewOf(made + "\n"), true); !kept)
    return base::fail(kept.error());
  base::log::info("no passphrase was given for the hall's keys: a random one is made and kept in {}",
                  own.string());
  return made;
}

}  // namespace

base::Result<std::string> passphraseOf(const Options& options) {
  if (!options.passphrase_file.empty()) return firstLine(options.passphrase_file);
  if (const char* told = std::getenv("HALL_KEY_PASSPHRASE"); told && *told) return std::string(told);
  const base::FolderLock lock(options.data);  // two programs on a new folder must come to the same one
  const auto own = options.data / "passphrase";
  std::error_code unseen;
  return fs::exists(own, unseen) ? firstLine(own) : madePassphrase(options.data, own);
}

base::Result<std::unique_ptr<Service>> openService(const Options& options, const std::string& public_host,
                                                   const base::Clock& clock) {
  auto passphrase = passphraseOf(options);
  if (!passphrase) return base::fail(passphrase.error());
  ServiceSettings settings;
  settings.data = options.data;
  settings.assets = options.assets.empty() ? base::assetsFolder() : options.assets;
  settings.public_host = public_host;
  settings.key_passphrase = std::move(*passphrase);
  return Service::open(settings, clock);
}

}  // namespace hall::cli
