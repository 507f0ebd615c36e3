#include "hall/http/rate_limit.hpp"

#include <arpa/inet.h>
#include <algorithm>
#include <cmath>

namespace hall {

std::string rateKey(const std::string& address) {
  in6_addr parsed{};
  if (inet_pton(AF_INET6, address.c_str(), &parsed) != 1) return address;
  return std::string(reinterpret_cast<const char*>(parsed.s6_addr), 8);
}

int RateLimit::secondsToWait(const std::string& address, base::SteadyTime now) {
  const auto key = rateKey(address);
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(key);
  if (found == buckets_.end()) {
    if (buckets_.size() == addresses_) {
      buckets_.erase(turns_.front());
      turns_.pop_front();
    }
    turns_.push_back(key);
    found = buckets_.emplace(key, Bucket{rate_.burst, now, std::prev(turns_.end())}).first;
  }
  auto& bucket = found->second;
  turns_.splice(turns_.end(), turns_, bucket.turn);
  const double a_second = rate_.a_minute / 60;
  const double waited = std::chrono::duration<double>(now - bucket.filled_at).count();
  bucket.level = std::min(rate_.burst, bucket.level + waited * a_second);
  bucket.filled_at = now;
  if (bucket.level < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.level) / a_second)));
  bucket.level -= 1;
  return 0;
}

}  // namespace hall
