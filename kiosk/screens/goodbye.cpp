#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/hero.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::goodbye {
namespace {

constexpr ui::Color kWhite{255, 255, 255}, kMist{0xDC, 0xE8, 0xFF};

std::string keyOf(Goodbye why) {
  switch (why) {
    case Goodbye::signed_out:
      return "kiosk.goodbye.signed_out";
    case Goodbye::idle:
      return "kiosk.goodbye.idle";
    case Goodbye::done:
      return "kiosk.goodbye.done";
  }
  return "";
}

Model saying(Goodbye why) {
  Model model = samples::resting();
  model.screen = Screen::goodbye;
  model.goodbye = why;
  return model;
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto size = ui.size();
  hero(ui, {0, 0, size.width, size.height}, 0);
  header(model, ui, action);
  const float width = std::min(size.width - 160, 1100.0f), x = (size.width - width) / 2,
              middle = size.height * 0.44f;
  const ui::Point disc{size.width / 2, middle - 170};
  ui.circle(disc, 120, kWhite);
  ui.icon("shield-check", {disc.x - 72, disc.y - 72, 144, 144}, kBlue);
  const std::string key = keyOf(model.goodbye);
  const ui::TextStyle bold{.size = 72,
                           .color = kWhite,
                           .weight = ui::Weight::bold,
                           .align = ui::Align::centre,
                           .max_lines = 2,
                           .line_spacing = 1.25f};
  const float head =
      ui.text({x, middle, width, 200}, ui.t(key), fitted(ui, {width, 190}, ui.t(key), bold, 48)).height;
  ui.text({x, middle + head + 28, width, 200}, ui.t(key + "_text"),
          {.size = 38, .color = kMist, .align = ui::Align::centre, .max_lines = 3, .line_spacing = 1.5f});
  return action;
}

std::vector<ScreenPreview> previews() {
  return {{"goodbye", saying(Goodbye::signed_out)},
          {"goodbye-idle", saying(Goodbye::idle)},
          {"goodbye-done", saying(Goodbye::done)}};
}

}  // namespace kiosk::goodbye
