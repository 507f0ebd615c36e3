// How often one address may ask for something: a token bucket each, at most so many addresses remembered.
#pragma once

#include <chrono>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.hpp"

namespace hall {

struct Rate {
  double a_minute = 60;
  double burst = 30;
};

// Any thread.
class RateLimit {
 public:
  explicit RateLimit(Rate rate, std::size_t addresses = 10'000) : rate_(rate), addresses_(addresses) {}

  // Seconds until the next one is allowed; 0: go ahead. IPv6 addresses count by their /64, which is one
  // household.
  int secondsToWait(const std::string& address, base::SteadyTime now);

 private:
  struct Bucket {
    double level = 0;  // requests left
    base::SteadyTime filled_at{};
    std::list<std::string>::iterator turn{};
  };

  Rate rate_;
  std::size_t addresses_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::list<std::string> turns_;  // the address heard least recently first
};

std::string rateKey(const std::string& address);

}  // namespace hall
