#include "verifier/jobs/reports.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/file.hpp"
#include "paper/paper.hpp"
#include "verifier/report/report_file.hpp"

namespace verifier::desk {
namespace {

// Where there is no home, nowhere: a report holds personal data, which must not lie in a folder of all.
base::Result<std::filesystem::path> reportFolder() {
  const char* home = std::getenv("HOME");
  if (!home || !*home) return base::fail("report_folder_unusable", "$HOME", "it isn't set");
  auto folder = std::filesystem::path(home) / "hall-reports";
  if (const auto usable = openReportFolder(folder); !usable) return base::fail(usable.error());
  return folder;
}

base::Result<Report> reportOf(const WriteReport& asked, base::UnixSeconds now) {
  const auto& pile = asked.pile;
  Report report{.receiver = asked.receiver,
                .office = asked.office,
                .desk = asked.desk,
                .checked_at = now,
                .offline = pile.offline};
  for (std::size_t i = 0; i < pile.report.pages.size(); ++i) {
    const auto& look = pile.looks[i];
    const auto* comparison = look.comparison.get();
    auto sheet =
        sheetOf(pile.report.pages[i].verification, comparison,
                comparison ? comparison->aligned : base::Image{}, look.issued ? *look.issued : base::Image{});
    if (!sheet) return base::fail(sheet.error());
    sheet->why = look.why_not;
    report.sheets.push_back(std::move(*sheet));
  }
  const bool whole_pages = pile.pictured || !pile.name.empty();  // else codes alone were read
  for (const auto& printout : pile.report.printouts)
    if (whole_pages)
      report.missing.insert(report.missing.end(), printout.missing.begin(), printout.missing.end());
  return report;
}

std::string nameOf(const WriteReport& asked) {
  for (const auto& page : asked.pile.report.pages)
    if (!page.verification.serial.empty()) return page.verification.serial;
  return "unread";
}

}  // namespace

base::Result<std::string> Reports::write(const WriteReport& asked, base::UnixSeconds now) {
  if (!reporter_) {
    auto opened = Reporter::open(paper::Press::defaultFonts());
    if (!opened) return base::fail(opened.error());
    reporter_.emplace(std::move(*opened));
  }
  const auto texts = base::Texts::load(base::assetsFolder() / "lang", asked.language);
  if (!texts) return base::fail(texts.error());
  const auto report = reportOf(asked, now);
  if (!report) return base::fail(report.error());
  const auto pdf = reporter_->pdf(*report, *texts);
  if (!pdf) return base::fail(pdf.error());
  const auto folder = reportFolder();
  if (!folder) return base::fail(folder.error());
  const auto file = putReport(*folder, nameOf(asked), *pdf);
  if (!file) return base::fail(file.error());
  return file->string();
}

}  // namespace verifier::desk
