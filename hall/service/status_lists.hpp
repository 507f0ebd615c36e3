// The signed status lists, as every verifier and CDN fetches them. Thread: any.
#pragma once

#include <map>
#include <mutex>

#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "hall/service/key_ring.hpp"
#include "hall/store/database.hpp"

namespace hall {

// How long a desk without network may go by a list. A quarter of an hour bridges the outages a campus has; a
// copy voided meanwhile is not believed longer than that. Desks with network ask the hall itself.
constexpr std::int64_t kStatusTtl_s = 15 * 60;
// How often a list is looked at anew. With the seconds that caches keep it (http), a voided copy is void for
// everybody within five; a busy hall signs each list this often at most.
constexpr std::int64_t kStatusPause_s = 2;

class StatusLists {
 public:
  // Signed anew after a change of its entries, also one that another program made (`hall printout void`),
  // after a change of keys, and when half of its time to live is over. Codes: status_list_unknown,
  // no_issuing_key, those of openKey() and of signing.
  base::Result<base::Bytes> get(std::uint32_t list, store::Database& database, KeyRing& keys,
                                base::UnixSeconds now);

 private:
  struct Signed {  // at most kLastStatusList + 1 of them, each up to 260 KiB
    base::Bytes token;
    base::Sha256 bits{};  // of its entries
    base::UnixSeconds iat = 0;
    base::UnixSeconds looked_at = 0;
    std::int64_t events = 0;  // recorded until then
    std::int64_t key_version = 0;
  };
  std::mutex busy_;
  std::map<std::uint32_t, Signed> signed_;
};

// Whether another copy finds an entry; says in the log, early, when there will be none. Code
// status_lists_full.
base::Status checkRoom(store::Connection& connection);

}  // namespace hall
