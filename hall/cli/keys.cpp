// hall keys init | next | retire | revoke: what the root signs.
#include <ctime>
#include <iostream>

#include "base/crypto.hpp"
#include "base/folder_lock.hpp"
#include "hall/cli/commands.hpp"
#include "hall/cli/key_room.hpp"
#include "hall/service/key_ceremony.hpp"
#include "hall/store/keys.hpp"
#include "seal/key_set.hpp"

namespace hall::cli {
namespace {

namespace fs = std::filesystem;

fs::path rootFileOf(const Options& options) {
  return fs::absolute(options.root.empty() ? options.data / "keys" / "root.pem" : options.root)
      .lexically_normal();
}

NewKey newKeyOf(const Options& options) {
  const auto algorithm = options.algorithm == "sm2"      ? seal::Algorithm::sm2
                         : options.algorithm == "esp256" ? seal::Algorithm::esp256
                                                         : seal::Algorithm::ed25519;
  return {algorithm, options.token};
}

// Local midnight of YYYY-MM-DD.
base::Result<base::UnixSeconds> dateOf(const std::string& text) {
  std::tm day{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%d", &day);
  day.tm_isdst = -1;
  const auto wanted = day.tm_mday;
  const auto time = end && *end == '\0' ? std::mktime(&day) : -1;
  if (time <= 0 || day.tm_mday != wanted)
    return base::fail("usage_date", "--from", "expected YYYY-MM-DD", {text});
  return static_cast<base::UnixSeconds>(time);
}

// The root, opened for one change.
base::Result<seal::PrivateKey> openRoot(const Options& options, const base::Texts& texts) {
  const auto file = rootFileOf(options);
  std::error_code unseen;
  if (!fs::exists(file, unseen))
    return base::fail("root_file_missing", file.string(), "the root key is not there");
  auto passphrase = rootPassphraseOf(options, Passphrase::existing, texts);
  if (!passphrase) return base::fail(passphrase.error());
  auto root = readKeyFile(file, *passphrase);
  base::cleanse(*passphrase);
  if (!root && root.error().code == "key_wrong_passphrase")
    return base::fail("root_wrong_passphrase", file.string(), root.error().cause);
  return root;
}

// Opens room and root, and tells what was changed.
base::Status changeKeys(const Options& options, const base::Texts& texts,
                        const std::function<base::Status(KeyCeremony&, const seal::Signer& root)>& change) {
  const base::SystemClock clock;
  auto room = KeyRoom::open(options, clock);
  if (!room) return base::fail(room.error());
  const auto root = openRoot(options, texts);
  if (!root) return base::fail(root.error());
  KeyCeremony ceremony(*room->database, clock, room->access, whoRuns());
  return change(ceremony, *root);
}

}  // namespace

base::Status keysInit(const Options& options, const base::Texts& texts) {
  const base::SystemClock clock;
  auto passphrase = rootPassphraseOf(options, Passphrase::chosen, texts);
  if (!passphrase) return base::fail(passphrase.error());
  auto room = KeyRoom::make(options, clock);
  if (!room) return base::fail(room.error());
  const auto root = rootFileOf(options);
  KeyCeremony ceremony(*room->database, clock, room->access, whoRuns());
  const base::FolderLock lock(options.data);  // of two programs one makes the root, the other finds it
  const auto made = ceremony.init(root, *passphrase, newKeyOf(options));
  base::cleanse(*passphrase);
  if (!made) return made;
  std::cout << texts.get("hall.keys.made", {root.string()}) << '\n';
  return {};
}

base::Status keysNext(const Options& options, const base::Texts& texts) {
  std::optional<base::UnixSeconds> from;
  if (!options.from.empty()) {
    const auto date = dateOf(options.from);
    if (!date) return base::fail(date.error());
    from = *date;
  }
  return changeKeys(options, texts, [&](KeyCeremony& ceremony, const seal::Signer& root) -> base::Status {
    const auto key = ceremony.next(root, newKeyOf(options), from);
    if (!key) return base::fail(key.error());
    std::cout << texts.get("hall.keys.next", {base::toHex(key->kid), base::toLocalMinute(key->signs_from),
                                              base::toLocalMinute(key->signs_until)})
              << '\n';
    return {};
  });
}

base::Status keysRetire(const Options& options, const base::Texts& texts) {
  return changeKeys(options, texts, [&](KeyCeremony& ceremony, const seal::Signer& root) -> base::Status {
    if (auto done = ceremony.retire(root, options.name); !done) return done;
    std::cout << texts.get("hall.keys.retired", {options.name}) << '\n';
    return {};
  });
}

base::Status keysRevoke(const Options& options, const base::Texts& texts) {
  return changeKeys(options, texts, [&](KeyCeremony& ceremony, const seal::Signer& root) -> base::Status {
    const auto successor = options.leave_hall_without_key ? KeyCeremony::Successor::leave_hall_without_key
                                                          : KeyCeremony::Successor::needed;
    if (auto done = ceremony.revoke(root, options.name, options.reason, successor); !done) return done;
    std::cout << texts.get("hall.keys.revoked", {options.name}) << '\n';
    return {};
  });
}

}  // namespace hall::cli
