// One thread that does what it is given, in turn. Internal to this room.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace verifier::desk {

class Lane {
 public:
  Lane() : thread_([this] { loop(); }) {}
  ~Lane();                                 // finishes the work at hand, drops the rest
  void queue(std::function<void()> work);  // any thread

 private:
  void loop();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace verifier::desk
