#include "verifier/cli/reports.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "paper/paper.hpp"

namespace verifier::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostWaiting = 128;  // sheets, about 40 MB
constexpr int kMostOfOneName = 10'000;

bool isComplete(const std::vector<ReportSheet>& sheets, int pages) {
  for (int page = 1; page <= pages; ++page)
    if (std::none_of(sheets.begin(), sheets.end(),
                     [page](const auto& sheet) { return sheet.verification.page == page; }))
      return false;
  return true;
}

}  // namespace

base::Result<std::unique_ptr<Reports>> Reports::open(const fs::path& folder, Who who,
                                                     const base::Texts& texts, base::UnixSeconds now) {
  const bool made = ::mkdir(folder.c_str(), 0700) == 0;
  const auto problem = errno;
  std::error_code ignored;
  if (!made && !fs::is_directory(folder, ignored))
    return base::fail("report_folder_unusable", folder.string(), std::strerror(problem));
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return base::fail("report_folder_unusable", folder.string(), std::strerror(errno));
  auto reporter = Reporter::open(paper::Press::defaultFonts());
  if (!reporter) return base::fail(reporter.error());
  return std::unique_ptr<Reports>(new Reports(folder, std::move(who), texts, now, std::move(*reporter)));
}

Reports::Reports(fs::path folder, Who who, const base::Texts& texts, base::UnixSeconds now, Reporter reporter)
    : folder_(std::move(folder)),
      who_(std::move(who)),
      texts_(texts),
      now_(now),
      reporter_(std::move(reporter)) {}

void Reports::add(const CheckedPage& page, ReportSheet sheet) {
  const auto& paper = page.verification;
  const auto key = page.pile + '\n' + paper.serial;
  if (!by_key_.contains(key))
    by_key_[key] = copies_.insert(copies_.end(), Copy{key, paper.serial, paper.pages, {}});
  const auto copy = by_key_[key];
  copy->sheets.push_back(std::move(sheet));
  ++waiting_;
  if (isComplete(copy->sheets, copy->pages)) write(copy);
  while (waiting_ > kMostWaiting) write(copies_.begin());
}

base::Status Reports::finish() {
  while (!copies_.empty()) write(copies_.begin());
  return failed_;
}

void Reports::write(Copies::iterator copy) {
  Report report{.sheets = std::move(copy->sheets),
                .receiver = who_.receiver,
                .desk = who_.desk,
                .checked_at = now_,
                .offline = who_.offline};
  std::stable_sort(report.sheets.begin(), report.sheets.end(),
                   [](const auto& a, const auto& b) { return a.verification.page < b.verification.page; });
  for (int page = 1; page <= copy->pages; ++page)
    if (std::none_of(report.sheets.begin(), report.sheets.end(),
                     [page](const auto& sheet) { return sheet.verification.page == page; }))
      report.missing.push_back(page);
  const auto pdf = reporter_.pdf(report, texts_);
  auto written = pdf ? put(copy->serial, *pdf) : base::Status(base::fail(pdf.error()));
  if (failed_ && !written)
    failed_ = base::fail("report_not_written", folder_.string(), written.error().cause);
  waiting_ -= report.sheets.size();
  by_key_.erase(copy->key);
  copies_.erase(copy);
}

// Under a name of its own first, then linked to the first one that is free: what is there already stays.
base::Status Reports::put(const std::string& serial, base::BytesView pdf) const {
  const auto part = folder_ / ("." + base::toHex(base::randomBytes(8)) + ".part");
  if (auto written = base::writeFile(part, pdf, true); !written) return written;
  int problem = EEXIST;
  for (int n = 1; problem == EEXIST && n < kMostOfOneName; ++n) {
    const auto name = serial + (n > 1 ? "-" + std::to_string(n) : "") + ".pdf";
    problem = ::link(part.c_str(), (folder_ / name).c_str()) == 0 ? 0 : errno;
  }
  ::unlink(part.c_str());
  if (problem == 0) return {};
  return base::fail("file_unwritable", folder_.string(), std::strerror(problem));
}

}  // namespace verifier::cli
