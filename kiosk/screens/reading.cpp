#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/paper_view.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"
#include "kiosk/screens/trail.hpp"

namespace kiosk::reading {
namespace {

bool wholeDocument(const Model& model) {
  const auto& preview = model.session.preview;
  return preview && !preview->pages.empty() &&
         preview->pages_in_all == static_cast<int>(preview->pages.size());
}

void sideHint(ui::Ui& ui, ui::Rect box, bool ready) {
  card(ui, box);
  message(ui, box, ready ? "check-circle" : "arrow-down", ready ? Tone::good : Tone::info,
          ui.t(ready ? "kiosk.reading.ready" : "kiosk.reading.go_on"),
          ui.t(ready ? "kiosk.reading.ready_text" : "kiosk.reading.go_on_text"));
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const std::string title = model.session.preview ? inLanguage(model, model.session.preview->title) : "";
  auto areas = frame(model, ui, {ui.t("kiosk.reading.title"), ui.t("kiosk.reading.hint", {title})}, action);
  if (ui.portrait() && model.session.step) {
    trail(ui, {areas.content.x, areas.content.y, areas.content.width, 56}, *model.session.step);
    areas.content.y += 80;
    areas.content.height -= 80;
  }
  paperView(model, ui, areas.content, action);
  const bool seen = wholeDocument(model) && model.session.preview->view.reached_end;
  const bool asking = model.waiting == Waiting::complete_action;
  const auto rest = aboveButtons(ui, areas.actions, 1);
  if (rest.height > 0) sideHint(ui, rest, seen);
  const std::string label = ui.t(asking ? "kiosk.reading.asking"
                                 : seen ? "kiosk.reading.confirm"
                                        : "kiosk.reading.first");
  if (actionButtons(ui, areas.actions,
                    {{"confirm", label, asking ? "hourglass" : "check", ui::ButtonKind::primary,
                      seen && !asking}}) == 0)
    action = action::ConfirmRead{};
  return action;
}

std::vector<ScreenPreview> previews() {
  const Model begin = samples::withPreview(samples::inStep(Screen::reading, {}), 3);
  Model end = begin, asking;
  end.session.preview->view = {.top = 9, .left = 0, .zoom = 0, .reached_end = true, .finger = {}};
  asking = end;
  asking.waiting = Waiting::complete_action;
  Model loading = begin;
  loading.session.preview->pages.clear();
  loading.waiting = Waiting::preview;
  return {{"reading", begin},
          {"reading-end", end},
          {"reading-asking", asking},
          {"reading-loading", loading},
          {"reading-one-page", samples::withPreview(samples::inStep(Screen::reading, {}), 1)}};
}

}  // namespace kiosk::reading
