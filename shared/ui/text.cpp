#include "ui/text.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <cmath>

#include "base/unique_handle.hpp"

namespace ui {
namespace {

// The user's own fontconfig settings would change golden pictures and kiosks alike, so nothing but this
// counts.
constexpr const char* kFontSettings =
    R"(<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
  <dir>/usr/share/fonts</dir><cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>)";

// Noto's ideographs sit in an em box from 0.88 above to 0.12 below the baseline.
constexpr float kEmAscent = 0.88f;

using Layout = base::Handle<PangoLayout, g_object_unref>;

const char* familyName(Family family) {
  switch (family) {
    case Family::sans:
      return "Noto Sans CJK SC";
    case Family::serif:
      return "Noto Serif CJK SC";
    case Family::mono:
      return "Noto Sans Mono CJK SC";
  }
  return "";
}

PangoWeight pangoWeight(Weight weight) {
  switch (weight) {
    case Weight::regular:
      return PANGO_WEIGHT_NORMAL;
    case Weight::medium:
      return PANGO_WEIGHT_MEDIUM;
    case Weight::bold:
      return PANGO_WEIGHT_BOLD;
  }
  return PANGO_WEIGHT_NORMAL;
}

// Valid UTF-8 only, as Pango asks; what is broken shows as U+FFFD.
std::string valid(std::string_view text) {
  gchar* made = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string out(made);
  g_free(made);
  return out;
}

struct Box {
  int left = 0, top = 0, right = 0, bottom = 0;
};

}  // namespace

std::string TextRequest::key() const {
  std::string key = text;
  for (const int part :
       {static_cast<int>(std::lround(size * 16)), static_cast<int>(weight), static_cast<int>(family),
        static_cast<int>(align), max_lines, static_cast<int>(std::lround(line_spacing * 100)), max_width})
    key += '\x1f' + std::to_string(part);
  return key;
}

struct TextPainter::Fonts {
  base::Handle<PangoFontMap, g_object_unref> map{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)};
  base::Handle<PangoContext, g_object_unref> context;

  Fonts() {
    FcConfig* settings = FcConfigCreate();
    FcConfigParseAndLoadFromMemory(settings, reinterpret_cast<const FcChar8*>(kFontSettings), FcTrue);
    FcConfigBuildFonts(settings);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map.get()), settings);
    FcConfigDestroy(settings);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 96);
    context.reset(pango_font_map_create_context(map.get()));
    pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    base::Handle<cairo_font_options_t, cairo_font_options_destroy> options(cairo_font_options_create());
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
  }

  Layout lay(const TextRequest& request) const {
    Layout layout(pango_layout_new(context.get()));
    base::Handle<PangoFontDescription, pango_font_description_free> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), familyName(request.family));
    pango_font_description_set_weight(font.get(), pangoWeight(request.weight));
    pango_font_description_set_absolute_size(font.get(), static_cast<double>(request.size) * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    if (request.max_width > 0) pango_layout_set_width(layout.get(), request.max_width * PANGO_SCALE);
    if (request.max_width > 0 && request.max_lines > 0) {
      pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
      pango_layout_set_height(layout.get(), -request.max_lines);
    }
    const auto text = valid(request.text);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }
};

TextPainter::TextPainter() : fonts_(std::make_unique<Fonts>()) {}
TextPainter::~TextPainter() = default;

namespace {

int lineCount(PangoLayout* layout, const TextRequest& request) {
  const int lines = pango_layout_get_line_count(layout);
  return request.max_lines > 0 ? std::min(lines, request.max_lines) : lines;
}

struct PlacedLine {
  PangoLayoutLine* line = nullptr;  // the layout owns it
  int x = 0, baseline = 0;          // pixels
};

float lineWidth(PangoLayoutLine* line) {
  PangoRectangle logical;
  pango_layout_line_get_extents(line, nullptr, &logical);
  return static_cast<float>(logical.width) / PANGO_SCALE;
}

float alignedStart(Align align, float room) {
  switch (align) {
    case Align::start:
      return 0;
    case Align::centre:
      return room / 2;
    case Align::end:
      return room;
  }
  return 0;
}

std::vector<PlacedLine> placeLines(PangoLayout* layout, const TextRequest& request) {
  std::vector<PlacedLine> placed;
  const float pitch = request.size * request.line_spacing;
  for (int i = 0; i < lineCount(layout, request); ++i) {
    auto* line = pango_layout_get_line_readonly(layout, i);
    const float room = request.max_width > 0 ? static_cast<float>(request.max_width) - lineWidth(line) : 0;
    const float middle = (pitch - request.size) / 2 + kEmAscent * request.size;
    placed.push_back({line, static_cast<int>(std::lround(alignedStart(request.align, room))),
                      static_cast<int>(std::lround(pitch * static_cast<float>(i) + middle))});
  }
  return placed;
}

Box inkBox(const std::vector<PlacedLine>& lines) {
  Box box{1 << 20, 1 << 20, -(1 << 20), -(1 << 20)};
  for (const auto& placed : lines) {
    PangoRectangle ink;
    pango_layout_line_get_extents(placed.line, &ink, nullptr);
    if (ink.width == 0) continue;
    pango_extents_to_pixels(&ink, nullptr);
    box = {std::min(box.left, placed.x + ink.x - 1), std::min(box.top, placed.baseline + ink.y - 1),
           std::max(box.right, placed.x + ink.x + ink.width + 1),
           std::max(box.bottom, placed.baseline + ink.y + ink.height + 1)};
  }
  return box;
}

Mask drawLines(const std::vector<PlacedLine>& lines, const Box& box) {
  Mask mask{box.left, box.top, box.right - box.left, box.bottom - box.top};
  base::Handle<cairo_surface_t, cairo_surface_destroy> surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, mask.width, mask.height));
  base::Handle<cairo_t, cairo_destroy> cairo(cairo_create(surface.get()));
  for (const auto& placed : lines) {
    cairo_move_to(cairo.get(), placed.x - box.left, placed.baseline - box.top);
    pango_cairo_show_layout_line(cairo.get(), placed.line);
  }
  cairo_surface_flush(surface.get());
  const auto* pixels = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  mask.alpha.reserve(static_cast<std::size_t>(mask.width) * static_cast<std::size_t>(mask.height));
  for (int y = 0; pixels && y < mask.height; ++y)
    mask.alpha.insert(mask.alpha.end(), pixels + y * stride, pixels + y * stride + mask.width);
  return mask;
}

}  // namespace

TextMetrics TextPainter::measure(const TextRequest& request) {
  const auto layout = fonts_->lay(request);
  const int lines = lineCount(layout.get(), request);
  TextMetrics metrics;
  for (int i = 0; i < lines; ++i)
    metrics.width = std::max(metrics.width, lineWidth(pango_layout_get_line_readonly(layout.get(), i)));
  metrics.height = request.size * request.line_spacing * static_cast<float>(lines);
  metrics.cut = pango_layout_is_ellipsized(layout.get()) || lines < pango_layout_get_line_count(layout.get());
  return metrics;
}

Mask TextPainter::paint(const TextRequest& request) {
  const auto layout = fonts_->lay(request);
  const auto lines = placeLines(layout.get(), request);
  const auto box = inkBox(lines);
  if (box.right <= box.left || box.bottom <= box.top) return {};
  return drawLines(lines, box);
}

bool TextPainter::drawable(std::string_view text) {
  TextRequest request;
  request.text = text;
  return pango_layout_get_unknown_glyphs_count(fonts_->lay(request).get()) == 0;
}

}  // namespace ui
