#include <algorithm>
#include <numeric>

#include "paper/composer.hpp"
#include "paper/page.hpp"

namespace paper {

namespace {

constexpr double kPadX = 2.2, kPadY = 1;  // between a cell's lines and its words
constexpr double kParagraphPadY = 2.4;
constexpr double kParagraphLeading = 1.6;

double widthOf(const Grid& grid, const Cell& cell) {
  const auto first = grid.columns_mm.begin() + cell.column;
  return std::accumulate(first, first + cell.colspan, 0.0);
}

double sum(const std::vector<double>& heights, int from, int count) {
  return std::accumulate(heights.begin() + from, heights.begin() + from + count, 0.0);
}

// Rows tied together by rowspans turn the page together: the row after the last one of the group that begins
// at `from`.
int endOfGroup(const Grid& grid, int from) {
  int end = from + 1;
  for (const auto& cell : grid.cells)
    if (cell.row >= from && cell.row < end) end = std::max(end, cell.row + cell.rowspan);
  return end;
}

std::string placeOf(const Cell& cell, const FilledText& filled) {
  if (!cell.name.empty()) return cell.name;
  return filled.values.empty() ? cell.label : filled.values.front().field;
}

}  // namespace

base::Status Composer::grid(const Grid& grid) {
  std::vector<double> heights(static_cast<std::size_t>(grid.rows), 0);  // the highest its cells ask for
  for (const auto& cell : grid.cells) {
    auto& height = heights[static_cast<std::size_t>(cell.row)];
    if (cell.rowspan == 1) height = std::max(height, cell.height_mm);
  }
  std::replace(heights.begin(), heights.end(), 0.0, grid.row_mm);
  auto cells = setCells(grid, heights);
  if (!cells) return base::fail(cells.error());
  for (int row = 0; row < grid.rows;) {
    const int end = endOfGroup(grid, row);
    if (auto ok = drawRows(grid, *cells, heights, row, end); !ok) return ok;
    row = end;
  }
  return {};
}

// Breaks every cell's lines; a paragraph that may grow raises its row.
base::Result<std::vector<Composer::SetCell>> Composer::setCells(const Grid& grid,
                                                                std::vector<double>& heights) {
  std::vector<SetCell> out;
  for (const auto& cell : grid.cells) {
    auto& one = out.emplace_back(SetCell{&cell, {}, {}});
    const bool value = cell.kind == Cell::Kind::field || cell.kind == Cell::Kind::text;
    if (!value && cell.kind != Cell::Kind::label) continue;
    one.filled = value ? fill(cell.text, content_.values) : FilledText{cell.label, {}};
    const double pad = cell.paragraph ? kParagraphPadY : kPadY;
    auto& row_height = heights[static_cast<std::size_t>(cell.row)];
    const double height =
        std::max(sum(heights, cell.row, cell.rowspan), cell.rowspan == 1 ? cell.max_height_mm : 0);
    Room room{widthOf(grid, cell) - 2 * kPadX, height - 2 * pad};
    if (cell.kind == Cell::Kind::label) room.width_mm += 2 * kPadX - 2;
    if (cell.paragraph) {
      room.leading = kParagraphLeading;
      room.indent_em = 2;
      room.whole = false;
    }
    auto fitted = fit(one.filled.text, value ? Face::serif : Face::sans, cell.type, room,
                      placeOf(cell, one.filled), value ? "field_overflow" : "label_overflow");
    if (!fitted) return base::fail(fitted.error());
    one.fitted = std::move(*fitted);
    if (cell.paragraph && cell.align == Align::left) one.fitted.justify(room.width_mm);
    if (cell.rowspan == 1)
      row_height = std::max(row_height, std::min(height, one.fitted.heightMm() + 2 * pad));
  }
  return out;
}

base::Status Composer::drawRows(const Grid& grid, std::vector<SetCell>& cells,
                                const std::vector<double>& heights, int from, int to) {
  const double height = sum(heights, from, to - from);
  if (auto ok = need(height, form_.code); !ok) return ok;
  const double top = y_;
  for (auto& one : cells) {
    const auto& cell = *one.cell;
    if (cell.row < from || cell.row >= to) continue;
    const domain::Box box{
        page::kLeft + std::accumulate(grid.columns_mm.begin(), grid.columns_mm.begin() + cell.column, 0.0),
        top + sum(heights, from, cell.row - from), widthOf(grid, cell), sum(heights, cell.row, cell.rowspan)};
    rule(box.x_mm, box.y_mm + box.height_mm, box.x_mm + box.width_mm, box.y_mm + box.height_mm);
    rule(box.x_mm + box.width_mm, box.y_mm, box.x_mm + box.width_mm, box.y_mm + box.height_mm);
    if (auto ok = drawCell(one, box); !ok) return ok;
  }
  frame(height);
  return {};
}

base::Status Composer::drawCell(SetCell& one, const domain::Box& box) {
  const auto& cell = *one.cell;
  const double pad_y = cell.paragraph ? kParagraphPadY : kPadY;
  const double pad_x = cell.kind == Cell::Kind::label ? 1 : kPadX;
  const domain::Box inner{box.x_mm + pad_x, box.y_mm + pad_y, box.width_mm - 2 * pad_x,
                          box.height_mm - 2 * pad_y};
  switch (cell.kind) {
    case Cell::Kind::label:
      put(one.fitted, inner, cell.align, true);
      return {};
    case Cell::Kind::field:
      put(one.fitted, inner, cell.align, !cell.paragraph);
      noteField(cell.name, {box.x_mm + 0.5, box.y_mm + 0.5, box.width_mm - 1, box.height_mm - 1},
                one.filled.text);
      return {};
    case Cell::Kind::text: {
      put(one.fitted, inner, cell.align, !cell.paragraph);
      const double above = cell.paragraph ? 0 : (inner.height_mm - one.fitted.heightMm()) / 2;
      noteValues(one.filled, one.fitted, inner.x_mm, inner.y_mm + above, cell.align, inner.width_mm);
      return {};
    }
    case Cell::Kind::sign:
      return signature(cell, box);
    case Cell::Kind::pen:
      zone("pen", cell.label, box);
      return pen(cell, box);
  }
  return {};
}

}  // namespace paper
