// hall-provision: is this device's configuration good, and what does it come to? Exit statuses: 0 no
// mistakes, 1 mistakes, 64 usage.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/texts.hpp"

namespace provision {

constexpr int kFine = 0;
constexpr int kMistakes = 1;
constexpr int kUsage = 64;

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

// words: the command line without the program's name.
int run(const std::vector<std::string>& words, const base::Texts& texts, Streams streams);

// assets/lang/<language>/hall-provision.help
base::Result<std::string> helpText(base::Language language);

}  // namespace provision
