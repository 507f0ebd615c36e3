// The hall's counter as the desk asks for it: signing in, decisions, lists. One thread. Internal to this
// room.
#pragma once

#include "verifier/jobs/sitting.hpp"
#include "verifier/outbox/outbox.hpp"

namespace verifier::desk {

class Counter {
 public:
  // outbox: null when it can't be opened; nothing can be decided then.
  Counter(Sitting& sitting, const OpenHall& open_hall, Outbox* outbox)
      : sitting_(sitting), hall_(open_hall()), outbox_(outbox) {}

  void operator()(SignInNow sign_in);
  void operator()(const BeginPhone&);
  void operator()(AskPhone ask);
  void operator()(const SignOutNow& sign_out);
  void operator()(const DecideNow& decide);
  void operator()(const UndoNow& undo);
  void operator()(const FindReceipts& find);
  void operator()(const CountStatistics& count);
  void operator()(const NameColleagues&);
  void operator()(const Acknowledge& acknowledge);

  void deliver();  // what waits for the receiver who is signed in
  void tellOutbox(std::vector<Decision> settled = {});

 private:
  void signedIn(base::Result<api::Session> session);
  void tellWhy(const base::Error& why_waiting);
  template <class T>
  base::Result<T> heard(base::Result<T> answer);

  Sitting& sitting_;
  std::unique_ptr<api::HallClient> hall_;
  Outbox* outbox_;
};

}  // namespace verifier::desk
