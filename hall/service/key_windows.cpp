#include "hall/service/key_windows.hpp"

#include <algorithm>

namespace hall {
namespace {

bool isLive(const seal::PublicKey& key, base::UnixSeconds now) {
  return !key.revoked_at && now < key.signs_until;
}

}  // namespace

std::string_view nameOf(KeyState state) {
  switch (state) {
    case KeyState::next:
      return "next";
    case KeyState::current:
      return "current";
    case KeyState::retired:
      return "retired";
    case KeyState::revoked:
      return "revoked";
    case KeyState::expired:
      return "expired";
  }
  return "?";
}

const seal::PublicKey* signingKey(const seal::KeySet& set, base::UnixSeconds now) {
  const seal::PublicKey* out = nullptr;
  for (const auto& key : set.keys)
    if (isLive(key, now) && key.signs_from <= now && (!out || key.signs_from >= out->signs_from)) out = &key;
  return out;
}

KeyState stateOf(const seal::PublicKey& key, const seal::KeySet& set, base::UnixSeconds now) {
  if (key.revoked_at) return KeyState::revoked;
  if (now >= key.verify_until) return KeyState::expired;
  if (now < key.signs_from) return KeyState::next;
  const auto* signing = signingKey(set, now);
  return signing && signing->kid == key.kid ? KeyState::current : KeyState::retired;
}

base::UnixSeconds signingEnds(const seal::KeySet& set, base::UnixSeconds now) {
  auto out = now;
  for (const auto& key : set.keys)
    if (isLive(key, now)) out = std::max(out, key.signs_until);
  return out;
}

bool nextKeyDue(const seal::KeySet& set, base::UnixSeconds now) {
  return signingEnds(set, now) < now + KeyWindows{}.warn_seconds;
}

void closeGaps(seal::KeySet& set, base::UnixSeconds now) {
  std::stable_sort(set.keys.begin(), set.keys.end(),
                   [](const auto& a, const auto& b) { return a.signs_from < b.signs_from; });
  auto covered_until = now;
  for (auto& key : set.keys) {
    if (!isLive(key, now)) continue;
    key.signs_from = std::min(key.signs_from, covered_until);
    covered_until = std::max(covered_until, key.signs_until);
  }
}

}  // namespace hall
