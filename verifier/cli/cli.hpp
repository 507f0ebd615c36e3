// hall-verifier on the command line: check and inspect. Exit statuses: 0 all genuine and valid, 1 something
// is not, 2 something unreadable (also: the hall couldn't be asked), 64 usage, 130 interrupted (as shells
// count a program that SIGINT ended).
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/texts.hpp"

namespace verifier::cli {

constexpr int kAllGood = 0;
constexpr int kSomethingWrong = 1;
constexpr int kSomethingUnreadable = 2;
constexpr int kUsage = 64;
constexpr int kInterrupted = 130;

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

// words: what follows "check" or "inspect" on the command line. Many pages are read in threads of check's
// own; SIGINT and SIGTERM end it after the pages at hand.
int check(const std::vector<std::string>& words, const base::Texts& texts, const base::Clock& clock,
          Streams streams);
int inspect(const std::vector<std::string>& words, const base::Texts& texts, Streams streams);

// assets/lang/<language>/hall-verifier.help. Code "texts_missing".
base::Result<std::string> helpText(base::Language language);

}  // namespace verifier::cli
