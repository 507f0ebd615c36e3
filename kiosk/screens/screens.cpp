#include "kiosk/screens/screens.hpp"

#include <iterator>

#include "kiosk/screens/backdrop.hpp"
#include "kiosk/screens/each.hpp"

namespace kiosk {
namespace {

Action drawScreen(const Model& model, ui::Ui& ui) {
  switch (model.screen) {
    case Screen::starting:
      return starting::draw(model, ui);
    case Screen::attract:
      return attract::draw(model, ui);
    case Screen::home:
      return home::draw(model, ui);
    case Screen::sign_in:
      return sign_in::draw(model, ui);
    case Screen::steps:
      return steps::draw(model, ui);
    case Screen::documents:
      return documents::draw(model, ui);
    case Screen::document:
      return document::draw(model, ui);
    case Screen::reading:
      return reading::draw(model, ui);
    case Screen::signing:
      return signing::draw(model, ui);
    case Screen::printing:
      return printing::draw(model, ui);
    case Screen::done:
      return done::draw(model, ui);
    case Screen::guide:
      return guide::draw(model, ui);
    case Screen::guide_entry:
      return guide_entry::draw(model, ui);
    case Screen::progress:
      return progress::draw(model, ui);
    case Screen::case_detail:
      return case_detail::draw(model, ui);
    case Screen::goodbye:
      return goodbye::draw(model, ui);
    case Screen::out_of_service:
      return out_of_service::draw(model, ui);
    case Screen::unknown_copy:
      return unknown_copy::draw(model, ui);
  }
  return action::None{};
}

Action drawLayers(const Model& model, ui::Ui& ui) {
  Backdrop behind(ui);
  const bool asked = model.countdown.has_value();
  if (!asked && !model.notice) return drawScreen(model, ui);
  drawScreen(model, behind);
  if (asked) {
    if (model.notice) notice::draw(model, behind);
    return idle::draw(model, ui);
  }
  return notice::draw(model, ui);
}

// A finger that scrolls or rests asks for nothing, but says that somebody is here.
bool fingerDown(ui::Ui& ui) {
  for (const auto& element : ui.elements())
    if (ui.pressed(element.id)) return true;
  return false;
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  const ui::Rect whole{0, 0, ui.size().width, ui.size().height};
  const bool touched = ui.tapped("anywhere", whole) || fingerDown(ui);
  Action action = drawLayers(model, ui);
  if (touched && std::holds_alternative<action::None>(action)) action = action::Touched{};
  return action;
}

std::vector<ScreenPreview> previews() {
  std::vector<ScreenPreview> all;
  for (const auto of :
       {starting::previews,       attract::previews,      home::previews,        sign_in::previews,
        steps::previews,          documents::previews,    document::previews,    reading::previews,
        signing::previews,        printing::previews,     done::previews,        guide::previews,
        guide_entry::previews,    progress::previews,     case_detail::previews, goodbye::previews,
        out_of_service::previews, unknown_copy::previews, idle::previews,        notice::previews}) {
    auto some = of();
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace kiosk
