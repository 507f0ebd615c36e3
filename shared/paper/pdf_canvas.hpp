// A PDF under construction (Cairo): pages of glyphs, lines, ink and modules, in millimetres.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/unique_handle.hpp"
#include "paper/layout_body.hpp"
#include "qr/qr.hpp"

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

namespace paper {

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
