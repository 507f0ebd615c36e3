#include "verifier/cli/reports.hpp"

#include <algorithm>

#include "paper/paper.hpp"
#include "verifier/report/report_file.hpp"

namespace verifier::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostWaiting = 128;  // sheets, about 40 MB

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
  if (auto usable = openReportFolder(folder); !usable) return base::fail(usable.error());
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
  const auto written = pdf ? putReport(folder_, copy->serial, *pdf) : base::fail(pdf.error());
  if (failed_ && !written)
    failed_ = base::fail("report_not_written", folder_.string(), written.error().cause);
  waiting_ -= report.sheets.size();
  by_key_.erase(copy->key);
  copies_.erase(copy);
}

}  // namespace verifier::cli
