#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Color;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr Color kWhite{255, 255, 255}, kGlass{0x06, 0x0C, 0x18};
constexpr Color kClear{0x39, 0xE0, 0xB8}, kHindered{0xFF, 0xC0, 0x5A};

bool taken(const CameraPanel& camera) { return camera.hindrance == "taken"; }
bool clear(const CameraPanel& camera) { return taken(camera) || camera.hindrance.empty(); }

Rect fit(const base::Image& image, Rect into) {
  const float wide = static_cast<float>(image.width), high = static_cast<float>(image.height);
  const float scale = std::min(into.width / wide, into.height / high);
  return {into.centre().x - wide * scale / 2, into.centre().y - high * scale / 2, wide * scale, high * scale};
}

// Solid where the page can be taken, broken where something hinders: not by its colour alone.
void drawOutline(ui::Ui& ui, const CameraPanel& camera, Rect shown) {
  const float scale = shown.width / static_cast<float>(camera.picture->width);
  std::vector<ui::Point> points;
  for (const auto& corner : *camera.outline)
    points.push_back(
        {shown.x + static_cast<float>(corner[0]) * scale, shown.y + static_cast<float>(corner[1]) * scale});
  for (std::size_t i = 0; i < 4; ++i) {
    const auto a = points[i], b = points[(i + 1) % 4];
    const auto between = [&](float t) { return ui::Point{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; };
    if (clear(camera)) {
      ui.polyline({a, b}, kClear, 5);
      continue;
    }
    for (const float t : {0.0f, 0.4f, 0.8f}) ui.polyline({between(t), between(t + 0.2f)}, kHindered, 5);
  }
}

void drawPicture(ui::Ui& ui, const CameraPanel& camera, Rect rect) {
  const auto shown = fit(*camera.picture, rect);
  ui.clip(rect, [&] {
    ui.picture("camera", camera.version, *camera.picture, shown, {.live = true});
    if (camera.outline) drawOutline(ui, camera, shown);
  });
}

std::string hint(const CameraPanel& camera, ui::Ui& ui) {
  if (!camera.picture) return ui.t("desk.camera.opening");
  if (taken(camera)) return ui.t("camera.taken");
  if (!camera.hindrance.empty()) return ui.t("camera.hindrance." + camera.hindrance);
  return ui.t(camera.outline ? "camera.hindrance.none" : "desk.camera.ready");
}

void drawHint(ui::Ui& ui, const CameraPanel& camera, Rect rect) {
  ui.fill(rect, withAlpha(kGlass, 235));
  const bool sees = clear(camera) && camera.outline;
  ui.icon(sees            ? "check-circle"
          : clear(camera) ? "camera"
                          : "warning",
          {rect.x + 16, rect.centre().y - 15, 30, 30},
          sees            ? kClear
          : clear(camera) ? kWhite
                          : kHindered);
  drawFitted(ui, {rect.x + 56, rect.y, rect.width - 68, rect.height}, hint(camera, ui),
             {.size = 23, .color = kWhite, .weight = Weight::medium});
}

Action drawShutter(ui::Ui& ui, const CameraPanel& camera, Rect rect) {
  const auto words = ui.t("desk.capture");
  const ui::TextStyle style{.size = 22, .color = kWhite, .weight = Weight::medium};
  const float wide = ui.measure(words, style, 0).width, cap = keyWidth(ui, "F7");
  const Rect shutter{rect.right() - 76 - wide - cap, rect.y + 10, 66 + wide + cap, 46};
  ui.fill(shutter, withAlpha(kGlass, 225), 23);
  ui.icon("camera", {shutter.x + 14, shutter.centre().y - 14, 28, 28}, kWhite);
  ui.textMiddle({shutter.x + 48, shutter.y, wide + 2, shutter.height}, words, style);
  drawKey(ui, {shutter.right() - cap - 10, shutter.centre().y}, "F7", kWhite);
  return ui.tapped("capture", shutter, camera.picture != nullptr) ? Action{Kind::capture} : Action{};
}

void drawLost(ui::Ui& ui, const CameraPanel& camera, Rect rect) {
  const auto look = lookOf(Grade::caution, ui.theme());
  ui.fill(rect, look.soft, 18);
  ui.icon("camera", {rect.centre().x - 26, rect.y + 26, 52, 52}, look.ink);
  const auto words = camera.error ? ui.texts().sentence(*camera.error) : ui.t("desk.camera.lost");
  ui.textMiddle({rect.x + 24, rect.y + 84, rect.width - 48, rect.height - 96}, words,
                {.size = 24,
                 .color = look.ink,
                 .weight = Weight::medium,
                 .align = ui::Align::centre,
                 .max_lines = 4,
                 .line_spacing = 1.3f});
}

}  // namespace

Action drawCamera(const Model& model, ui::Ui& ui, Rect rect) {
  const auto& camera = model.camera;
  if (camera.state == DeviceState::lost) {
    drawLost(ui, camera, rect);
    return {};
  }
  ui.fill(rect, kGlass, 18);
  const Rect view{rect.x + 6, rect.y + 6, rect.width - 12, rect.height - 12};
  if (camera.picture)
    drawPicture(ui, camera, view);
  else
    ui.icon("camera", {view.centre().x - 36, view.centre().y - 60, 72, 72}, {255, 255, 255, 120});
  drawHint(ui, camera, {view.x, view.bottom() - 54, view.width, 54});
  return drawShutter(ui, camera, view);
}

}  // namespace verifier::desk
