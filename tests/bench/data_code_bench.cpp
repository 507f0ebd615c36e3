// How well the data code comes back from paper: bench_data_code [SCANS] [FOLDER]
// Prints how large the codes of the real forms are, then, for a form of 25 fields and for longer ones, how
// many of so many scans (200) give back a content that the seal on the same scan binds. Every scan is a print
// of its own: a laser printer's dot gain and stray toner, a stamp beside the code, 300 dpi up to 3 degrees
// askew, the sensor's noise, JPEG 85. With a folder, writes each row's first scan and those that failed
// there.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "base/file.hpp"
#include "paper/content_file.hpp"
#include "paper/page.hpp"
#include "paper/paper.hpp"
#include "paper/raster/raster.hpp"
#include "reading/camera.hpp"
#include "reading/print.hpp"
#include "reading/sensor.hpp"
#include "reading/stamp.hpp"
#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"
#include "verifier/check/checks.hpp"

namespace {

namespace fs = std::filesystem;
using reading::Dice;

const fs::path kForms = fs::path(HALL_SOURCE_DIR) / "assets" / "forms";
constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr const char* kHost = "hall.example.edu.cn";

// The longest name of each first, then others of usual length.
const std::vector<std::string> kNames{"欧阳静怡", "张德华", "李雪", "古丽娜扎尔·买买提", "王子轩", "赵一诺"};
const std::vector<std::string> kCompanies{"山东海之杰智能装备股份有限公司", "枣庄市立医院",
                                          "滕州市鲁班木业有限公司", "中国银行股份有限公司枣庄分行"};
const std::vector<std::string> kStreets{"山东省滕州市经济开发区春藤东路1766号",
                                        "山东省枣庄市薛城区光明西路2187号", "山东省枣庄市市中区解放北路18号"};
const std::vector<std::string> kMajors{"工业机器人技术", "计算机应用技术", "大数据与会计", "医学影像技术"};
const std::vector<std::string> kReasons{
    "按照人才培养方案参加岗位实习，企业提供食宿与工伤保险，已与家长商定。",
    "本人有意毕业后在该单位就业，单位已同意接收，离学校较近，往返方便。"};

constexpr const char* kForm = R"(
code = "internship"
version = 1
letterhead = "枣庄科技职业学院"
title = "岗位实习审批表"
stamp = "二级学院盖章"
data_code = "数据码"
[[block]]
kind = "grid"
columns_mm = [28, 57, 28, 57]
row_mm = 9
rows = [
  [{label = "姓名"}, {field = "applicant_name"}, {label = "学号"}, {field = "applicant_number"}],
  [{label = "性别"}, {field = "applicant_gender"}, {label = "出生日期"}, {field = "applicant_birth_date"}],
  [{label = "身份证号"}, {field = "applicant_id_number"}, {label = "联系电话"}, {field = "applicant_phone"}],
  [{label = "学院"}, {field = "applicant_college"}, {label = "专业"}, {field = "applicant_major"}],
  [{label = "班级"}, {field = "applicant_class"}, {label = "层次"}, {field = "applicant_level"}],
  [{label = "学制"}, {field = "applicant_study_years"}, {label = "入学日期"}, {field = "applicant_enrolled_on"}],
  [{label = "毕业日期"}, {field = "applicant_graduates_on"}, {label = "编号"}, {field = "case_id"}],
  [{label = "申请日期"}, {field = "applied_on"}, {label = "签发日期"}, {field = "issued_on"}],
  [{label = "实习单位"}, {field = "company"}, {label = "岗位"}, {field = "position"}],
  [{label = "单位地址"}, {field = "company_address", colspan = 3}],
  [{label = "企业导师"}, {field = "tutor"}, {label = "导师电话"}, {field = "tutor_phone"}],
  [{label = "开始日期"}, {field = "works_from"}, {label = "结束日期"}, {field = "works_to"}],
  [{label = "紧急联系人"}, {field = "emergency_contact", colspan = 3}],
  [{label = "实习理由"}, {field = "reason", colspan = 3, paragraph = true, height_mm = 65, min_pt = 7}],
])";

const std::string& one(const std::vector<std::string>& of, Dice& dice) {
  return of[static_cast<std::size_t>(dice.below(static_cast<int>(of.size())))];
}

std::string digits(int count, Dice& dice) {
  std::string out;
  while (count-- > 0) out += static_cast<char>('0' + dice.below(10));
  return out;
}

std::string date(int year, Dice& dice) {
  return fmt::format("{}年{:02}月{:02}日", year, 1 + dice.below(12), 1 + dice.below(28));
}

// 25 fields; more: how many further characters the reason has, none of which the dictionary helps with.
std::map<std::string, std::string> values(int more, Dice& dice) {
  const auto& major = one(kMajors, dice);
  std::map<std::string, std::string> out{{"applicant_name", one(kNames, dice)},
                                         {"applicant_number", "2024" + digits(4, dice)},
                                         {"applicant_gender", dice.chance(0.5) ? "女" : "男"},
                                         {"applicant_birth_date", date(2006, dice)},
                                         {"applicant_id_number", "370481" + digits(12, dice)},
                                         {"applicant_phone", "13" + digits(9, dice)},
                                         {"applicant_college", "机电工程学院"},
                                         {"applicant_major", major},
                                         {"applicant_class", "2024级" + major + "2班"},
                                         {"applicant_level", "专科"},
                                         {"applicant_study_years", "三年"},
                                         {"applicant_enrolled_on", date(2024, dice)},
                                         {"applicant_graduates_on", date(2027, dice)},
                                         {"case_id", "SX-2026-" + digits(6, dice)},
                                         {"applied_on", date(2026, dice)},
                                         {"issued_on", date(2026, dice)},
                                         {"company", one(kCompanies, dice)},
                                         {"position", "设备调试员"},
                                         {"company_address", one(kStreets, dice)},
                                         {"tutor", one(kNames, dice)},
                                         {"tutor_phone", "15" + digits(9, dice)},
                                         {"works_from", date(2027, dice)},
                                         {"works_to", date(2027, dice)},
                                         {"emergency_contact", one(kNames, dice) + " 138" + digits(8, dice)},
                                         {"reason", one(kReasons, dice)}};
  for (int i = 0; i < more; ++i) {
    const int point = 0x4e00 + dice.below(0x1400);
    out["reason"] += {static_cast<char>(0xe0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 63)),
                      static_cast<char>(0x80 | (point & 63))};
  }
  return out;
}

// The hall of this bench: its key, and a page sealed with it.
class Hall {
 public:
  Hall() : key_(seal::PrivateKey::fromRaw(seal::Algorithm::ed25519, base::Bytes(32, 0x53)).value()) {}

  struct Sealed {
    base::Bytes pdf{};
    std::size_t symbol_bytes = 0;
  };
  base::Result<Sealed> seal(const paper::Press& press, const paper::Template& form,
                            const paper::Content& content, Dice& dice) const {
    const auto layout = press.layOut(form, content);
    if (!layout) return base::fail(layout.error());
    seal::Claims claims{.iat = kNow, .process = "SX", .holder = "张*华"};
    for (auto& byte : claims.cti) byte = static_cast<std::uint8_t>(dice.below(256));
    const seal::SealedContent sealed{form.code(), form.version(), content.values};
    claims.digest = seal::contentDigest(seal::Algorithm::ed25519, claims.cti, sealed);
    const auto token = seal::sealPage(claims, key_);
    const auto parts = seal::encodeDataCode(claims.cti, sealed, 1, {.part_bytes = layout->dataCodeRoom()});
    if (!token || !parts) return base::fail(token ? parts.error() : token.error());
    const paper::Sealing sealing{
        "K7QF-3M2A", kHost, "KIOSK-07", {{seal::toCarrier(*token, kHost).text(), parts->front()}}};
    auto pdf = press.renderPdf(*layout, &sealing, kNow);
    if (!pdf) return base::fail(pdf.error());
    return Sealed{std::move(*pdf), parts->front().size()};
  }

  seal::KeySet keys() const {
    return {kNow,
            {{.algorithm = key_.algorithm(),
              .point = key_.point(),
              .kid = key_.kid(),
              .signs_from = kNow - 1,
              .signs_until = kNow + 1,
              .verify_until = kNow + 2}}};
  }

 private:
  seal::PrivateKey key_;
};

cv::Mat scan(const base::Image& page, Dice& dice) {
  reading::Sheet sheet{.dpi = page.dpi};
  const cv::Mat grey(page.height, page.width, CV_8UC1, const_cast<std::uint8_t*>(page.pixels.data()));
  cv::cvtColor(grey, sheet.rgb, cv::COLOR_GRAY2RGB);
  reading::print(sheet,
                 {.dot_gain_mm = dice.in(0, 0.05),
                  .black = dice.in(0.06, 0.25),
                  .white = dice.in(0.88, 0.98),
                  .thin_toner = dice.in(0, 0.15),
                  .dropouts = dice.in(0, 0.02),
                  .specks = dice.in(0, 1),
                  .tint = dice.in(0, 0.3)},
                 dice);
  // In the stamp zone, its rim up to the code's quiet zone.
  reading::stampOver(sheet, {paper::page::kData.x_mm - dice.in(21.5, 26), dice.in(245, 260)},
                     dice.in(-0.4, 0.4), reading::redInk(dice.in(0.6, 0.95)), dice);
  const cv::Size size(2480, 3508);
  cv::Mat picture(size, CV_8UC3, cv::Scalar(245, 245, 245));
  reading::shoot(sheet,
                 {.size = size,
                  .px_per_mm = 300 / 25.4,
                  .aim_mm = {105 + dice.in(-1, 1), 148.5 + dice.in(-1, 1)},
                  .turn = dice.in(-3, 3) * std::numbers::pi / 180},
                 picture);
  reading::defocus(picture, dice.in(0.6, 1.8));
  reading::noise(picture, dice.in(1, 6), 1, dice);
  return reading::again(picture, 85);
}

base::Image imageOf(const cv::Mat& rgb) {
  base::Image out{.width = rgb.cols, .height = rgb.rows, .channels = 3, .dpi = 300};
  out.pixels.assign(rgb.datastart, rgb.dataend);
  return out;
}

struct Tally {
  int scans = 0, seals = 0, bound = 0;
  std::size_t least = 9999, most = 0;        // bytes a symbol
  std::vector<double> plain_ms{}, all_ms{};  // a page without, and with its data code
};

template <class Work>
double milliseconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void check(const base::Image& picture, const seal::KeySet& keys, Tally& tally) {
  const verifier::DataCodeReader data_codes(keys, kNow);
  verifier::ScannedPage page;
  tally.plain_ms.push_back(milliseconds([&] { page = verifier::readPage("", 1, picture); }));
  tally.all_ms.push_back(milliseconds([&] { page = verifier::readPage("", 1, picture, &data_codes); }));
  const auto report = verifier::checkPages({&page, 1}, verifier::offlineJudge({.keys = keys, .now = kNow}));
  if (report.printouts.empty()) return;
  ++tally.seals;
  if (report.printouts[0].data_code.state == verifier::DataCodeState::bound) ++tally.bound;
}

double at(double share, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

base::Status measure(const paper::Press& press, const std::string& name, int more, int scans,
                     const fs::path& folder) {
  toml_doc::Problems problems;
  const auto form = paper::Template::parse(kForm, "internship.toml", problems);
  if (!problems.empty()) return base::fail(problems.front());
  const Hall hall;
  const auto keys = hall.keys();
  Tally tally;
  for (; tally.scans < scans; ++tally.scans) {
    Dice dice(static_cast<std::uint64_t>(tally.scans + 1000 * more));
    const auto sealed = hall.seal(press, form, {.values = values(more, dice)}, dice);
    if (!sealed) return base::fail(sealed.error());
    tally.least = std::min(tally.least, sealed->symbol_bytes);
    tally.most = std::max(tally.most, sealed->symbol_bytes);
    auto page = paper::rasterisePage(sealed->pdf, 0, 600, 1, "page");
    if (!page) return base::fail(page.error());
    page->dpi = 600;
    const auto picture = scan(*page, dice);
    if (tally.scans == 0 && !folder.empty())
      if (auto ok = base::writeFile(folder / (name + ".jpg"), reading::asJpeg(picture, 85).file); !ok)
        return ok;
    const auto before = tally.bound;
    check(imageOf(picture), keys, tally);
    if (tally.bound == before && !folder.empty())  // for looking at
      if (auto ok = base::writeFile(folder / fmt::format("{} {}.jpg", name, tally.scans),
                                    reading::asJpeg(picture, 85).file);
          !ok)
        return ok;
  }
  fmt::print(
      "{:<26} {:>3}-{} bytes  seals {}/{}  content bound {:6.2f} %  page {:.0f} ms, with data code {:.0f} "
      "ms, "
      "p95 {:.0f} and {:.0f}\n",
      name, tally.least, tally.most, tally.seals, scans, 100.0 * tally.bound / scans, at(0.5, tally.plain_ms),
      at(0.5, tally.all_ms), at(0.95, tally.plain_ms), at(0.95, tally.all_ms));
  std::fflush(stdout);
  return {};
}

seal::SealedContent sealedOf(const paper::Template& form, const paper::Content& content) {
  seal::SealedContent out{form.code(), form.version(), content.values};
  for (const auto& [table, rows] : content.rows)
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [field, value] : rows[i])
        out.fields[fmt::format("{}[{}].{}", table, i, field)] = value;
  for (const auto& [box, by] : content.approvals)
    out.fields["approval." + box] = fmt::format("{}\n{}\n{}\n{}", by.name, by.post, by.opinion, by.date);
  for (const auto& [box, signature] : content.signatures)
    out.fields["signature." + box] =
        "5e7a0c41d8b23f96"
        "a1c4e80b7d52936f"
        "0f3b6a92c7d815e4"
        "2b9d70f6834ac1e5";
  return out;
}

base::Status sizeOf(const paper::Press& press, const std::string& name) {
  toml_doc::Problems problems;
  const auto form = paper::Template::load(
      kForms / ((name == "student_leave_long" ? "student_leave" : name) + ".toml"), problems);
  const auto content = paper::loadContent(kForms / "samples" / (name + ".toml"), problems);
  if (!problems.empty()) return base::fail(problems.front());
  const auto layout = press.layOut(form, content);
  if (!layout) return base::fail(layout.error());
  const auto sealed = sealedOf(form, content);
  const auto plain = seal::encodeContent(sealed).size();
  const auto parts =
      seal::encodeDataCode({}, sealed, layout->pageCount(), {.part_bytes = paper::page::kMostDataBytes});
  if (!parts) {
    fmt::print("{:<34} {} fields, {} bytes: {}\n", name, sealed.fields.size(), plain,
               parts.error().describe());
    return {};
  }
  const auto modules = qr::encode({{qr::Segment::Mode::byte, std::string(base::textOf(parts->front()))}},
                                  qr::ErrorCorrection::medium);
  if (!modules) return base::fail(modules.error());
  fmt::print("{:<34} {} fields, {} bytes plain, {} symbol(s) of {} bytes on {} page(s), version {}\n", name,
             sealed.fields.size(), plain, parts->size(), parts->front().size(), layout->pageCount(),
             (modules->size - 17) / 4);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const int scans = argc > 1 ? std::max(1, std::atoi(argv[1])) : 200;
  const fs::path folder = argc > 2 ? argv[2] : "";
  const auto press = paper::Press::open(paper::Press::defaultFonts());
  base::Status ok = press ? base::Status{} : base::fail(press.error());
  for (const std::string name : {"student_leave", "student_leave_long", "enrolment", "transcript",
                                 "leaving_school", "hardship_aid", "study_certificate"})
    if (ok) ok = sizeOf(*press, name);
  for (const auto& [name, more] : {std::pair{"25 fields", 0}, std::pair{"and 100 rare characters", 100},
                                   std::pair{"and 180 rare characters", 180}})
    if (ok) ok = measure(*press, name, more, scans, folder);
  if (!ok) std::fprintf(stderr, "%s\n", ok.error().describe().c_str());
  return ok ? 0 : 1;
}
