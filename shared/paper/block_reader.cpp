#include "paper/block_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "paper/inline_text.hpp"
#include "paper/page.hpp"

namespace paper {

namespace {

constexpr std::size_t kMostRows = 100, kMostColumns = 24;

Align alignOf(toml_doc::Table& table, const std::string& usual) {
  const auto word = table.choiceOr("align", {"left", "centre", "right"}, usual);
  return word == "left" ? Align::left : word == "right" ? Align::right : Align::centre;
}

// "姓　名" -> "姓名": a label without the spaces that spread it.
std::string plainLabel(std::string text) {
  for (const std::string space : {"　", " ", "\n", "：", ":"})
    for (auto at = text.find(space); at != std::string::npos; at = text.find(space))
      text.erase(at, space.size());
  return text;
}

}  // namespace

BlockReader::BlockReader(Template::Body& form, std::map<std::string, std::string> labels)
    : form_(form), labels_(std::move(labels)) {}

void BlockReader::read(toml_doc::Table block) {
  const auto kind = block.choice("kind", {"grid", "table", "text", "closing", "space"});
  Block out;
  if (kind == "grid") out.what = grid(block);
  if (kind == "table") out.what = rowsTable(block);
  if (kind == "text") out.what = textBlock(block);
  if (kind == "closing") out.what = closing(block);
  if (kind == "space") out.what = Space{block.number("height_mm", 0.5, 150)};
  block.finish();
  form_.blocks.push_back(std::move(out));
}

void BlockReader::noteField(const std::string& name, std::string label, bool required, toml_doc::Table& table,
                            std::string_view key) {
  if (!isFieldName(name))
    return table.problem(key, "template_field_name", "'" + name.substr(0, 40) + "' is not a field name",
                         {name.substr(0, 40)});
  if (const auto told = labels_.find(name); told != labels_.end()) label = told->second;
  if (label.empty())
    table.problem(key, "template_label_missing", "field " + name + " has no label; give it one in [labels]",
                  {name});
  if (!form_.labels.emplace(name, label).second)
    return table.problem(key, "template_field_twice", "field " + name + " stands on the form twice", {name});
  form_.fields.push_back(name);
  if (required) form_.required.push_back(name);
}

Inline BlockReader::noteFields(Inline text, toml_doc::Table& table, std::string_view key,
                               const std::string& label) {
  for (const auto& piece : text)
    if (!piece.field.empty()) noteField(piece.field, label, piece.required, table, key);
  return text;
}

Inline BlockReader::inlineText(toml_doc::Table& table, std::string_view key) {
  auto text = parseInline(table.stringOr(key, ""));
  if (text) return noteFields(std::move(*text), table, key, "");
  table.problem(key, text.error().code, text.error().cause, text.error().args);
  return {};
}

TypeSize BlockReader::typeSize(toml_doc::Table& table, double usual_pt) {
  TypeSize out;
  out.size_pt = table.numberOr("size_pt", usual_pt, 7, 40);
  out.min_pt = table.numberOr("min_pt", std::min(8.0, out.size_pt), 7, out.size_pt);
  return out;
}

// --- grid

std::vector<double> BlockReader::columnWidths(toml_doc::Table& block) {
  auto widths = block.numbersOr("columns_mm");
  if (widths.empty())
    block.problem("columns_mm", "template_columns", "columns_mm must list the width of every column");
  if (widths.size() > kMostColumns) {
    block.problem("columns_mm", "template_columns", "more than 24 columns don't fit a page");
    widths.resize(kMostColumns);
  }
  const bool all_fit =
      std::all_of(widths.begin(), widths.end(), [](double w) { return w >= 4 && w <= page::kText; });
  const double sum = std::accumulate(widths.begin(), widths.end(), 0.0);
  if (!widths.empty() && (!all_fit || std::abs(sum - page::kText) > 0.01))
    block.problem(
        "columns_mm", "template_columns",
        fmt::format("columns must each be at least 4 mm and add up to {} mm, not {:.4g}", page::kText, sum));
  return all_fit ? widths : std::vector<double>(std::max<std::size_t>(widths.size(), 1), page::kText);
}

Grid BlockReader::grid(toml_doc::Table& block) {
  Grid out;
  out.columns_mm = columnWidths(block);
  out.row_mm = block.numberOr("row_mm", 10, 5, 100);
  out.repeat = block.booleanOr("repeat", false);
  auto rows = block.tableRows("rows");
  if (rows.empty() || rows.size() > kMostRows)
    block.problem("rows", "template_rows", "a grid has 1 to 100 rows");
  rows.resize(std::min(rows.size(), kMostRows));
  std::vector<int> busy(out.columns_mm.size(), 0);  // a column -> the first row that is free in it
  for (auto& row : rows) {
    placeRow(out, row, block, busy);
    ++out.rows;
  }
  if (std::any_of(busy.begin(), busy.end(), [&](int row) { return row > out.rows; }))
    block.problem("rows", "template_rowspan", "a rowspan reaches below the last row");
  return out;
}

// Cells take the free columns from left to right, as in an HTML table; each row must fill its columns
// exactly.
void BlockReader::placeRow(Grid& grid, std::vector<toml_doc::Table>& row, toml_doc::Table& block,
                           std::vector<int>& busy) {
  const int columns = static_cast<int>(busy.size());
  std::string label_before;
  int at = 0;
  const auto skipBusy = [&] {
    while (at < columns && busy[static_cast<std::size_t>(at)] > grid.rows) ++at;
  };
  for (auto& table : row) {
    skipBusy();
    auto one = cell(table, label_before);
    one.row = grid.rows;
    one.column = at;
    bool room = at + one.colspan <= columns;
    for (int c = at; room && c < at + one.colspan; ++c) room = busy[static_cast<std::size_t>(c)] <= grid.rows;
    if (!room) {
      table.problem("", "template_row_full", fmt::format("row {} has no room for this cell", grid.rows + 1));
      return;
    }
    for (int c = at; c < at + one.colspan; ++c) busy[static_cast<std::size_t>(c)] = grid.rows + one.rowspan;
    at += one.colspan;
    label_before = one.kind == Cell::Kind::label ? plainLabel(one.label) : "";
    grid.cells.push_back(std::move(one));
  }
  skipBusy();
  if (at >= columns) return;
  auto& where = row.empty() ? block : row.back();
  where.problem(row.empty() ? "rows" : "", "template_row_short",
                fmt::format("row {} leaves column {} empty", grid.rows + 1, at + 1));
}

Cell BlockReader::cell(toml_doc::Table& table, const std::string& label_before) {
  Cell out;
  out.colspan = static_cast<int>(table.integerOr("colspan", 1, 1, kMostColumns));
  out.rowspan = static_cast<int>(table.integerOr("rowspan", 1, 1, kMostRows));
  out.height_mm = table.numberOr("height_mm", 0, 5, 180);
  int kinds = 0;
  for (const auto* key : {"field", "text", "sign", "pen"}) kinds += table.has(key);
  if (kinds > 1 || (kinds == 0 && !table.has("label")))
    table.problem("", "template_cell", "a cell is one of label, field, text, sign, pen");
  if (table.has("field")) {
    out.kind = Cell::Kind::field;
    out.name = table.string("field");
    const bool required = table.booleanOr("required", false);
    noteField(out.name, table.stringOr("label", label_before), required, table, "field");
    out.text = {{"", out.name, required}};
  } else if (table.has("text")) {
    out.kind = Cell::Kind::text;
    auto text = parseInline(table.string("text"));
    if (text) out.text = noteFields(std::move(*text), table, "text", label_before);
    if (!text) table.problem("text", text.error().code, text.error().cause, text.error().args);
  } else if (table.has("sign")) {
    out.kind = Cell::Kind::sign;
    out.name = table.string("sign");
    out.label = table.stringOr("label", "");
    if (!isFieldName(out.name))
      table.problem("sign", "template_field_name", "'" + out.name.substr(0, 40) + "' is not a box name",
                    {out.name.substr(0, 40)});
    if (!signatures_.insert(out.name).second)
      table.problem("sign", "template_field_twice", "box " + out.name + " stands on the form twice",
                    {out.name});
    form_.signatures.push_back(out.name);
  }
  cellWords(out, table);
  table.finish();
  return out;
}

void BlockReader::cellWords(Cell& cell, toml_doc::Table& table) {
  if (table.has("pen")) {
    cell.kind = Cell::Kind::pen;
    cell.label = table.string("pen");
  } else if (cell.kind == Cell::Kind::label) {
    cell.label = table.stringOr("label", "");
  }
  const bool value = cell.kind == Cell::Kind::field || cell.kind == Cell::Kind::text;
  cell.paragraph = value && table.booleanOr("paragraph", false);
  cell.max_height_mm = cell.paragraph ? table.numberOr("max_height_mm", 0, 5, 180) : 0;
  cell.align = alignOf(table, value ? "left" : "centre");
  cell.type = typeSize(table, value ? 12 : 10.5);
}

// --- rows that repeat

Column BlockReader::column(toml_doc::Table& table) {
  Column out;
  out.field = table.string("field");
  out.label = table.string("label");
  out.width_mm = table.number("width_mm", 5, page::kText);
  out.align = alignOf(table, "centre");
  out.merge = table.booleanOr("merge", false);
  if (!isFieldName(out.field))
    table.problem("field", "template_field_name", "'" + out.field.substr(0, 40) + "' is not a field name",
                  {out.field.substr(0, 40)});
  table.finish();
  return out;
}

RowsTable BlockReader::rowsTable(toml_doc::Table& block) {
  RowsTable out;
  out.name = block.string("name");
  if (!isFieldName(out.name))
    block.problem("name", "template_field_name", "'" + out.name.substr(0, 40) + "' is not a table name",
                  {out.name.substr(0, 40)});
  if (!tables_.insert(out.name).second)
    block.problem("name", "template_field_twice", "table " + out.name + " stands on the form twice",
                  {out.name});
  out.row_mm = block.numberOr("row_mm", 6.5, 5, 40);
  out.type = typeSize(block, 10.5);
  std::set<std::string> seen;
  double sum = 0;
  for (auto& table : block.tables("columns")) {
    out.columns.push_back(column(table));
    sum += out.columns.back().width_mm;
    if (!seen.insert(out.columns.back().field).second)
      table.problem("field", "template_field_twice", "two columns show " + out.columns.back().field,
                    {out.columns.back().field});
  }
  if (out.columns.empty() || out.columns.size() > kMostColumns || std::abs(sum - page::kText) > 0.01)
    block.problem("columns", "template_columns",
                  fmt::format("1 to 24 columns must add up to {} mm, not {:.4g}", page::kText, sum));
  out.page_sum = sumRow(block.table("page_sum"), out);
  out.total = sumRow(block.table("total"), out);
  return out;
}

SumRow BlockReader::sumRow(toml_doc::Table block, const RowsTable& table) {
  SumRow out;
  if (block.keys().empty()) return out;
  out.label = block.string("label");
  out.columns = block.stringsOr("columns");
  for (const auto& name : out.columns) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const auto& c) { return c.field == name; });
    if (found == table.columns.end() || found == table.columns.begin())
      block.problem("columns", "template_sum", "'" + name.substr(0, 40) + "' is not a column after the first",
                    {name.substr(0, 40)});
  }
  block.finish();
  return out;
}

// --- prose

TextBlock BlockReader::textBlock(toml_doc::Table& block) {
  TextBlock out;
  block.string("text");
  out.text = inlineText(block, "text");
  const auto face = block.choiceOr("face", {"serif", "serif_bold", "sans", "kai"}, "serif");
  out.face = face == "serif"        ? Face::serif
             : face == "serif_bold" ? Face::serif_bold
             : face == "sans"       ? Face::sans
                                    : Face::kai;
  out.type = typeSize(block, 12);
  out.leading = block.numberOr("leading", 1.6, 1.2, 3);
  out.indent_em = block.numberOr("indent_em", 2, 0, 8);
  out.align = alignOf(block, "left");
  return out;
}

Closing BlockReader::closing(toml_doc::Table& block) {
  Closing out;
  out.stamp = block.stringOr("stamp", "");
  out.height_mm = block.numberOr("height_mm", 44, 30, 80);
  const auto lines = block.stringsOr("lines");
  if (lines.empty() || lines.size() > 4)
    block.problem("lines", "template_rows", "a closing has 1 to 4 lines");
  else if (out.heightFor(lines.size()) > out.height_mm)
    block.problem("height_mm", "toml_range", "height_mm is too little for so many lines",
                  {"height_mm", fmt::format("{}", out.height_mm),
                   fmt::format("{}", out.heightFor(lines.size())), "80"});
  for (const auto& line : lines) {
    auto text = parseInline(line);
    if (text) out.lines.push_back(noteFields(std::move(*text), block, "lines", ""));
    if (!text) block.problem("lines", text.error().code, text.error().cause, text.error().args);
  }
  return out;
}

}  // namespace paper
