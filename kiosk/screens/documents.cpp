#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::documents {
namespace {

std::string facts(ui::Ui& ui, const api::Document& document) {
  std::string text = ui.t("kiosk.documents.pages", {std::to_string(document.pages)});
  if (document.last_printed_at)
    text += "  ·  " + ui.t("kiosk.documents.last", {dateOf(*document.last_printed_at)});
  return text;
}

std::string whyNot(ui::Ui& ui, const std::string& code) {
  const std::string key = "kiosk.not_printable." + code;
  return ui.texts().has(key) ? ui.t(key) : ui.t("kiosk.not_printable.other");
}

void drawDocument(const Model& model, ui::Ui& ui, const api::Document& document, ui::Rect rect) {
  const auto& theme = ui.theme();
  const float pad = 40, arrow = 72;
  badge(ui, {rect.x + pad, rect.y + 36, 96, 96}, document.printable ? "document-check" : "document",
        document.printable ? Tone::good : Tone::neutral);
  const float left = rect.x + pad + 124, room = rect.right() - left - pad - arrow - 24;
  fitText(ui, {left, rect.y + 24, room, 60}, inLanguage(model, document.title),
          {.size = 42, .color = theme.ink, .weight = ui::Weight::bold, .line_spacing = 1.25f}, 26);
  fitText(ui, {left, rect.y + 84, room, 44}, ui.t("kiosk.case_id", {document.case_id}),
          {.size = 27, .color = theme.ink_soft}, 20);
  fitText(ui, {left, rect.y + 126, room, 44}, facts(ui, document), {.size = 27, .color = theme.ink_soft}, 20);
  if (document.printable)
    pill(ui, {left, rect.y + 186}, "printer",
         ui.t("kiosk.documents.left", {std::to_string(document.copies_left)}), Tone::good);
  else
    pill(ui, {left, rect.y + 186}, "info", whyNot(ui, document.not_printable_code), Tone::caution);
  ui.icon("chevron-right", {rect.right() - pad - arrow, rect.centre().y - arrow / 2, arrow, arrow},
          theme.ink_soft);
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  auto area = wide(frame(model, ui, {ui.t("kiosk.documents.title"), ui.t("kiosk.documents.hint")}, action));
  printerBanner(model, ui, area);
  if (waitingForLists(model, ui, area, action)) return action;
  const auto& all = model.session.lists->documents;
  if (all.empty()) {
    message(ui, area, "inbox", Tone::info, ui.t("kiosk.documents.none"), ui.t("kiosk.documents.none_text"));
    return action;
  }
  const int tapped = cardList(ui, area, "document", all.size(), 272, ui.portrait() ? 1 : 2,
                              [&](std::size_t i, ui::Rect rect) { drawDocument(model, ui, all[i], rect); });
  if (tapped >= 0) action = action::OpenDocument{static_cast<std::size_t>(tapped)};
  return action;
}

std::vector<ScreenPreview> previews() {
  Model empty = samples::signedIn(Screen::documents);
  empty.printer = {true, {"media-empty"}, {}};
  return {{"documents", samples::signedIn(Screen::documents)},
          {"documents-crowded", samples::crowded(Screen::documents)},
          {"documents-none", samples::bare(Screen::documents)},
          {"documents-printer-empty", empty}};
}

}  // namespace kiosk::documents
