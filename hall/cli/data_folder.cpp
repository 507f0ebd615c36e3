// What every command on a data folder begins with: the passphrase, the service.
#include <cstdlib>

#include "base/crypto.hpp"
#include "base/file.hpp"
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

base::Result<std::string> madePassphrase(const fs::path& data, const fs::path& own) {
  std::error_code problem;
  if (fs::exists(data / "ca.key.pem", problem))
    return base::fail("passphrase_missing", own.string(),
                      "the keys exist, but not the passphrase that opens them");
  fs::create_directories(data, problem);
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
  const auto own = options.data / "passphrase";
  std::error_code problem;
  return fs::exists(own, problem) ? firstLine(own) : madePassphrase(options.data, own);
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

base::Status keepRootKey(const Options& options, Service& service) {
  const auto path = options.data / "root.pub";
  auto text = service.rootKeyText();
  if (!text.ends_with('\n')) text += '\n';
  if (const auto there = base::readTextFile(path, kPassphraseLimit); there && *there == text) return {};
  return base::writeFile(path, base::viewOf(text));
}

}  // namespace hall::cli
