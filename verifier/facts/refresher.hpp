// When the facts are to be fetched next: regularly while the hall answers, ever more seldom while it doesn't,
// at once when it is back. Pure; one thread. Random, so that the desks of a campus don't all come in the same
// second after a power cut.
#pragma once

#include <chrono>
#include <random>

#include "base/clock.hpp"

namespace verifier {

struct RefreshTimes {
  std::chrono::seconds every{300};       // a third of a status list's life: one missed refresh does no harm
  std::chrono::seconds first_retry{10};  // a switch that restarts is back in seconds
  std::chrono::seconds longest_retry{300};  // facts stay no older than they must once the hall is back
};

class Refresher {
 public:
  explicit Refresher(RefreshTimes times, std::uint32_t seed) : times_(times), random_(seed) {}

  std::chrono::milliseconds next(base::SteadyTime now) const;  // to wait until then; 0: now. At first: now

  void succeeded(base::SteadyTime now);  // all of it was fetched
  void failed(base::SteadyTime now);     // some or all of it wasn't
  // Any other call of the hall got an answer: after a failure the next try is due now, but for a hall that
  // answers and yet fails at its facts: first_retry after the last try at the earliest.
  void hallAnswered(base::SteadyTime now);

 private:
  base::SteadyTime after(base::SteadyTime now, std::chrono::milliseconds least,
                         std::chrono::milliseconds most);

  RefreshTimes times_;
  std::mt19937 random_;
  int failures_ = 0;  // in a row
  base::SteadyTime tried_at_{}, next_{base::SteadyTime::min()};
};

}  // namespace verifier
