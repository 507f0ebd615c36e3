// A page of the command line, read, judged, and held against what was issued. One bench a thread.
#pragma once

#include "verifier/cli/judge.hpp"
#include "verifier/cli/pages.hpp"
#include "verifier/report/sheet.hpp"

namespace verifier::cli {

struct Answer {
  Source source;
  std::string pile{};
  std::vector<CheckedPage> pages{};                  // one; a page with two hall seals gives two
  bool held = false;                                 // by the journal: nothing was read
  std::vector<std::optional<ReportSheet>> sheets{};  // one a page, of genuine seals; where reports are wanted
  // Where the page's data code goes on over other pages: what to compare once they are there.
  std::shared_ptr<const PageFile> file{};
};

// journal: null where nothing is kept. Never throws: what fails is this page's error.
Answer answer(PageTask task, Bench& bench, const DataCodeReader* data_codes, Journal* journal);

// Compares the page's picture again, with more of the data code than its own part. It is drawn again, so that
// nobody holds on to pictures.
void compareAgain(Answer& answer, Bench& bench, std::span<const SealedPart> parts);

bool waitsForParts(const CheckedPage& page);  // of a data code that goes on over other pages

}  // namespace verifier::cli
