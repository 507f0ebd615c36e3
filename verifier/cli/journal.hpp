// What a run has checked so far, beside its output, so that a run that was ended can be gone on with: a line
// a page, appended as pages are done and lost only with the machine's own power (at most a second's). It
// holds what the report holds and no file's name. Pages that failed aren't kept: they are tried again.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "verifier/check/checks.hpp"

namespace verifier::cli {

// A file as it was when it was read; one that has changed since is read again.
struct FileStamp {
  std::string name;
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
};
std::optional<FileStamp> stampOf(const std::string& name);  // none: no such regular file

class Journal {
 public:
  // output's name with ".journal"; private to its owner. resume: what it holds counts, where it belongs to
  // this very run; a line that was cut off is dropped. Codes: file_unwritable, journal_foreign (args: the
  // output), journal_version (args: the output), journal_busy.
  static base::Result<std::unique_ptr<Journal>> open(const std::filesystem::path& output,
                                                     const std::string& fingerprint, bool resume);
  ~Journal();

  int pageCount(const FileStamp& file) const;  // of a file some of whose pages are held; 0: none is
  // What was found on a page, from 0; piles and numbers are the caller's. Empty: not held.
  std::vector<CheckedPage> found(const FileStamp& file, int page) const;
  // Any thread, but for the two above. A write that fails (the disk is full) ends the keeping: see broken.
  void add(const FileStamp& file, int page, int pages, const std::vector<CheckedPage>& found);
  bool broken() const;
  void remove();  // the run is complete

 private:
  struct Body;
  explicit Journal(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace verifier::cli
