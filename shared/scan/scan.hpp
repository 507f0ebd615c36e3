// Paper from a flatbed or a feeder, by SANE (sane-project.org, standard 1.06): every scanner Debian knows.
// Blocking calls, for a worker thread; a Scanner belongs to one thread at a time. SANE isn't made for
// threads: this room makes one call into it at a time, and a process has one scanner open; another is
// scanner_busy.
//
// Codes: scanner_none_found, scanner_not_found, scanner_no_flatbed, scanner_no_feeder; one for each
// SANE_Status: scanner_unsupported, scanner_cancelled, scanner_busy, scanner_invalid, scanner_jammed,
// scanner_no_docs, scanner_cover_open, scanner_gone (I/O error), scanner_no_memory, scanner_access_denied,
// scanner_warming_up, scanner_locked, scanner_fault (any other; {0} its number); and for pages that can't be
// taken: scanner_page_too_large, scanner_bad_frame, scanner_empty_page.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/image.hpp"
#include "base/result.hpp"

namespace scan {

enum class Source { flatbed, feeder };

struct Job {  // of A4 pages, one side each
  Source source = Source::flatbed;
  int dpi = 300;
  bool colour = true;
};

struct Device {  // SANE_Device
  std::string name;
  std::string vendor;
  std::string model;
  std::string kind;  // "flatbed scanner", "sheetfed scanner", "virtual device", ...
};

class Scanner {
 public:
  virtual ~Scanner() = default;
  virtual std::set<Source> sources() const = 0;
  // Sets the scanner up; nothing moves yet. A job still running is ended. Where the scanner can't do the dpi
  // or the colour, the nearest it can do is taken.
  virtual base::Status begin(const Job& job) = 0;
  // The next page, grey or RGB; nullopt ends the job: the feeder is empty, or the flatbed's one page was
  // given. A feeder without a first page is scanner_no_docs. progress: 0..1 of this page, on the calling
  // thread; may be null. stop: scanner_cancelled, once the scanner has answered for the piece of the page it
  // is at. An error ends the job; begin() starts anew, after scanner_gone on a scanner that is opened anew.
  // Image::dpi is what the scanner really used, 0 where it doesn't say.
  virtual base::Result<std::optional<base::Image>> nextPage(const std::function<void(double)>& progress,
                                                            std::stop_token stop) = 0;
};

// What SANE finds at this moment, without cameras; takes seconds, longer where the network is asked too. Any
// thread, also while a scanner is open; a call under way to that one is waited for.
base::Result<std::vector<Device>> scanners();
// name: as SANE tells it; "first" or empty: the first one found, real ones before virtual ones.
base::Result<std::unique_ptr<Scanner>> openScanner(const std::string& name);

}  // namespace scan
