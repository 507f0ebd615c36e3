#include <algorithm>

#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"
#include "kiosk/screens/trail.hpp"

namespace kiosk::printing {
namespace {

struct Words {
  std::string title, text;
};

std::string keyOf(PrintPhase phase) {
  switch (phase) {
    case PrintPhase::ready:
      return "kiosk.printing.ready";
    case PrintPhase::asking:
      return "kiosk.printing.asking";
    case PrintPhase::sent:
      return "kiosk.printing.sent";
    case PrintPhase::printing:
      return "kiosk.printing.printing";
    case PrintPhase::failed:
      return "kiosk.printing.failed";
  }
  return "";
}

std::string failure(ui::Ui& ui, const PrintJob& job) {
  if (job.refused) return ui.texts().sentence(*job.refused);
  const std::string key = "kiosk.print_failed." + job.reason;
  return ui.texts().has(key) ? ui.t(key) : ui.t("kiosk.print_failed.other");
}

Words wordsOf(const Model& model, ui::Ui& ui, const PrintJob& job) {
  const std::string key = keyOf(job.phase);
  if (job.phase == PrintPhase::failed) return {ui.t(key), failure(ui, job)};
  if (job.phase == PrintPhase::printing)
    return {ui.t(key, {std::to_string(job.pages_done), std::to_string(job.pages)}), ui.t(key + "_text")};
  return {ui.t(key), ui.t(key + "_text", {inLanguage(model, job.title)})};
}

// A ring that fills page by page, with the count in its middle; signs instead of the count in the other
// phases.
void ring(ui::Ui& ui, ui::Point centre, float radius, const PrintJob& job) {
  const auto& theme = ui.theme();
  const bool failed = job.phase == PrintPhase::failed;
  const auto tone = colorsOf(theme, failed ? Tone::bad : Tone::info);
  ui.circle(centre, radius, tone.soft);
  const float thick = radius * 0.12f;
  ui.arc(centre, radius - thick / 2, 0, 1, theme.line, thick);
  const bool counted = job.phase == PrintPhase::printing && job.pages > 0;
  if (counted && job.pages_done > 0)
    ui.arc(centre, radius - thick / 2, 0, static_cast<float>(job.pages_done) / static_cast<float>(job.pages),
           theme.accent_deep, thick);
  if (!counted) {
    const char* icon = failed ? "cross-circle" : job.phase == PrintPhase::asking ? "stamp" : "printer";
    return ui.icon(icon,
                   {centre.x - radius * 0.42f, centre.y - radius * 0.42f, radius * 0.84f, radius * 0.84f},
                   tone.ink);
  }
  const ui::Rect box{centre.x - radius, centre.y - radius * 0.52f, 2 * radius, radius * 0.72f};
  ui.textMiddle(
      box, std::to_string(job.pages_done) + " / " + std::to_string(job.pages),
      {.size = radius * 0.5f, .color = tone.ink, .weight = ui::Weight::bold, .align = ui::Align::centre});
  ui.textMiddle({box.x, box.bottom(), box.width, radius * 0.3f}, ui.t("kiosk.printing.unit"),
                {.size = 32, .color = theme.ink_soft, .align = ui::Align::centre});
}

void facts(ui::Ui& ui, ui::Rect box, const PrintJob& job) {
  if (job.short_serial.empty()) return;
  const std::string text = ui.t("kiosk.printing.serial", {job.short_serial});
  const float width = pillWidth(ui, text);
  pill(ui, {box.centre().x - width / 2, box.y}, "qr", text, Tone::neutral);
}

void centre(const Model& model, ui::Ui& ui, ui::Rect box, const PrintJob& job) {
  const auto& theme = ui.theme();
  card(ui, box);
  const Words words = wordsOf(model, ui, job);
  const float width = std::min(box.width - 96, 860.0f), radius = std::min(170.0f, box.height * 0.24f);
  const ui::TextStyle bold{
      .size = 50, .color = theme.ink, .weight = ui::Weight::bold, .align = ui::Align::centre, .max_lines = 2};
  const ui::TextStyle plain{
      .size = 32, .color = theme.ink_soft, .align = ui::Align::centre, .max_lines = 4, .line_spacing = 1.5f};
  const auto big = fitted(ui, {width, 140}, words.title, bold, 34);
  const float head = ui.measure(words.title, big, width).height,
              body = ui.measure(words.text, plain, width).height;
  const float serial = job.short_serial.empty() ? 0 : kPillHeight + 32;
  float y = box.y + std::max(28.0f, (box.height - 2 * radius - 40 - head - 16 - body - serial) * 0.45f);
  ring(ui, {box.centre().x, y + radius}, radius, job);
  y += 2 * radius + 40;
  ui.text({box.centre().x - width / 2, y, width, head}, words.title, big);
  y += head + 16;
  ui.text({box.centre().x - width / 2, y, width, body}, words.text, plain);
  facts(ui, {box.x, y + body + 32, box.width, kPillHeight}, job);
}

// What can be done in this phase; while paper is on its way, nothing unless it stalls.
std::vector<ActionButton> buttonsOf(const Model& model, ui::Ui& ui, const PrintJob& job) {
  const bool able = !model.printer.troubled();
  using enum ui::ButtonKind;
  if (job.running())
    return job.stalled ? std::vector<ActionButton>{{"stop",
                                                    ui.t(job.stopping ? "kiosk.printing.stopping"
                                                                      : "kiosk.printing.stop"),
                                                    "cross", secondary, !job.stopping}}
                       : std::vector<ActionButton>{};
  const std::string count = std::to_string(job.pages);
  if (job.phase == PrintPhase::ready)
    return {{"print", job.pages > 0 ? ui.t("kiosk.document.print", {count}) : ui.t("kiosk.printing.do"),
             "printer", primary, able}};
  const bool again = !job.refused || job.refused->code == "hall_unreachable";
  if (!again) return {{"home", ui.t("kiosk.home_button"), "home", primary, true}};
  return {{"print", ui.t("kiosk.printing.again"), "refresh", primary, able},
          {"home", ui.t("kiosk.home_button"), "home", secondary, true}};
}

Action actionOf(const std::string& id) {
  if (id == "stop") return action::StopPrinting{};
  if (id == "home") return action::Go{Destination::home};
  return action::Print{};
}

std::string titleOf(ui::Ui& ui, const PrintJob& job) {
  return ui.t(job.running() ? "kiosk.printing.title_running" : "kiosk.printing.title");
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  if (!model.session.job) {
    frame(model, ui, {ui.t("kiosk.printing.title"), ""}, action);
    return action;
  }
  const PrintJob& job = *model.session.job;
  auto areas = frame(model, ui, {titleOf(ui, job), inLanguage(model, job.title)}, action);
  const auto buttons = buttonsOf(model, ui, job);
  ui::Rect content = buttons.empty() ? wide(areas) : areas.content;
  if (model.session.step && ui.portrait()) {
    trail(ui, {content.x, content.y, content.width, 56}, *model.session.step);
    content = {content.x, content.y + 92, content.width, content.height - 92};
  }
  printerBanner(model, ui, content);
  if (job.stalled && !model.printer.troubled()) {
    const float height =
        bannerHeight(ui, content.width, ui.t("kiosk.printing.stalled"), ui.t("kiosk.printing.stalled_text"));
    banner(ui, {content.x, content.y, content.width, height}, Tone::caution, "warning",
           ui.t("kiosk.printing.stalled"), ui.t("kiosk.printing.stalled_text"));
    content = {content.x, content.y + height + 32, content.width, content.height - height - 32};
  }
  centre(model, ui, content, job);
  if (buttons.empty()) return action;
  const int tapped = actionButtons(ui, areas.actions, buttons);
  if (tapped >= 0) action = actionOf(buttons[static_cast<std::size_t>(tapped)].id);
  return action;
}

std::vector<ScreenPreview> previews() {
  using domain::KioskAction;
  const Model step = samples::inStep(Screen::printing, {KioskAction::read_and_confirm, KioskAction::sign});
  const auto with = [&](PrintPhase phase, int done, int pages) {
    return samples::withJob(step, phase, done, pages);
  };
  Model jam = with(PrintPhase::printing, 1, 3), stalled = jam, failed = with(PrintPhase::failed, 1, 3);
  jam.printer = {true, {"media-jam"}, {}};
  stalled.session.job->stalled = true;
  failed.session.job->reason = "aborted-by-system";
  Model refused = with(PrintPhase::failed, 0, 3), gone = refused, empty = with(PrintPhase::ready, 0, 1);
  refused.session.job->short_serial.clear();
  gone.session.job->short_serial.clear();
  refused.session.job->refused = base::Error{"limit_reached", "", "", {"3"}};
  gone.session.job->refused = base::Error{"hall_unreachable", "", "", {}};
  empty.printer = {true, {"media-empty"}, {}};
  return {{"printing-ready", with(PrintPhase::ready, 0, 1)},
          {"printing-ready-paper-empty", empty},
          {"printing-sealing", with(PrintPhase::asking, 0, 3)},
          {"printing-sent", with(PrintPhase::sent, 0, 3)},
          {"printing-page-2-of-3", with(PrintPhase::printing, 2, 3)},
          {"printing-jam", jam},
          {"printing-stalled", stalled},
          {"printing-failed", failed},
          {"printing-refused", refused},
          {"printing-hall-gone", gone}};
}

}  // namespace kiosk::printing
