// A finished check, as JSON Lines for programs and as lines for people.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "verifier/check/checks.hpp"

namespace verifier::cli {

// Where a page of the report came from.
struct Source {
  std::string file;  // as named on the command line; "-" standard input; "--text" for a code given as text
  int page = 1;      // of the file, from 1
  int pages = 1;     // of the file; 0 when it couldn't be opened
};

struct Finished {
  CheckReport report;
  std::vector<Source> sources;  // one for each page of the report
};

// One object a line: "page" for each, "printout" for each copy met, then one "summary". The schema stands in
// the help.
void writeJson(const Finished& finished, std::ostream& out);
void writeTable(const Finished& finished, const base::Texts& texts, std::ostream& out);

}  // namespace verifier::cli
