#include "verifier/desk/screens.hpp"

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Rect;

constexpr float kBar = 84, kTabs = 72, kStrip = 54, kEdge = 30, kInbox = 560;

// Lying: what comes in on the left, what it comes to on the right. Upright: the verdict above.
Action drawPapers(const Model& model, ui::Ui& ui, Rect rect) {
  Action action;
  if (ui.portrait()) {
    const float result = rect.height * 0.62f;
    take(action,
         drawInbox(model, ui, {rect.x, rect.y + result + kEdge, rect.width, rect.height - result - kEdge}));
    take(action, drawResult(model, ui, {rect.x, rect.y, rect.width, result}));
    return action;
  }
  take(action, drawInbox(model, ui, {rect.x, rect.y, kInbox, rect.height}));
  take(action, drawResult(model, ui, {rect.x + kInbox + 28, rect.y, rect.width - kInbox - 28, rect.height}));
  return action;
}

Action drawView(const Model& model, ui::Ui& ui, Rect rect) {
  switch (model.view) {
    case View::papers:
      return drawPapers(model, ui, rect);
    case View::receipts:
      return drawReceipts(model, ui, rect);
    case View::statistics:
      return drawStatistics(model, ui, rect);
  }
  return {};
}

bool comparing(const Model& model) {
  const auto* look = selectedLook(model);
  return model.compare && look && look->comparison && !look->comparison->aligned.empty();
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  const auto size = ui.size();
  drawGround(ui);
  if (!model.refusal.empty()) {
    drawRefusal(model, ui);
    return {};
  }
  const bool whole = comparing(model);  // the pages then need the bar's room too
  const float bar = whole ? 0 : ui.portrait() ? kBar + kTabs : kBar;
  const float strip = ui.portrait() ? 2 * kStrip : kStrip;
  Action action;
  if (!whole) take(action, drawTopBar(model, ui, {0, 0, size.width, bar}));
  take(action, drawStatusStrip(model, ui, {0, bar, size.width, strip}));
  const float top = bar + strip + 22;
  const Rect room{kEdge, top, size.width - 2 * kEdge, size.height - top - 26};
  take(action, whole ? drawComparison(model, ui, room) : drawView(model, ui, room));
  take(action, drawDialog(model, ui));
  drawFlash(model, ui);
  return action;
}

}  // namespace verifier::desk
