// SIGTERM and SIGINT end the kiosk in order. SDL's own handler only leaves a mark that a window asleep under
// X11 doesn't look at before the next touch, so a thread waits for the signals instead.
#pragma once

#include <pthread.h>

#include <csignal>
#include <functional>
#include <thread>

namespace kiosk {

// Before any thread is started: all of them inherit the mask.
inline void holdEndSignals() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
}

class EndSignals {
 public:
  // came: called on a thread of its own.
  explicit EndSignals(std::function<void()> came)
      : thread_([came = std::move(came)] {
          sigset_t ends;
          sigemptyset(&ends);
          sigaddset(&ends, SIGTERM);
          sigaddset(&ends, SIGINT);
          int signal = 0;
          if (sigwait(&ends, &signal) == 0) came();
        }) {}
  ~EndSignals() {
    pthread_kill(thread_.native_handle(), SIGTERM);  // ends its wait
    thread_.join();
  }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

 private:
  std::thread thread_;
};

}  // namespace kiosk
