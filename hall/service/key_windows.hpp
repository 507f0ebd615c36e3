// When which issuing key signs: pure reckoning over the published key set. Windows follow each other without
// a gap; at most one key signs at a time.
#pragma once

#include <optional>
#include <string_view>

#include "seal/key_set.hpp"

namespace hall {

struct KeyWindows {
  std::int64_t signing_seconds = 366 * 86'400LL;      // one academic year a key
  std::int64_t warn_seconds = 60 * 86'400LL;          // a summer: time to find the root's owner
  std::int64_t verify_seconds = 30 * 366 * 86'400LL;  // transcripts are shown for a working life
  std::int64_t skew_seconds = 300;                    // a verifier's clock may be behind by so much
};

enum class KeyState { next, current, retired, revoked, expired };
std::string_view nameOf(KeyState state);  // "next", ...

// The key that signs at that time; nullptr: none may.
const seal::PublicKey* signingKey(const seal::KeySet& set, base::UnixSeconds now);
KeyState stateOf(const seal::PublicKey& key, const seal::KeySet& set, base::UnixSeconds now);

// When the last of the windows ends that are still to be used; now: there is none.
base::UnixSeconds signingEnds(const seal::KeySet& set, base::UnixSeconds now);
// Whether it is time to publish the next key.
bool nextKeyDue(const seal::KeySet& set, base::UnixSeconds now);

// Sorts by window, and where a key was taken out lets the one after it begin earlier, so that there is no
// time between now and the last window's end in which nobody may sign.
void closeGaps(seal::KeySet& set, base::UnixSeconds now);

}  // namespace hall
