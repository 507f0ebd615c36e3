// A PDF under construction (Cairo): pages of glyphs, lines, ink and modules, in millimetres.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/unique_handle.hpp"
#include "paper/layout_body.hpp"
#include "qr/qr.hpp"

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

namespace paper {

struct Colour {  // 0..1
  double red = 0, green = 0, blue = 0;
};
using Corner = std::array<double, 2>;  // x, y in millimetres

struct Jpeg {  // bytes as they stand in the PDF; code that wrote them knows their size
  base::Bytes bytes{};
  int width = 0, height = 0;  // pixels
};

class PdfCanvas {
 public:
  PdfCanvas(const Typesetter& typesetter, const std::string& title, base::UnixSeconds created);
  ~PdfCanvas();

  void draw(const Page& page);
  void drawLine(const Line& line, double x_mm, double baseline_mm, double grey = 0);
  // Turned about the page's middle: the watermark.
  void drawTurned(const Line& line, double x_mm, double baseline_mm, double degrees, double grey);
  void fill(const domain::Box& box, bool white = false);
  void outline(const domain::Box& box, double width_pt);
  void modules(const qr::Modules& modules, double x_mm, double y_mm, double module_mm);
  void endPage();

  // In colour: what reports are drawn with. Forms are black on white.
  void drawLine(const Line& line, double x_mm, double baseline_mm, const Colour& colour);
  void fill(const domain::Box& box, const Colour& colour);
  void outline(const domain::Box& box, double width_pt, const Colour& colour, bool dashed = false);
  void disc(const Corner& centre, double radius_mm, const Colour& colour);
  void polygon(const std::vector<Corner>& corners, const Colour& colour);
  void stroke(const std::vector<Corner>& corners, double width_mm, const Colour& colour);  // round ends
  void picture(const Jpeg& jpeg, const domain::Box& box);                                  // fills the box

  base::Result<base::Bytes> finish();  // code "pdf_failed"

 private:
  void glyphs(const GlyphRun& run);
  void rules(const std::vector<Rule>& rules);
  void stroke(const InkStroke& stroke);

  const Typesetter& typesetter_;
  base::Bytes bytes_{};
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
};

}  // namespace paper
