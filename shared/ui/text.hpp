// Text through Pango into coverage masks, with one fixed font configuration so that every machine draws the
// same. Pixels throughout. UI thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ui/ui.hpp"

namespace ui {

// Alpha only, one byte a pixel; where its top left pixel belongs relative to the box it was asked for.
struct Mask {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<std::uint8_t> alpha{};
};

struct TextMetrics {
  float width = 0;   // of the longest line
  float height = 0;  // lines times line spacing
  bool cut = false;  // … stands where text was left out
};

struct TextRequest {
  std::string text;
  float size = 32;  // the em
  Weight weight = Weight::regular;
  Family family = Family::sans;
  Align align = Align::start;
  int max_lines = 1;
  float line_spacing = 1.35f;
  int max_width = 0;        // 0: as wide as it gets
  std::string key() const;  // equal keys look equal
};

class TextPainter {
 public:
  TextPainter();
  ~TextPainter();
  TextMetrics measure(const TextRequest& request);
  Mask paint(const TextRequest& request);
  bool drawable(std::string_view text);  // every character has a glyph

 private:
  struct Fonts;
  std::unique_ptr<Fonts> fonts_;
};

}  // namespace ui
