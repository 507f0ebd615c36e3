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

std::string carrier(Dice& dice) {
  std::string payload;
  for (int i = 0; i < 256; ++i) payload += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[dice.below(32)];
  return "https://hall.example.edu.cn/v#" + payload;
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
  for (const char* name : {"student_leave", "enrolment", "transcript", "leaving_school"})
    if (auto ok = add(assets / "forms", name, name); !ok) return base::fail(ok.error());
  return out;
}

paper::Content someoneElse(const FormWithContent& form, Dice& dice) {
  auto out = form.content;
  const auto name = someone(dice);
  for (auto& [field, value] : out.values) {
    if (field == "applicant_name") {
      value = name;
    } else if (field == "applicant_number") {
      value = "2023" + digits(4, dice);
    } else {
      value = otherDigits(value, dice);
    }
  }
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
  for (int i = 0; i < layout->pageCount(); ++i) sealing.pages.push_back({carrier(dice)});
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
