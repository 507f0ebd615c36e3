#include <array>

#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::guide_entry {
namespace {

struct Part {
  const char* icon;
  std::string label, text;
};

std::vector<Part> partsOf(const Model& model, ui::Ui& ui, const api::GuideEntry& entry) {
  const auto& guide = entry.guide;
  std::vector<Part> parts{{"users", ui.t("kiosk.guide.conditions"), inLanguage(model, guide.conditions)},
                          {"folder", ui.t("kiosk.guide.materials"), inLanguage(model, guide.materials)},
                          {"building", ui.t("kiosk.guide.place"), inLanguage(model, guide.place)},
                          {"clock", ui.t("kiosk.guide.duration"), inLanguage(model, guide.duration)},
                          {"phone", ui.t("kiosk.guide.contact"), inLanguage(model, guide.contact)}};
  std::erase_if(parts, [](const Part& part) { return part.text.empty(); });
  return parts;
}

const ui::TextStyle kText{.size = 31, .max_lines = 0, .line_spacing = 1.5f};

float partHeight(ui::Ui& ui, const Part& part, float width) {
  return 44 + ui.measure(part.text, kText, width - 108).height + 40;
}

float drawPart(ui::Ui& ui, const Part& part, ui::Point at, float width) {
  const auto& theme = ui.theme();
  badge(ui, {at.x, at.y + 4, 76, 76}, part.icon, Tone::caution);
  ui.text({at.x + 108, at.y, width - 108, 44}, part.label,
          {.size = 28, .color = theme.ink_soft, .weight = ui::Weight::medium});
  auto style = kText;
  style.color = theme.ink;
  const float height = ui.measure(part.text, style, width - 108).height;
  ui.text({at.x + 108, at.y + 44, width - 108, height}, part.text, style);
  return 44 + height + 40;
}

void drawSteps(const Model& model, ui::Ui& ui, const api::GuideEntry& entry, ui::Point at, float width) {
  const auto& theme = ui.theme();
  for (std::size_t i = 0; i < entry.steps.size(); ++i) {
    const float y = at.y + static_cast<float>(i) * 84;
    const ui::Point dot{at.x + 38, y + 36};
    if (i + 1 < entry.steps.size()) ui.line({dot.x, dot.y + 28}, {dot.x, dot.y + 60}, theme.line, 4);
    ui.circle(dot, 28, theme.accent_deep);
    ui.textMiddle(
        {dot.x - 28, dot.y - 28, 56, 56}, std::to_string(i + 1),
        {.size = 28, .color = theme.ink_on_accent, .weight = ui::Weight::bold, .align = ui::Align::centre});
    fitText(ui, {at.x + 108, y, width - 108, 72}, inLanguage(model, entry.steps[i]),
            {.size = 32, .color = theme.ink}, 22);
  }
}

void drawAll(const Model& model, ui::Ui& ui, const api::GuideEntry& entry, ui::Rect area) {
  const auto parts = partsOf(model, ui, entry);
  const float width = area.width - 96, steps = static_cast<float>(entry.steps.size()) * 84;
  float height = 48 + 72 + steps + 40;
  for (const auto& part : parts) height += partHeight(ui, part, width);
  const ui::Rect box{area.x, area.y, area.width, std::min(area.height, height)};
  card(ui, box);
  ui.scroll("scroll:guide", box, height, [&](float top) {
    float y = top + 48;
    for (const auto& part : parts) y += drawPart(ui, part, {area.x + 48, y}, width);
    ui.text({area.x + 48, y + 8, width, 48}, ui.t("kiosk.guide.steps"),
            {.size = 36, .color = ui.theme().ink, .weight = ui::Weight::bold});
    drawSteps(model, ui, entry, {area.x + 48, y + 72}, width);
  });
}

// Lying there is room for two columns: what to know, and the way.
void drawBoth(const Model& model, ui::Ui& ui, const api::GuideEntry& entry, ui::Rect area) {
  const auto parts = partsOf(model, ui, entry);
  const ui::Rect left{area.x, area.y, area.width - 640, area.height},
      right{area.right() - 600, area.y, 600, area.height};
  card(ui, left);
  card(ui, right);
  float height = 80;
  for (const auto& part : parts) height += partHeight(ui, part, left.width - 96);
  ui.scroll("scroll:guide", left, height, [&](float top) {
    float y = top + 48;
    for (const auto& part : parts) y += drawPart(ui, part, {left.x + 48, y}, left.width - 96);
  });
  ui.text({right.x + 48, right.y + 40, right.width - 96, 48}, ui.t("kiosk.guide.steps"),
          {.size = 36, .color = ui.theme().ink, .weight = ui::Weight::bold});
  ui.scroll("scroll:guide_steps", {right.x, right.y + 110, right.width, right.height - 130},
            static_cast<float>(entry.steps.size()) * 84 + 20, [&](float top) {
              drawSteps(model, ui, entry, {right.x + 48, top}, right.width - 96);
            });
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  if (!model.guide || model.guide_index >= model.guide->size()) {
    frame(model, ui, {ui.t("kiosk.guide.title"), ""}, action);
    return action;
  }
  const auto& entry = (*model.guide)[model.guide_index];
  const auto area = wide(
      frame(model, ui, {inLanguage(model, entry.title), inLanguage(model, entry.guide.summary)}, action));
  if (ui.portrait())
    drawAll(model, ui, entry, area);
  else
    drawBoth(model, ui, entry, area);
  return action;
}

std::vector<ScreenPreview> previews() {
  Model open = samples::resting(), in = samples::signedIn(Screen::guide_entry);
  open.screen = Screen::guide_entry;
  return {{"guide-entry", open}, {"guide-entry-signed-in", in}};
}

}  // namespace kiosk::guide_entry
