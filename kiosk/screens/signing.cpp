#include <cmath>

#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"
#include "kiosk/screens/trail.hpp"

namespace kiosk::signing {
namespace {

constexpr float kAspect = 2.2f;  // like the signature box on the forms

void ink(ui::Ui& ui, ui::Rect pad, const Signature& signature) {
  const ui::Color pen{0x0B, 0x1B, 0x3A};
  for (const auto& stroke : signature.strokes) {
    const auto widths = penWidths(stroke);
    const auto at = [&](std::size_t i) {
      return ui::Point{pad.x + static_cast<float>(stroke[i].x) * pad.height,
                       pad.y + static_cast<float>(stroke[i].y) * pad.height};
    };
    ui.circle(at(0), static_cast<float>(widths[0]) * pad.height / 2, pen);
    for (std::size_t i = 1; i < stroke.size(); ++i)
      ui.polyline({at(i - 1), at(i)}, pen, static_cast<float>(widths[i]) * pad.height);
  }
}

void drawPad(const Model& model, ui::Ui& ui, ui::Rect pad, Action& action) {
  const auto& theme = ui.theme();
  ui.shadow({pad.x, pad.y + 10, pad.width, pad.height}, theme.radius, 30, {0x1B, 0x3A, 0x70, 40});
  ui.fill(pad, theme.surface, theme.radius);
  ui.stroke(pad, theme.accent, 4, theme.radius);
  const float base = pad.y + pad.height * 0.74f;
  ui.line({pad.x + 60, base}, {pad.right() - 60, base}, {0xB9, 0xC6, 0xDC}, 3);
  if (model.session.signature.strokes.empty()) {
    ui.icon("pen", {pad.centre().x - 44, pad.y + pad.height * 0.2f, 88, 88}, theme.ink_soft);
    fitText(ui, {pad.x + 60, pad.y + pad.height * 0.2f + 100, pad.width - 120, 70},
            ui.t("kiosk.signing.here"), {.size = 42, .color = theme.ink_soft, .align = ui::Align::centre},
            28);
  }
  ui.clip(pad, [&] { ink(ui, pad, model.session.signature); });
  std::vector<PadPoint> points;
  for (const auto& touch : ui.touchTrail("sign:pad", pad))
    points.push_back({touch.at.x / pad.height, touch.at.y / pad.height, touch.ms, touch.began});
  if (!points.empty()) action = action::DrawSignature{points, pad.width / pad.height};
}

void statement(const Model& model, ui::Ui& ui, ui::Rect box) {
  const auto& step = *model.session.step;
  card(ui, box);
  const bool tall = box.height > box.width * 0.6f;  // lying: the words below the sign
  badge(ui, {box.x + 36, box.y + 36, 88, 88}, "signature", Tone::info);
  const ui::Rect words = tall ? ui::Rect{box.x + 36, box.y + 148, box.width - 72, box.height - 180}
                              : ui::Rect{box.x + 152, box.y + 28, box.width - 188, box.height - 56};
  const std::string name = model.session.person ? model.session.person->name : "";
  fitText(ui, words,
          ui.t("kiosk.signing.statement", {name, inLanguage(model, step.process_title), step.case_id}),
          {.size = 32, .color = ui.theme().ink, .max_lines = 6, .line_spacing = 1.45f}, 22, !tall);
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  auto areas = frame(model, ui, {ui.t("kiosk.signing.title"), ui.t("kiosk.signing.hint")}, action);
  if (!model.session.step) return action;
  auto content = areas.content;
  const bool portrait = ui.portrait();
  if (portrait) {
    trail(ui, {content.x, content.y, content.width, 56}, *model.session.step);
    statement(model, ui, {content.x, content.y + 88, content.width, 264});
    const float height = content.width / kAspect;
    const float top = content.y + 88 + 264 + 40;
    drawPad(
        model, ui,
        {content.x, top + std::max(0.0f, (content.bottom() - top - height) * 0.6f), content.width, height},
        action);
  } else {
    const float height = std::min(content.height, content.width / kAspect);
    drawPad(model, ui, {content.x, content.y + (content.height - height) / 2, content.width, height}, action);
    const auto rest = aboveButtons(ui, areas.actions, 2);
    statement(model, ui, {rest.x, rest.y, rest.width, std::min(rest.height - 20, 400.0f)});
  }
  const bool asking = model.waiting == Waiting::complete_action;
  const bool ready = isSigned(model.session.signature, model.limits) && !asking;
  const bool some = !model.session.signature.strokes.empty() && !asking;
  const int tapped =
      actionButtons(ui, areas.actions,
                    {{"sign:done", ui.t(asking ? "kiosk.signing.asking" : "kiosk.signing.accept"),
                      asking ? "hourglass" : "check", ui::ButtonKind::primary, ready},
                     {"sign:clear", ui.t("kiosk.signing.redo"), "refresh", ui::ButtonKind::secondary, some}});
  if (tapped == 0) action = action::AcceptSignature{};
  if (tapped == 1) action = action::ClearSignature{};
  return action;
}

std::vector<ScreenPreview> previews() {
  using domain::KioskAction;
  const Model empty = samples::inStep(Screen::signing, {KioskAction::read_and_confirm});
  Model full = empty, asking;
  full.session.signature = samples::signature();
  asking = full;
  asking.waiting = Waiting::complete_action;
  Model crowded = samples::crowded(Screen::signing);
  crowded.session.step = crowded.session.lists->steps[0];
  return {{"signing", empty},
          {"signing-signed", full},
          {"signing-asking", asking},
          {"signing-long-names", crowded}};
}

}  // namespace kiosk::signing
