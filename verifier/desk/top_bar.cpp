#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Color;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr Color kWhite{255, 255, 255}, kPale{0xDD, 0xE8, 0xFF}, kGlass{255, 255, 255, 30};
constexpr float kPill = 56;

// Right-aligned pieces: each takes its width off the room that is left.
Rect fromRight(Rect& room, float width) {
  room.width -= width + 12;
  return {room.right() + 12, room.centre().y - kPill / 2, width, kPill};
}

// A round sign with its key below it in words of the help; on means the sign is lit.
bool drawSign(ui::Ui& ui, Rect& room, const char* id, const char* icon, std::string_view key) {
  const float cap = key.empty() ? 0 : keyWidth(ui, key) + 10;
  const auto pill = fromRight(room, kPill + cap);
  ui.fill(pill, kGlass, kPill / 2);
  ui.icon(icon, {pill.x + 13, pill.y + 13, 30, 30}, kWhite);
  if (cap > 0) drawKey(ui, {pill.x + 46, pill.centre().y}, key, kWhite);
  return ui.tapped(id, pill);
}

Action drawPerson(const Model& model, ui::Ui& ui, Rect& room) {
  const bool in = model.session.has_value();
  const auto name = in ? model.session->person.name : ui.t("desk.sign_in");
  const ui::TextStyle style{
      .size = 25, .color = in ? kWhite : Color{0x0C, 0x3A, 0x94}, .weight = Weight::bold};
  const ui::TextStyle out{.size = 22, .color = kWhite};
  const auto shown = fitted(name, style, 220, ui);
  const float words = ui.measure(shown, style, 0).width, cap = keyWidth(ui, "F2");
  const float more = in ? ui.measure(ui.t("desk.sign_out"), out, 0).width + 14 : 0;
  const auto pill = fromRight(room, 62 + words + more + cap + 28);
  ui.fill(pill, in ? kGlass : kWhite, pill.height / 2);
  ui.icon("user", {pill.x + 20, pill.centre().y - 16, 32, 32}, style.color);
  ui.textMiddle({pill.x + 60, pill.y, words + 2, pill.height}, shown, style);
  if (in) ui.textMiddle({pill.x + 60 + words + 14, pill.y, more, pill.height}, ui.t("desk.sign_out"), out);
  drawKey(ui, {pill.right() - cap - 16, pill.centre().y}, "F2", style.color);
  if (!ui.tapped(in ? "sign-out" : "sign-in", pill)) return {};
  return {in ? Kind::sign_out : Kind::open_sign_in};
}

Action drawTools(const Model& model, ui::Ui& ui, Rect& room) {
  Action action;
  if (drawSign(ui, room, "help", "question", "F1")) action = {Kind::open_help};
  if (drawSign(ui, room, "sounds", model.sounds ? "volume" : "volume-off", ""))
    action = {Kind::switch_sounds};
  if (drawSign(ui, room, "appearance", isDark(ui.theme()) ? "sun" : "moon", ""))
    action = {Kind::switch_appearance};
  const auto pill = fromRight(room, 76);
  ui.fill(pill, kGlass, kPill / 2);
  ui.textMiddle(pill, model.language == base::Language::zh ? "EN" : "中文",
                {.size = 25, .color = kWhite, .weight = Weight::medium, .align = ui::Align::centre});
  if (ui.tapped("language", pill)) action = {Kind::switch_language};
  return action;
}

struct Tab {
  View view;
  const char* id;
  const char* icon;
  const char* key;
  Kind asks;
};

Action drawTabs(const Model& model, ui::Ui& ui, Rect rect) {
  constexpr Tab tabs[] = {{View::papers, "papers", "document-check", "", Kind::show_papers},
                          {View::receipts, "receipts", "list", "F3", Kind::show_receipts},
                          {View::statistics, "statistics", "chart", "F4", Kind::show_statistics}};
  Action action;
  float left = rect.x;
  for (const auto& tab : tabs) {
    const auto words = ui.t(std::string("desk.tab.") + tab.id);
    const bool on = model.view == tab.view;
    const ui::TextStyle style{.size = 25, .color = kWhite, .weight = on ? Weight::bold : Weight::medium};
    const float wide = ui.measure(words, style, 0).width, cap = *tab.key ? keyWidth(ui, tab.key) + 10 : 0;
    const Rect pill{left, rect.centre().y - kPill / 2, 62 + wide + cap + 22, kPill};
    if (on) ui.fill(pill, {255, 255, 255, 34}, kPill / 2);
    ui.icon(tab.icon, {pill.x + 20, pill.centre().y - 16, 32, 32}, kWhite);
    ui.textMiddle({pill.x + 60, pill.y, wide + 2, kPill}, words, style);
    if (cap > 0) drawKey(ui, {pill.x + 60 + wide + 12, pill.centre().y}, tab.key, kWhite);
    if (on) ui.fill({pill.x + 28, rect.bottom() - 7, pill.width - 56, 5}, kWhite, 2);
    if (ui.tapped(tab.id, pill)) action = {tab.asks};
    left += pill.width + 8;
  }
  return action;
}

float tabsWidth(ui::Ui& ui) {
  float width = 0;
  for (const char* tab : {"desk.tab.papers", "desk.tab.receipts", "desk.tab.statistics"})
    width += ui.measure(ui.t(tab), {.size = 25, .weight = Weight::bold}, 0).width + 92;
  return width + keyWidth(ui, "F3") + keyWidth(ui, "F4") + 20;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& part : parts)
    if (!part.empty()) all += (all.empty() ? "" : " · ") + part;
  return all;
}

void drawTitle(const Model& model, ui::Ui& ui, Rect room) {
  ui.fill({room.x, room.centre().y - 27, 54, 54}, kWhite, 15);
  ui.icon("shield-check", {room.x + 8, room.centre().y - 19, 38, 38}, {0x0F, 0x47, 0xB4});
  const Rect words{room.x + 70, room.y, room.width - 82, room.height};
  drawFitted(ui, {words.x, words.y + 8, words.width, 40}, ui.t("desk.title"),
             {.size = 29, .color = kWhite, .weight = Weight::bold});
  const ui::TextStyle small{.size = 21, .color = kPale};
  auto where = joined({model.college.in(model.language), model.office, model.desk_name});
  if (ui.measure(where, small, 0).width > words.width) where = joined({model.office, model.desk_name});
  drawFitted(ui, {words.x, words.y + 46, words.width, 30}, where.empty() ? ui.t("desk.no_office") : where,
             small);
}

}  // namespace

Action drawTopBar(const Model& model, ui::Ui& ui, Rect rect) {
  if (isDark(ui.theme()))
    ui.gradient(rect, {0x0C, 0x1C, 0x3E}, {0x10, 0x2C, 0x64});
  else
    ui.gradient(rect, {0x08, 0x28, 0x62}, {0x0D, 0x3A, 0x8E});
  Rect room{rect.x + 30, rect.y, rect.width - 60, 84};
  auto action = drawTools(model, ui, room);
  take(action, drawPerson(model, ui, room));
  if (ui.portrait()) {
    take(action,
         drawTabs(model, ui, {rect.x + 24, rect.y + 78, rect.width - 48, rect.bottom() - 78 - rect.y}));
  } else {
    const float wide = tabsWidth(ui);
    room.width -= wide + 16;
    take(action, drawTabs(model, ui, {room.right() + 8, rect.y, wide, rect.height}));
  }
  drawTitle(model, ui, room);
  return action;
}

}  // namespace verifier::desk
