// What takes the whole window: the flash of a moment, and a configuration that was refused.
#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {

using domain::Grade;
using ui::Align;
using ui::Color;
using ui::Rect;
using ui::Weight;

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
