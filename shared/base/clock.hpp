// Two clocks, injected: wall time for what is written down, steady time for waiting.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace base {

using UnixSeconds = std::int64_t;  // since 1970-01-01T00:00:00Z (CWT NumericDate, RFC 8392 section 2)
using SteadyTime = std::chrono::steady_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UnixSeconds now() const = 0;
  virtual SteadyTime steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  UnixSeconds now() const override;
  SteadyTime steady() const override;
};

// A clock that moves only when told. Not thread-safe.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(UnixSeconds start = 1'790'000'000) : now_(start) {}
  UnixSeconds now() const override { return now_; }
  SteadyTime steady() const override { return steady_; }
  void advance(std::chrono::milliseconds by) {
    steady_ += by;
    now_ += std::chrono::duration_cast<std::chrono::seconds>(by).count();
  }
  void set(UnixSeconds now) { now_ = now; }

 private:
  UnixSeconds now_;
  SteadyTime steady_{};
};

std::string toRfc3339(UnixSeconds time);                 // "2026-11-23T08:00:00Z"
Result<UnixSeconds> fromRfc3339(std::string_view text);  // code "bad_time"
std::string toLocalMinute(UnixSeconds time);             // "2026-11-23 16:00" in the machine's time zone
std::string toChineseDate(UnixSeconds time);             // "2026年11月23日" in the machine's time zone

}  // namespace base
