#include <algorithm>

#include "paper/composer.hpp"
#include "paper/page.hpp"

namespace paper {

namespace {

// Lines but a paragraph's last end flush: the few tenths of a millimetre left over go between the characters.
void justify(Line& line, double width_mm) {
  const double rest = width_mm - line.width_mm;
  const double em_mm = line.runs.empty() ? 0 : line.runs[0].size_pt * kPoint;
  if (line.ends_paragraph || rest <= 0 || rest > 3 * em_mm || line.edges.size() < 8) return;
  const double share = rest / static_cast<double>(line.edges.size() - 1);
  double shift = 0;
  std::size_t edge = 0;
  for (auto& run : line.runs) {
    std::size_t glyph = 0;
    for (const auto& cluster : run.clusters) {
      for (int i = 0; i < cluster.glyphs; ++i) run.glyphs[glyph++].x_mm += shift;
      line.edges[edge++].x_mm += shift;
      shift += share;
    }
  }
  line.width_mm = width_mm;
}

// "致{recipient?}：" without a recipient says nothing.
bool allEmpty(const Inline& pieces, const std::map<std::string, std::string>& values) {
  bool any_field = false;
  for (const auto& piece : pieces) {
    if (piece.field.empty()) continue;
    const auto found = values.find(piece.field);
    if (piece.required || (found != values.end() && !found->second.empty())) return false;
    any_field = true;
  }
  return any_field;
}

}  // namespace

void Fitted::justify(double width_mm) {
  for (auto& line : lines) paper::justify(line, width_mm);
}

base::Status Composer::prose(const TextBlock& block) {
  closeFrame();
  if (allEmpty(block.text, content_.values)) return {};
  const auto filled = fill(block.text, content_.values);
  const auto place = filled.values.empty() ? form_.code : filled.values.front().field;
  auto text =
      fit(filled.text, block.face, {block.type.size_pt, block.type.size_pt},
          {page::kText, 1e6, block.leading, block.align == Align::left ? block.indent_em : 0, false}, place);
  if (!text) return base::fail(text.error());
  if (block.align == Align::left) text->justify(page::kText);
  const double em = text->size_pt * kPoint, pitch = em * block.leading;
  for (auto& line : text->lines) {
    if (auto ok = need(pitch, place); !ok) return ok;
    Fitted one{{line}, text->size_pt, block.leading};
    const double top = y_ + (pitch - em) / 2;
    put(one, {page::kLeft, top, page::kText, em}, block.align, false);
    noteValues(filled, one, page::kLeft, top, block.align, page::kText);
    y_ += pitch;
  }
  return {};
}

// The issuer and the date stand at the right; the zone for the seal of ink keeps clear of both.
base::Status Composer::closing(const Closing& closing) {
  closeFrame();
  constexpr double kColumn = 78, kLine = Closing::kLine_mm, kStamp = 46;
  if (auto ok = need(closing.height_mm, form_.code); !ok) return ok;
  double y = y_ + closing.height_mm - Closing::heightFor(closing.lines.size());
  for (const auto& line : closing.lines) {
    const auto filled = fill(line, content_.values);
    const auto place = filled.values.empty() ? filled.text : filled.values.front().field;
    auto text = fit(filled.text, Face::serif, {15, 8}, {kColumn, kLine}, place);
    if (!text) return base::fail(text.error());
    const domain::Box box{page::kRight - kColumn, y, kColumn, kLine};
    put(*text, box, Align::centre, true);
    noteValues(filled, *text, box.x_mm, y + (kLine - text->heightMm()) / 2, Align::centre, kColumn);
    y += kLine;
  }
  if (!closing.stamp.empty()) {
    const domain::Box box{page::kRight - kColumn - 4 - kStamp, y_, kStamp, closing.height_mm};
    rectangle(box, 0.5, true);
    zone("stamp", closing.stamp, box);
    auto text = fit(closing.stamp, Face::sans, {10.5, 8}, {kStamp - 4, 6}, closing.stamp, "label_overflow");
    if (!text) return base::fail(text.error());
    put(*text, box, Align::centre, true);
  }
  y_ += closing.height_mm;
  return {};
}

}  // namespace paper
