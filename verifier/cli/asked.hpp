// What the hall has said in this run, so that it is asked once about each code, and not at all for a while
// after it could not be reached. Any thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/clock.hpp"
#include "verifier/check/checks.hpp"

namespace verifier::cli {

class Asked {
 public:
  explicit Asked(const base::Clock& clock) : clock_(clock) {}
  // hall: the caller's own. A code that another thread is asking about is waited for.
  base::Result<api::Verification> ask(const std::string& carrier, const Judge& hall);

 private:
  using Answer = std::optional<api::Verification>;  // none: being asked about

  std::optional<base::Error> awayNow() const;

  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::unordered_map<std::string, Answer> answers_{};
  std::optional<base::Error> away_{};  // its error, the last time it was away
  base::SteadyTime away_since_{};
};

}  // namespace verifier::cli
