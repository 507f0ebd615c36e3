#include "verifier/cli/interrupt.hpp"

#include <atomic>

namespace verifier::cli {
namespace {

std::atomic<bool> g_came = false;  // lock-free: a signal's handler may set it
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

Interrupt::Interrupt() {
  g_came = false;
  struct sigaction action {};
  action.sa_handler = [](int) { g_came = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);  // the second one finds things as they were
  sigaction(SIGINT, &action, &int_before_);
  sigaction(SIGTERM, &action, &term_before_);
}

Interrupt::~Interrupt() {
  sigaction(SIGINT, &int_before_, nullptr);
  sigaction(SIGTERM, &term_before_, nullptr);
}

bool Interrupt::came() { return g_came; }

}  // namespace verifier::cli
