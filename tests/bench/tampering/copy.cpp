#include "copy.hpp"

#include <fmt/format.h>

#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "paper/content_file.hpp"
#include "paper/page.hpp"
#include "paper/raster/raster.hpp"

namespace tampering {
namespace {

namespace at = paper::page;
constexpr base::UnixSeconds kCreated = 1'795'000'000;

template <std::size_t N>
std::string oneOf(const std::array<const char*, N>& from, Dice& dice) {
  return from[static_cast<std::size_t>(dice.below(static_cast<int>(N)))];
}

std::string someone(Dice& dice) {
  static constexpr std::array kFamily{"王", "李", "赵", "陈", "刘", "孙", "周", "欧阳", "诸葛"};
  static constexpr std::array kGiven{"伟",   "芳",   "秀英", "建国", "志强",
                                     "晓东", "丽娟", "文博", "子涵", "雨桐"};
  return oneOf(kFamily, dice) + oneOf(kGiven, dice);
}

std::string digits(int count, Dice& dice) {
  std::string out;
  for (int i = 0; i < count; ++i) out += static_cast<char>('0' + dice.below(10));
  return out;
}

// Digits anew, everything else as it was: dates stay dates, numbers numbers of that length.
std::string otherDigits(std::string text, Dice& dice) {
  for (auto& c : text)
    if (c >= '1' && c <= '9' && dice.chance(0.7)) c = static_cast<char>('1' + dice.below(9));
  return text;
}

std::string otherValue(const std::string& field, const std::string& value, Dice& dice) {
  static constexpr std::array kColleges{"信息工程学院", "机电工程学院", "经济管理学院", "学前教育学院"};
  static constexpr std::array kMajors{"计算机应用技术", "软件技术", "数控技术", "大数据与会计", "学前教育"};
  static constexpr std::array kPlaces{"山东省枣庄市滕州市鲍沟镇前石村", "江苏省徐州市铜山区棠张镇",
                                      "济南市历下区"};
  static constexpr std::array kPurposes{"助学贷款", "专升本", "实习", "签证", "考试报名"};
  static constexpr std::array kLatin{"ZHANG Dehua", "WANG Lijuan", "OUYANG Wenbo", "LI Wei", "ZHUGE Zihan"};
  static constexpr std::array kProgrammes{"Computer Applications", "Software Technology", "Early Education"};
  if (field == "applicant_name") return someone(dice);
  if (field == "applicant_number") return "2023" + digits(4, dice);
  if (field == "applicant_college") return oneOf(kColleges, dice);
  if (field == "applicant_major") return oneOf(kMajors, dice);
  if (field == "destination") return oneOf(kPlaces, dice);
  if (field == "purpose") return oneOf(kPurposes, dice);
  if (field == "latin_name") return oneOf(kLatin, dice);
  if (field == "programme") return oneOf(kProgrammes, dice);
  return otherDigits(value, dice);
}

std::string carrier(Dice& dice) {
  std::string payload;
  for (int i = 0; i < 256; ++i) payload += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[dice.below(32)];
  return "https://hall.example.edu.cn/v#" + payload;
}

// A data code's bytes: compressed, so any will do.
base::Bytes noise(Dice& dice) {
  base::Bytes out(static_cast<std::size_t>(180 + dice.below(500)));
  for (auto& byte : out) byte = static_cast<std::uint8_t>(dice.below(256));
  return out;
}

}  // namespace

base::Result<std::vector<FormWithContent>> loadForms(const std::filesystem::path& assets) {
  std::vector<FormWithContent> out;
  const auto add = [&](const std::filesystem::path& folder, const std::string& form_name,
                       const std::string& sample) -> base::Status {
    toml_doc::Problems problems;
    auto form = paper::Template::load(folder / (form_name + ".toml"), problems);
    auto content = paper::loadContent(folder / "samples" / (sample + ".toml"), problems);
    if (!problems.empty()) return base::fail("template_unreadable", sample, problems.front().describe());
    out.push_back({sample, std::move(form), std::move(content)});
    return {};
  };
  for (const char* name :
       {"student_leave", "enrolment", "transcript", "leaving_school", "hardship_aid", "study_certificate"})
    if (auto ok = add(assets / "forms", name, name); !ok) return base::fail(ok.error());
  return out;
}

paper::Content someoneElse(const FormWithContent& form, Dice& dice) {
  auto out = form.content;
  for (auto& [field, value] : out.values) value = otherValue(field, value, dice);
  // What isn't signed yet leaves its box to the pen.
  if (dice.chance(0.3)) out.signatures.clear();
  if (dice.chance(0.3)) out.approvals.clear();
  for (auto& [table, rows] : out.rows)
    for (auto& row : rows)
      for (auto& [field, value] : row) value = otherDigits(value, dice);
  return out;
}

base::Result<Copy> issue(const paper::Press& press, const FormWithContent& form,
                         const paper::Content& content, Dice& dice) {
  auto layout = press.layOut(form.form, content);
  if (!layout) return base::fail(layout.error());
  paper::Sealing sealing{.short_serial = "K7QF-3M2A",
                         .official_address = "https://hall.example.edu.cn",
                         .terminal = "KIOSK-07",
                         .pages = {}};
  for (int i = 0; i < layout->pageCount(); ++i) sealing.pages.push_back({carrier(dice), noise(dice)});
  const int page = dice.below(layout->pageCount());
  return Copy{std::move(*layout), std::move(sealing), page};
}

namespace {

base::Image raster(const paper::Press& press, const Copy& copy, double dpi) {
  const auto pdf = press.renderPdf(copy.layout, &copy.sealing, kCreated);
  if (!pdf) throw std::runtime_error(pdf.error().describe());
  auto image = paper::rasterisePage(*pdf, copy.page, dpi, 1, "page");
  if (!image) throw std::runtime_error(image.error().describe());
  return std::move(*image);
}

}  // namespace

verifier::IssuedPage issuedPage(const paper::Press& press, const Copy& copy) {
  verifier::IssuedPage out{.picture = raster(press, copy, verifier::kCompareDpi)};
  for (const auto& field : copy.layout.fields())
    if (field.page == copy.page) out.fields.push_back({field.field, field.label, field.box});
  for (const auto& zone : copy.layout.penZones())
    if (zone.page == copy.page) out.pen_zones.push_back(zone.box);
  out.codes.push_back(copy.layout.sealBox());
  if (const auto data = copy.layout.dataCodeBox()) out.codes.push_back(*data);
  return out;
}

Sheet printed(const paper::Press& press, const Copy& copy, double dpi) {
  const auto image = raster(press, copy, dpi);
  Sheet out;
  out.dpi = dpi;
  const cv::Mat grey(image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data()));
  cv::cvtColor(grey, out.rgb, cv::COLOR_GRAY2RGB);
  return out;
}

verifier::SealPlace sealPlace(const verifier::Corners& in_scan) {
  const double quiet = at::kQuiet * at::kModule, side = at::kSealModules * at::kModule;
  return {in_scan, {at::kSeal.x_mm + quiet, at::kSeal.y_mm + quiet, side, side}};
}

}  // namespace tampering
