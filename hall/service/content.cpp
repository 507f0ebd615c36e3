#include "hall/service/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall/service/fields.hpp"
#include "hall/service/signature.hpp"
#include "hall/service/walk.hpp"
#include "seal/data_code.hpp"

namespace hall {
namespace {

constexpr const char* kCourses = "courses";

bool names(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Grades given in words count as the middle of their band (教务处's conversion).
double gradeNumber(const std::string& grade) {
  static const std::map<std::string, double> kWords{{"优秀", 95},   {"优", 95},    {"良好", 85}, {"良", 85},
                                                    {"中等", 75},   {"中", 75},    {"及格", 65}, {"合格", 65},
                                                    {"不及格", 50}, {"不合格", 50}};
  const auto word = kWords.find(grade);
  return word != kWords.end() ? word->second : std::strtod(grade.c_str(), nullptr);
}

// Grade point of one course: 60 is 1.0, 100 is 5.0, below 60 nothing.
double gradePoint(double grade) { return grade < 60 ? 0 : grade / 10 - 5; }

// The totals of a transcript: credits gained, and the averages weighted by credit.
void addTotals(const std::vector<store::Values>& courses, std::map<std::string, std::string>& values) {
  double gained = 0, weights = 0, grades = 0, points = 0;
  for (const auto& course : courses) {
    const double credit = std::strtod(course.at("credit").c_str(), nullptr);
    const double grade = gradeNumber(course.at("grade"));
    if (grade >= 60) gained += credit;
    weights += credit;
    grades += grade * credit;
    points += gradePoint(grade) * credit;
  }
  if (weights <= 0) return;
  values["total_credits"] = fmt::format("{:.1f}", gained);
  values["average_grade"] = fmt::format("{:.2f}", grades / weights);
  values["gpa"] = fmt::format("{:.2f}", points / weights);
}

std::map<std::string, std::string> allValues(const CaseFacts& facts, const domain::Process& process,
                                             base::UnixSeconds issued_on) {
  std::map<std::string, std::string> values = facts.base_values;
  addTotals(facts.courses, values);
  for (const auto& field : process.fields) {
    const auto given = facts.fields.find(field.name);
    if (given == facts.fields.end()) continue;
    values[field.name] = field.kind == domain::FieldKind::date ? chineseDate(given->second) : given->second;
  }
  values["applicant_name"] = facts.applicant.name;
  values["applicant_number"] = facts.applicant.number;
  values["applicant_college"] = facts.applicant.unit;
  values["case_id"] = facts.row.id;
  values["applied_on"] = base::toChineseDate(facts.row.submitted_at);
  values["issued_on"] = base::toChineseDate(issued_on);
  return values;
}

std::vector<std::map<std::string, std::string>> rowsFor(const std::vector<store::Values>& courses,
                                                        const std::vector<std::string>& wanted) {
  std::vector<std::map<std::string, std::string>> out;
  const auto prefix = fmt::format("{}[].", kCourses);
  for (const auto& course : courses) {
    auto& row = out.emplace_back();
    for (const auto& [name, value] : course)
      if (names(wanted, prefix + name)) row[name] = value;
  }
  return out;
}

}  // namespace

paper::Content contentOf(const CaseFacts& facts, const domain::Process& process, const paper::Template& form,
                         base::UnixSeconds issued_on) {
  paper::Content content;
  const auto fields = form.fieldNames();
  const auto boxes = form.signatureNames();
  for (const auto& [name, value] : allValues(facts, process, issued_on))
    if (names(fields, name)) content.values[name] = value;
  const bool has_courses = std::any_of(fields.begin(), fields.end(),
                                       [](const auto& name) { return name.rfind("courses[].", 0) == 0; });
  if (has_courses) content.rows[kCourses] = rowsFor(facts.courses, fields);
  for (const auto& node : facts.nodes) {
    const bool approved = node.channel == domain::Channel::online && node.state == api::NodeState::done;
    if (approved && names(boxes, node.node_id))
      content.approvals[node.node_id] = {node.handler_name, node.handler_post, node.opinion,
                                         base::toChineseDate(node.done_at)};
  }
  for (const auto& [box, strokes] : facts.signatures)
    if (auto signature = readSignature(strokes); signature && names(boxes, box))
      content.signatures[box] = std::move(*signature);
  return content;
}

seal::SealedContent sealedContentOf(const CaseFacts& facts, const paper::Template& form,
                                    const paper::Content& content) {
  seal::SealedContent sealed{form.code(), form.version(), content.values};
  for (const auto& [table, rows] : content.rows)
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [name, value] : rows[i])
        sealed.fields[fmt::format("{}[{}].{}", table, i, name)] = value;
  for (const auto& [box, approval] : content.approvals)
    sealed.fields["approval." + box] =
        fmt::format("{}\n{}\n{}\n{}", approval.name, approval.post, approval.opinion, approval.date);
  for (const auto& [box, signature] : content.signatures)
    sealed.fields["signature." + box] = base::toHex(base::sha256(base::viewOf(facts.signatures.at(box))));
  return sealed;
}

std::vector<base::Bytes> dataCodesOf(const seal::Serial& cti, const seal::SealedContent& content,
                                     const paper::Layout& layout) {
  std::vector<base::Bytes> out(static_cast<std::size_t>(layout.pageCount()));
  if (layout.dataCodeRoom() == 0) return out;
  const auto parts =
      seal::encodeDataCode(cti, content, layout.pageCount(), {.part_bytes = layout.dataCodeRoom()});
  if (!parts) {
    base::log::warn("copy {} is printed without a data code: {}", base::toHex(cti), parts.error().cause);
    return out;
  }
  for (std::size_t page = 0; page < out.size(); ++page) out[page] = (*parts)[page % parts->size()];
  return out;
}

api::IssuedContent issuedContentOf(const std::string& serial, const paper::Layout& layout,
                                   const std::vector<base::Bytes>& data_codes) {
  api::IssuedContent out{serial, layout.pageCount(), {}, {}, {}};
  for (const auto& field : layout.fields())
    out.fields.push_back({field.page + 1, field.field, field.label, field.box});
  for (const auto& zone : layout.penZones()) out.pen_zones.push_back({zone.page + 1, zone.box});
  const auto data_code = layout.dataCodeBox();
  for (int page = 1; page <= out.pages; ++page) {
    out.codes.push_back({page, layout.sealBox()});
    if (data_code && !data_codes[static_cast<std::size_t>(page - 1)].empty())
      out.codes.push_back({page, *data_code});
  }
  return out;
}

}  // namespace hall
