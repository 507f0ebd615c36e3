#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::out_of_service {
namespace {

struct Why {
  std::string key;
  const char* icon;
};

Why whyOf(OutOfService why) {
  switch (why) {
    case OutOfService::config:
      return {"kiosk.out.config", "clipboard-list"};
    case OutOfService::hall:
      return {"kiosk.out.hall", "wifi-off"};
    case OutOfService::device_unknown:
      return {"kiosk.out.device_unknown", "shield-question"};
    case OutOfService::printer:
      return {"kiosk.out.printer", "printer"};
  }
  return {};
}

// The sentences for whoever mends it, as hall-provision would print them.
void problems(const Model& model, ui::Ui& ui, ui::Rect box) {
  const auto& theme = ui.theme();
  card(ui, box);
  ui.text({box.x + 40, box.y + 32, box.width - 80, 50}, ui.t("kiosk.out.config_list"),
          {.size = 32, .color = theme.ink, .weight = ui::Weight::bold});
  const ui::TextStyle style{
      .size = 27, .color = theme.ink, .family = ui::Family::mono, .max_lines = 0, .line_spacing = 1.45f};
  const float width = box.width - 80;
  float height = 20;
  for (const auto& sentence : model.config_problems) height += ui.measure(sentence, style, width).height + 24;
  ui.scroll("scroll:problems", {box.x, box.y + 100, box.width, box.height - 116}, height, [&](float top) {
    for (const auto& sentence : model.config_problems)
      top += ui.text({box.x + 40, top, width, 400}, sentence, style).height + 24;
  });
}

// Who to tell, and what is shown here: staff find the machine by it.
std::string where(const Model& model, ui::Ui& ui) {
  if (model.device_name.empty()) return "";
  return ui.t("kiosk.attract.place", {model.device_name, model.location});
}

Model broken(OutOfService why) {
  Model model = samples::resting();
  model.screen = Screen::out_of_service;
  model.out_of_service = why;
  return model;
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  Title title{ui.t("kiosk.out.title"), where(model, ui)};
  title.back = title.sign_out = false;
  const auto areas = frame(model, ui, title, action);
  const Why why = whyOf(model.out_of_service);
  const bool config = model.out_of_service == OutOfService::config;
  ui::Rect content = config ? wide(areas) : areas.content;
  if (!ui.portrait() && config) {
    message(ui, {content.x, content.y, 640, content.height}, why.icon, Tone::bad, ui.t(why.key),
            ui.t(why.key + "_text"));
    problems(model, ui, {content.x + 680, content.y, content.width - 680, content.height});
    return action;
  }
  if (config) {
    message(ui, {content.x, content.y, content.width, 560}, why.icon, Tone::bad, ui.t(why.key),
            ui.t(why.key + "_text"));
    problems(model, ui, {content.x, content.y + 600, content.width, content.height - 600});
    return action;
  }
  card(ui, content);
  message(ui, content, why.icon, Tone::caution, ui.t(why.key), ui.t(why.key + "_text"));
  if (model.out_of_service == OutOfService::printer) {
    if (actionButtons(ui, areas.actions, {{"without_printer", ui.t("kiosk.out.go_on"), "arrow-right"}}) == 0)
      action = action::UseWithoutPrinter{};
    return action;
  }
  const std::string label = ui.t(model.probing ? "kiosk.out.trying" : "kiosk.try_again");
  if (actionButtons(ui, areas.actions,
                    {{"retry", label, "refresh", ui::ButtonKind::primary, !model.probing}}) == 0)
    action = action::TryAgain{};
  return action;
}

std::vector<ScreenPreview> previews() {
  Model config;
  config.screen = Screen::out_of_service;
  config.out_of_service = OutOfService::config;
  config.wall = samples::resting().wall;
  config.config_problems = {
      "/etc/hall-terminals/device.toml:12:13: screen.orientation is \"sideways\"; allowed: portrait, "
      "landscape",
      "/etc/hall-terminals/device.toml:20:1: unknown option printer.url; did you mean printer.uri?"};
  Model trying = broken(OutOfService::hall), offline = broken(OutOfService::printer);
  trying.probing = true;
  trying.hall.reset();
  offline.printer.reachable = false;
  return {{"out-config", config},
          {"out-hall", broken(OutOfService::hall)},
          {"out-hall-trying", trying},
          {"out-device-unknown", broken(OutOfService::device_unknown)},
          {"out-printer", offline}};
}

}  // namespace kiosk::out_of_service
