// A program run once, with what the system says it cost.
#pragma once

#include <string>
#include <vector>

namespace reading {

struct ProgramRun {
  std::string output{};     // standard output; standard error is dropped
  double processor_ms = 0;  // of the program, its start included
  double memory_mb = 0;     // largest resident set
  bool ended = false;       // by itself, within a minute of processor time
};

// On one processor, so that no reader gets ahead by using several. Any thread.
ProgramRun runProgram(const std::vector<std::string>& words);

// The other half of runProgram. It starts this very program anew with --measure first, as a child begins with
// the largest resident set its parent had, and that one has to be small. True: this was such a start; the
// exit status is in `status`.
bool measuresForParent(int argc, char** argv, int& status);

}  // namespace reading
