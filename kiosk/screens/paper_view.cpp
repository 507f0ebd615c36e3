#include "kiosk/screens/paper_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kiosk/screens/pieces.hpp"

namespace kiosk {
namespace {

constexpr std::array<float, kClosestZoom + 1> kZoom{1, 1.5f, 2.2f};
constexpr float kGap = 24, kControl = 96;

// Where everything lies for a view, in points. Pages are as high as the first one is for its width.
struct Geometry {
  ui::Rect window;
  float page_width, page_height;
  std::size_t pages;

  Geometry(const Preview& preview, ui::Rect rect) : window(rect), pages(preview.pages.size()) {
    const auto& first = *preview.pages.front();
    const float shape =
        first.width > 0 ? static_cast<float>(first.height) / static_cast<float>(first.width) : 1.414f;
    page_width = (rect.width - 2 * kGap) *
                 kZoom[static_cast<std::size_t>(std::clamp(preview.view.zoom, 0, kClosestZoom))];
    page_height = page_width * shape;
  }
  float pitch() const { return page_height + kGap; }
  float whole() const { return pitch() * static_cast<float>(pages) + kGap; }
  double lowest() const { return std::max(0.0f, whole() - window.height) / pitch(); }
  double widest() const { return std::max(0.0f, page_width + 2 * kGap - window.width) / page_width; }
  View clamped(View view) const {
    view.top = std::clamp(view.top, 0.0, lowest());
    view.left = std::clamp(view.left, 0.0, widest());
    view.reached_end = view.reached_end || view.top >= lowest() - 0.01;
    return view;
  }
};

void drawPages(ui::Ui& ui, const Preview& preview, const Geometry& geometry, const View& view) {
  const float top = geometry.window.y + kGap - static_cast<float>(view.top) * geometry.pitch();
  const float spare = std::max(0.0f, geometry.window.width - geometry.page_width) / 2;
  const float left =
      geometry.window.x + std::max(kGap, spare) - static_cast<float>(view.left) * geometry.page_width;
  ui.clip(geometry.window, [&] {
    for (std::size_t i = 0; i < geometry.pages; ++i) {
      const ui::Rect page{left, top + static_cast<float>(i) * geometry.pitch(), geometry.page_width,
                          geometry.page_height};
      if (page.bottom() < geometry.window.y || page.y > geometry.window.bottom()) continue;
      ui.shadow({page.x, page.y + 4, page.width, page.height}, 4, 16, {0x1B, 0x3A, 0x70, 60});
      ui.fill(page, {255, 255, 255});
      ui.picture("page:" + std::to_string(i), preview.version, *preview.pages[i], page);
    }
  });
}

// Follows the finger over both axes.
std::optional<View> panned(ui::Ui& ui, const Geometry& geometry, View view) {
  const auto trail = ui.touchTrail("view:paper", geometry.window);
  if (trail.empty()) return std::nullopt;
  for (const auto& point : trail) {
    if (!point.began && view.finger) {
      view.top -= (point.at.y - view.finger->y) / geometry.pitch();
      view.left -= (point.at.x - view.finger->x) / geometry.page_width;
    }
    view.finger = View::Finger{point.at.x, point.at.y};
    if (point.lifted) view.finger.reset();
  }
  return geometry.clamped(view);
}

View zoomed(const Preview& preview, ui::Rect window, int by) {
  Preview other = preview;
  other.view.zoom = std::clamp(other.view.zoom + by, 0, kClosestZoom);
  const Geometry geometry(other, window);
  if (other.view.zoom > 0 && preview.view.zoom == 0) other.view.left = geometry.widest() / 2;
  return geometry.clamped(other.view);
}

std::optional<View> controls(ui::Ui& ui, ui::Rect bar, const Preview& preview, const Geometry& geometry) {
  const View& view = preview.view;
  const double screenful = 0.85 * geometry.window.height / geometry.pitch();
  View up = view, down = view;
  up.top -= screenful;
  down.top += screenful;
  const auto place = [&](int i) {
    return ui::Rect{i < 2 ? bar.x + static_cast<float>(i) * (kControl + 16)
                          : bar.right() - static_cast<float>(4 - i) * (kControl + 16) + 16,
                    bar.y, kControl, kControl};
  };
  constexpr auto kind = ui::ButtonKind::secondary;
  const bool above = view.top > 0.001, below = view.top < geometry.lowest() - 0.001;
  std::optional<View> asked;
  if (ui.button("view:up", place(0), "", kind, "arrow-up", above)) asked = geometry.clamped(up);
  if (ui.button("view:down", place(1), "", kind, "arrow-down", below)) asked = geometry.clamped(down);
  if (ui.button("view:wider", place(2), "", kind, "minus", view.zoom > 0))
    asked = zoomed(preview, geometry.window, -1);
  if (ui.button("view:closer", place(3), "", kind, "plus", view.zoom < kClosestZoom))
    asked = zoomed(preview, geometry.window, 1);
  const double middle = view.top + 0.5 * geometry.window.height / geometry.pitch();
  const int page =
      std::clamp(static_cast<int>(below ? middle : 1e9), 0, static_cast<int>(geometry.pages) - 1) + 1;
  const ui::Rect text{place(1).right() + 16, bar.y, place(2).x - place(1).right() - 32, kControl};
  fitText(ui, text, ui.t("kiosk.view.page", {std::to_string(page), std::to_string(preview.pages_in_all)}),
          {.size = 34, .color = ui.theme().ink, .weight = ui::Weight::medium, .align = ui::Align::centre},
          24);
  return asked;
}

void notHere(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action) {
  if (model.waiting == Waiting::preview)
    return message(ui, rect, "hourglass", Tone::info, ui.t("kiosk.view.loading"),
                   ui.t("kiosk.view.loading_text"));
  message(ui, rect, "warning", Tone::caution, ui.t("kiosk.view.failed"), ui.t("kiosk.view.failed_text"));
  if (ui.button("reload", {rect.centre().x - 200, rect.bottom() - 160, 400, 120}, ui.t("kiosk.try_again"),
                ui::ButtonKind::primary, "refresh"))
    action = action::TryAgain{};
}

}  // namespace

void paperView(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action) {
  const ui::Rect window{rect.x, rect.y, rect.width, rect.height - kControl - 24};
  ui.fill(window, {0xDB, 0xE3, 0xF0}, 12);
  const auto& preview = model.session.preview;
  if (!preview || preview->pages.empty()) return notHere(model, ui, rect, action);
  const Geometry geometry(*preview, window);
  const View view = geometry.clamped(preview->view);
  drawPages(ui, *preview, geometry, view);
  auto asked = panned(ui, geometry, view);
  Preview shown = *preview;
  shown.view = view;
  const ui::Rect bar{rect.x, rect.bottom() - kControl, rect.width, kControl};
  if (const auto button = controls(ui, bar, shown, geometry)) asked = button;
  if (!asked && view.reached_end && !preview->view.reached_end) asked = view;  // all of it is in sight
  if (asked && *asked != preview->view) action = action::MoveView{*asked};
}

}  // namespace kiosk
