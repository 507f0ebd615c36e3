#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/hero.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::starting {

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto size = ui.size();
  hero(ui, {0, 0, size.width, size.height}, 0);
  header(model, ui, action);
  const float middle = size.height * 0.42f;
  ui.circle({size.width / 2, middle}, 130, {255, 255, 255, 30});
  ui.icon("building", {size.width / 2 - 80, middle - 80, 160, 160}, {255, 255, 255});
  const float width = size.width - 160;
  ui.text({80, middle + 180, width, 100}, ui.t("kiosk.starting"),
          {.size = 60, .color = {255, 255, 255}, .weight = ui::Weight::bold, .align = ui::Align::centre});
  ui.text({80, middle + 280, width, 60}, ui.t("kiosk.starting_text"),
          {.size = 34, .color = {0xDC, 0xE8, 0xFF}, .align = ui::Align::centre});
  return action;
}

std::vector<ScreenPreview> previews() {
  Model model;
  model.wall = samples::resting().wall;
  return {{"starting", model}};
}

}  // namespace kiosk::starting
