// What a template says, after parsing: plain values the layout walks over. Lengths in millimetres, type sizes
// in points.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "paper/paper.hpp"

namespace paper {

enum class Face { serif, serif_bold, sans, kai };
enum class Align { left, centre, right };

// Running text with fields: "自 {leave_from} 起" is three pieces. {name?} may be empty, {name} may not.
struct Piece {
  std::string words{};  // literal text, when field is empty
  std::string field{};
  bool required = false;
};
using Inline = std::vector<Piece>;

struct TypeSize {
  double size_pt = 12;
  double min_pt = 8;  // the readable limit: values shrink down to it, never further
};

struct Cell {
  enum class Kind { label, field, text, sign, pen } kind = Kind::label;
  int row = 0, column = 0, rowspan = 1, colspan = 1;
  std::string name{};   // the field or signature box
  std::string label{};  // label and pen: the words; sign: what stands in the box's corner
  Inline text{};
  TypeSize type{};
  Align align = Align::left;
  bool paragraph = false;    // starts at the top, wraps, first line indented
  double height_mm = 0;      // least height of a one-row cell; 0: the grid's row_mm
  double max_height_mm = 0;  // a paragraph may grow so far before it shrinks; 0: not at all
};

struct Grid {
  std::vector<double> columns_mm{};
  double row_mm = 10;
  int rows = 0;
  std::vector<Cell> cells{};  // row by row
  bool repeat = false;        // printed again at the top of every page
};

struct Column {
  std::string field{};
  std::string label{};
  double width_mm = 0;
  Align align = Align::centre;
  bool merge = false;  // equal neighbours share one cell
};

struct SumRow {
  std::string label{};  // "{count}" becomes the number of rows
  std::vector<std::string> columns{};
};

struct RowsTable {
  std::string name{};
  std::vector<Column> columns{};
  double row_mm = 6.5;
  TypeSize type{10.5, 8};
  SumRow page_sum{};
  SumRow total{};
};

struct TextBlock {
  Inline text{};
  Face face = Face::serif;
  TypeSize type{};
  double leading = 1.6;  // line distance over type size
  double indent_em = 2;
  Align align = Align::left;
};

// 落款: who issued it and when, centred upon each other at the right, with room for the seal of ink beside
// it.
struct Closing {
  std::vector<Inline> lines{};
  std::string stamp{};  // words in the stamp zone's corner
  double height_mm = 44;
  static constexpr double kLine_mm = 10, kBelow_mm = 4;
  static double heightFor(std::size_t lines) { return kLine_mm * static_cast<double>(lines) + kBelow_mm; }
};

struct Space {
  double height_mm = 0;
};

struct Block {
  std::variant<Grid, RowsTable, TextBlock, Closing, Space> what{};
};

struct Template::Body {
  std::string name{};  // of the file, for messages
  std::string code{};
  int version = 0;
  std::string letterhead{}, title{};
  Inline number_left{}, number_right{};
  std::string legend{};
  std::string data_code{};            // words below the data code; empty: the form carries none
  std::string stamp{};                // words in the corner of the foot's stamp zone; empty: no zone
  std::vector<std::string> notice{};  // lines beside the seal, when there is no stamp zone
  std::vector<Block> blocks{};
  std::map<std::string, std::string> labels{};  // every single field -> its label
  std::vector<std::string> fields{};            // single fields in the order of the page
  std::vector<std::string> required{};
  std::vector<std::string> signatures{};
};

}  // namespace paper
