// The facts of days without the network, ready in memory, so that a verdict waits for no file. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "verifier/facts/facts.hpp"

namespace verifier {

// How old what would be said without the network is: on the screen always.
struct FactAges {
  std::optional<base::UnixSeconds> keys_fetched_at;    // nullopt: no usable keys, nothing can be checked
  std::optional<base::UnixSeconds> oldest_list_as_of;  // nullopt: no list
  std::optional<base::UnixSeconds> lists_fresh_until;  // from then on status is unknown for some papers
  bool lists_stale = true;                             // that moment has come, or there is no list
};

class HeldFacts {
 public:
  explicit HeldFacts(config::Device device) : device_(std::move(device)) {}

  // As of now; read again only when a file has changed. Code: "no_keys_held".
  base::Result<std::shared_ptr<const OfflineFacts>> current(base::UnixSeconds now);
  FactAges ages(base::UnixSeconds now);

 private:
  struct Stamp {  // of one file: a replaced file differs in one of them
    std::string name;
    std::uint64_t inode = 0;
    std::int64_t changed_ns = 0, size = 0;
    bool operator==(const Stamp&) const = default;
  };
  std::vector<Stamp> stamps() const;
  void renew(base::UnixSeconds now);

  const config::Device device_;
  std::mutex guard_;
  std::vector<Stamp> stamps_;
  base::Result<std::shared_ptr<const OfflineFacts>> facts_ = std::shared_ptr<const OfflineFacts>();
};

}  // namespace verifier
