// PDF reports into a folder: one a copy, as soon as its pages are all there. One thread.
#pragma once

#include <filesystem>
#include <list>
#include <unordered_map>

#include "verifier/check/checks.hpp"
#include "verifier/cli/options.hpp"
#include "verifier/report/report.hpp"

namespace verifier::cli {

class Reports {
 public:
  struct Who {
    std::string receiver{}, desk{};
    bool offline = false;
  };
  // Makes the folder, private to its owner, where there is none. Codes: report_folder_unusable,
  // fonts_missing, fonts_unreadable. Texts outlive it.
  static base::Result<std::unique_ptr<Reports>> open(const std::filesystem::path& folder, Who who,
                                                     const base::Texts& texts, base::UnixSeconds now);

  // Of a page with a genuine seal. Past so many that wait for the rest of their copies, the copy that has
  // waited the longest is written as it is; what comes of it later goes into a report of its own.
  void add(const CheckedPage& page, ReportSheet sheet);
  // The copies that aren't complete; then the first failure there was, code report_not_written.
  base::Status finish();

 private:
  struct Copy {
    std::string key, serial;
    int pages = 1;
    std::vector<ReportSheet> sheets{};
  };
  using Copies = std::list<Copy>;

  Reports(std::filesystem::path folder, Who who, const base::Texts& texts, base::UnixSeconds now,
          Reporter reporter);
  void write(Copies::iterator copy);

  std::filesystem::path folder_;
  Who who_;
  const base::Texts& texts_;
  base::UnixSeconds now_;
  Reporter reporter_;
  Copies copies_{};  // the one that has waited the longest first
  std::unordered_map<std::string, Copies::iterator> by_key_{};
  std::size_t waiting_ = 0;  // sheets
  base::Status failed_{};
};

}  // namespace verifier::cli
