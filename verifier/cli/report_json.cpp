#include <nlohmann/json.hpp>
#include <ostream>

#include "domain/verdict.hpp"
#include "verifier/cli/report.hpp"

namespace verifier::cli {
namespace {

using Json = nlohmann::ordered_json;

Json timeOrNull(const std::optional<base::UnixSeconds>& time) {
  return time ? Json(base::toRfc3339(*time)) : Json();
}

Json acceptances(const domain::Verdict& verdict) {
  auto out = Json::array();
  for (const auto& one : verdict.acceptances)
    out.push_back({{"office", one.office},
                   {"receiver", one.receiver_name},
                   {"node", one.node_id},
                   {"at", base::toRfc3339(one.at)}});
  return out;
}

Json boxOf(const domain::Box& box) { return {box.x_mm, box.y_mm, box.width_mm, box.height_mm}; }

Json fieldsOf(const std::vector<domain::FieldDifference>& fields) {
  auto out = Json::array();
  for (const auto& one : fields)
    out.push_back({{"field", one.field}, {"label", one.label}, {"box_mm", boxOf(one.box)}});
  return out;
}

Json contentOf(const CheckedPage& page) {
  const auto& verdict = page.verification.verdict;
  Json out{{"state", domain::nameOf(verdict.content)}, {"differences", fieldsOf(verdict.differences)}};
  if (!page.content) return out;
  if (!page.content->why.empty()) out["why"] = page.content->why;
  out["review"] = fieldsOf(page.content->review);
  auto ink = Json::array();
  for (const auto& box : page.content->foreign_ink) ink.push_back(boxOf(box));
  out["foreign_ink_mm"] = ink;
  return out;
}

void addVerdict(Json& line, const domain::Verdict& verdict) {
  line["grade"] = domain::nameOf(domain::gradeOf(verdict));
  line["seal"] = {{"state", domain::nameOf(verdict.seal)}, {"detail", verdict.seal_detail}};
  line["status"] = {{"state", domain::nameOf(verdict.status)}, {"as_of", timeOrNull(verdict.status_as_of)}};
  line["acceptance"] = {{"state", domain::nameOf(verdict.acceptance)}, {"accepted", acceptances(verdict)}};
}

void addPaper(Json& line, const CheckedPage& page) {
  const auto& paper = page.verification;
  if (paper.serial.empty()) return;
  line["serial"] = paper.serial;
  line["short_serial"] = paper.short_serial;
  line["process"] = paper.process_code;
  line["title"] = {{"zh", paper.title.zh}, {"en", paper.title.en}};
  line["holder"] = paper.holder;
  if (!paper.case_id.empty()) line["case"] = paper.case_id;
  line["sheet"] = {paper.page, paper.pages};
  line["issued_at"] = base::toRfc3339(paper.issued_at);
  line["expires_at"] = timeOrNull(paper.expires_at);
}

Json pageLine(const CheckedPage& page, const Source& source) {
  Json line{{"type", "page"}, {"file", source.file}, {"page", source.page}, {"pages", source.pages}};
  if (page.error) {
    line["error"] = {{"code", page.error->code}, {"place", page.error->place}, {"cause", page.error->cause}};
    return line;
  }
  addVerdict(line, page.verification.verdict);
  line["content"] = contentOf(page);
  if (page.diagnosis) line["advice"] = qr::nameOf(page.diagnosis->advice);
  addPaper(line, page);
  if (!page.verification.verdict.foreign_host.empty())
    line["foreign_host"] = page.verification.verdict.foreign_host;
  return line;
}

// Pages of other copies where pages of this one are missing.
Json straysOf(const CheckedPrintout& printout, const Closing& closing) {
  auto out = Json::array();
  for (const auto& stray : closing.gathered.strays) {
    const auto& source = closing.sources[stray.page];
    if (stray.serial == printout.serial && stray.pile == printout.pile)
      out.push_back({{"file", source.file}, {"page", source.page}});
  }
  return out;
}

Json dataCodeOf(const DataCodeAnswer& answer, bool fields) {
  Json out{{"state", nameOf(answer.state)}};
  if (answer.state != DataCodeState::bound) return out;
  out["count"] = answer.content.fields.size();
  if (!fields) return out;
  out["template"] = answer.content.form;
  out["version"] = answer.content.version;
  out["fields"] = answer.content.fields;
  return out;
}

Json printoutLine(const CheckedPrintout& printout, const Closing& closing) {
  auto files = Json::array();
  for (const auto member : printout.members)
    if (const auto& file = closing.sources[member].file; files.empty() || files.back() != file)
      files.push_back(file);
  return {{"type", "printout"},
          {"serial", printout.serial},
          {"short_serial", printout.short_serial},
          {"files", files},
          {"pages", printout.pages},
          {"present", printout.present},
          {"missing", printout.missing},
          {"strays", printout.missing.empty() ? Json::array() : straysOf(printout, closing)}};
}

std::string_view nameOf(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::all_good:
      return "all_good";
    case Conclusion::something_wrong:
      return "something_wrong";
    case Conclusion::something_unreadable:
      return "something_unreadable";
    case Conclusion::something_to_review:
      return "something_to_review";
  }
  return "";
}

// File names need not be UTF-8; what isn't becomes U+FFFD.
std::string textOf(const Json& line) { return line.dump(-1, ' ', false, Json::error_handler_t::replace); }

class JsonReport final : public Report {
 public:
  JsonReport(bool wait, const CheckOptions& options, std::ostream& out)
      : wait_(wait), data_codes_(options.data_codes), fields_(options.fields), out_(out) {}

  void page(const CheckedPage& page, const Source& source) override {
    auto line = textOf(pageLine(page, source));
    if (wait_)
      waiting_.push_back(std::move(line));
    else
      out_ << line << '\n' << std::flush;
  }

  void close(const Closing& closing) override {
    const auto& gathered = closing.gathered;
    if (wait_)
      for (const auto& stray : gathered.strays) addStray(stray);
    for (const auto& line : waiting_) out_ << line << '\n';
    for (const auto& printout : gathered.printouts) {
      auto line = printoutLine(printout, closing);
      if (data_codes_) line["data_code"] = dataCodeOf(printout.data_code, fields_);
      out_ << textOf(line) << '\n';
    }
    Json summary{{"type", "summary"},
                 {"conclusion", nameOf(gathered.conclusion)},
                 {"pages", closing.sources.size()},
                 {"printouts", gathered.printouts.size()}};
    if (closing.interrupted) summary["interrupted"] = true;
    out_ << textOf(summary) << '\n';
  }

 private:
  void addStray(const Stray& stray) {
    auto line = Json::parse(waiting_[stray.page]);
    line["stands_in_for"] = stray.serial;
    waiting_[stray.page] = textOf(line);
  }

  bool wait_, data_codes_, fields_;
  std::ostream& out_;
  std::vector<std::string> waiting_{};
};

}  // namespace

std::unique_ptr<Report> jsonReport(bool wait, const CheckOptions& options, std::ostream& out) {
  return std::make_unique<JsonReport>(wait, options, out);
}

}  // namespace verifier::cli
