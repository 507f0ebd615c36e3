// Text -> lines of placed glyphs, in the pinned faces. The only place that knows Pango; glyphs come out as
// plain values, so that a layout can be kept, copied and dropped anywhere. Not thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "paper/template_body.hpp"

typedef struct _cairo_font_face cairo_font_face_t;

namespace paper {

struct Glyph {
  unsigned long index = 0;
  double x_mm = 0, y_mm = 0;  // from the line's origin on the baseline
  double advance_mm = 0;
};
struct Cluster {  // bytes and glyphs that belong together, for copying text out of the PDF
  int bytes = 0, glyphs = 0;
};
struct GlyphRun {
  int font = 0;  // Typesetter::font
  double size_pt = 0;
  double x_mm = 0, y_mm = 0;  // origin; on the page once placed
  std::string text{};
  std::vector<Glyph> glyphs{};
  std::vector<Cluster> clusters{};
};

struct Edge {  // where the character beginning at this byte stands
  std::size_t byte = 0;
  double x_mm = 0, advance_mm = 0;
};
struct Line {
  std::vector<GlyphRun> runs{};
  std::vector<Edge> edges{};
  double width_mm = 0;
  std::size_t end_byte = 0;  // of the text this line holds
  bool ends_paragraph = false;
};

struct Setting {  // how a text is to be set
  Face face = Face::serif;
  double size_pt = 12;
  double width_mm = 0;
  double indent_mm = 0;  // of a paragraph's first line
};

class Typesetter {
 public:
  // Codes: "fonts_missing" (place: the folder), "fonts_unreadable".
  static base::Result<std::unique_ptr<Typesetter>> open(const std::filesystem::path& folder);
  ~Typesetter();

  // Code "field_unprintable", place, args: the character, its code point.
  base::Result<std::vector<Line>> set(const std::string& text, const Setting& setting,
                                      const std::string& place);
  cairo_font_face_t* font(int number) const;

 private:
  Typesetter();
  struct Body;
  std::unique_ptr<Body> body_;
};

constexpr double kPoint = 25.4 / 72;  // millimetres

}  // namespace paper
