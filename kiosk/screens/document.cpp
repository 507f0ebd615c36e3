#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/paper_view.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::document {
namespace {

const api::Document* shownDocument(const Model& model) {
  if (!model.session.lists || !model.session.preview) return nullptr;
  for (const auto& document : model.session.lists->documents)
    if (document.id == model.session.preview->document_id) return &document;
  return nullptr;
}

// Why it can't be printed just now; empty when it can.
std::string obstacle(const Model& model, ui::Ui& ui, const api::Document* document) {
  const std::string trouble = printerSentence(model, ui);
  if (!trouble.empty()) return trouble;
  if (!document || document->printable) return "";
  const std::string key = "kiosk.not_printable." + document->not_printable_code;
  return ui.texts().has(key) ? ui.t(key) : ui.t("kiosk.not_printable.other");
}

void sideFacts(const Model& model, ui::Ui& ui, ui::Rect box, const api::Document& document) {
  const auto& theme = ui.theme();
  card(ui, box);
  const float x = box.x + 40, width = box.width - 80;
  float y = box.y + 36;
  const auto line = [&](const std::string& label, const std::string& value) {
    ui.text({x, y, width, 36}, label, {.size = 26, .color = theme.ink_soft});
    y += 36;
    y += ui.text({x, y, width, 96}, value,
                 {.size = 32, .color = theme.ink, .weight = ui::Weight::medium, .max_lines = 2})
             .height +
         22;
  };
  line(ui.t("kiosk.document.name"), inLanguage(model, document.title));
  line(ui.t("kiosk.document.case"), document.case_id);
  line(ui.t("kiosk.document.pages"), ui.t("kiosk.documents.pages", {std::to_string(document.pages)}));
  line(ui.t("kiosk.document.copies"), std::to_string(document.copies_left));
}

void warn(ui::Ui& ui, ui::Rect& rect, const std::string& text) {
  const float height = bannerHeight(ui, rect.width, text, "");
  banner(ui, {rect.x, rect.y, rect.width, height}, Tone::caution, "warning", text, "");
  rect = {rect.x, rect.y + height + 28, rect.width, rect.height - height - 28};
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const std::string title = model.session.preview ? inLanguage(model, model.session.preview->title) : "";
  auto areas = frame(model, ui, {title, ui.t("kiosk.document.hint")}, action);
  const auto* document = shownDocument(model);
  const std::string why = obstacle(model, ui, document);
  if (!why.empty()) warn(ui, areas.content, why);
  paperView(model, ui, areas.content, action);
  const bool ready = why.empty() && document && document->printable;
  const auto rest = aboveButtons(ui, areas.actions, 1);
  if (!ui.portrait() && document) sideFacts(model, ui, {rest.x, rest.y, rest.width, 500}, *document);
  const std::string label = document && ready
                                ? ui.t("kiosk.document.print", {std::to_string(document->pages)})
                                : ui.t("kiosk.document.print_not");
  if (actionButtons(ui, areas.actions, {{"print", label, "printer", ui::ButtonKind::primary, ready}}) == 0)
    action = action::Print{};
  return action;
}

std::vector<ScreenPreview> previews() {
  const Model three = samples::withPreview(samples::signedIn(Screen::document), 3);
  Model closer = three, loading = three, failed = three, empty = three;
  closer.session.preview->view = {.top = 0.4, .left = 0.2, .zoom = 2, .reached_end = false, .finger = {}};
  loading.session.preview->pages.clear();
  failed.session.preview->pages.clear();
  loading.waiting = Waiting::preview;
  empty.printer = {true, {"media-empty"}, {}};
  return {{"document", three},
          {"document-closer", closer},
          {"document-loading", loading},
          {"document-failed", failed},
          {"document-not-printable", samples::withPreview(samples::signedIn(Screen::document), 1)},
          {"document-printer-empty", empty}};
}

}  // namespace kiosk::document
