#include "hall/service/key_ceremony.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "hall/service/fields.hpp"
#include "hall/store/audit.hpp"
#include "hall/store/keys.hpp"

namespace hall {
namespace {

constexpr KeyWindows kWindows;
constexpr std::int64_t kDay_s = 86'400;
constexpr std::size_t kLongestReason = 200;  // bytes, SPEC.md section 5

seal::PublicKey publicKeyOf(const seal::Signer& signer, base::UnixSeconds from) {
  seal::PublicKey key;
  key.algorithm = signer.algorithm();
  key.point = signer.point();
  key.kid = signer.kid();
  key.signs_from = from;
  key.signs_until = from + kWindows.signing_seconds;
  key.verify_until = key.signs_until + kWindows.verify_seconds;
  return key;
}

seal::PublicKey publicKeyOf(const store::EarlierKey& row) {
  seal::PublicKey key;
  key.algorithm = static_cast<seal::Algorithm>(row.algorithm);
  key.point = base::fromHex(row.point).value_or(base::Bytes{});
  key.kid = seal::thumbprintId(key.algorithm, key.point);
  key.signs_from = row.signs_from;
  key.signs_until = row.signs_until;
  key.verify_until = row.verify_until;
  if (row.revoked_at != 0) key.revoked_at = row.revoked_at;
  key.revoked_reason = row.revoked_reason;
  return key;
}

base::Result<seal::KeySet> storedSet(store::Connection& connection, const seal::Signer& root) {
  const auto stored = store::signedKeySet(connection);
  if (!stored) return base::fail("keys_missing", "", "this hall has no keys yet");
  const seal::RootKey pinned{root.point()};
  if (stored->root != seal::toText(pinned))
    return base::fail("root_other", "", "this root is not the one whose key the devices hold");
  return seal::openKeySet(stored->bytes, pinned);
}

base::Result<seal::PublicKey*> keyNamed(seal::KeySet& set, const std::string& kid) {
  for (auto& key : set.keys)
    if (base::toHex(key.kid) == kid) return &key;
  return base::fail("key_unknown", kid, "the hall has no such key", {kid});
}

// Whether another key is there to sign after this one; the one retired in this very second isn't.
bool hasSuccessor(const seal::KeySet& set, const seal::PublicKey& key, base::UnixSeconds now) {
  return std::any_of(set.keys.begin(), set.keys.end(), [&](const auto& other) {
    return other.kid != key.kid && !other.revoked_at && now + 1 < other.signs_until;
  });
}

auto noSuccessor(const std::string& kid) {
  return base::fail("key_no_successor", kid, "no other key could sign after this one", {kid});
}

// When the key that follows may begin: behind the last key's own begin, and no later than its end.
base::Result<base::UnixSeconds> beginOfNext(const seal::KeySet& set, std::optional<base::UnixSeconds> from,
                                            base::UnixSeconds now) {
  const auto ends = signingEnds(set, now);
  if (!from) return ends;
  if (*from + kDay_s <= now) return base::fail("key_from_past", "--from", "this day is over");
  const auto begins = std::max(*from, now + 1);  // what was sealed in this very second stays good
  if (ends > now && begins > ends)
    return base::fail("key_from_late", "--from", "nobody could sign between the last key and this one",
                      {base::toLocalMinute(ends)});
  for (const auto& key : set.keys)
    if (!key.revoked_at && key.signs_from >= begins)
      return base::fail("key_from_taken", "--from", "a key that is published already begins later",
                        {base::toLocalMinute(key.signs_from)});
  return begins;
}

}  // namespace

base::Status KeyCeremony::publish(store::Connection& connection, const seal::KeySet& set,
                                  const seal::Signer& root) {
  const auto bytes = seal::signKeySet(set, root);
  if (!bytes) return base::fail(bytes.error());
  const seal::RootKey pinned{root.point()};
  // What no verifier would open must not be published.
  if (const auto readable = seal::openKeySet(*bytes, pinned); !readable) return base::fail(readable.error());
  store::replaceKeySet(connection, seal::toText(pinned), *bytes);
  return {};
}

base::Status KeyCeremony::change(const seal::Signer& root, const std::string& action, const std::string& kid,
                                 const Change& how) {
  return database_.write([&](store::Connection& connection) -> base::Status {
    auto set = storedSet(connection, root);
    if (!set) return base::fail(set.error());
    const auto now = clock_.now();
    if (auto done = how(*set, connection, now); !done) return done;
    closeGaps(*set, now);
    set->issued_at = now;
    if (auto done = publish(connection, *set, root); !done) return done;
    store::appendAudit(connection, {now, who_, "", action, kid, ""});
    return {};
  });
}

void KeyCeremony::forgetFile(const MadeKey& made) const {
  std::error_code ignored;
  if (made.token.empty()) std::filesystem::remove(keyFile(access_, base::toHex(made.signer->kid())), ignored);
}

base::Status KeyCeremony::keepFirstKeys(store::Connection& connection, const seal::Signer& root,
                                        const std::array<const MadeKey*, 2>& made) {
  if (store::keySetVersion(connection) != 0) return base::fail("keys_exist", "", "this hall has its keys");
  const auto now = clock_.now();
  seal::KeySet set{now, {}};
  auto from = now - kWindows.skew_seconds;
  for (const auto* one : made) {
    const auto& key = set.keys.emplace_back(publicKeyOf(*one->signer, from));
    from = key.signs_until;
    if (!one->token.empty()) store::insertTokenKey(connection, base::toHex(key.kid), one->token);
    store::appendAudit(connection, {now, who_, "", "key_made", base::toHex(key.kid), ""});
  }
  return publish(connection, set, root);
}

base::Status KeyCeremony::makeFirstKeys(const seal::Signer& root, const NewKey& wanted) {
  const auto first = makeKey(access_, wanted);
  if (!first) return base::fail(first.error());
  const auto second = makeKey(access_, wanted);
  if (!second) {
    forgetFile(*first);
    return base::fail(second.error());
  }
  const auto kept = database_.write([&](store::Connection& connection) {
    return keepFirstKeys(connection, root, {&*first, &*second});
  });
  if (!kept) {
    forgetFile(*first);
    forgetFile(*second);
  }
  return kept;
}

base::Status KeyCeremony::init(const std::filesystem::path& root_file, const std::string& root_passphrase,
                               const NewKey& wanted) {
  const auto known = database_.read([](store::Connection& connection) -> base::Result<bool> {
    return store::keySetVersion(connection) != 0 || !store::earlierKeys(connection).empty();
  });
  if (!known) return base::fail(known.error());
  if (*known) return base::fail("keys_exist", access_.folder.string(), "this hall has its keys");
  std::error_code problem;
  if (std::filesystem::exists(root_file, problem))
    return base::fail("root_file_exists", root_file.string(), "a root key is never written over");
  // Another folder is a stick that somebody forgot to put in: the root must not land beside where it is mounted.
  const auto folder = std::filesystem::absolute(root_file).lexically_normal().parent_path();
  if (folder == std::filesystem::absolute(access_.folder).lexically_normal()) {
    std::filesystem::create_directories(folder, problem);
  } else if (!std::filesystem::is_directory(folder, problem)) {
    return base::fail("root_folder_missing", folder.string(), "there is no such folder");
  }
  // The root first: a published set whose root was lost could never be changed again.
  const auto root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  if (auto written = writeKeyFile(root_file, root, root_passphrase); !written) return written;
  auto made = makeFirstKeys(root, wanted);
  if (!made) std::filesystem::remove(root_file, problem);
  if (made) base::log::info("keys: made the root key and the first two issuing keys");
  return made;
}

base::Result<seal::PublicKey> KeyCeremony::next(const seal::Signer& root, const NewKey& wanted,
                                                std::optional<base::UnixSeconds> from) {
  // Looked at before anything is made, so that what is refused leaves nothing behind.
  const auto fits = database_.read([&](store::Connection& connection) -> base::Status {
    const auto set = storedSet(connection, root);
    if (!set) return base::fail(set.error());
    const auto begins = beginOfNext(*set, from, clock_.now());
    return begins ? base::Status() : base::fail(begins.error());
  });
  if (!fits) return base::fail(fits.error());
  const auto made = makeKey(access_, wanted);
  if (!made) return base::fail(made.error());
  const auto kid = base::toHex(made->signer->kid());
  seal::PublicKey key;
  const auto add = [&](seal::KeySet& set, store::Connection& connection,
                       base::UnixSeconds now) -> base::Status {
    const auto begins = beginOfNext(set, from, now);
    if (!begins) return base::fail(begins.error());
    for (auto& earlier : set.keys)
      if (!earlier.revoked_at && earlier.signs_from < *begins)
        earlier.signs_until = std::min(earlier.signs_until, *begins);
    key = publicKeyOf(*made->signer, *begins);
    set.keys.push_back(key);
    if (!made->token.empty()) store::insertTokenKey(connection, kid, made->token);
    return {};
  };
  const auto done = change(root, "key_made", kid, add);
  if (!done) forgetFile(*made);
  if (!done) return base::fail(done.error());
  return key;
}

base::Status KeyCeremony::retire(const seal::Signer& root, const std::string& kid) {
  return change(root, "key_retired", kid,
                [&](seal::KeySet& set, store::Connection&, base::UnixSeconds now) -> base::Status {
                  const auto key = keyNamed(set, kid);
                  if (!key) return base::fail(key.error());
                  if (signingKey(set, now) != *key)
                    return base::fail("key_not_signing", kid, "only the key that signs now can be retired",
                                      {kid});
                  if (!hasSuccessor(set, **key, now)) return noSuccessor(kid);
                  (*key)->signs_until = now + 1;  // what it sealed in this very second stays good
                  return {};
                });
}

base::Status KeyCeremony::revoke(const seal::Signer& root, const std::string& kid, const std::string& reason,
                                 Successor successor) {
  const auto why = checkText(reason, domain::FieldKind::text, kLongestReason, "--reason");
  if (!why) return base::fail(why.error());
  if (why->empty()) return base::fail("reason_required", "--reason", "revoking a key needs its reason");
  if (why->size() > kLongestReason)
    return base::fail("field_too_long", "--reason", "the reason is too long",
                      {std::to_string(kLongestReason)});
  return change(root, "key_revoked", kid,
                [&](seal::KeySet& set, store::Connection&, base::UnixSeconds now) -> base::Status {
                  const auto key = keyNamed(set, kid);
                  if (!key) return base::fail(key.error());
                  if (successor == Successor::needed && !hasSuccessor(set, **key, now))
                    return noSuccessor(kid);
                  if (!(*key)->revoked_at) (*key)->revoked_at = now;
                  (*key)->revoked_reason = *why;
                  return {};
                });
}

base::Result<bool> KeyCeremony::takeOver() {
  return database_.write([&](store::Connection& connection) -> base::Result<bool> {
    const auto earlier = store::earlierKeys(connection);
    if (earlier.empty() || store::keySetVersion(connection) != 0) return false;
    const auto file = keyFile(access_, "root");
    if (std::error_code unseen; !std::filesystem::exists(file, unseen))
      return base::fail("data_root_key_missing", file.string(), "the root key of this hall is gone");
    const auto root = readKeyFile(file, access_.passphrase);
    if (!root) return base::fail(root.error());
    const auto now = clock_.now();
    seal::KeySet set{now, {}};
    for (const auto& row : earlier) set.keys.push_back(publicKeyOf(row));
    if (auto done = publish(connection, set, *root); !done) return base::fail(done.error());
    store::appendAudit(connection, {now, who_, "", "keys_taken_over", "", ""});
    base::log::warn(
        "keys: the root key lies on line in {}, from an earlier version; the hall doesn't need it any more, "
        "so move it to a removable medium",
        file.string());
    return true;
  });
}

}  // namespace hall
