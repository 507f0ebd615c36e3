#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::done {
namespace {

// Sheets coming out of a slot, an arrow to them, and a green tick.
void tray(ui::Ui& ui, ui::Rect box, int pages) {
  const auto& theme = ui.theme();
  const float middle = box.centre().x, wide = std::min(560.0f, box.width * 0.7f),
              slot = box.y + box.height * 0.3f;
  const auto good = colorsOf(theme, Tone::good);
  const int sheets = std::clamp(pages, 1, 3);
  const float paper = wide * 0.66f, tall = box.bottom() - slot - 30;
  ui.fill({middle - wide / 2, slot - 92, wide, 108}, theme.accent_deep, 28);
  ui.fill({middle - paper / 2 - 24, slot - 22, paper + 48, 18}, {0x06, 0x1F, 0x52}, 9);
  ui.circle({middle + wide / 2 - 54, slot - 52}, 14, {0x7F, 0xE3, 0xC4});
  for (int i = sheets; i-- > 0;) {
    const float shift = static_cast<float>(i) * 16;
    const ui::Rect sheet{middle - paper / 2 + shift, slot - 12, paper, tall - shift * 0.8f};
    ui.shadow({sheet.x, sheet.y + 8, sheet.width, sheet.height}, 8, 18, {0x1B, 0x3A, 0x70, 70});
    ui.fill(sheet, {255, 255, 255}, 8);
    ui.stroke(sheet, theme.line, 2, 8);
  }
  const ui::Rect top{middle - paper / 2, slot - 12, paper, tall};
  for (int row = 0; row < 4; ++row)
    ui.fill({top.x + 40, top.y + 48 + static_cast<float>(row) * tall * 0.13f,
             paper * (row == 0  ? 0.4f
                      : row % 2 ? 0.78f
                                : 0.66f),
             14},
            row == 0 ? ui::Color{0x8A, 0x9A, 0xB8} : theme.line, 7);
  const ui::Point tick{top.right() - 36, top.bottom() - 40};
  ui.circle(tick, 62, {255, 255, 255});
  ui.circle(tick, 54, good.ink);
  ui.icon("check", {tick.x - 34, tick.y - 34, 68, 68}, {255, 255, 255});
}

std::string headline(ui::Ui& ui, const PrintJob& job) {
  if (job.serial.empty()) return ui.t("kiosk.done.collect_earlier");
  if (job.outcome == PrintOutcome::sent) return ui.t("kiosk.done.sent");
  return ui.t("kiosk.done.printed", {std::to_string(job.pages)});
}

std::string explanation(ui::Ui& ui, const PrintJob& job) {
  if (job.serial.empty()) return ui.t("kiosk.done.collect_earlier_text");
  return ui.t(job.outcome == PrintOutcome::sent ? "kiosk.done.sent_text" : "kiosk.done.printed_text");
}

void content(const Model& model, ui::Ui& ui, ui::Rect box) {
  const auto& theme = ui.theme();
  const PrintJob& job = *model.session.job;
  card(ui, box);
  const float width = std::min(box.width - 96, 860.0f), x = box.centre().x - width / 2;
  const ui::TextStyle bold{.size = 60,
                           .color = theme.ink,
                           .weight = ui::Weight::bold,
                           .align = ui::Align::centre,
                           .max_lines = 2,
                           .line_spacing = 1.25f};
  const ui::TextStyle plain{
      .size = 33, .color = theme.ink_soft, .align = ui::Align::centre, .max_lines = 4, .line_spacing = 1.5f};
  const std::string head_text = headline(ui, job), body_text = explanation(ui, job);
  const auto big = fitted(ui, {width, 160}, head_text, bold, 40);
  const float head = ui.measure(head_text, big, width).height,
              body = ui.measure(body_text, plain, width).height;
  const float serial = job.short_serial.empty() ? 0 : kPillHeight + 32;
  const float picture = std::min(560.0f, box.height - head - body - serial - 150);
  float y = box.y + (box.height - picture - head - body - serial - 60) / 2;
  tray(ui, {box.x, y, box.width, picture}, job.pages);
  y += picture + 36;
  ui.text({x, y, width, head}, head_text, big);
  ui.text({x, y + head + 16, width, body}, body_text, plain);
  if (job.short_serial.empty()) return;
  const std::string text = ui.t("kiosk.printing.serial", {job.short_serial});
  pill(ui, {box.centre().x - pillWidth(ui, text) / 2, y + head + 16 + body + 28}, "qr", text, Tone::neutral);
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(model.timeouts.done_screen).count();
  Title title{ui.t("kiosk.done.title"), ui.t("kiosk.done.hint", {std::to_string(seconds)})};
  title.back = false;
  title.sign_out = false;
  const auto areas = frame(model, ui, title, action);
  if (!model.session.job) return action;
  content(model, ui, areas.content);
  const bool open = model.waiting == Waiting::none;
  const bool known = !model.session.job->serial.empty();
  std::vector<ActionButton> buttons{{"collected",
                                     ui.t(known ? "kiosk.done.collected" : "kiosk.done.collected_earlier"),
                                     "check", ui::ButtonKind::primary, open}};
  const bool proven = !known || model.session.job->outcome != PrintOutcome::sent;
  if (proven)
    buttons.push_back({"more", ui.t("kiosk.done.more"), "home", ui::ButtonKind::secondary, open});
  else
    buttons.push_back({"missing", ui.t("kiosk.done.missing"), "cross", ui::ButtonKind::secondary, open});
  const int tapped = actionButtons(ui, areas.actions, buttons);
  if (tapped == 0) action = action::Collected{true};
  if (tapped == 1 && !proven) return action::DecideCopy{false};
  if (tapped == 1) action = known ? Action(action::Collected{false}) : Action(action::Go{Destination::home});
  return action;
}

std::vector<ScreenPreview> previews() {
  Model done = samples::withJob(samples::signedIn(Screen::done), PrintPhase::ready, 3, 3);
  done.session.job->serial = "00112233445566aa";
  done.session.job->short_serial = "K7QF-3M2A";
  Model sent = done, earlier = done;
  sent.session.job->outcome = PrintOutcome::sent;
  earlier.session.job->serial.clear();
  earlier.session.job->short_serial.clear();
  return {{"done", done}, {"done-sent", sent}, {"done-earlier", earlier}};
}

}  // namespace kiosk::done
