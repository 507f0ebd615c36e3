#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Align;
using ui::Color;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

constexpr Color kWhite{255, 255, 255};
constexpr Color kPale{0xD9, 0xE6, 0xFF};

// Right-aligned pieces: each takes its width off the room that is left.
Rect fromRight(Rect& room, float width) {
  room.width -= width + 20;
  return {room.right() + 20, room.y, width, room.height};
}

std::string linkText(const Model& model, ui::Ui& ui) {
  switch (model.link) {
    case Link::asking:
      return ui.t("desk.link.asking");
    case Link::connected:
      return ui.t("desk.link.connected");
    case Link::away:
      return ui.t("desk.link.away");
  }
  return "";
}

void drawLink(const Model& model, ui::Ui& ui, Rect& room) {
  const auto words = linkText(model, ui);
  const ui::TextStyle style{.size = 25, .color = kWhite, .weight = Weight::medium};
  const auto pill = fromRight(room, ui.measure(words, style, 0).width + 88);
  const bool away = model.link == Link::away;
  ui.fill(pill, away ? Color{0x8A, 0x42, 0x00} : Color{255, 255, 255, 36}, pill.height / 2);
  ui.icon(away                         ? "wifi-off"
          : model.link == Link::asking ? "hourglass"
                                       : "wifi",
          {pill.x + 22, pill.centre().y - 16, 32, 32}, kWhite);
  ui.textMiddle({pill.x + 62, pill.y, pill.width - 70, pill.height}, words, style);
}

Action drawLanguage(const Model& model, ui::Ui& ui, Rect& room) {
  const auto pill = fromRight(room, 236);
  ui.fill(pill, {255, 255, 255, 44}, pill.height / 2);
  const bool zh = model.language == base::Language::zh;
  const Rect half{zh ? pill.x + 5 : pill.x + 101, pill.y + 5, zh ? 96.0f : 130.0f, pill.height - 10};
  ui.fill(half, kWhite, half.height / 2);
  const Color blue{0x14, 0x50, 0xC8};
  ui.textMiddle({pill.x + 5, pill.y, 96, pill.height}, "中文",
                {.size = 25, .color = zh ? blue : kWhite, .weight = Weight::medium, .align = Align::centre});
  ui.textMiddle({pill.x + 101, pill.y, 130, pill.height}, "English",
                {.size = 25, .color = zh ? kWhite : blue, .weight = Weight::medium, .align = Align::centre});
  return ui.tapped("language", pill) ? Action{Kind::switch_language} : Action{};
}

Action drawPerson(const Model& model, ui::Ui& ui, Rect& room) {
  const bool in = model.session.has_value();
  const auto words = in ? model.session->person.name + " · " + ui.t("desk.sign_out") : ui.t("desk.sign_in");
  const ui::TextStyle style{
      .size = 25, .color = in ? kWhite : Color{0x0F, 0x47, 0xB4}, .weight = Weight::medium};
  const auto pill = fromRight(room, ui.measure(words, style, 0).width + 92);
  ui.fill(pill, in ? Color{255, 255, 255, 36} : kWhite, pill.height / 2);
  ui.icon(in ? "sign-out" : "user", {pill.x + 24, pill.centre().y - 16, 32, 32}, style.color);
  ui.textMiddle({pill.x + 66, pill.y, pill.width - 70, pill.height}, words, style);
  if (!ui.tapped(in ? "sign-out" : "sign-in", pill)) return {};
  return {in ? Kind::sign_out : Kind::open_sign_in};
}

}  // namespace

Action drawTopBar(const Model& model, ui::Ui& ui, Rect rect) {
  ui.gradient(rect, {0x0A, 0x35, 0x7F}, {0x2A, 0x72, 0xE8});
  ui.clip(rect, [&] {
    ui.circle({rect.right() - 160, rect.y - 40}, 210, {255, 255, 255, 12});
    ui.circle({rect.right() - 160, rect.y - 40}, 130, {255, 255, 255, 12});
  });
  ui.fill({rect.x + 40, rect.y + 20, 60, 60}, kWhite, 16);
  ui.icon("shield-check", {rect.x + 49, rect.y + 29, 42, 42}, {0x14, 0x50, 0xC8});
  Rect room{rect.x + 124, rect.y + 22, rect.width - 160, 56};
  auto action = drawLanguage(model, ui, room);
  if (const auto asked = drawPerson(model, ui, room); asked.kind != Kind::none) action = asked;
  drawLink(model, ui, room);
  ui.text({room.x, rect.y + 14, room.width, 44}, ui.t("desk.title"),
          {.size = 32, .color = kWhite, .weight = Weight::bold});
  auto where = model.office;
  if (!model.desk_name.empty()) where += (where.empty() ? "" : " · ") + model.desk_name;
  ui.text({room.x, rect.y + 56, room.width, 32}, where.empty() ? ui.t("desk.no_office") : where,
          {.size = 22, .color = kPale});
  return action;
}

}  // namespace verifier::desk
