#include "paper/typesetter.hpp"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <unordered_map>

#include "base/unique_handle.hpp"

namespace paper {

namespace {

namespace fs = std::filesystem;

template <class T>
using Object = base::Handle<T, g_object_unref>;

constexpr double kFromPango = kPoint / PANGO_SCALE;

// The pinned face, then the full face it was cut from, then whatever else the machine has.
struct Family {
  const char* names;
  PangoWeight weight;
};
Family familyOf(Face face) {
  switch (face) {
    case Face::serif:
      return {"Hall Serif,Noto Serif CJK SC,Noto Sans CJK SC", PANGO_WEIGHT_NORMAL};
    case Face::serif_bold:
      return {"Hall Serif,Noto Serif CJK SC,Noto Sans CJK SC", PANGO_WEIGHT_BOLD};
    case Face::sans:
      return {"Hall Sans,Noto Sans CJK SC", PANGO_WEIGHT_NORMAL};
    case Face::kai:
      return {"Hall Kai,LXGW WenKai,Noto Serif CJK SC", PANGO_WEIGHT_NORMAL};
  }
  return {"Hall Serif", PANGO_WEIGHT_NORMAL};
}

// Nothing of the user's or the machine's fontconfig rules: the same page everywhere.
std::string privateConfiguration(const fs::path& folder) {
  const auto escaped = base::Handle<gchar, g_free>(g_markup_escape_text(folder.c_str(), -1));
  return fmt::format(
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
      "<dir>{}</dir><dir>/usr/share/fonts</dir><cachedir>/var/cache/fontconfig</cachedir>"
      "<cachedir prefix=\"xdg\">fontconfig</cachedir></fontconfig>",
      escaped.get());
}

// Characters that draw nothing, or reorder what is drawn: on a form they could only mislead.
bool mayStandOnPaper(gunichar c) {
  if (c == '\n') return true;
  switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return false;
    default:
      return true;
  }
}

// Marks pile up on their letter; a tower of them would be drawn over the neighbouring fields.
constexpr int kMostMarks = 3;

auto unprintable(const std::string& place, gunichar c) {
  char spelled[8] = {};
  if (mayStandOnPaper(c)) g_unichar_to_utf8(c, spelled);
  const auto point = fmt::format("U+{:04X}", static_cast<unsigned>(c));
  return base::fail("field_unprintable", place, "no font can draw " + point,
                    {*spelled ? spelled : point, point});
}

base::Status checkCharacters(const std::string& text, const std::string& place) {
  if (!g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr))
    return base::fail("field_unprintable", place, "the text is not UTF-8", {"?", "UTF-8"});
  int marks = 0;
  for (const char* p = text.c_str(); p < text.c_str() + text.size(); p = g_utf8_next_char(p)) {
    const auto c = g_utf8_get_char(p);
    marks = g_unichar_ismark(c) ? marks + 1 : 0;
    if (!mayStandOnPaper(c) || marks > kMostMarks) return unprintable(place, c);
  }
  return {};
}

}  // namespace

struct Typesetter::Body {
  base::Handle<FcConfig, FcConfigDestroy> config;
  Object<PangoFontMap> map;
  Object<PangoContext> context;
  Object<PangoLayout> layout;
  base::Handle<PangoFontDescription, pango_font_description_free> faces[4];
  std::vector<cairo_font_face_t*> fonts;  // owned
  std::unordered_map<cairo_font_face_t*, int> numbers;

  ~Body() {
    for (auto* font : fonts) cairo_font_face_destroy(font);
  }
  int numberOf(PangoFont* font);
  base::Result<GlyphRun> run(PangoLayoutRun* run, const char* text, double x_mm, Line& line,
                             const std::string& place);
  base::Result<Line> line(PangoLayoutLine* from, const char* text, double indent_mm,
                          const std::string& place);
};

Typesetter::Typesetter() : body_(std::make_unique<Body>()) {}
Typesetter::~Typesetter() = default;

base::Result<std::unique_ptr<Typesetter>> Typesetter::open(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / "hall-serif-regular.otf", ignored))
    return base::fail("fonts_missing", folder.string(),
                      "the folder holds no pinned fonts; build the target fonts");
  std::unique_ptr<Typesetter> out(new Typesetter);
  auto& body = *out->body_;
  body.config.reset(FcConfigCreate());
  const auto text = privateConfiguration(fs::absolute(folder, ignored));
  if (!FcConfigParseAndLoadFromMemory(body.config.get(), reinterpret_cast<const FcChar8*>(text.c_str()),
                                      FcTrue) ||
      !FcConfigBuildFonts(body.config.get()))
    return base::fail("fonts_unreadable", folder.string(), "fontconfig could not read the fonts");
  body.map.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(body.map.get()), body.config.get());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(body.map.get()), 72);
  body.context.reset(pango_font_map_create_context(body.map.get()));
  pango_context_set_language(body.context.get(), pango_language_from_string("zh-cn"));
  pango_context_set_base_dir(body.context.get(), PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions(body.context.get(), FALSE);
  base::Handle<cairo_font_options_t, cairo_font_options_destroy> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(body.context.get(), options.get());
  body.layout.reset(pango_layout_new(body.context.get()));
  pango_layout_set_wrap(body.layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(body.layout.get(), FALSE);
  for (const auto face : {Face::serif, Face::serif_bold, Face::sans, Face::kai}) {
    auto& description = body.faces[static_cast<int>(face)];
    description.reset(pango_font_description_new());
    pango_font_description_set_family_static(description.get(), familyOf(face).names);
    pango_font_description_set_weight(description.get(), familyOf(face).weight);
  }
  return out;
}

int Typesetter::Body::numberOf(PangoFont* font) {
  auto* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
  auto* face = cairo_scaled_font_get_font_face(scaled);
  const auto [found, added] = numbers.emplace(face, static_cast<int>(fonts.size()));
  if (added) fonts.push_back(cairo_font_face_reference(face));
  return found->second;
}

base::Result<GlyphRun> Typesetter::Body::run(PangoLayoutRun* run, const char* text, double x_mm, Line& line,
                                             const std::string& place) {
  GlyphRun out;
  out.font = numberOf(run->item->analysis.font);
  out.x_mm = x_mm;
  out.text.assign(text + run->item->offset, static_cast<std::size_t>(run->item->length));
  PangoGlyphItemIter iter;
  double x = 0;
  for (bool more = pango_glyph_item_iter_init_start(&iter, run, text); more;
       more = pango_glyph_item_iter_next_cluster(&iter)) {
    const double cluster_x = x;
    const auto before = out.glyphs.size();
    for (int g = iter.start_glyph; g < iter.end_glyph; ++g) {
      const auto& info = run->glyphs->glyphs[g];
      const double advance = info.geometry.width * kFromPango;
      if (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG)
        return unprintable(place, info.glyph & ~static_cast<PangoGlyph>(PANGO_GLYPH_UNKNOWN_FLAG));
      if (info.glyph == 0) return unprintable(place, g_utf8_get_char(text + iter.start_index));
      if (info.glyph != PANGO_GLYPH_EMPTY)
        out.glyphs.push_back({info.glyph, x + info.geometry.x_offset * kFromPango,
                              info.geometry.y_offset * kFromPango, advance});
      x += advance;
    }
    out.clusters.push_back({iter.end_index - iter.start_index, static_cast<int>(out.glyphs.size() - before)});
    line.edges.push_back({static_cast<std::size_t>(iter.start_index), x_mm + cluster_x, x - cluster_x});
  }
  return out;
}

base::Result<Line> Typesetter::Body::line(PangoLayoutLine* from, const char* text, double indent_mm,
                                          const std::string& place) {
  Line out;
  double x = from->is_paragraph_start ? indent_mm : 0;
  for (const auto* item = from->runs; item; item = item->next) {
    auto* piece = static_cast<PangoLayoutRun*>(item->data);
    auto one = run(piece, text, x, out, place);
    if (!one) return base::fail(one.error());
    x += pango_glyph_string_get_width(piece->glyphs) * kFromPango;
    out.runs.push_back(std::move(*one));
  }
  out.width_mm = x;
  const auto next = static_cast<std::size_t>(from->start_index + from->length);
  out.end_byte = next;
  out.ends_paragraph = text[next] == '\n' || text[next] == '\0';
  return out;
}

base::Result<std::vector<Line>> Typesetter::set(const std::string& text, const Setting& setting,
                                                const std::string& place) {
  if (auto ok = checkCharacters(text, place); !ok) return base::fail(ok.error());
  auto* layout = body_->layout.get();
  auto* description = body_->faces[static_cast<int>(setting.face)].get();
  pango_font_description_set_absolute_size(description, setting.size_pt * PANGO_SCALE);
  pango_layout_set_font_description(layout, description);
  pango_layout_set_width(layout, static_cast<int>(setting.width_mm / kFromPango));
  pango_layout_set_indent(layout, static_cast<int>(setting.indent_mm / kFromPango));
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  std::vector<Line> out;
  for (const auto* item = pango_layout_get_lines_readonly(layout); item; item = item->next) {
    auto one = body_->line(static_cast<PangoLayoutLine*>(item->data), pango_layout_get_text(layout),
                           setting.indent_mm, place);
    if (!one) return base::fail(one.error());
    for (auto& run : one->runs) run.size_pt = setting.size_pt;
    out.push_back(std::move(*one));
  }
  return out;
}

cairo_font_face_t* Typesetter::font(int number) const {
  return body_->fonts[static_cast<std::size_t>(number)];
}

}  // namespace paper
