#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Color;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

// What the strip says in its colour: quiet while all is well, loud when something is not.
struct Tone {
  Color ground, ink;
};
Tone toneOf(const Model& model, const ui::Theme& theme) {
  if (model.outbox_error) return {lookOf(Grade::bad, theme).from, {255, 255, 255}};
  if (model.link == Link::away) return {lookOf(Grade::caution, theme).from, {255, 255, 255}};
  return {isDark(theme) ? Color{0x13, 0x1E, 0x34} : Color{0xFF, 0xFF, 0xFF}, theme.ink};
}

const char* iconOf(Link link) {
  switch (link) {
    case Link::asking:
      return "hourglass";
    case Link::connected:
      return "wifi";
    case Link::away:
      return "wifi-off";
  }
  return "";
}

std::string wordsOf(Link link, ui::Ui& ui) {
  switch (link) {
    case Link::asking:
      return ui.t("desk.link.asking");
    case Link::connected:
      return ui.t("desk.link.connected");
    case Link::away:
      return ui.t("desk.link.away");
  }
  return "";
}

std::string keysAge(const Model& model, ui::Ui& ui) {
  if (!model.ages.keys_at) return ui.t("desk.ages.no_keys");
  return ui.t("desk.ages.keys", {ageText(ui, model.now - *model.ages.keys_at)});
}

std::string statusAge(const Model& model, ui::Ui& ui) {
  if (!model.ages.status_at) return ui.t("desk.ages.no_status");
  const auto age = ageText(ui, model.now - *model.ages.status_at);
  return ui.t(model.ages.status_stale ? "desk.ages.status_stale" : "desk.ages.status", {age});
}

// Pieces one after the other; what no longer fits is shortened rather than drawn over its neighbour.
class Row {
 public:
  Row(ui::Ui& ui, Rect rect, Color ink) : ui_(ui), rect_(rect), ink_(ink) {}
  void beginAt(Rect rect) { rect_ = rect; }

  void piece(const char* icon, const std::string& words, Weight weight) {
    if (rect_.width < 120) return;
    const ui::TextStyle style{.size = 23, .color = ink_, .weight = weight};
    const float sign = *icon ? 38 : 0;
    const auto shown = fitted(words, style, rect_.width - sign, ui_);
    const float wide = ui_.measure(shown, style, 0).width;
    if (*icon) ui_.icon(icon, {rect_.x, rect_.centre().y - 15, 30, 30}, ink_);
    ui_.textMiddle({rect_.x + sign, rect_.y, wide + 2, rect_.height}, shown, style);
    const float used = sign + wide + 34;
    rect_ = {rect_.x + used, rect_.y, rect_.width - used, rect_.height};
  }

 private:
  ui::Ui& ui_;
  Rect rect_;
  Color ink_;
};

Action drawTroubles(const Model& model, ui::Ui& ui, Rect& room) {
  if (model.troubles.empty()) return {};
  const auto words = ui.t("desk.troubles", {std::to_string(model.troubles.size())});
  const ui::TextStyle style{.size = 23, .color = {255, 255, 255}, .weight = Weight::bold};
  const float wide = ui.measure(words, style, 0).width + 74;
  const Rect pill{room.right() - wide, room.centre().y - 21, wide, 42};
  const auto look = lookOf(Grade::bad, ui.theme());
  ui.gradient(pill, look.from, look.to, 21);
  ui.stroke(pill, {255, 255, 255, 150}, 2, 21);
  ui.icon("warning", {pill.x + 18, pill.centre().y - 14, 28, 28}, {255, 255, 255});
  ui.textMiddle({pill.x + 54, pill.y, wide - 60, pill.height}, words, style);
  room.width -= wide + 24;
  return ui.tapped("troubles", pill) ? Action{Kind::open_troubles} : Action{};
}

// A quiet line of what a key or a command code just did, or why it couldn't.
void drawSaid(const Model& model, ui::Ui& ui, Rect& room) {
  if (model.said.empty()) return;
  const bool hindered = model.said.starts_with("hindrance.");
  const auto words = ui.t(hindered ? "desk." + model.said : "desk.said." + model.said);
  const ui::TextStyle style{.size = 23, .color = {255, 255, 255}, .weight = Weight::medium};
  const float wide = std::min(ui.measure(words, style, 0).width + 76, room.width * 0.6f);
  const Rect pill{room.right() - wide, room.centre().y - 21, wide, 42};
  ui.fill(pill, {0x14, 0x20, 0x36}, 21);
  ui.stroke(pill, {0x7A, 0x90, 0xB8}, 2, 21);
  ui.icon(hindered ? "warning" : "info", {pill.x + 16, pill.centre().y - 14, 28, 28}, {255, 255, 255});
  drawFitted(ui, {pill.x + 52, pill.y, wide - 70, pill.height}, words, style);
  room.width -= wide + 24;
}

std::string waitingText(const Model& model, ui::Ui& ui) {
  const auto count = std::to_string(model.outbox_waiting);
  if (!model.outbox_of.empty()) return ui.t("desk.outbox_of", {count, model.outbox_of});
  return ui.t("desk.outbox", {count});
}

}  // namespace

Action drawStatusStrip(const Model& model, ui::Ui& ui, Rect rect) {
  const auto tone = toneOf(model, ui.theme());
  ui.fill(rect, tone.ground);
  ui.fill({rect.x, rect.bottom() - 2, rect.width, 2}, withAlpha(tone.ink, 30));
  const float half = ui.portrait() ? rect.height / 2 : rect.height;
  Rect room{rect.x + 34, rect.y, rect.width - 68, half};
  const auto action = drawTroubles(model, ui, room);
  drawSaid(model, ui, room);
  Row row(ui, room, tone.ink);
  if (model.outbox_error) row.piece("warning", ui.texts().sentence(*model.outbox_error), Weight::bold);
  row.piece(iconOf(model.link), wordsOf(model.link, ui), Weight::bold);
  if (ui.portrait()) row.beginAt({room.x, rect.y + half, rect.width - 68, half});
  row.piece("key", keysAge(model, ui), Weight::regular);
  row.piece(model.ages.status_stale ? "warning" : "clipboard-check", statusAge(model, ui),
            model.ages.status_stale ? Weight::bold : Weight::regular);
  if (model.outbox_waiting > 0) row.piece("upload", waitingText(model, ui), Weight::bold);
  return action;
}

}  // namespace verifier::desk
