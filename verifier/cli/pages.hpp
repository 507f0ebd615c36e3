// The pages of a command line, one after another, each with what is needed to answer for it. Files are opened
// here and drawn and read elsewhere. One thread.
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verifier/cli/journal.hpp"
#include "verifier/cli/report.hpp"
#include "verifier/cli/walk.hpp"
#include "verifier/input/files.hpp"

namespace verifier::cli {

struct PageTask {
  Source source;
  int number = 1;    // in the whole report, from 1
  std::string pile;  // pages of one file of several; all single pictures are one pile
  // Exactly one of these says what is there.
  std::optional<std::string> text{};       // a code given as text
  std::optional<base::Error> error{};      // the file couldn't be opened
  std::shared_ptr<const PageFile> file{};  // to be read: its page source.page
  std::vector<CheckedPage> found{};        // an earlier run has read it
  std::optional<FileStamp> stamp{};        // of the file, as it was before it was opened
};

class Pages {
 public:
  // journal: of the run this one goes on with; null where there is none. All of them outlive this.
  Pages(const std::vector<std::string>& texts, const std::vector<Entry>& files, std::istream& in,
        const Journal* journal);

  std::optional<PageTask> next();
  std::size_t expected() const;  // pages in all, where a file not yet opened counts as one

 private:
  PageTask taskFor(const std::string& file, int page, int pages);
  void open(const Entry& entry);
  base::Result<std::unique_ptr<PageFile>> fileOf(const std::string& name);
  base::Result<std::unique_ptr<PageFile>> standardInput();

  const std::vector<std::string>& texts_;
  const std::vector<Entry>& files_;
  std::istream& in_;
  const Journal* journal_;
  std::size_t next_text_ = 0, next_file_ = 0;
  int given_ = 0;
  // The file at hand.
  std::shared_ptr<const PageFile> file_{};
  std::optional<FileStamp> stamp_{};
  std::optional<base::Error> error_{};
  int page_ = 0, pages_ = 0;
};

}  // namespace verifier::cli
