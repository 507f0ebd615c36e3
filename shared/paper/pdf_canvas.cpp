#include "paper/pdf_canvas.hpp"

#include <cairo-pdf.h>

#include <bit>
#include <cstring>
#include <numbers>

#include "paper/page.hpp"

namespace paper {

namespace {

constexpr double kPoints = 72 / 25.4;  // of a millimetre

cairo_status_t append(void* to, const unsigned char* data, unsigned int length) {
  auto& bytes = *static_cast<base::Bytes*>(to);
  bytes.insert(bytes.end(), data, data + length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

PdfCanvas::PdfCanvas(const Typesetter& typesetter, const std::string& title, base::UnixSeconds created)
    : typesetter_(typesetter) {
  surface_ =
      cairo_pdf_surface_create_for_stream(append, &bytes_, page::kWidth * kPoints, page::kHeight * kPoints);
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, title.c_str());
  // Fixed by the caller, or the same content would give other bytes each time.
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE, base::toRfc3339(created).c_str());
  cairo_ = cairo_create(surface_);
  cairo_scale(cairo_, kPoints, kPoints);
}

PdfCanvas::~PdfCanvas() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void PdfCanvas::draw(const Page& page) {
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  rules(page.rules);
  for (const auto& run : page.glyphs) glyphs(run);
  for (const auto& one : page.ink) stroke(one);
}

void PdfCanvas::drawLine(const Line& line, double x_mm, double baseline_mm, double grey) {
  cairo_set_source_rgb(cairo_, grey, grey, grey);
  for (auto run : line.runs) {
    run.x_mm += x_mm;
    run.y_mm += baseline_mm;
    glyphs(run);
  }
  cairo_set_source_rgb(cairo_, 0, 0, 0);
}

void PdfCanvas::drawTurned(const Line& line, double x_mm, double baseline_mm, double degrees, double grey) {
  cairo_save(cairo_);
  cairo_translate(cairo_, page::kWidth / 2, page::kHeight / 2);
  cairo_rotate(cairo_, degrees * std::numbers::pi / 180);
  drawLine(line, x_mm, baseline_mm, grey);
  cairo_restore(cairo_);
}

void PdfCanvas::fill(const domain::Box& box, bool white) {
  cairo_set_source_rgb(cairo_, white, white, white);
  cairo_rectangle(cairo_, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
  cairo_fill(cairo_);
  cairo_set_source_rgb(cairo_, 0, 0, 0);
}

void PdfCanvas::outline(const domain::Box& box, double width_pt) {
  cairo_set_line_width(cairo_, width_pt * kPoint);
  cairo_rectangle(cairo_, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
  cairo_stroke(cairo_);
}

// A stencil of one bit a module, enlarged without smoothing: half a kilobyte where rectangles took twelve and
// 5 ms.
void PdfCanvas::modules(const qr::Modules& modules, double x_mm, double y_mm, double module_mm) {
  using Surface = base::Handle<cairo_surface_t, cairo_surface_destroy>;
  const Surface stencil(cairo_image_surface_create(CAIRO_FORMAT_A1, modules.size, modules.size));
  auto* bits = cairo_image_surface_get_data(stencil.get());
  const int stride = cairo_image_surface_get_stride(stencil.get());
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x) {
      if (!modules.at(x, y)) continue;
      std::uint32_t word =
          0;  // A1 is kept in words of the machine's byte order, the first pixel in the lowest bit
      auto* at = bits + y * stride + x / 32 * 4;
      std::memcpy(&word, at, 4);
      word |= std::endian::native == std::endian::little ? 1u << (x % 32) : 0x80000000u >> (x % 32);
      std::memcpy(at, &word, 4);
    }
  cairo_surface_mark_dirty(stencil.get());
  cairo_save(cairo_);
  cairo_translate(cairo_, x_mm, y_mm);
  cairo_scale(cairo_, module_mm, module_mm);
  const base::Handle<cairo_pattern_t, cairo_pattern_destroy> pattern(
      cairo_pattern_create_for_surface(stencil.get()));
  cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
  cairo_mask(cairo_, pattern.get());
  cairo_restore(cairo_);
}

void PdfCanvas::endPage() { cairo_show_page(cairo_); }

base::Result<base::Bytes> PdfCanvas::finish() {
  const auto drawn = cairo_status(cairo_);
  cairo_surface_finish(surface_);
  const auto written = cairo_surface_status(surface_);
  const auto status = drawn != CAIRO_STATUS_SUCCESS ? drawn : written;
  if (status != CAIRO_STATUS_SUCCESS) return base::fail("pdf_failed", "", cairo_status_to_string(status));
  return std::move(bytes_);
}

void PdfCanvas::glyphs(const GlyphRun& run) {
  std::vector<cairo_glyph_t> placed;
  placed.reserve(run.glyphs.size());
  for (const auto& glyph : run.glyphs)
    placed.push_back({glyph.index, run.x_mm + glyph.x_mm, run.y_mm + glyph.y_mm});
  std::vector<cairo_text_cluster_t> clusters;
  clusters.reserve(run.clusters.size());
  for (const auto& cluster : run.clusters) clusters.push_back({cluster.bytes, cluster.glyphs});
  cairo_set_font_face(cairo_, typesetter_.font(run.font));
  cairo_set_font_size(cairo_, run.size_pt * kPoint);
  cairo_show_text_glyphs(cairo_, run.text.data(), static_cast<int>(run.text.size()), placed.data(),
                         static_cast<int>(placed.size()), clusters.data(), static_cast<int>(clusters.size()),
                         static_cast<cairo_text_cluster_flags_t>(0));
}

void PdfCanvas::rules(const std::vector<Rule>& rules) {
  const double dashes[] = {1.2, 0.9};
  for (const auto& rule : rules) {
    cairo_set_line_width(cairo_, rule.width_pt * kPoint);
    cairo_set_line_cap(cairo_, rule.dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_SQUARE);
    cairo_set_dash(cairo_, dashes, rule.dashed ? 2 : 0, 0);
    cairo_move_to(cairo_, rule.x1, rule.y1);
    cairo_line_to(cairo_, rule.x2, rule.y2);
    cairo_stroke(cairo_);
  }
  cairo_set_dash(cairo_, dashes, 0, 0);
}

// From middle to middle of neighbouring points, bent at each point, every piece as wide as the pen was there.
void PdfCanvas::stroke(const InkStroke& stroke) {
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
  const auto middle = [](const InkPoint& a, const InkPoint& b) {
    return InkPoint{(a.x_mm + b.x_mm) / 2, (a.y_mm + b.y_mm) / 2, (a.width_mm + b.width_mm) / 2};
  };
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const auto& at = stroke[i];
    const auto from = i == 0 ? at : middle(stroke[i - 1], at);
    const auto to = i + 1 == stroke.size() ? at : middle(at, stroke[i + 1]);
    const auto near = [](double a, double b) { return a + (b - a) * 2 / 3; };
    cairo_set_line_width(cairo_, at.width_mm);
    cairo_move_to(cairo_, from.x_mm, from.y_mm);
    cairo_curve_to(cairo_, near(from.x_mm, at.x_mm), near(from.y_mm, at.y_mm), near(to.x_mm, at.x_mm),
                   near(to.y_mm, at.y_mm), to.x_mm, to.y_mm);
    cairo_stroke(cairo_);
  }
}

}  // namespace paper
