#include "verifier/facts/held.hpp"

#include <sys/stat.h>

#include <algorithm>

namespace verifier {

std::vector<HeldFacts::Stamp> HeldFacts::stamps() const {
  auto files = listFiles(device_);
  files.push_back(keysFile(device_));
  std::vector<Stamp> out;
  for (const auto& file : files) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) continue;
    const auto& changed = about.st_mtim;
    out.push_back({file.filename().string(), about.st_ino,
                   std::int64_t{changed.tv_sec} * 1'000'000'000 + changed.tv_nsec, about.st_size});
  }
  return out;
}

void HeldFacts::renew(base::UnixSeconds now) {
  auto there = stamps();
  if (!facts_ || !*facts_ || there != stamps_) {
    stamps_ = std::move(there);
    auto read = heldFacts(device_, now);
    if (read) {
      facts_ = std::make_shared<const OfflineFacts>(std::move(*read));
    } else {
      facts_ = base::fail(read.error());
    }
  } else if ((*facts_)->now != now) {
    auto later = std::make_shared<OfflineFacts>(**facts_);  // who holds the earlier one goes on with it
    later->now = now;
    facts_ = std::shared_ptr<const OfflineFacts>(std::move(later));
  }
}

base::Result<std::shared_ptr<const OfflineFacts>> HeldFacts::current(base::UnixSeconds now) {
  const std::lock_guard hold(guard_);
  renew(now);
  return facts_;
}

FactAges HeldFacts::ages(base::UnixSeconds now) {
  const std::lock_guard hold(guard_);
  renew(now);
  FactAges out;
  if (!facts_) return out;
  const auto keys = keysFile(device_).filename().string();
  for (const auto& stamp : stamps_)
    if (stamp.name == keys) out.keys_fetched_at = std::min(now, stamp.changed_ns / 1'000'000'000);
  for (const auto& list : (*facts_)->lists) {
    out.oldest_list_as_of = std::min(list.iat, out.oldest_list_as_of.value_or(list.iat));
    const auto until = list.iat + list.ttl_seconds;
    out.lists_fresh_until = std::min(until, out.lists_fresh_until.value_or(until));
  }
  out.lists_stale = !out.lists_fresh_until || now >= *out.lists_fresh_until;
  return out;
}

}  // namespace verifier
