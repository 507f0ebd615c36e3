#include "hall/service/key_ring.hpp"

#include "base/log.hpp"
#include "hall/service/key_windows.hpp"
#include "hall/store/keys.hpp"

namespace hall {
namespace {

constexpr std::int64_t kRemindEvery_s = 86'400;

bool isRefusedForGood(const std::string& code) {
  return code == "token_wrong_pin" || code == "token_pin_locked";
}

}  // namespace

base::Result<std::unique_ptr<KeyRing>> KeyRing::open(store::Database& database, KeyAccess access,
                                                     base::UnixSeconds now) {
  std::unique_ptr<KeyRing> ring(new KeyRing(database, std::move(access)));
  if (auto current = ring->current(now); !current) return base::fail(current.error());
  return ring;
}

base::Status KeyRing::lookIn(store::Connection& connection) {
  if (current_ && store::keySetVersion(connection) == current_->version) return {};
  const auto stored = store::signedKeySet(connection);
  if (!stored)
    return base::fail("keys_missing", access_.folder.parent_path().string(), "this hall has no keys yet");
  auto root = seal::rootKeyFromText(stored->root);
  if (!root) return base::fail(root.error());
  auto set = seal::openKeySet(stored->bytes, *root);
  if (!set) return base::fail(set.error());
  auto next = std::make_shared<Current>();
  next->version = stored->version;
  next->set = std::move(*set);
  next->verifier = seal::Verifier(next->set);
  next->signed_set = stored->bytes;
  token_keys_ = store::tokenKeys(connection);
  root_ = std::move(*root);
  refused_.reset();
  if (current_) base::log::info("keys: took up version {} of the key set", next->version);
  current_ = std::move(next);
  return {};
}

base::Status KeyRing::look(base::UnixSeconds now) {
  if (current_ && now == looked_at_) return {};
  auto looked = database_.read([&](store::Connection& connection) { return lookIn(connection); });
  if (!looked) return looked;
  looked_at_ = now;
  remind(now);
  return {};
}

void KeyRing::remind(base::UnixSeconds now) {
  if (now < reminded_at_ + kRemindEvery_s || !nextKeyDue(current_->set, now)) return;
  reminded_at_ = now;
  const auto ends = signingEnds(current_->set, now);
  if (ends <= now)
    base::log::error("keys: no issuing key may sign, so nothing can be printed; run hall keys next");
  else
    base::log::warn(
        "keys: the last issuing key signs until {}, and the next is not published; run hall keys next",
        base::toLocalMinute(ends));
}

base::Result<std::shared_ptr<const KeyRing::Current>> KeyRing::withSigner(base::UnixSeconds now) {
  const auto* key = signingKey(current_->set, now);
  if (!key) return base::fail("no_issuing_key", "", "no issuing key may sign at this time");
  if (current_->signer && current_->signer->kid() == key->kid) return current_;
  if (refused_) return base::fail(*refused_);
  const auto kid = base::toHex(key->kid);
  const auto on_token = token_keys_.find(kid);
  auto signer = openKey(access_, kid, on_token == token_keys_.end() ? "" : on_token->second);
  if (!signer) {
    if (isRefusedForGood(signer.error().code)) refused_ = signer.error();
    return base::fail(signer.error());
  }
  if ((*signer)->point() != key->point)
    return base::fail("key_other", keyFile(access_, kid).string(), "the secret is another key's");
  auto next = std::make_shared<Current>(*current_);
  next->signer = std::move(*signer);
  current_ = std::move(next);
  base::log::info("keys: opened {}, which signs now", kid);
  return current_;
}

base::Result<std::shared_ptr<const KeyRing::Current>> KeyRing::current(base::UnixSeconds now) {
  const std::lock_guard turn(busy_);
  if (auto looked = look(now); !looked) return base::fail(looked.error());
  return current_;
}

base::Result<std::shared_ptr<const KeyRing::Current>> KeyRing::forSigning(base::UnixSeconds now) {
  const std::lock_guard turn(busy_);
  if (auto looked = look(now); !looked) return base::fail(looked.error());
  return withSigner(now);
}

base::Result<std::shared_ptr<const KeyRing::Current>> KeyRing::forSealing(store::Connection& connection,
                                                                          base::UnixSeconds now) {
  const std::lock_guard turn(busy_);
  if (auto looked = lookIn(connection); !looked) return base::fail(looked.error());
  return withSigner(now);
}

}  // namespace hall
