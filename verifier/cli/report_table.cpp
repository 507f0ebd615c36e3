#include <algorithm>
#include <ostream>

#include "domain/printout.hpp"
#include "domain/verdict.hpp"
#include "verifier/cli/report.hpp"
#include "verifier/cli/shown.hpp"
#include "verifier/issued/content_check.hpp"

namespace verifier::cli {
namespace {

using domain::Grade;

constexpr std::size_t kPagesOnAScreen = 5;  // of more, those that need a look are named again at the end

// The sign says the same as the word, and neither needs a colour.
const char* signOf(Grade grade) {
  switch (grade) {
    case Grade::good:
      return "✓";
    case Grade::caution:
      return "!";
    case Grade::bad:
      return "✗";
  }
  return "";
}

std::string listed(const std::vector<std::string>& words, const base::Texts& texts) {
  std::string out;
  for (const auto& word : words) out = out.empty() ? word : texts.get("cli.list_two", {out, word});
  return out;
}

class TableReport final : public Report {
 public:
  TableReport(bool data_codes, const base::Texts& texts, std::ostream& out)
      : data_codes_(data_codes), texts_(texts), out_(out) {}

  void page(const CheckedPage& page, const Source& source) override {
    notice(page, source);
    acceptance_known_ &= page.verification.verdict.acceptance != domain::AcceptanceState::unknown;
    heading(page, source);
    if (page.error) {
      out_ << "  ! " << shown(texts_.sentence(*page.error)) << '\n';
      return;
    }
    if (page.diagnosis) {  // no code was read: nothing can be said but how to get it read
      out_ << "  ! " << texts_.get("cli.no_code_read") << "\n  → "
           << texts_.get("advice." + std::string(qr::nameOf(page.diagnosis->advice))) << '\n';
      return;
    }
    const auto& verdict = page.verification.verdict;
    line("seal", signOf(domain::gradeOf(verdict.seal)), domain::nameOf(verdict.seal), "");
    line("status", signOf(domain::gradeOf(verdict.status)), domain::nameOf(verdict.status),
         verdict.status_as_of ? texts_.get("cli.as_of", {base::toLocalMinute(*verdict.status_as_of)}) : "");
    line("acceptance", signOf(domain::gradeOf(verdict.acceptance)), domain::nameOf(verdict.acceptance),
         acceptedBy(verdict));
    content(page);
    remark(!verdict.foreign_host.empty(), "cli.foreign_host", verdict.foreign_host);
  }

  void close(const Closing& closing) override {
    const auto& gathered = closing.gathered;
    for (const auto& printout : gathered.printouts) incomplete(printout);
    if (data_codes_)
      for (const auto& printout : gathered.printouts) dataCode(printout);
    for (const auto& stray : gathered.strays)
      out_ << "✗ "
           << texts_.get("cli.stray",
                         {placeOf(closing.sources[stray.page]), domain::shortSerial(stray.serial)})
           << '\n';
    if (closing.sources.size() > kPagesOnAScreen && !noticed_.empty()) {
      out_ << texts_.get("cli.look_at") << '\n';
      for (const auto& place : noticed_) out_ << "  " << place << '\n';
    }
    summary(gathered.conclusion, std::to_string(closing.sources.size()));
  }

 private:
  void notice(const CheckedPage& page, const Source& source) {
    if (!isUnreadable(page) && isGood(page) && !needsReview(page)) return;
    const bool caution = isUnreadable(page) || needsReview(page);
    const char* sign = caution ? "!" : signOf(domain::gradeOf(page.verification.verdict));
    noticed_.push_back(sign + (' ' + placeOf(source)));
  }

  void incomplete(const CheckedPrintout& printout) {
    if (printout.missing.empty()) return;
    std::vector<std::string> missing;
    for (const int page : printout.missing) missing.push_back(std::to_string(page));
    out_ << "✗ "
         << texts_.get("cli.missing_pages",
                       {printout.short_serial, std::to_string(printout.pages), listed(missing, texts_)})
         << '\n';
  }

  void dataCode(const CheckedPrintout& printout) {
    const auto& answer = printout.data_code;
    const char* sign = "–";
    if (answer.state == DataCodeState::bound) sign = "✓";
    if (answer.state == DataCodeState::incomplete) sign = "!";
    if (answer.state == DataCodeState::not_bound) sign = "✗";
    out_ << sign << ' '
         << texts_.get("cli.data_code." + std::string(nameOf(answer.state)),
                       {printout.short_serial, std::to_string(answer.content.fields.size())})
         << '\n';
  }

  // Off line nobody can say whether a copy was handed in elsewhere; the summary doesn't pretend to.
  void summary(Conclusion conclusion, const std::string& count) {
    switch (conclusion) {
      case Conclusion::all_good:
        out_ << "✓ "
             << texts_.get(acceptance_known_ ? "cli.all_good" : "cli.all_good_acceptance_unknown", {count})
             << '\n';
        return;
      case Conclusion::something_wrong:
        out_ << "✗ " << texts_.get("cli.something_wrong", {count}) << '\n';
        return;
      case Conclusion::something_unreadable:
        out_ << "! " << texts_.get("cli.something_unreadable", {count}) << '\n';
        return;
      case Conclusion::something_to_review:
        out_ << "! " << texts_.get("cli.something_to_review", {count}) << '\n';
    }
  }

  std::string placeOf(const Source& source) const {
    const auto file = source.file == "--text" ? texts_.get("cli.given_text") : shown(source.file);
    if (source.pages <= 1) return file;
    return texts_.get("cli.file_page", {file, std::to_string(source.page), std::to_string(source.pages)});
  }

  void heading(const CheckedPage& page, const Source& source) {
    out_ << placeOf(source);
    const auto& paper = page.verification;
    if (!page.error && !paper.serial.empty()) {
      const auto title = paper.title.in(texts_.language());
      out_ << "  " << shown(title.empty() ? paper.process_code : title) << "  " << shown(paper.holder) << "  "
           << shown(paper.short_serial) << "  "
           << texts_.get("cli.sheet", {std::to_string(paper.page), std::to_string(paper.pages)});
    }
    out_ << '\n';
  }

  void line(const std::string& name, const char* sign, std::string_view state, const std::string& more) {
    out_ << "  " << sign << ' ' << texts_.get("cli.line." + name) << "  "
         << texts_.get("verdict." + name + "." + std::string(state)) << (more.empty() ? "" : " ")
         << shown(more) << '\n';
  }

  void remark(bool needed, const char* key, const std::string& what) {
    if (needed) out_ << "  ! " << texts_.get(key, {shown(what)}) << '\n';
  }

  std::string acceptedBy(const domain::Verdict& verdict) const {
    if (verdict.acceptances.empty()) return "";
    const auto& first = verdict.acceptances.front();
    return texts_.get("cli.accepted_by", {first.office, first.receiver_name, base::toLocalMinute(first.at)});
  }

  // Not compared is no fault of the paper, but no tick either.
  void content(const CheckedPage& page) {
    const auto& verdict = page.verification.verdict;
    if (verdict.content != domain::ContentState::not_compared) {
      line("content", signOf(domain::gradeOf(verdict.content)), domain::nameOf(verdict.content),
           remarked(page));
    } else if (page.content && !page.content->why.empty()) {
      out_ << "  – " << texts_.get("cli.line.content") << "  "
           << shown(whyNotCompared(page.content->why, texts_)) << '\n';
    } else {
      line("content", "–", domain::nameOf(verdict.content), "");
    }
  }

  // The fields that differ, then those to look at, then ink that nobody issued.
  std::string remarked(const CheckedPage& page) const {
    std::vector<std::string> out;
    const auto add = [&out](const domain::FieldDifference& one) {
      out.push_back(one.label.empty() ? one.field : one.label);
    };
    for (const auto& one : page.verification.verdict.differences) add(one);
    if (!page.content) return listed(out, texts_);
    for (const auto& one : page.content->review) add(one);
    if (const auto ink = page.content->foreign_ink.size(); ink > 0)
      out.push_back(texts_.get("cli.foreign_ink", {std::to_string(ink)}));
    return listed(out, texts_);
  }

  bool data_codes_;
  const base::Texts& texts_;
  std::ostream& out_;
  bool acceptance_known_ = true;        // of every page so far
  std::vector<std::string> noticed_{};  // pages that aren't good, or weren't read
};

}  // namespace

std::unique_ptr<Report> tableReport(const CheckOptions& options, const base::Texts& texts,
                                    std::ostream& out) {
  return std::make_unique<TableReport>(options.data_codes, texts, out);
}

}  // namespace verifier::cli
