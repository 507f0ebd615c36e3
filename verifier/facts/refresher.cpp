#include "verifier/facts/refresher.hpp"

#include <algorithm>

namespace verifier {

using std::chrono::milliseconds;

milliseconds Refresher::next(base::SteadyTime now) const {
  if (next_ <= now) return milliseconds(0);
  return std::chrono::ceil<milliseconds>(next_ - now);
}

base::SteadyTime Refresher::after(base::SteadyTime now, milliseconds least, milliseconds most) {
  return now +
         milliseconds(std::uniform_int_distribution<milliseconds::rep>(least.count(), most.count())(random_));
}

void Refresher::succeeded(base::SteadyTime now) {
  failures_ = 0;
  const milliseconds every = times_.every;
  next_ = after(now, every * 9 / 10, every);
}

void Refresher::failed(base::SteadyTime now) {
  const auto doubled = times_.first_retry * (1 << std::min(failures_, 10));
  const milliseconds wait = std::min(doubled, times_.longest_retry);
  failures_ = std::min(failures_ + 1, 10);
  tried_at_ = now;
  next_ = after(now, wait / 2, wait);
}

void Refresher::hallAnswered(base::SteadyTime now) {
  if (failures_ == 0) return;
  next_ = std::min(next_, std::max(now, tried_at_ + times_.first_retry));
}

}  // namespace verifier
