// A thread and its errands, one after the other. Sleeps while there are none; a round, where it was given
// one, is made when due() says.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "base/clock.hpp"

namespace kiosk {

class Worker {
 public:
  using Errand = std::function<void()>;
  struct Round {  // both on the worker's own thread
    std::function<std::optional<base::SteadyTime>()> due;
    Errand go;
  };

  Worker() : Worker(Round{}) {}
  explicit Worker(Round round) : round_(std::move(round)), thread_([this] { run(); }) {}
  ~Worker() { stop(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // tag: errands of one session, so that they can be forgotten together. 0: nobody's.
  void post(Errand errand, unsigned tag = 0);
  void forget(unsigned tag);
  void finish();  // does all that is posted, then ends
  void stop();    // finishes what is under way, forgets the rest

 private:
  struct Tagged {
    unsigned tag = 0;
    Errand errand;
  };
  void run();
  Errand next();  // empty: stop

  Round round_;
  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<Tagged> errands_;
  bool stop_ = false;
  bool last_ = false;
  std::thread thread_;
};

}  // namespace kiosk
