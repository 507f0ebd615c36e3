// What lies over everything for a moment: a quiet line of what a key did, the flash, a refused configuration.
#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {

using domain::Grade;
using ui::Align;
using ui::Color;
using ui::Rect;
using ui::Weight;

void drawSaid(const Model& model, ui::Ui& ui) {
  if (model.said.empty()) return;
  const bool hindered = model.said.starts_with("hindrance.");
  const auto words = ui.t(hindered ? "desk." + model.said : "desk.said." + model.said);
  const ui::TextStyle style{.size = 26, .color = {255, 255, 255}, .weight = Weight::medium};
  const auto size = ui.size();
  const float wide = std::min(ui.measure(words, style, 0).width + 110, size.width - 80);
  const Rect pill{size.width / 2 - wide / 2, size.height - 92, wide, 66};
  ui.shadow({pill.x, pill.y + 6, pill.width, pill.height}, 33, 24, {0, 0, 0, 90});
  ui.fill(pill, {0x14, 0x20, 0x36}, 33);
  ui.stroke(pill, {0x5A, 0x70, 0x98}, 2, 33);
  ui.icon(hindered ? "warning" : "info", {pill.x + 26, pill.centre().y - 17, 34, 34}, {255, 255, 255});
  drawFitted(ui, {pill.x + 76, pill.y, pill.width - 100, pill.height}, words, style);
}

void drawFlash(const Model& model, ui::Ui& ui) {
  if (!model.flash) return;
  const auto look = lookOf(model.flash->grade, ui.theme());
  const auto size = ui.size();
  ui.gradient({0, 0, size.width, size.height}, look.from, look.to);
  const float radius = std::min(size.width, size.height) * 0.27f;
  const ui::Point centre{size.width / 2, size.height / 2 - radius * 0.28f};
  drawShape(ui, model.flash->grade, centre, radius, {255, 255, 255}, look.from);
  ui.text({40, centre.y + radius * 1.16f, size.width - 80, 160}, wordOf(ui, model.flash->grade),
          {.size = 116,
           .color = {255, 255, 255},
           .weight = Weight::bold,
           .align = Align::centre,
           .line_spacing = 1.2f});
}

// The configuration was refused: the sentences that hall-provision would print, and nothing to press.
void drawRefusal(const Model& model, ui::Ui& ui) {
  const auto screen = ui.size();
  const float edge = ui.portrait() ? 40 : 160;
  const Rect card{edge, 120, screen.width - 2 * edge, screen.height - 240};
  drawCard(ui, card);
  const auto look = lookOf(Grade::bad, ui.theme());
  drawShape(ui, Grade::bad, {card.x + 120, card.y + 120}, 52, look.ink, signOn(ui.theme()));
  drawFitted(ui, {card.x + 208, card.y + 66, card.width - 260, 62}, ui.t("desk.refused_title"),
             {.size = 42, .color = ui.theme().ink, .weight = Weight::bold});
  ui.text({card.x + 208, card.y + 132, card.width - 260, 72}, ui.t("desk.refused_more"),
          {.size = 26, .color = ui.theme().ink_soft, .max_lines = 2});
  ui.fill({card.x + 64, card.y + 220, card.width - 128, 2}, ui.theme().line);
  const Rect words{card.x + 64, card.y + 250, card.width - 128, card.height - 300};
  const ui::TextStyle style{.size = 27, .color = ui.theme().ink, .max_lines = 0, .line_spacing = 1.5f};
  ui.scroll("problems", words, ui.measure(model.refusal, style, words.width - 24).height, [&](float top) {
    ui.text({words.x, top, words.width - 24, words.height}, model.refusal, style);
  });
}

}  // namespace verifier::desk
