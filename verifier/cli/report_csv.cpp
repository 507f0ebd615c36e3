#include <array>
#include <ostream>

#include "domain/verdict.hpp"
#include "verifier/cli/report.hpp"
#include "verifier/cli/shown.hpp"

namespace verifier::cli {
namespace {

constexpr std::array kColumns{"type",        "file",         "page",
                              "pages",       "grade",        "seal",
                              "seal_detail", "status",       "status_as_of",
                              "acceptance",  "content",      "differs",
                              "serial",      "short_serial", "process",
                              "title",       "holder",       "case",
                              "sheet",       "sheets",       "issued_at",
                              "expires_at",  "foreign_host", "advice",
                              "error",       "missing",      "pages_of_others",
                              "review",      "foreign_ink",  "not_compared"};
using Row = std::array<std::string, kColumns.size()>;

std::string timeOf(const std::optional<base::UnixSeconds>& time) {
  return time ? base::toRfc3339(*time) : "";
}

// What begins like a formula would be worked out by a spreadsheet: a file's name or a stranger's host must
// not get that far.
std::string cell(const std::string& text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  const auto words = formula ? "'" + shown(text) : shown(text);
  if (words.find_first_of(",\"") == std::string::npos) return words;
  std::string out = "\"";
  for (const char c : words) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : "; ") + word;
  return out;
}

std::vector<std::string> namesOf(const std::vector<domain::FieldDifference>& fields) {
  std::vector<std::string> out;
  for (const auto& one : fields) out.push_back(one.field);
  return out;
}

class CsvReport final : public Report {
 public:
  CsvReport(bool bom, const base::Texts& texts, std::ostream& out) : texts_(texts), out_(out) {
    if (bom) out_ << "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < kColumns.size(); ++i) out_ << (i ? "," : "") << kColumns[i];
    out_ << "\r\n";
  }

  void page(const CheckedPage& page, const Source& source) override {
    Row row;
    set(row, "type", "page");
    set(row, "file", source.file);
    set(row, "page", std::to_string(source.page));
    set(row, "pages", std::to_string(source.pages));
    if (page.error) {
      set(row, "error", page.error->code);
    } else {
      setVerdict(row, page.verification.verdict);
      if (!page.verification.serial.empty()) setPaper(row, page.verification);
      if (page.content) setRemarks(row, *page.content);
      if (page.diagnosis) set(row, "advice", std::string(qr::nameOf(page.diagnosis->advice)));
    }
    write(row);
  }

  void close(const Closing& closing) override {
    for (const auto& printout : closing.gathered.printouts) {
      if (printout.missing.empty()) continue;
      Row row;
      set(row, "type", "printout");
      set(row, "serial", printout.serial);
      set(row, "short_serial", printout.short_serial);
      set(row, "sheets", std::to_string(printout.pages));
      std::vector<std::string> missing, strays;
      for (const int sheet : printout.missing) missing.push_back(std::to_string(sheet));
      for (const auto& stray : closing.gathered.strays)
        if (stray.serial == printout.serial && stray.pile == printout.pile)
          strays.push_back(placeOf(closing.sources[stray.page]));
      set(row, "missing", listed(missing));
      set(row, "pages_of_others", listed(strays));
      write(row);
    }
  }

 private:
  static void set(Row& row, std::string_view column, std::string text) {
    for (std::size_t i = 0; i < kColumns.size(); ++i)
      if (kColumns[i] == column) row[i] = std::move(text);
  }

  static std::string placeOf(const Source& source) {
    return source.pages > 1 ? source.file + "#" + std::to_string(source.page) : source.file;
  }

  static void setVerdict(Row& row, const domain::Verdict& verdict) {
    set(row, "grade", std::string(domain::nameOf(domain::gradeOf(verdict))));
    set(row, "seal", std::string(domain::nameOf(verdict.seal)));
    set(row, "seal_detail", verdict.seal_detail);
    set(row, "status", std::string(domain::nameOf(verdict.status)));
    set(row, "status_as_of", timeOf(verdict.status_as_of));
    set(row, "acceptance", std::string(domain::nameOf(verdict.acceptance)));
    set(row, "content", std::string(domain::nameOf(verdict.content)));
    set(row, "foreign_host", verdict.foreign_host);
    set(row, "differs", listed(namesOf(verdict.differences)));
  }

  static void setRemarks(Row& row, const ContentRemarks& content) {
    set(row, "not_compared", content.why);
    set(row, "review", listed(namesOf(content.review)));
    if (!content.foreign_ink.empty()) set(row, "foreign_ink", std::to_string(content.foreign_ink.size()));
  }

  void setPaper(Row& row, const api::Verification& paper) const {
    set(row, "serial", paper.serial);
    set(row, "short_serial", paper.short_serial);
    set(row, "process", paper.process_code);
    set(row, "title", paper.title.in(texts_.language()));
    set(row, "holder", paper.holder);
    set(row, "case", paper.case_id);
    set(row, "sheet", std::to_string(paper.page));
    set(row, "sheets", std::to_string(paper.pages));
    set(row, "issued_at", base::toRfc3339(paper.issued_at));
    set(row, "expires_at", timeOf(paper.expires_at));
  }

  void write(const Row& row) {
    for (std::size_t i = 0; i < row.size(); ++i) out_ << (i ? "," : "") << cell(row[i]);
    out_ << "\r\n" << std::flush;
  }

  const base::Texts& texts_;
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<Report> csvReport(bool bom, const base::Texts& texts, std::ostream& out) {
  return std::make_unique<CsvReport>(bom, texts, out);
}

std::unique_ptr<Report> openReport(const CheckOptions& options, const base::Texts& texts, std::ostream& out) {
  switch (options.format) {
    case Format::table:
      return tableReport(options, texts, out);
    case Format::json:
      return jsonReport(true, options, out);
    case Format::jsonl:
      return jsonReport(false, options, out);
    case Format::csv:
      return csvReport(options.bom, texts, out);
  }
  return tableReport(options, texts, out);
}

}  // namespace verifier::cli
