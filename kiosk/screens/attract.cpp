#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/hero.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::attract {
namespace {

constexpr ui::Color kWhite{255, 255, 255}, kMist{0xDC, 0xE8, 0xFF};

// A sealed sheet with a tick: what people come for, without a word.
void illustration(ui::Ui& ui, ui::Rect box) {
  const auto& theme = ui.theme();
  const float tall = box.height, wide = tall * 0.74f;
  const ui::Rect back{box.centre().x - wide / 2 + 56, box.y + 36, wide, tall - 36};
  ui.fill(back, {255, 255, 255, 70}, 24);
  const ui::Rect sheet{box.centre().x - wide / 2, box.y, wide, tall - 36};
  ui.shadow({sheet.x, sheet.y + 16, sheet.width, sheet.height}, 24, 40, {0, 10, 40, 110});
  ui.fill(sheet, kWhite, 24);
  const float unit = sheet.height / 16;
  ui.fill({sheet.x + wide * 0.28f, sheet.y + unit * 1.5f, wide * 0.44f, unit * 0.8f}, theme.ink, unit * 0.2f);
  for (int row = 0; row < 4; ++row) {
    const float y = sheet.y + unit * (3.8f + static_cast<float>(row) * 1.5f);
    ui.fill({sheet.x + wide * 0.12f, y, wide * 0.2f, unit * 0.5f}, theme.line, unit * 0.25f);
    ui.fill({sheet.x + wide * 0.38f, y, wide * (row % 2 ? 0.36f : 0.5f), unit * 0.5f}, {0xB9, 0xC6, 0xDC},
            unit * 0.25f);
  }
  const float side = unit * 4;
  ui.icon("qr", {sheet.x + wide * 0.12f, sheet.bottom() - side - unit * 1.3f, side, side}, theme.ink);
  ui.icon("signature", {sheet.x + wide * 0.52f, sheet.bottom() - side - unit * 1.2f, side, side},
          theme.accent_deep);
  const ui::Point tick{sheet.right() - 6, sheet.bottom() - 10};
  ui.circle(tick, unit * 1.9f + 10, kBlue);
  ui.circle(tick, unit * 1.9f, theme.green);
  ui.icon("check", {tick.x - unit * 1.2f, tick.y - unit * 1.2f, unit * 2.4f, unit * 2.4f}, kWhite);
}

void invitation(ui::Ui& ui, ui::Rect button) {
  ui.shadow({button.x, button.y + 10, button.width, button.height}, button.height / 2, 30, {0, 10, 40, 110});
  ui.fill(button, kWhite, button.height / 2);
  const std::string label = ui.t("kiosk.attract.begin");
  const auto style = fitted(ui, {button.width - 220, button.height}, label,
                            {.size = 52, .color = kDeep, .weight = ui::Weight::bold}, 34);
  const float wide = ui.measure(label, style, 0).width, left = button.centre().x - (wide + 96) / 2;
  ui.icon("hand-tap", {left, button.centre().y - 36, 72, 72}, kDeep);
  ui.textMiddle({left + 96, button.y, wide + 4, button.height}, label, style);
}

void words(ui::Ui& ui, ui::Rect box, ui::Align align) {
  const ui::TextStyle big{.size = 92,
                          .color = kWhite,
                          .weight = ui::Weight::bold,
                          .align = align,
                          .max_lines = 2,
                          .line_spacing = 1.25f};
  const ui::TextStyle small{.size = 38, .color = kMist, .align = align, .max_lines = 3, .line_spacing = 1.5f};
  const std::string title = ui.t("kiosk.attract.title");
  const auto style = fitted(ui, {box.width, 250}, title, big, 56);
  const float taken = ui.text(box, title, style).height;
  ui.text({box.x, box.y + taken + 24, box.width, 180}, ui.t("kiosk.attract.text"), small);
}

// What doesn't work now, said before somebody types a password. At the very bottom, quiet but readable.
void trouble(const Model& model, ui::Ui& ui, ui::Rect line) {
  const std::string sentence = printerSentence(model, ui);
  if (sentence.empty()) {
    ui.textMiddle(line, ui.t("kiosk.attract.place", {model.device_name, model.location}),
                  {.size = 28, .color = kMist, .align = ui::Align::centre});
    return;
  }
  ui.fill(line, ui.theme().amber_soft, 24);
  const auto ink = colorsOf(ui.theme(), Tone::caution).ink;
  ui.icon("warning", {line.x + 28, line.centre().y - 26, 52, 52}, ink);
  fitText(ui, {line.x + 100, line.y, line.width - 128, line.height}, sentence,
          {.size = 30, .color = ink, .max_lines = 2}, 24);
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto size = ui.size();
  const float top = headerHeight(ui), margin = ui.theme().margin;
  hero(ui, {0, 0, size.width, size.height}, 0);
  if (ui.tapped("begin", {0, top, size.width, size.height - top})) action = action::Go{Destination::home};
  header(model, ui, action);
  const bool portrait = ui.portrait();
  const float low = size.height - margin - 84;
  if (portrait) {
    words(ui, {margin + 24, 300, size.width - 2 * margin - 48, 460}, ui::Align::centre);
    illustration(ui, {margin, 790, size.width - 2 * margin, 500});
    invitation(ui, {margin + 80, 1440, size.width - 2 * margin - 160, 168});
  } else {
    words(ui, {margin + 60, 270, 960, 400}, ui::Align::start);
    illustration(ui, {1180, 220, 640, 600});
    invitation(ui, {margin + 60, 690, 760, 150});
  }
  trouble(model, ui, {margin, low, size.width - 2 * margin, 84});
  return action;
}

std::vector<ScreenPreview> previews() {
  Model jam = samples::resting();
  jam.printer = {true, {"media-jam"}, {}};
  return {{"attract", samples::resting()}, {"attract-printer-jam", jam}};
}

}  // namespace kiosk::attract
