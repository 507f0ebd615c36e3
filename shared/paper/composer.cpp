#include "paper/composer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "paper/page.hpp"

namespace paper {

namespace {

constexpr int kMostPages = 23;  // a page number up to here takes one byte of the seal
constexpr double kOutline_pt = 1.1;
constexpr double kAscent = 0.88;  // of a character's square, above the baseline

}  // namespace

double Fitted::heightMm() const {
  if (lines.empty()) return 0;
  return size_pt * kPoint * (1 + leading * static_cast<double>(lines.size() - 1));
}

double Fitted::widthMm() const {
  double widest = 0;
  for (const auto& line : lines) widest = std::max(widest, line.width_mm);
  return widest;
}

Composer::Composer(Typesetter& typesetter, const Template& form, const Content& content)
    : typesetter_(typesetter), form_(form.body()), content_(content) {}

base::Result<Layout::Body> Composer::compose() {
  if (auto ok = startPage(); !ok) return base::fail(ok.error());
  for (const auto& one : form_.blocks)
    if (auto ok = block(one); !ok) return base::fail(ok.error());
  closeFrame();
  return std::move(out_);
}

// --- pages

base::Status Composer::startPage() {
  closeFrame();
  if (out_.pages.size() >= kMostPages)
    return base::fail("form_too_many_pages", form_.code,
                      fmt::format("the form runs over more than {} pages", kMostPages),
                      {std::to_string(kMostPages)});
  out_.pages.emplace_back();
  y_ = page::kTop;
  in_head_ = true;
  if (auto ok = head(); !ok) return ok;
  if (auto ok = foot(); !ok) return ok;
  for (const auto* again : repeated_)
    if (auto ok = grid(*again); !ok) return ok;
  in_head_ = false;
  return {};
}

base::Status Composer::head() {
  const auto centred = [&](const std::string& words, double size_pt, double after_mm) -> base::Status {
    auto text = fit(words, Face::serif_bold, {size_pt, 10}, {page::kText, size_pt * kPoint * 1.01}, words,
                    "label_overflow");
    if (!text) return base::fail(text.error());
    put(*text, {page::kLeft, y_, page::kText, text->heightMm()}, Align::centre, true);
    y_ += size_pt * kPoint + after_mm;
    return {};
  };
  if (!form_.letterhead.empty())
    if (auto ok = centred(form_.letterhead, 18, 4.2); !ok) return ok;
  if (auto ok = centred(form_.title, 24, 5); !ok) return ok;
  if (form_.number_left.empty() && form_.number_right.empty()) return {};
  for (const auto align : {Align::left, Align::right}) {
    const auto filled = fill(align == Align::left ? form_.number_left : form_.number_right, content_.values);
    if (filled.text.empty()) continue;
    auto text = fit(filled.text, Face::sans, {10.5, 8}, {page::kText / 2, 5},
                    filled.values.empty() ? "" : filled.values[0].field);
    if (!text) return base::fail(text.error());
    put(*text, {page::kLeft, y_, page::kText, 10.5 * kPoint}, align, true);
    noteValues(filled, *text, page::kLeft, y_, align, page::kText);
  }
  y_ += 10.5 * kPoint + 1.8;
  return {};
}

base::Status Composer::foot() {
  const double width = page::kFootWidth - (form_.data_code.empty() ? 0 : page::kDataSide + page::kDataGap);
  const domain::Box box{page::kLeft, page::kFootTop, width, page::kFootHeight};
  if (!form_.stamp.empty()) {
    rectangle(box, 0.5);
    zone("stamp", form_.stamp, box);
    const auto words = corner(form_.stamp, box);
    return words ? base::Status{} : base::fail(words.error());
  }
  double y = box.y_mm + 1;
  for (const auto& line : form_.notice) {
    auto text = fit(line, Face::sans, {9, 7.5}, {box.width_mm, 12, 1.45}, line, "label_overflow");
    if (!text) return base::fail(text.error());
    if (y + text->heightMm() > box.y_mm + box.height_mm)
      return base::fail("label_overflow", line, "the notice is higher than the foot", {line});
    put(*text, {box.x_mm, y, box.width_mm, text->heightMm()}, Align::left, false);
    y += text->heightMm() + 1.6;
  }
  return {};
}

base::Status Composer::need(double height_mm, const std::string& place) {
  if (y_ + height_mm <= page::kBodyEnd + 0.001) return {};
  if (!in_head_)
    if (auto ok = startPage(); !ok) return ok;
  if (y_ + height_mm <= page::kBodyEnd + 0.001) return {};
  return base::fail("block_too_high", place, "a part of the form is higher than a page");
}

base::Status Composer::block(const Block& block) {
  if (const auto* what = std::get_if<Grid>(&block.what)) {
    if (auto ok = grid(*what); !ok) return ok;
    if (what->repeat) repeated_.push_back(what);
    return {};
  }
  if (const auto* what = std::get_if<RowsTable>(&block.what)) return rows(*what);
  if (const auto* what = std::get_if<TextBlock>(&block.what)) return prose(*what);
  if (const auto* what = std::get_if<Closing>(&block.what)) return closing(*what);
  closeFrame();
  y_ = std::min(y_ + std::get<Space>(block.what).height_mm, page::kBodyEnd);
  return {};
}

// --- lines and boxes

void Composer::frame(double height_mm) {
  if (!frame_) frame_ = domain::Box{page::kLeft, y_, page::kText, 0};
  frame_->height_mm += height_mm;
  y_ += height_mm;
}

void Composer::closeFrame() {
  if (frame_) rectangle(*frame_, kOutline_pt);
  frame_.reset();
}

void Composer::rule(double x1, double y1, double x2, double y2, double width_pt, bool dashed) {
  page().rules.push_back({x1, y1, x2, y2, width_pt, dashed});
}

void Composer::rectangle(const domain::Box& box, double width_pt, bool dashed) {
  const double right = box.x_mm + box.width_mm, bottom = box.y_mm + box.height_mm;
  rule(box.x_mm, box.y_mm, right, box.y_mm, width_pt, dashed);
  rule(right, box.y_mm, right, bottom, width_pt, dashed);
  rule(right, bottom, box.x_mm, bottom, width_pt, dashed);
  rule(box.x_mm, bottom, box.x_mm, box.y_mm, width_pt, dashed);
}

// --- text

base::Result<Fitted> Composer::fit(const std::string& text, Face face, const TypeSize& type, const Room& room,
                                   const std::string& place, const char* code) {
  constexpr std::size_t kLongest =
      16'000;  // bytes: far above what a page holds, far below what takes long to set
  const auto overflow = [&] {
    const auto label = form_.labels.find(place);
    return base::fail(code, place, "the text does not fit, even at the smallest readable size",
                      {label == form_.labels.end() ? place : label->second});
  };
  if (text.size() > kLongest) return overflow();
  if (room.whole) {
    auto whole = onOneLine(text, face, type, room, place);
    if (!whole) return base::fail(whole.error());
    if (*whole) return std::move(**whole);
  }
  for (double size = type.size_pt;; size = std::max(type.min_pt, size - 0.5)) {
    const double em = size * kPoint;
    auto lines = typesetter_.set(text, {face, size, room.width_mm, room.indent_em * em}, place);
    if (!lines) return base::fail(lines.error());
    Fitted out{std::move(*lines), size, room.leading};
    if (out.heightMm() <= room.height_mm + 0.001 && out.widthMm() <= room.width_mm + 0.001) return out;
    if (size <= type.min_pt) return overflow();
  }
}

base::Result<std::optional<Fitted>> Composer::onOneLine(const std::string& text, Face face,
                                                        const TypeSize& type, const Room& room,
                                                        const std::string& place) {
  constexpr double kLittleSmaller = 0.85, kUnbounded_mm = 5000;
  constexpr std::size_t kLongest = 300;  // bytes
  if (text.size() > kLongest || text.find('\n') != std::string::npos) return std::nullopt;
  const auto at = [&](double size) { return typesetter_.set(text, {face, size, kUnbounded_mm}, place); };
  auto lines = at(type.size_pt);
  if (!lines) return base::fail(lines.error());
  double size = type.size_pt;
  const double width = lines->front().width_mm;
  if (width > room.width_mm) size = std::floor(2 * size * room.width_mm / width) / 2;
  if (size < std::max(type.min_pt, kLittleSmaller * type.size_pt)) return std::nullopt;
  if (size < type.size_pt) lines = at(size);
  Fitted out{std::move(*lines), size, room.leading};
  if (out.heightMm() > room.height_mm + 0.001 || out.widthMm() > room.width_mm + 0.001) return std::nullopt;
  return out;
}

void Composer::putLine(const Line& line, double x_mm, double baseline_mm) {
  for (auto run : line.runs) {
    run.x_mm += x_mm;
    run.y_mm += baseline_mm;
    page().glyphs.push_back(std::move(run));
  }
}

namespace {

double leftOf(const Line& line, double x_mm, double width_mm, Align align) {
  const double rest = width_mm - line.width_mm;
  return x_mm + (align == Align::left ? 0 : align == Align::right ? rest : rest / 2);
}

}  // namespace

void Composer::put(const Fitted& text, const domain::Box& box, Align align, bool middle) {
  const double em = text.size_pt * kPoint;
  double baseline = box.y_mm + kAscent * em + (middle ? (box.height_mm - text.heightMm()) / 2 : 0);
  for (const auto& line : text.lines) {
    putLine(line, leftOf(line, box.x_mm, box.width_mm, align), baseline);
    baseline += em * text.leading;
  }
}

void Composer::noteField(const std::string& field, const domain::Box& box, const std::string& text) {
  const auto label = form_.labels.find(field);
  out_.fields.push_back({pageIndex(), field, label == form_.labels.end() ? "" : label->second, box, text});
}

// A value in running text has one box a line it stands on, each with its part of the value.
void Composer::noteValues(const FilledText& filled, const Fitted& fitted, double x_mm, double top_mm,
                          Align align, double width_mm) {
  const double em = fitted.size_pt * kPoint;
  for (const auto& value : filled.values) {
    double top = top_mm;
    for (const auto& line : fitted.lines) {
      double from = 1e9, to = -1e9;
      std::size_t begin = value.end, end = value.begin;
      for (std::size_t i = 0; i < line.edges.size(); ++i) {
        const auto& edge = line.edges[i];
        if (edge.byte < value.begin || edge.byte >= value.end) continue;
        from = std::min(from, edge.x_mm);
        to = std::max(to, edge.x_mm + edge.advance_mm);
        begin = std::min(begin, edge.byte);
        const auto next = i + 1 < line.edges.size() ? line.edges[i + 1].byte : line.end_byte;
        end = std::max(end, std::min(next, value.end));
      }
      if (to > from)
        noteField(value.field,
                  {leftOf(line, x_mm, width_mm, align) + from, top - 0.2 * em, to - from, 1.4 * em},
                  filled.text.substr(begin, end - begin));
      top += em * fitted.leading;
    }
  }
}

void Composer::zone(const std::string& name, const std::string& label, const domain::Box& box) {
  out_.zones.push_back({pageIndex(), name, label, box, ""});
}

base::Result<double> Composer::corner(const std::string& words, const domain::Box& box) {
  if (words.empty()) return 0.0;
  auto text =
      fit(words, Face::sans, {10.5, 8}, {box.width_mm - 4, box.height_mm - 3}, words, "label_overflow");
  if (!text) return base::fail(text.error());
  put(*text, {box.x_mm + 2, box.y_mm + 1.8, box.width_mm - 4, text->heightMm()}, Align::left, false);
  return text->widthMm() + 2;
}

}  // namespace paper
