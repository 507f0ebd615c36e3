// What a page holds once every line is broken: plain values in millimetres, ready to be drawn.
#pragma once

#include <vector>

#include "paper/typesetter.hpp"

namespace paper {

struct Rule {  // a straight line
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  double width_pt = 0.5;
  bool dashed = false;
};

struct InkPoint {
  double x_mm = 0, y_mm = 0, width_mm = 0;
};
using InkStroke = std::vector<InkPoint>;  // of a finger signature

struct Page {
  std::vector<GlyphRun> glyphs{};
  std::vector<Rule> rules{};
  std::vector<InkStroke> ink{};
};

struct Layout::Body {
  std::shared_ptr<const Template::Body> form{};
  std::vector<Page> pages{};
  std::vector<FieldBox> fields{};
  std::vector<FieldBox> zones{};
};

}  // namespace paper
