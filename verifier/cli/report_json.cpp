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

Json differences(const domain::Verdict& verdict) {
  auto out = Json::array();
  for (const auto& one : verdict.differences)
    out.push_back({{"field", one.field},
                   {"label", one.label},
                   {"box_mm", {one.box.x_mm, one.box.y_mm, one.box.width_mm, one.box.height_mm}}});
  return out;
}

void addVerdict(Json& line, const domain::Verdict& verdict) {
  line["grade"] = domain::nameOf(domain::gradeOf(verdict));
  line["seal"] = {{"state", domain::nameOf(verdict.seal)}, {"detail", verdict.seal_detail}};
  line["status"] = {{"state", domain::nameOf(verdict.status)}, {"as_of", timeOrNull(verdict.status_as_of)}};
  line["acceptance"] = {{"state", domain::nameOf(verdict.acceptance)}, {"accepted", acceptances(verdict)}};
  line["content"] = {{"state", domain::nameOf(verdict.content)}, {"differences", differences(verdict)}};
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
  if (!page.stands_in_for.empty()) line["stands_in_for"] = page.stands_in_for;
}

Json pageLine(const CheckedPage& page, const Source& source) {
  Json line{{"type", "page"}, {"file", source.file}, {"page", source.page}, {"pages", source.pages}};
  if (page.error) {
    line["error"] = {{"code", page.error->code}, {"place", page.error->place}, {"cause", page.error->cause}};
    return line;
  }
  addVerdict(line, page.verification.verdict);
  addPaper(line, page);
  if (!page.verification.verdict.foreign_host.empty())
    line["foreign_host"] = page.verification.verdict.foreign_host;
  return line;
}

Json printoutLine(const CheckedPrintout& printout, const std::vector<Source>& sources) {
  auto files = Json::array();
  for (const auto member : printout.members)
    if (const auto& file = sources[member].file; files.empty() || files.back() != file) files.push_back(file);
  return {{"type", "printout"},
          {"serial", printout.serial},
          {"short_serial", printout.short_serial},
          {"files", files},
          {"pages", printout.pages},
          {"present", printout.present},
          {"missing", printout.missing}};
}

std::string_view nameOf(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::all_good:
      return "all_good";
    case Conclusion::something_wrong:
      return "something_wrong";
    case Conclusion::something_unreadable:
      return "something_unreadable";
  }
  return "";
}

// File names need not be UTF-8; what isn't becomes U+FFFD.
void write(const Json& line, std::ostream& out) {
  out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

void writeJson(const Finished& finished, std::ostream& out) {
  const auto& report = finished.report;
  for (std::size_t i = 0; i < report.pages.size(); ++i)
    write(pageLine(report.pages[i], finished.sources[i]), out);
  for (const auto& printout : report.printouts) write(printoutLine(printout, finished.sources), out);
  write({{"type", "summary"},
         {"conclusion", nameOf(conclude(report))},
         {"pages", report.pages.size()},
         {"printouts", report.printouts.size()}},
        out);
}

}  // namespace verifier::cli
