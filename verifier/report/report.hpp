// The report of a check as PDF, A4: verdict and its four lines, whose paper, who checked it when, and every
// page beside its original with what differs outlined and enlarged. It holds personal data in its pages and
// none in its metadata. Equal input gives equal bytes.
#pragma once

#include <filesystem>
#include <memory>

#include "base/texts.hpp"
#include "verifier/report/sheet.hpp"

namespace verifier {

// Of one copy.
struct Report {
  std::vector<ReportSheet> sheets{};         // at least one; in the order shown
  std::vector<int> missing{};                // pages of the copy that weren't there
  std::string receiver{}, office{}, desk{};  // empty: not told
  base::UnixSeconds checked_at = 0;
  bool offline = false;  // nobody asked the hall
};

// Holds the fonts. One a thread.
class Reporter {
 public:
  // Codes: fonts_missing, fonts_unreadable.
  static base::Result<Reporter> open(const std::filesystem::path& fonts);
  ~Reporter();
  Reporter(Reporter&&) noexcept;
  Reporter& operator=(Reporter&&) noexcept;

  base::Result<base::Bytes> pdf(const Report& report, const base::Texts& texts) const;  // code pdf_failed

 private:
  Reporter();
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier
