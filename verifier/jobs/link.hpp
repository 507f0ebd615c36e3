// Keeps in touch with the hall: who the desk is, keys and status lists fetched ahead, decisions delivered
// that wait. A thread of its own, which sleeps until it is time or somebody lost the hall. Internal to this
// room.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "verifier/jobs/sitting.hpp"

namespace verifier::desk {

class HallLink {
 public:
  // found: the hall answered; called on this thread.
  HallLink(Sitting& sitting, const OpenHall& open_hall, std::function<void()> found);
  ~HallLink();

  void lost();  // any thread: somebody got no answer

 private:
  void loop(api::HallClient& hall, std::stop_token stop);
  bool meet(api::HallClient& hall);

  Sitting& sitting_;
  std::function<void()> found_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool lost_ = false;
  std::jthread thread_;
};

}  // namespace verifier::desk
