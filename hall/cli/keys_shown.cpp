// hall keys list | export: what needs no root.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/folder_lock.hpp"
#include "hall/cli/commands.hpp"
#include "hall/cli/key_room.hpp"
#include "hall/service/jwks.hpp"
#include "hall/service/key_ceremony.hpp"
#include "hall/service/key_ring.hpp"
#include "hall/service/status_lists.hpp"
#include "hall/store/keys.hpp"
#include "seal/signature_check.hpp"

namespace hall::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kDay_s = 86'400;

struct ShownKey {
  std::string kid;
  const seal::PublicKey& key;
  KeyState state;
  std::string secret;          // file or token
  std::int64_t days_left = 0;  // of its signing window
};

std::vector<ShownKey> shownKeys(const seal::KeySet& set, const KeyAccess& access,
                                const std::map<std::string, std::string>& tokens, base::UnixSeconds now) {
  std::vector<ShownKey> out;
  for (const auto& key : set.keys) {
    const auto kid = base::toHex(key.kid);
    const auto token = tokens.find(kid);
    const auto state = stateOf(key, set, now);
    const bool to_come = state == KeyState::next || state == KeyState::current;
    out.push_back({kid, key, state, token == tokens.end() ? keyFile(access, kid).string() : token->second,
                   to_come ? (key.signs_until - now) / kDay_s : 0});
  }
  return out;
}

std::string dateOf(base::UnixSeconds time) { return base::toLocalMinute(time).substr(0, 10); }

void printText(const std::vector<ShownKey>& keys, const base::Texts& texts) {
  for (const auto& [kid, key, state, secret, days_left] : keys) {
    const std::string algorithm(seal::nameOf(key.algorithm));
    std::cout << texts.get("hall.keys.list." + std::string(nameOf(state)),
                           {kid, algorithm, std::to_string(days_left)})
              << "\n  "
              << texts.get("hall.keys.list.windows",
                           {dateOf(key.signs_from), dateOf(key.signs_until), dateOf(key.verify_until)})
              << '\n';
    if (key.revoked_at)
      std::cout << "  " << texts.get("hall.keys.list.reason", {dateOf(*key.revoked_at), key.revoked_reason})
                << '\n';
    std::cout << "  " << texts.get("hall.keys.list.secret", {secret}) << '\n';
  }
}

void printJson(const std::vector<ShownKey>& keys) {
  auto out = nlohmann::ordered_json::array();
  for (const auto& [kid, key, state, secret, days_left] : keys) {
    nlohmann::ordered_json one{{"kid", kid},
                               {"algorithm", seal::nameOf(key.algorithm)},
                               {"state", nameOf(state)},
                               {"signs_from", base::toRfc3339(key.signs_from)},
                               {"signs_until", base::toRfc3339(key.signs_until)},
                               {"verify_until", base::toRfc3339(key.verify_until)},
                               {"days_left", days_left},
                               {"secret", secret}};
    if (key.revoked_at) {
      one["revoked_at"] = base::toRfc3339(*key.revoked_at);
      one["revoked_reason"] = key.revoked_reason;
    }
    out.push_back(std::move(one));
  }
  std::cout << out.dump(2) << '\n';
}

base::Status writeLists(const fs::path& folder, store::Database& database, KeyRing& ring,
                        base::UnixSeconds now) {
  StatusLists lists;
  for (std::uint32_t list = 0; list <= seal::kLastStatusList; ++list) {
    const auto token = lists.get(list, database, ring, now);
    if (!token && token.error().code == "status_list_unknown") break;  // they are filled one after the other
    if (!token) return base::fail(token.error());
    if (auto done = base::writeFile(folder / std::to_string(list), *token); !done) return done;
  }
  return {};
}

}  // namespace

base::Result<KeyRoom> KeyRoom::make(const Options& options, const base::Clock& clock) {
  if (auto own = checkOwner(options.data); !own) return base::fail(own.error());
  auto passphrase = passphraseOf(options);  // makes the folder, too
  if (!passphrase) return base::fail(passphrase.error());
  auto pin = tokenPinOf(options);
  if (!pin) return base::fail(pin.error());
  const base::FolderLock lock(options.data);  // of two programs one makes the database, the other finds it
  auto database = store::Database::open(options.data / "hall.sqlite", clock.now());
  if (!database) return base::fail(database.error());
  return KeyRoom{std::move(*database), {options.data / "keys", std::move(*passphrase), std::move(*pin)}};
}

base::Result<KeyRoom> KeyRoom::open(const Options& options, const base::Clock& clock) {
  if (auto made = checkInitialised(options); !made) return base::fail(made.error());
  auto room = make(options, clock);
  if (!room) return room;
  KeyCeremony ceremony(*room->database, clock, room->access, whoRuns());
  if (auto taken = ceremony.takeOver(); !taken) return base::fail(taken.error());
  return room;
}

base::Status keysList(const Options& options, const base::Texts& texts) {
  const base::SystemClock clock;
  const auto room = KeyRoom::open(options, clock);
  if (!room) return base::fail(room.error());
  const auto now = clock.now();
  const auto ring = KeyRing::open(*room->database, room->access, now);
  if (!ring) return base::fail(ring.error());
  const auto current = (*ring)->current(now);
  if (!current) return base::fail(current.error());
  const auto tokens = room->database->read(
      [](store::Connection& connection) -> base::Result<std::map<std::string, std::string>> {
        return store::tokenKeys(connection);
      });
  if (!tokens) return base::fail(tokens.error());
  const auto keys = shownKeys((*current)->set, room->access, *tokens, now);
  if (options.json) return printJson(keys), base::Status();
  printText(keys, texts);
  if (nextKeyDue((*current)->set, now))
    std::cerr << texts.get("hall.keys.due", {dateOf(signingEnds((*current)->set, now))}) << '\n';
  return {};
}

base::Status keysExport(const Options& options, const base::Texts& texts) {
  const base::SystemClock clock;
  const auto room = KeyRoom::open(options, clock);
  if (!room) return base::fail(room.error());
  const auto now = clock.now();
  const auto ring = KeyRing::open(*room->database, room->access, now);
  if (!ring) return base::fail(ring.error());
  const auto current = (*ring)->current(now);
  if (!current) return base::fail(current.error());
  std::error_code problem;
  fs::create_directories(options.out / "status", problem);
  // The keys before the lists: whoever has a list finds the key that signed it.
  const auto write = [&](const char* name, base::BytesView bytes) {
    return base::writeFile(options.out / name, bytes);
  };
  if (auto done = write("root.pub", base::viewOf(seal::toText((*ring)->root()) + "\n")); !done) return done;
  if (auto done = write("keys.cose", (*current)->signed_set); !done) return done;
  if (auto done = write("jwks.json", base::viewOf(toJwks((*current)->set, now))); !done) return done;
  if (auto done = writeLists(options.out / "status", *room->database, **ring, now); !done) return done;
  std::cout << texts.get("hall.keys.exported", {options.out.string()}) << '\n';
  return {};
}

}  // namespace hall::cli
