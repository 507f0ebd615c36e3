// Ctrl-C (SIGINT) and SIGTERM, as a word that the run asks for between two pages. A second one ends the
// program at once. One of these at a time.
#pragma once

#include <csignal>

namespace verifier::cli {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();  // the signals do again what they did before
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  static bool came();

 private:
  struct sigaction int_before_ {
  }, term_before_{};
};

}  // namespace verifier::cli
