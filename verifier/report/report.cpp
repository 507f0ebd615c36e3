#include "verifier/report/report.hpp"

#include <algorithm>

#include "domain/printout.hpp"
#include "verifier/report/page_parts.hpp"
#include "verifier/report/writer.hpp"

namespace verifier {
namespace {

using namespace report;
using domain::Grade;

// Of the pages' states of one line the worst speaks for the copy; of equal ones the first.
template <class State>
State worst(const Report& told, State domain::Verdict::*line) {
  State out = told.sheets.front().verification.verdict.*line;
  for (const auto& sheet : told.sheets) {
    const auto state = sheet.verification.verdict.*line;
    if (domain::gradeOf(state) > domain::gradeOf(out)) out = state;
  }
  return out;
}

// A page that wasn't compared is said before those that match: a tick would say too much.
domain::ContentState contentOf(const Report& told) {
  const auto out = worst(told, &domain::Verdict::content);
  const bool gap = std::any_of(told.sheets.begin(), told.sheets.end(), [](const auto& sheet) {
    return sheet.verification.verdict.content == domain::ContentState::not_compared;
  });
  return out == domain::ContentState::matches && gap ? domain::ContentState::not_compared : out;
}

// Missing pages are to be asked for, as the desk says it: what is there isn't false for that.
Grade gradeOf(const Report& told) {
  Grade out = told.missing.empty() ? Grade::good : Grade::caution;
  for (const auto& sheet : told.sheets) out = std::max(out, domain::gradeOf(sheet.verification.verdict));
  return out;
}

std::string listed(const std::vector<std::string>& words, const base::Texts& texts) {
  std::string out;
  for (const auto& word : words) out = out.empty() ? word : texts.get("report.list_two", {out, word});
  return out;
}

// The report's first part: verdict, four lines, whose paper and who checked.
class Summary {
 public:
  Summary(Writer& writer, const Report& told, const base::Texts& texts)
      : writer_(writer), told_(told), texts_(texts), first_(told.sheets.front().verification) {}

  void write() {
    heading();
    banner();
    lines();
    facts();
  }

 private:
  void heading() {
    const auto when = texts_.get("report.checked_at", {base::toLocalMinute(told_.checked_at)});
    writer_.atRight(when, writer_.y + 1.6, {9, kSoft});
    writer_.paragraph(texts_.get("report.title"), {16}, 3);
  }

  void banner() {
    const auto grade = gradeOf(told_);
    const auto look = lookOf(grade);
    const auto word = texts_.get("report.word." + std::string(domain::nameOf(grade)));
    const auto paper = titleOf(first_, texts_);
    constexpr double kHeight = 30, kSign = 10;
    writer_.canvas().fill({kLeft, writer_.y, kWidth, kHeight}, look.ground);
    writer_.canvas().fill({kLeft, writer_.y, 1.6, kHeight}, look.body);
    writer_.sign(grade, kLeft + 18, writer_.y + kHeight / 2, kSign);
    const double left = kLeft + 36, width = kWidth - 40;
    const double word_high = writer_.heightOf(word, width, {26, look.body});
    const double paper_high = writer_.heightOf(paper, width, {11});
    const double top = writer_.y + (kHeight - word_high - paper_high) / 2;
    writer_.words(word, left, top, width, {26, look.body});
    writer_.words(paper, left, top + word_high, width, {11});
    writer_.y += kHeight + 4;
  }

  void lines() {
    const auto& verdict = first_.verdict;
    const auto seal = worst(told_, &domain::Verdict::seal);
    const auto status = worst(told_, &domain::Verdict::status);
    const auto acceptance = worst(told_, &domain::Verdict::acceptance);
    const auto content = contentOf(told_);
    line("seal", domain::gradeOf(seal), domain::nameOf(seal), "");
    line(
        "status", domain::gradeOf(status), domain::nameOf(status),
        verdict.status_as_of ? texts_.get("report.as_of", {base::toLocalMinute(*verdict.status_as_of)}) : "");
    line("acceptance", domain::gradeOf(acceptance), domain::nameOf(acceptance), acceptedBy());
    line("content", domain::gradeOf(content), domain::nameOf(content), "",
         content == domain::ContentState::not_compared);
    writer_.y += 2;
  }

  void line(const std::string& name, Grade grade, std::string_view state, const std::string& more,
            bool silent = false) {
    const auto says =
        texts_.get("verdict." + name + "." + std::string(state)) + (more.empty() ? "" : " ") + more;
    constexpr double kNameWidth = 28, kSays = kLeft + 10 + kNameWidth;
    const double high = std::max(6.6, writer_.heightOf(says, kRight - kSays, {10.5}) + 1.2);
    if (silent)
      writer_.dash(kLeft + 4, writer_.y + 3, 2.2);
    else
      writer_.sign(grade, kLeft + 4, writer_.y + 3, 2.2);
    writer_.words(texts_.get("report.line." + name), kLeft + 10, writer_.y + 0.4, kNameWidth, {10.5, kSoft});
    writer_.words(says, kSays, writer_.y + 0.4, kRight - kSays, {10.5});
    writer_.y += high;
  }

  std::string acceptedBy() const {
    if (first_.verdict.acceptances.empty()) return "";
    const auto& one = first_.verdict.acceptances.front();
    return texts_.get("report.accepted_by", {one.office, one.receiver_name, base::toLocalMinute(one.at)});
  }

  // Two columns of names and values; what isn't known isn't named.
  void facts() {
    writer_.rule(2.5);
    std::vector<std::pair<std::string, std::string>> all;
    const auto add = [&](const char* name, const std::string& value) {
      if (!value.empty()) all.emplace_back(texts_.get(std::string("report.fact.") + name), value);
    };
    add("holder", first_.holder);
    add("case", first_.case_id);
    add("serial", first_.serial.empty() ? "" : first_.short_serial + "  (" + first_.serial + ")");
    add("pages", pages());
    add("issued", first_.issued_at > 0 ? base::toLocalMinute(first_.issued_at) : "");
    add("expires", first_.expires_at ? base::toLocalMinute(*first_.expires_at) : "");
    add("receiver", told_.receiver);
    add("office", told_.office);
    add("desk", told_.desk);
    add("knowledge", texts_.get(told_.offline ? "report.offline" : "report.online"));
    for (std::size_t i = 0; i < all.size(); i += 2) {
      const double high = std::max(fact(all[i], 0), i + 1 < all.size() ? fact(all[i + 1], 1) : 0);
      writer_.y += high + 1;
    }
    writer_.y += 2;
  }

  double fact(const std::pair<std::string, std::string>& one, int column) {
    const double x = kLeft + column * (kWidth / 2 + 2), name = 27;
    writer_.words(one.first, x, writer_.y, name, {9, kSoft});
    return writer_.words(one.second, x + name, writer_.y, kWidth / 2 - name - 3, {9.5});
  }

  std::string pages() const {
    if (first_.pages < 1) return "";
    std::vector<std::string> there, missing;
    for (const auto& sheet : told_.sheets) there.push_back(std::to_string(sheet.verification.page));
    for (const int page : told_.missing) missing.push_back(std::to_string(page));
    const auto of = std::to_string(first_.pages);
    if (missing.empty()) return texts_.get("report.all_pages", {of});
    return texts_.get("report.some_pages", {of, listed(there, texts_), listed(missing, texts_)});
  }

  Writer& writer_;
  const Report& told_;
  const base::Texts& texts_;
  const api::Verification& first_;
};

}  // namespace

struct Reporter::Body {
  std::unique_ptr<paper::Typesetter> typesetter{};
};

Reporter::Reporter() : body_(std::make_unique<Body>()) {}
Reporter::~Reporter() = default;
Reporter::Reporter(Reporter&&) noexcept = default;
Reporter& Reporter::operator=(Reporter&&) noexcept = default;

base::Result<Reporter> Reporter::open(const std::filesystem::path& fonts) {
  auto typesetter = paper::Typesetter::open(fonts);
  if (!typesetter) return base::fail(typesetter.error());
  Reporter out;
  out.body_->typesetter = std::move(*typesetter);
  return out;
}

base::Result<base::Bytes> Reporter::pdf(const Report& told, const base::Texts& texts) const {
  if (told.sheets.empty()) return base::fail("pdf_failed", "", "a report of no page");
  Writer writer(*body_->typesetter, texts.get("report.title"), told.checked_at);
  const auto& paper = told.sheets.front().verification;
  writer.setFooter(texts.get("report.footer", {paper.short_serial, base::toLocalMinute(told.checked_at)}),
                   texts.get("report.page"));
  Summary(writer, told, texts).write();
  for (const auto& sheet : told.sheets) writeSheet(writer, sheet, texts);
  return writer.finish();
}

}  // namespace verifier
