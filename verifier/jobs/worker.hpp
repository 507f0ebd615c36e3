// Everything slow at the desk: decoding and comparing pictures, asking the hall, devices, files. Threads of
// its own, so that a code is answered while a long file is read; answers go out through the sink, called on
// those threads.
#pragma once

#include <functional>
#include <memory>

#include "base/clock.hpp"
#include "config/config.hpp"
#include "hall_api/client.hpp"
#include "verifier/flow/events.hpp"

namespace verifier::desk {

class Worker {
 public:
  using Sink = std::function<void(Event)>;
  using OpenHall = std::function<std::unique_ptr<api::HallClient>()>;

  // open_hall is called on the constructing thread, once for each thread that asks the hall. The device's
  // state folder keeps keys, status lists and decisions for days without a network.
  Worker(config::Device device, OpenHall open_hall, const base::Clock& clock, Sink sink);
  ~Worker();  // finishes what is at hand, drops the rest; what was decided is on disk

  void start(Effect effect);  // any thread; PlaySound isn't for here

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier::desk
