// The scan beside the page as it was issued, or laid over it, with every mark outlined.
#include <algorithm>
#include <cmath>

#include "verifier/desk/mark_look.hpp"

namespace verifier::desk {
namespace {

using ui::Color;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr float kTitle = 44, kSlider = 76;
constexpr double kPageWidthMm = 210;

// Tells one page's pictures from another's: the room's pictures are kept by name and version.
std::string keyOf(const Model& model, const char* which) {
  return std::string(which) + ':' + std::to_string(model.selected.value_or(0)) + ':' +
         std::to_string(model.page);
}
int versionOf(const void* picture) {
  return static_cast<int>(reinterpret_cast<std::uintptr_t>(picture) >> 4 & 0x7FFFFFFF);
}

Rect fit(const base::Image& image, Rect into) {
  const float wide = static_cast<float>(image.width), high = static_cast<float>(image.height);
  const float scale = std::min(into.width / wide, into.height / high);
  return {into.centre().x - wide * scale / 2, into.y, wide * scale, high * scale};
}

Rect onPage(const domain::Box& box, Rect page, float margin) {
  const float scale = page.width / static_cast<float>(kPageWidthMm);
  return Rect{page.x + static_cast<float>(box.x_mm) * scale, page.y + static_cast<float>(box.y_mm) * scale,
              static_cast<float>(box.width_mm) * scale, static_cast<float>(box.height_mm) * scale}
      .inset(-margin);
}

void drawOutlines(const Model& model, const std::vector<Mark>& marks, ui::Ui& ui, Rect page) {
  ui.clip(page, [&] {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const bool chosen = model.compare->mark == i;
      const auto place = onPage(marks[i].box, page, chosen ? 3 : 0);
      if (chosen) ui.stroke(place.inset(-4), {0x0F, 0x47, 0xB4}, 4, 8);
      drawMarkBox(ui, marks[i], place, 3);
      drawMarkNumber(ui, marks[i], i + 1, {place.right() + (chosen ? 5.0f : 1.0f), place.centre().y}, 20);
    }
  });
}

void drawPaper(ui::Ui& ui, Rect page) {
  ui.shadow({page.x, page.y + 6, page.width, page.height}, 4, 22, {0x10, 0x20, 0x40, 70});
  ui.fill(page, {255, 255, 255});
}

void drawTitled(ui::Ui& ui, Rect rect, const char* icon, const std::string& words) {
  ui.icon(icon, {rect.x, rect.centre().y - 15, 30, 30}, accentInk(ui.theme()));
  drawFitted(ui, {rect.x + 40, rect.y, rect.width - 40, rect.height}, words,
             {.size = 25, .color = ui.theme().ink, .weight = Weight::bold});
}

void drawScan(const Model& model, const PageLook& look, ui::Ui& ui, Rect page, std::uint8_t opacity = 255) {
  const auto& scan = look.comparison->aligned;
  ui.picture(keyOf(model, "scan"), versionOf(&scan), scan, page, {.opacity = opacity});
}
void drawIssued(const Model& model, const PageLook& look, ui::Ui& ui, Rect page) {
  ui.picture(keyOf(model, "issued"), versionOf(look.issued.get()), *look.issued, page);
}

void drawBeside(const Model& model, const PageLook& look, const std::vector<Mark>& marks, ui::Ui& ui,
                Rect rect) {
  const float half = (rect.width - 28) / 2;
  for (const bool scan : {true, false}) {
    const Rect side{scan ? rect.x : rect.x + half + 28, rect.y, half, rect.height};
    const auto page =
        fit(look.comparison->aligned, {side.x, side.y + kTitle, side.width, side.height - kTitle - 8});
    drawTitled(ui, {page.x, side.y, page.width, kTitle}, scan ? "scanner" : "document-check",
               ui.t(scan ? "desk.this_paper" : "desk.as_issued"));
    drawPaper(ui, page);
    if (scan)
      drawScan(model, look, ui, page);
    else if (look.issued)
      drawIssued(model, look, ui, page);
    drawOutlines(model, marks, ui, page);
  }
}

// 0 is the page as it was issued, 1 the scan. The whole track can be pulled.
Action drawSlider(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& theme = ui.theme();
  const float label = 150;
  ui.textMiddle({rect.x, rect.y, label, rect.height}, ui.t("desk.as_issued"),
                {.size = 23, .color = theme.ink, .weight = Weight::medium, .align = ui::Align::end});
  ui.textMiddle({rect.right() - label, rect.y, label, rect.height}, ui.t("desk.this_paper"),
                {.size = 23, .color = theme.ink, .weight = Weight::medium});
  const float aside = label + 92;  // the words and the arrow keys
  const Rect track{rect.x + aside, rect.centre().y - 6, rect.width - 2 * aside, 12};
  const float knob = track.x + track.width * static_cast<float>(model.compare->blend);
  ui.fill(track, theme.line, 6);
  ui.fill({track.x, track.y, knob - track.x, track.height}, accentInk(theme), 6);
  ui.circle({knob, track.centre().y}, 24, accentInk(theme));
  ui.circle({knob, track.centre().y}, 16, theme.surface);
  drawKey(ui, {track.x - keyWidth(ui, "←") - 32, rect.centre().y}, "←", theme.ink_soft);
  drawKey(ui, {track.right() + 32, rect.centre().y}, "→", theme.ink_soft);
  const auto trail = ui.touchTrail("blend", {track.x, rect.y, track.width, rect.height});
  if (trail.empty()) return {};
  return {Kind::set_blend, 0, std::clamp(static_cast<double>(trail.back().at.x / track.width), 0.0, 1.0)};
}

Action drawBlended(const Model& model, const PageLook& look, const std::vector<Mark>& marks, ui::Ui& ui,
                   Rect rect) {
  const auto page = fit(look.comparison->aligned, {rect.x, rect.y, rect.width, rect.height - kSlider});
  drawPaper(ui, page);
  if (look.issued) drawIssued(model, look, ui, page);
  drawScan(model, look, ui, page, static_cast<std::uint8_t>(std::lround(model.compare->blend * 255)));
  drawOutlines(model, marks, ui, page);
  const float wide = std::min(rect.width, 1000.0f);
  return drawSlider(model, ui,
                    {rect.centre().x - wide / 2, rect.bottom() - kSlider + 10, wide, kSlider - 10});
}

// A piece of the page around the mark, as wide as its card; millimetres.
domain::Box pieceOf(const Mark& mark, float shape) {
  domain::Box piece{0, 0, std::max(44.0, mark.box.width_mm * 1.25 + 8), 0};
  piece.height_mm = std::max(piece.width_mm * shape, mark.box.height_mm + 6);
  piece.width_mm = std::min(kPageWidthMm, piece.height_mm / shape);
  piece.height_mm = piece.width_mm * shape;
  const auto around = [](double at, double size, double piece_size, double page) {
    return std::clamp(at + size / 2 - piece_size / 2, 0.0, std::max(0.0, page - piece_size));
  };
  piece.x_mm = around(mark.box.x_mm, mark.box.width_mm, piece.width_mm, kPageWidthMm);
  piece.y_mm = around(mark.box.y_mm, mark.box.height_mm, piece.height_mm, 297);
  return piece;
}

void drawPiece(const Model& model, const PageLook& look, const Mark& mark, bool scan, ui::Ui& ui, Rect rect) {
  const auto* picture = scan ? &look.comparison->aligned : look.issued.get();
  ui.fill(rect, {255, 255, 255});
  if (!picture) return;
  const auto piece = pieceOf(mark, rect.height / rect.width);
  const float px = static_cast<float>(picture->width / kPageWidthMm);
  const Rect part{static_cast<float>(piece.x_mm) * px, static_cast<float>(piece.y_mm) * px,
                  static_cast<float>(piece.width_mm) * px, static_cast<float>(piece.height_mm) * px};
  ui.picture(keyOf(model, scan ? "scan" : "issued"), versionOf(picture), *picture, rect, {.part = part});
  const float scale = rect.width / static_cast<float>(piece.width_mm);
  const auto place = [&](const domain::Box& box) {
    return Rect{rect.x + static_cast<float>(box.x_mm - piece.x_mm) * scale,
                rect.y + static_cast<float>(box.y_mm - piece.y_mm) * scale,
                static_cast<float>(box.width_mm) * scale, static_cast<float>(box.height_mm) * scale};
  };
  ui.clip(rect, [&] {
    ui.stroke(place(mark.box).inset(-5), lookOf(mark).ink, 3, 6);
    if (scan && mark.worst.width_mm > 0)
      ui.fill({place(mark.worst).x, place(mark.worst).bottom() + 1, place(mark.worst).width, 5},
              lookOf(mark).ink);
  });
}

}  // namespace

Action drawComparedPages(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& look = *selectedLook(model);
  const auto marks = marksOf(*look.comparison);
  if (model.compare->mode == CompareView::Mode::blended) return drawBlended(model, look, marks, ui, rect);
  drawBeside(model, look, marks, ui, rect);
  return {};
}

// The chosen mark, enlarged: the paper in hand over what was issued, so that digits stand under each other.
void drawEnlarged(const Model& model, const Mark& mark, ui::Ui& ui, Rect rect) {
  const auto& look = *selectedLook(model);
  const float half = (rect.height - 12) / 2;
  for (const bool scan : {true, false}) {
    const Rect side{rect.x, scan ? rect.y : rect.y + half + 12, rect.width, half};
    drawTitled(ui, {side.x, side.y, side.width, kTitle}, scan ? "scanner" : "document-check",
               ui.t(scan ? "desk.this_paper" : "desk.as_issued"));
    const Rect piece{side.x, side.y + kTitle, side.width, side.height - kTitle};
    ui.stroke(piece.inset(-2), ui.theme().line, 2, 6);
    drawPiece(model, look, mark, scan, ui, piece);
  }
}

}  // namespace verifier::desk
