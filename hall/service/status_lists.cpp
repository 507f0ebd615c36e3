#include "hall/service/status_lists.hpp"

#include "hall/store/printouts.hpp"
#include "seal/status_list.hpp"

namespace hall {
namespace {

// Lists grow by such steps, so that their length tells little about how many copies were printed today.
constexpr std::size_t kStepBytes = 1024;

seal::StatusList fill(std::uint32_t list, const store::StatusEntries& entries, base::UnixSeconds now) {
  seal::StatusList out{list, now, kStatusTtl_s, {}};
  const auto steps = static_cast<std::size_t>(entries.used) / 4 / kStepBytes + 1;
  out.bits.assign(std::min(steps * kStepBytes, seal::kStatusListEntries / 4), 0);
  for (const auto index : entries.void_entries) {
    const auto at = static_cast<std::size_t>(index);
    out.bits[at / 4] |=
        static_cast<std::uint8_t>(static_cast<unsigned>(seal::EntryStatus::voided) << (at % 4 * 2));
  }
  return out;
}

}  // namespace

base::Result<base::Bytes> StatusLists::get(std::uint32_t list, store::Database& database, KeyRing& keys,
                                           base::UnixSeconds now) {
  const std::lock_guard turn(busy_);
  const auto known = signed_.find(list);
  std::int64_t events = 0;
  bool fresh = false;
  const auto entries =
      database.read([&](store::Connection& connection) -> base::Result<store::StatusEntries> {
        events = store::eventsRecorded(connection);
        fresh = known != signed_.end() && known->second.events == events && now >= known->second.iat &&
                now < known->second.iat + kStatusTtl_s / 2;
        return fresh ? store::StatusEntries{} : store::statusEntries(connection, list);
      });
  if (!entries) return base::fail(entries.error());
  if (fresh) return known->second.token;
  // The first list exists before its first entry, so that a desk can fetch it from a new hall.
  if (list > 0 && entries->used == 0)
    return base::fail("status_list_unknown", "list", "there is no such status list");
  const auto current = keys.current(now);
  if (!current) return base::fail(current.error());
  auto token = seal::signStatusList(fill(list, *entries, now), *(*current)->signer);
  if (!token) return base::fail(token.error());
  signed_[list] = {*token, now, events};
  return *token;
}

}  // namespace hall
