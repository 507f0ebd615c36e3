// Keeps in touch with the hall: who the desk is, keys and status lists fetched ahead, decisions delivered
// that wait. A thread of its own, which sleeps until it is time or somebody lost the hall. It and the lanes
// call each other: it begins after them and ends before them. Internal to this room.
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

  void begin();
  void end();   // waits for the question at hand
  void lost();  // any thread, before and after as well: somebody got no answer

 private:
  void loop(std::stop_token stop);
  bool meet();

  Sitting& sitting_;
  const std::unique_ptr<api::HallClient> hall_;
  std::function<void()> found_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool lost_ = false;
  std::jthread thread_;
};

}  // namespace verifier::desk
