#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr float kButton = 68, kGap = 12, kSign = 46;

bool signs(const DevicePanel& device) { return device.state != DeviceState::none; }

// Reader and folder: a quiet word while they work, a loud sentence when they don't.
void drawSign(ui::Ui& ui, const DevicePanel& device, const char* icon, const char* name, Rect rect) {
  const auto words = std::string("desk.") + name;
  if (device.state == DeviceState::lost)
    return drawNote(ui, rect, Grade::caution, icon,
                    device.error ? ui.texts().sentence(*device.error) : ui.t(words + ".lost"));
  ui.icon(icon, {rect.x + 6, rect.centre().y - 14, 28, 28}, ui.theme().green);
  drawFitted(ui, {rect.x + 44, rect.y, rect.width - 48, rect.height}, ui.t(words + ".ready"),
             {.size = 22, .color = ui.theme().ink_soft});
}

Action drawScanning(const ScannerPanel& scanner, ui::Ui& ui, Rect rect) {
  const auto& theme = ui.theme();
  ui.fill(rect, theme.accent_soft, 20);
  const float stop = 132;
  const Rect words{rect.x + 22, rect.y + 6, rect.width - stop - 40, 34};
  drawFitted(ui, words, ui.t("desk.scanning", {std::to_string(scanner.pages + 1)}),
             {.size = 24, .color = theme.ink, .weight = Weight::medium});
  const Rect track{words.x, rect.bottom() - 22, words.width, 10};
  ui.fill(track, theme.surface, 5);
  const float done = static_cast<float>(std::clamp(scanner.progress, 0.0, 1.0));
  ui.fill({track.x, track.y, std::max(10.0f, track.width * done), track.height}, accentInk(theme), 5);
  return keyButton(ui, "stop-scanning", {rect.right() - stop - 8, rect.y + 8, stop, rect.height - 16},
                   ui.t("desk.stop"), "", ButtonKind::secondary, "stop")
             ? Action{Kind::stop_scanning}
             : Action{};
}

Action drawScanner(const ScannerPanel& scanner, ui::Ui& ui, Rect rect) {
  if (scanner.state == DeviceState::busy) return drawScanning(scanner, ui, rect);
  Action action;
  const bool ready = scanner.state == DeviceState::ready;
  const float width = scanner.feeder ? (rect.width - kGap) / 2 : rect.width;
  if (keyButton(ui, "flatbed", {rect.x, rect.y, width, rect.height}, ui.t("desk.flatbed"), "F5",
                ButtonKind::secondary, "flatbed", ready))
    action = {Kind::scan_flatbed};
  if (scanner.feeder && keyButton(ui, "feeder", {rect.x + width + kGap, rect.y, width, rect.height},
                                  ui.t("desk.feeder"), "F6", ButtonKind::secondary, "paper-stack", ready))
    action = {Kind::scan_feeder};
  return action;
}

float signHeight(const DevicePanel& device) {
  if (!signs(device)) return 0;
  return (device.state == DeviceState::lost ? 78 : kSign) + 4;
}

}  // namespace

float devicesHeight(const Model& model) {
  float height = kButton + kGap;  // opening a file
  if (model.scanner.state != DeviceState::none) height += kButton + kGap;
  if (model.scanner.error) height += 78 + kGap;
  const bool both_quiet =
      model.reader.state == DeviceState::ready && model.folder.state == DeviceState::ready;
  return height + (both_quiet ? kSign + 4 : signHeight(model.reader) + signHeight(model.folder));
}

Action drawDevices(const Model& model, ui::Ui& ui, Rect rect) {
  Action action;
  float top = rect.y;
  if (model.scanner.state != DeviceState::none) {
    take(action, drawScanner(model.scanner, ui, {rect.x, top, rect.width, kButton}));
    top += kButton + kGap;
  }
  if (model.scanner.error) {
    drawNote(ui, {rect.x, top, rect.width, 78}, Grade::caution, "flatbed",
             ui.texts().sentence(*model.scanner.error));
    top += 78 + kGap;
  }
  if (keyButton(ui, "open", {rect.x, top, rect.width, kButton}, ui.t("desk.open"), "Ctrl+O",
                ButtonKind::primary, "folder"))
    action = {Kind::open_chooser};
  top += kButton + kGap;
  if (model.reader.state == DeviceState::ready && model.folder.state == DeviceState::ready) {
    const float half = rect.width / 2;
    drawSign(ui, model.reader, "scanner", "reader", {rect.x, top, half, kSign});
    drawSign(ui, model.folder, "folder", "folder", {rect.x + half, top, half, kSign});
    return action;
  }
  if (signs(model.reader))
    drawSign(ui, model.reader, "scanner", "reader", {rect.x, top, rect.width, signHeight(model.reader) - 4});
  top += signHeight(model.reader);
  if (signs(model.folder))
    drawSign(ui, model.folder, "folder", "folder", {rect.x, top, rect.width, signHeight(model.folder) - 4});
  return action;
}

}  // namespace verifier::desk
