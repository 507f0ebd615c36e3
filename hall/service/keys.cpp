#include "hall/service/keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/file.hpp"
#include "base/log.hpp"
#include "hall/store/audit.hpp"
#include "hall/store/keys.hpp"

namespace hall {
namespace {

constexpr KeyWindows kWindows;
constexpr std::size_t kKeyFileLimit = 16 * 1024;
constexpr const char* kRootName = "root";

seal::PublicKey publicKeyOf(const store::KeyRow& row) {
  seal::PublicKey key;
  key.algorithm = static_cast<seal::Algorithm>(row.algorithm);
  key.point = base::fromHex(row.point).value_or(base::Bytes{});
  const auto kid = base::fromHex(row.kid).value_or(base::Bytes{});
  std::copy_n(kid.begin(), std::min(kid.size(), key.kid.size()), key.kid.begin());
  key.signs_from = row.signs_from;
  key.signs_until = row.signs_until;
  key.verify_until = row.verify_until;
  if (row.revoked_at != 0) key.revoked_at = row.revoked_at;
  key.revoked_reason = row.revoked_reason;
  return key;
}

base::Result<std::vector<store::KeyRow>> storedKeys(store::Database& database) {
  return database.read([](store::Connection& connection) -> base::Result<std::vector<store::KeyRow>> {
    return store::allKeys(connection);
  });
}

}  // namespace

base::Result<std::unique_ptr<KeyRing>> KeyRing::open(const std::filesystem::path& folder,
                                                     const std::string& passphrase, store::Database& database,
                                                     base::UnixSeconds now) {
  std::unique_ptr<KeyRing> ring(new KeyRing(folder, passphrase, database));
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  if (failed) return base::fail("data_unopenable", folder.string(), failed.message());
  const auto known = storedKeys(database);
  if (!known) return base::fail(known.error());
  const auto root = ring->openRoot(known->empty());
  if (!root) return base::fail(root.error());
  ring->root_.point = root->point();
  if (auto first = ring->current(now); !first) return base::fail(first.error());
  return ring;
}

base::Result<seal::PrivateKey> KeyRing::readKey(const std::string& name) const {
  auto pem = base::readTextFile(folder_ / (name + ".pem"), kKeyFileLimit);
  if (!pem) return base::fail(pem.error());
  return seal::PrivateKey::fromPem(*pem, passphrase_);
}

base::Status KeyRing::writeKey(const std::string& name, const seal::PrivateKey& key) const {
  return base::writeFile(folder_ / (name + ".pem"), base::viewOf(key.toPem(passphrase_)), true);
}

base::Result<seal::PrivateKey> KeyRing::openRoot(bool may_make) {
  const auto path = folder_ / "root.pem";
  if (std::filesystem::exists(path)) return readKey(kRootName);
  // A second root would make every kiosk and desk distrust the hall; only a hall without any key gets one.
  if (!may_make)
    return base::fail("data_root_key_missing", path.string(), "the root key of this hall is gone");
  auto root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  if (auto written = writeKey(kRootName, root); !written) return base::fail(written.error());
  base::log::info("keys: made the root key");
  return root;
}

base::Status KeyRing::makeKey(base::UnixSeconds from, base::UnixSeconds now) {
  const auto key = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  store::KeyRow row;
  row.kid = base::toHex(key.kid());
  row.algorithm = static_cast<int>(key.algorithm());
  row.point = base::toHex(key.point());
  row.signs_from = from;
  row.signs_until = from + kWindows.signing_seconds;
  row.verify_until = row.signs_until + kWindows.verify_seconds;
  // The file first: a key in the database whose private half was lost would be worse than a file nobody
  // needs.
  if (auto written = writeKey(row.kid, key); !written) return written;
  base::log::info("keys: made issuing key {}", row.kid);
  return database_.write([&](store::Connection& connection) -> base::Status {
    store::insertKey(connection, row);
    store::appendAudit(connection, {now, "", "", "key_made", row.kid, ""});
    return {};
  });
}

base::Status KeyRing::refresh(base::UnixSeconds now) {
  auto rows = storedKeys(database_);
  if (!rows) return base::fail(rows.error());
  while (rows->empty() || rows->back().signs_until < now + kWindows.publish_ahead_seconds) {
    const auto soonest = now - kWindows.skew_seconds;
    const auto from = rows->empty() ? soonest : std::max(rows->back().signs_until, soonest);
    if (auto made = makeKey(from, now); !made) return made;
    rows = storedKeys(database_);
    if (!rows) return base::fail(rows.error());
  }
  auto next = std::make_shared<Current>();
  next->set.issued_at = now;
  for (const auto& row : *rows) {
    next->set.keys.push_back(publicKeyOf(row));
    if (row.revoked_at != 0 || now < row.signs_from || now >= row.signs_until) continue;
    auto signer = readKey(row.kid);
    if (!signer) return base::fail(signer.error());
    next->signer = std::make_shared<const seal::PrivateKey>(std::move(*signer));
    good_until_ = std::min(row.signs_until, rows->back().signs_until - kWindows.publish_ahead_seconds + 1);
  }
  next->verifier = seal::Verifier(next->set);
  if (!next->signer) return base::fail("no_issuing_key", "", "no issuing key may sign at this time");
  auto root = readKey(kRootName);
  if (!root) return base::fail(root.error());
  auto signed_set = seal::signKeySet(next->set, *root);
  if (!signed_set) return base::fail(signed_set.error());
  next->signed_set = std::move(*signed_set);
  current_ = std::move(next);
  return {};
}

base::Result<std::shared_ptr<const KeyRing::Current>> KeyRing::current(base::UnixSeconds now) {
  const std::lock_guard turn(busy_);
  if (!current_ || now >= good_until_)
    if (auto status = refresh(now); !status) return base::fail(status.error());
  return current_;
}

std::string toJwks(const seal::KeySet& set) {
  std::vector<std::string> keys;
  for (const auto& key : set.keys) {
    const auto kid = base::toBase64Url(key.kid);
    switch (key.algorithm) {
      case seal::Algorithm::sm2:
        break;  // no JOSE name is registered for SM2; the COSE key set has the key
      case seal::Algorithm::ed25519:
      case seal::Algorithm::eddsa:
        keys.push_back(
            fmt::format(R"({{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"{}","x":"{}"}})",
                        kid, base::toBase64Url(key.point)));
        break;
      case seal::Algorithm::esp256:
      case seal::Algorithm::es256: {
        const base::BytesView point(key.point);
        keys.push_back(fmt::format(
            R"({{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"{}","x":"{}","y":"{}"}})", kid,
            base::toBase64Url(point.first(point.size() / 2)),
            base::toBase64Url(point.subspan(point.size() / 2))));
        break;
      }
    }
  }
  return fmt::format(R"({{"keys":[{}]}})", fmt::join(keys, ","));
}

}  // namespace hall
