// Lays one form out: walks over the template's blocks, breaks lines, shrinks what is too long, turns pages.
#pragma once

#include <optional>

#include "paper/inline_text.hpp"
#include "paper/layout_body.hpp"

namespace paper {

struct Fitted {  // lines at the largest type size that fits
  std::vector<Line> lines{};
  double size_pt = 0;
  double leading = 1.25;    // line distance over type size
  double heightMm() const;  // from the top of the first character to the bottom of the last
  double widthMm() const;
  void justify(double width_mm);  // all lines but a paragraph's last end flush
};

struct Room {  // what a text may take
  double width_mm = 0;
  double height_mm = 0;
  double leading = 1.25;
  double indent_em = 0;
  bool whole = true;  // rather a little smaller on one line than broken in two
};

class Composer {
 public:
  Composer(Typesetter& typesetter, const Template& form, const Content& content);
  base::Result<Layout::Body> compose();

 private:
  // composer.cpp: pages and text
  base::Status startPage();
  base::Status head();
  base::Status block(const Block& block);
  base::Status need(double height_mm, const std::string& place);  // turns the page when the rest is too short
  void frame(double height_mm);                                   // the table at y_ goes on for so long
  void closeFrame();
  void rule(double x1, double y1, double x2, double y2, double width_pt = 0.5, bool dashed = false);
  void rectangle(const domain::Box& box, double width_pt, bool dashed = false);
  base::Result<Fitted> fit(const std::string& text, Face face, const TypeSize& type, const Room& room,
                           const std::string& place, const char* code = "field_overflow");
  // The type size at which the text stands on one line, when that isn't much smaller.
  base::Result<std::optional<Fitted>> onOneLine(const std::string& text, Face face, const TypeSize& type,
                                                const Room& room, const std::string& place);
  void put(const Fitted& text, const domain::Box& box, Align align, bool middle);
  void putLine(const Line& line, double x_mm, double baseline_mm);
  void noteField(const std::string& field, const domain::Box& box, const std::string& text);
  void noteValues(const FilledText& filled, const Fitted& fitted, double x_mm, double top_mm, Align align,
                  double width_mm);
  void zone(const std::string& name, const std::string& label, const domain::Box& box);
  base::Result<double> corner(const std::string& words,
                              const domain::Box& box);  // small words in a box's corner; their width
  base::Status foot();

  // composer_grid.cpp
  struct SetCell {
    const Cell* cell = nullptr;
    FilledText filled{};
    Fitted fitted{};
  };
  base::Status grid(const Grid& grid);
  base::Result<std::vector<SetCell>> setCells(const Grid& grid, std::vector<double>& heights);
  base::Status drawRows(const Grid& grid, std::vector<SetCell>& cells, const std::vector<double>& heights,
                        int from, int to);
  base::Status drawCell(SetCell& cell, const domain::Box& box);

  // composer_signature.cpp
  base::Status signature(const Cell& cell, const domain::Box& box);
  base::Status approval(const Approval& approval, const std::string& name, const domain::Box& box);
  base::Result<double> putPost(const std::string& post, const std::string& place, const domain::Box& line,
                               double name_width_mm);
  bool labelOf(const std::string& name) const;
  base::Status pen(const Cell& cell, const domain::Box& box);
  base::Status ink(const Signature& signature, const std::string& name, double label_width_mm,
                   const domain::Box& box);

  // composer_rows.cpp
  struct SetRow;
  class RowsWriter;
  base::Status rows(const RowsTable& table);

  // composer_prose.cpp
  base::Status prose(const TextBlock& text);
  base::Status closing(const Closing& closing);

  Page& page() { return out_.pages.back(); }
  int pageIndex() const { return static_cast<int>(out_.pages.size()) - 1; }

  Typesetter& typesetter_;
  const Template::Body& form_;
  const Content& content_;
  Layout::Body out_{};
  double y_ = 0;
  std::optional<domain::Box> frame_{};   // the table being drawn on this page, for its heavier outline
  std::vector<const Grid*> repeated_{};  // stand again at the top of every page
  bool in_head_ = false;
};

}  // namespace paper
