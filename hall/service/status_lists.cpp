#include "hall/service/status_lists.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "hall/store/printouts.hpp"
#include "seal/status_list.hpp"

namespace hall {
namespace {

// Lists grow by such steps, so that their length tells little about how many copies were printed today. The
// step ahead is for the copies sealed until the list is looked at again.
constexpr std::size_t kStepBytes = 1024;
constexpr std::size_t kEntriesAByte = 4;

constexpr std::int64_t kRoom =
    (std::int64_t{seal::kLastStatusList} + 1) * static_cast<std::int64_t>(seal::kStatusListEntries);
constexpr std::int64_t kWarnFrom = kRoom / 10 * 9;
constexpr std::int64_t kWarnEvery = 10'000;  // copies

seal::StatusList fill(std::uint32_t list, const store::StatusEntries& entries, base::UnixSeconds now) {
  seal::StatusList out{list, now, kStatusTtl_s, {}};
  const auto steps = static_cast<std::size_t>(entries.used) / kEntriesAByte / kStepBytes + 2;
  out.bits.assign(std::min(steps * kStepBytes, seal::kStatusListEntries / kEntriesAByte), 0);
  for (const auto index : entries.void_entries) {
    const auto at = static_cast<std::size_t>(index);
    out.bits[at / kEntriesAByte] |= static_cast<std::uint8_t>(static_cast<unsigned>(seal::EntryStatus::voided)
                                                              << (at % kEntriesAByte * 2));
  }
  return out;
}

}  // namespace

base::Result<base::Bytes> StatusLists::get(std::uint32_t list, store::Database& database, KeyRing& keys,
                                           base::UnixSeconds now) {
  const auto unknown = base::fail("status_list_unknown", "list", "there is no such status list");
  if (list > seal::kLastStatusList) return unknown;
  const std::lock_guard turn(busy_);
  const auto found = signed_.find(list);
  auto* known = found == signed_.end() ? nullptr : &found->second;
  if (known && now >= known->looked_at && now < known->looked_at + kStatusPause_s) return known->token;
  const auto current = keys.forSigning(now);
  if (!current) return base::fail(current.error());
  const bool lasts = known && known->key_version == (*current)->version && now >= known->iat &&
                     now < known->iat + kStatusTtl_s / 2;
  std::int64_t events = 0;
  const auto entries =
      database.read([&](store::Connection& connection) -> base::Result<store::StatusEntries> {
        events = store::eventsRecorded(connection);
        if (lasts && known->events == events) return store::StatusEntries{};
        return store::statusEntries(connection, list);
      });
  if (!entries) return base::fail(entries.error());
  if (lasts && known->events == events) return known->looked_at = now, known->token;
  // The first list exists before its first entry, so that a desk can fetch it from a new hall.
  if (list > 0 && entries->used == 0) return unknown;
  const auto filled = fill(list, *entries, now);
  const auto bits = base::sha256(filled.bits);
  if (lasts && known->bits == bits) {  // the events were of other copies: the bytes that caches hold stay
    known->events = events;
    known->looked_at = now;
    return known->token;
  }
  auto token = seal::signStatusList(filled, *(*current)->signer);
  if (!token) return base::fail(token.error());
  signed_[list] = {*token, bits, now, now, events, (*current)->version};
  return *token;
}

base::Status checkRoom(store::Connection& connection) {
  const auto given = store::statusEntriesGiven(connection);
  if (given >= kRoom)
    return base::fail("status_lists_full", "", "every entry of every status list is given to a copy");
  if (given >= kWarnFrom && given % kWarnEvery == 0)
    base::log::warn("status lists: {} of {} entries are given; talk to the developers before they run out",
                    given, kRoom);
  return {};
}

}  // namespace hall
