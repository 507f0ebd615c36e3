// How far a run is, on one line of a terminal that is written over. One thread.
#pragma once

#include <iosfwd>

#include "base/clock.hpp"
#include "base/texts.hpp"

namespace verifier::cli {

class Progress {
 public:
  // shown false: nothing is ever written. All of them outlive this.
  Progress(bool shown, const base::Texts& texts, const base::Clock& clock, std::ostream& err);
  ~Progress();  // clears the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A page more is done; held: an earlier run had done it, which says nothing about this one's speed.
  void page(bool held, std::size_t expected);
  void clear();

 private:
  std::string line(std::size_t expected, double seconds) const;

  bool shown_;
  const base::Texts& texts_;
  const base::Clock& clock_;
  std::ostream& err_;
  base::SteadyTime began_, drawn_{};
  std::size_t done_ = 0, held_ = 0;
  bool drawn_once_ = false;
};

}  // namespace verifier::cli
