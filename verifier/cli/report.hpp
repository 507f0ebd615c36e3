// A check as it is told: for people, as JSON Lines, as CSV. Pages come in their order and are told at once,
// but for --json, which waits for the end to say of a page that it lies in another copy's gap. One thread.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "verifier/check/gathering.hpp"
#include "verifier/cli/options.hpp"

namespace verifier::cli {

// Where a page of the report came from.
struct Source {
  std::string file;  // as named on the command line; "-" standard input; "--text" for a code given as text
  int page = 1;      // of the file, from 1
  int pages = 1;     // of the file; 0 when it couldn't be opened
};

// What is known at the end.
struct Closing {
  Gathered gathered;
  std::vector<Source> sources;  // one for each page that was told
  bool interrupted = false;     // pages were left out
};

class Report {
 public:
  virtual ~Report() = default;
  virtual void page(const CheckedPage& page, const Source& source) = 0;
  virtual void close(const Closing& closing) = 0;
};

// Texts and the stream must outlive it.
std::unique_ptr<Report> openReport(const CheckOptions& options, const base::Texts& texts, std::ostream& out);

// One object a line: "page" for each, "printout" for each copy met, then one "summary". The schema stands in
// the help. wait: until the end, so that stands_in_for is told with the page.
std::unique_ptr<Report> jsonReport(bool wait, const CheckOptions& options, std::ostream& out);
// RFC 4180: one row a page, then one for each copy that is incomplete.
std::unique_ptr<Report> csvReport(bool bom, const base::Texts& texts, std::ostream& out);
std::unique_ptr<Report> tableReport(const CheckOptions& options, const base::Texts& texts, std::ostream& out);

}  // namespace verifier::cli
