// The signed status lists, as every verifier and CDN fetches them. Thread: any.
#pragma once

#include <map>
#include <mutex>

#include "base/bytes.hpp"
#include "hall/service/keys.hpp"
#include "hall/store/database.hpp"

namespace hall {

// How long a desk without network may go by a list. A quarter of an hour bridges the outages a campus has; a
// copy voided meanwhile is not believed longer than that. Desks with network ask the hall itself.
constexpr std::int64_t kStatusTtl_s = 15 * 60;

class StatusLists {
 public:
  // Signed anew after every change, also one that another program made (`hall printout void`), and when half
  // of its time to live is over. Code status_list_unknown.
  base::Result<base::Bytes> get(std::uint32_t list, store::Database& database, KeyRing& keys,
                                base::UnixSeconds now);

 private:
  struct Signed {
    base::Bytes token;
    base::UnixSeconds iat = 0;
    std::int64_t events = 0;  // recorded until then
  };
  std::mutex busy_;
  std::map<std::uint32_t, Signed> signed_;
};

}  // namespace hall
