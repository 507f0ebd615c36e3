// Everything slow at the desk: decoding files, asking the hall, reading folders. One thread of its own;
// answers go out through the sink, called on that thread.
#pragma once

#include <functional>
#include <memory>

#include "base/clock.hpp"
#include "config/config.hpp"
#include "hall_api/client.hpp"
#include "verifier/desk/model.hpp"

namespace verifier::desk {

class Worker {
 public:
  using Sink = std::function<void(Event)>;
  using OpenHall = std::function<std::unique_ptr<api::HallClient>()>;

  // open_hall is called on the worker's thread. The device's state folder keeps keys and status lists for
  // days without a network.
  Worker(config::Device device, OpenHall open_hall, const base::Clock& clock, Sink sink);
  ~Worker();  // finishes the effect at hand, drops the rest

  void start(Effect effect);  // any thread
  void meetHall();            // any thread: asks who we are and fetches keys and lists; answers HallMet

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier::desk
