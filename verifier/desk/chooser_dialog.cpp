#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::ButtonKind;
using ui::Rect;
using Kind = Action::Kind;

Action drawEntry(ui::Ui& ui, const FolderEntry& entry, std::size_t index, Rect place) {
  const auto id = "entry:" + entry.name;
  if (ui.pressed(id)) ui.fill(place, ui.theme().accent_soft, 14);
  ui.icon(entry.folder ? "folder" : "document", {place.x + 18, place.centre().y - 18, 36, 36},
          entry.folder ? ui.theme().amber : ui.theme().ink_soft);
  drawFitted(ui, {place.x + 72, place.y, place.width - 88, place.height}, entry.name,
             {.size = 26, .color = ui.theme().ink});
  return ui.tapped(id, place) ? Action{Kind::choose_entry, static_cast<int>(index)} : Action{};
}

Action drawEntries(ui::Ui& ui, const Chooser& chooser, Rect rect) {
  constexpr float row = 68;
  Action action;
  ui.fill(rect, ui.theme().surface_soft, 20);
  if (chooser.entries.empty()) {
    const auto words = chooser.error ? ui.texts().sentence(*chooser.error)
                                     : ui.t(chooser.busy ? "desk.reading_folder" : "desk.empty_folder");
    drawEmpty(ui, rect, chooser.error ? "warning" : chooser.busy ? "hourglass" : "folder", words);
    return action;
  }
  ui.scroll("entries", rect.inset(10), row * static_cast<float>(chooser.entries.size()), [&](float top) {
    for (std::size_t i = 0; i < chooser.entries.size(); ++i, top += row)
      if (top <= rect.bottom() && top + row >= rect.y)
        take(action, drawEntry(ui, chooser.entries[i], i, {rect.x + 10, top, rect.width - 36, row}));
  });
  return action;
}

}  // namespace

Action drawChooser(ui::Ui& ui, const Chooser& chooser) {
  const auto inner = drawSheet(ui, 1180, 900, ui.t("desk.chooser_title"), "folder");
  Action action;
  ui.field("path", {inner.x, inner.y, inner.width, 80}, chooser.path, ui.t("desk.path_hint"), true, false);
  const Rect where{inner.x, inner.y + 96, inner.width, 60};
  if (ui.button("parent", {where.x, where.y, 190, 60}, ui.t("desk.parent_folder"), ButtonKind::secondary,
                "arrow-up"))
    action = {Kind::parent_folder};
  const auto beside =
      chooser.shortened ? ui.t("desk.shortened", {std::to_string(chooser.entries.size())}) : chooser.folder;
  drawFitted(ui, {where.x + 214, where.y, where.width - 214, 60}, beside,
             {.size = 24, .color = ui.theme().ink_soft});
  const Rect list{inner.x, inner.y + 172, inner.width, inner.height - 172 - 108};
  take(action, drawEntries(ui, chooser, list));
  take(action, drawFoot(ui, inner, "submit-path", ui.t("desk.check_file"), {Kind::submit_path},
                        ButtonKind::primary, !chooser.path.empty()));
  return action;
}

}  // namespace verifier::desk
