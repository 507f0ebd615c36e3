#include "paper/page_marks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "paper/page.hpp"

namespace paper {

namespace {

// The link up to '#' as bytes, the payload after it as alphanumeric (seal.md, Carrier).
std::vector<qr::Segment> segmentsOf(const std::string& carrier) {
  const auto hash = carrier.find('#');
  if (hash == std::string::npos || hash + 1 == carrier.size()) return {{qr::Segment::Mode::byte, carrier}};
  return {{qr::Segment::Mode::byte, carrier.substr(0, hash + 1)},
          {qr::Segment::Mode::alphanumeric, carrier.substr(hash + 1)}};
}

}  // namespace

PageMarks::PageMarks(Typesetter& typesetter, PdfCanvas& canvas, const Layout::Body& layout,
                     const Sealing* sealing)
    : typesetter_(typesetter), canvas_(canvas), layout_(layout), sealing_(sealing) {}

base::Status PageMarks::before() {
  if (sealing_) return {};
  constexpr double kSize_pt = 92, kTurn = -32, kLight = 0.9;
  auto lines = typesetter_.set("预览", {Face::sans, kSize_pt, 400}, "watermark");
  if (!lines) return base::fail(lines.error());
  for (const double y : {-80.0, 15.0, 110.0})
    canvas_.drawTurned(lines->front(), -lines->front().width_mm / 2, y, kTurn, kLight);
  return {};
}

base::Status PageMarks::after(int page) {
  corners();
  if (auto ok = sealing_ ? seal(page) : previewSeal(); !ok) return ok;
  if (!layout_.form->data_code.empty())
    if (auto ok = sealing_ ? dataCode(page) : previewDataCode(); !ok) return ok;
  return footer(page);
}

void PageMarks::corners() {
  constexpr double far_x = page::kWidth - page::kMarkInset - page::kMarkSide;
  constexpr double far_y = page::kHeight - page::kMarkInset - page::kMarkSide;
  constexpr double ring = (page::kMarkSide - page::kMarkHole) / 2;
  for (const double x : {page::kMarkInset, far_x})
    for (const double y : {page::kMarkInset, far_y}) {
      canvas_.fill({x, y, page::kMarkSide, page::kMarkSide});
      canvas_.fill({x + ring, y + ring, page::kMarkHole, page::kMarkHole}, true);
    }
}

base::Status PageMarks::seal(int page) {
  const auto code = qr::encode(segmentsOf(sealing_->pages[static_cast<std::size_t>(page)].carrier),
                               qr::ErrorCorrection::medium);
  if (!code) return base::fail(code.error());
  if (code->size > page::kMostModules)
    return base::fail("qr_too_large", fmt::format("page {}", page + 1),
                      "the seal's text needs a larger code than the page has room for");
  const double side = code->size * page::kModule, middle = page::kSeal.x_mm + page::kSeal.width_mm / 2;
  canvas_.modules(*code, middle - side / 2, page::kSeal.y_mm + (page::kSeal.height_mm - side) / 2,
                  page::kModule);
  const double below = page::kSeal.y_mm + page::kSeal.height_mm;
  if (auto ok = words(sealing_->short_serial, Face::sans, 12, middle, below + 0.6, 36, "serial"); !ok)
    return ok;
  return words(sealing_->official_address, Face::sans, 8, middle, below + 6.2, 29.5, "official_address");
}

base::Status PageMarks::dataCode(int page) {
  const auto& bytes = sealing_->pages[static_cast<std::size_t>(page)].data_code;
  if (bytes.empty()) return {};
  const auto code =
      qr::encode({{qr::Segment::Mode::byte, std::string(base::textOf(bytes))}}, qr::ErrorCorrection::medium);
  if (!code) return base::fail(code.error());
  if (code->size > page::kMostDataModules)
    return base::fail("qr_too_large", fmt::format("page {}", page + 1),
                      "the data code needs a larger symbol than the page has room for");
  const double module = page::dataModule(code->size), side = code->size * module;
  const double middle = page::kDataX + page::kDataSide / 2;
  canvas_.modules(*code, middle - side / 2, page::kFootTop, module);
  return words(layout_.form->data_code, Face::sans, 8, middle, page::kFootTop + side + 2, page::kDataSide,
               "data_code");
}

base::Status PageMarks::previewSeal() {
  return frame(page::kSeal, page::kQuiet * page::kModule, "预览件", "正式打印时在此加盖\n核验二维码");
}

base::Status PageMarks::previewDataCode() {
  return frame(page::kData, page::kDataQuiet, "预览件", "正式打印时在此印制\n数据码");
}

base::Status PageMarks::frame(const domain::Box& box, double quiet_mm, const std::string& head,
                              const std::string& more) {
  const double middle = box.x_mm + box.width_mm / 2;
  canvas_.outline(
      {box.x_mm + quiet_mm, box.y_mm + quiet_mm, box.width_mm - 2 * quiet_mm, box.height_mm - 2 * quiet_mm},
      0.5);
  if (auto ok = words(head, Face::sans, 12, middle, box.y_mm + 11, 26, "preview"); !ok) return ok;
  return words(more, Face::sans, 8, middle, box.y_mm + 18, 27, "preview");
}

base::Status PageMarks::footer(int page) {
  const auto pages = fmt::format("第 {} 页 / 共 {} 页", page + 1, layout_.pages.size());
  std::string text =
      sealing_ ? fmt::format("{}　　{}　　打印终端 {}", sealing_->short_serial, pages, sealing_->terminal)
               : fmt::format("预览件，不作凭证使用　　{}", pages);
  if (sealing_ && !layout_.form->legend.empty()) text += "　　" + layout_.form->legend;
  return words(text, Face::sans, 9, page::kWidth / 2, page::kFooterMiddle - 9 * kPoint / 2,
               page::kFooterWidth, "terminal");
}

base::Status PageMarks::words(const std::string& text, Face face, double size_pt, double x_mm, double y_mm,
                              double width_mm, const std::string& place) {
  constexpr double kSmallest_pt = 5;
  for (double size = size_pt;; size -= 0.5) {
    auto lines = typesetter_.set(text, {face, size, 1000}, place);
    if (!lines) return base::fail(lines.error());
    double widest = 0;
    for (const auto& line : *lines) widest = std::max(widest, line.width_mm);
    if (widest > width_mm && size > kSmallest_pt) continue;
    if (widest > width_mm) lines = typesetter_.set(text, {face, size, width_mm}, place);
    double baseline = y_mm + 0.88 * size * kPoint;
    for (const auto& line : *lines) {
      canvas_.drawLine(line, x_mm - line.width_mm / 2, baseline);
      baseline += 1.4 * size * kPoint;
    }
    return {};
  }
}

}  // namespace paper
