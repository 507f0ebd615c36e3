#include <cairo-pdf.h>

#include <memory>
#include <numbers>

#include "paper/pdf_canvas.hpp"

namespace paper {

namespace {

void use(cairo_t* cairo, const Colour& colour) {
  cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
}

void path(cairo_t* cairo, const std::vector<Corner>& corners) {
  cairo_new_path(cairo);
  for (const auto& [x, y] : corners) cairo_line_to(cairo, x, y);
}

}  // namespace

void PdfCanvas::drawLine(const Line& line, double x_mm, double baseline_mm, const Colour& colour) {
  use(cairo_, colour);
  for (auto run : line.runs) {
    run.x_mm += x_mm;
    run.y_mm += baseline_mm;
    glyphs(run);
  }
}

void PdfCanvas::fill(const domain::Box& box, const Colour& colour) {
  use(cairo_, colour);
  cairo_rectangle(cairo_, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
  cairo_fill(cairo_);
}

void PdfCanvas::outline(const domain::Box& box, double width_pt, const Colour& colour, bool dashed) {
  const double dashes[] = {1.4, 1};
  use(cairo_, colour);
  cairo_set_dash(cairo_, dashes, dashed ? 2 : 0, 0);
  outline(box, width_pt);
  cairo_set_dash(cairo_, dashes, 0, 0);
}

void PdfCanvas::disc(const Corner& centre, double radius_mm, const Colour& colour) {
  use(cairo_, colour);
  cairo_new_path(cairo_);
  cairo_arc(cairo_, centre[0], centre[1], radius_mm, 0, 2 * std::numbers::pi);
  cairo_fill(cairo_);
}

void PdfCanvas::polygon(const std::vector<Corner>& corners, const Colour& colour) {
  use(cairo_, colour);
  path(cairo_, corners);
  cairo_close_path(cairo_);
  cairo_fill(cairo_);
}

void PdfCanvas::stroke(const std::vector<Corner>& corners, double width_mm, const Colour& colour) {
  use(cairo_, colour);
  cairo_set_line_width(cairo_, width_mm);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
  path(cairo_, corners);
  cairo_stroke(cairo_);
}

// Cairo writes the bytes into the PDF as they are; the surface's own pixels are never looked at.
void PdfCanvas::picture(const Jpeg& jpeg, const domain::Box& box) {
  using Surface = base::Handle<cairo_surface_t, cairo_surface_destroy>;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, jpeg.width, jpeg.height));
  auto kept = std::make_unique<base::Bytes>(jpeg.bytes);
  const auto status = cairo_surface_set_mime_data(
      surface.get(), CAIRO_MIME_TYPE_JPEG, kept->data(), kept->size(),
      [](void* bytes) { delete static_cast<base::Bytes*>(bytes); }, kept.get());
  if (status != CAIRO_STATUS_SUCCESS) return;
  static_cast<void>(kept.release());  // the surface's now
  cairo_save(cairo_);
  cairo_translate(cairo_, box.x_mm, box.y_mm);
  cairo_scale(cairo_, box.width_mm / jpeg.width, box.height_mm / jpeg.height);
  cairo_set_source_surface(cairo_, surface.get(), 0, 0);
  cairo_rectangle(cairo_, 0, 0, jpeg.width, jpeg.height);
  cairo_fill(cairo_);
  cairo_restore(cairo_);
}

}  // namespace paper
