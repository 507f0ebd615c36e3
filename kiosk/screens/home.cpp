#include <array>

#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/hero.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::home {
namespace {

constexpr ui::Color kWhite{255, 255, 255}, kMist{0xDC, 0xE8, 0xFF};

struct Choice {
  const char* name;  // of texts and of the element: "steps" -> kiosk.home.steps.title, home:steps
  const char* icon;
  Destination to;
  ui::Color from, into;  // of the icon's square
  ui::Color ink;
};

const std::array<Choice, 4> kChoices{
    Choice{"steps", "clipboard-check", Destination::steps, {255, 255, 255, 46}, {255, 255, 255, 26}, kWhite},
    Choice{"documents",
           "printer",
           Destination::documents,
           {0x17, 0xA8, 0x8E},
           {0x06, 0x6E, 0x60},
           {0x06, 0x5B, 0x50}},
    Choice{"guide", "book", Destination::guide, {0xF0, 0x9A, 0x2A}, {0xB8, 0x5C, 0x00}, {0x7A, 0x37, 0x00}},
    Choice{"progress",
           "search-clock",
           Destination::progress,
           {0x86, 0x66, 0xF0},
           {0x54, 0x30, 0xC0},
           {0x4A, 0x28, 0xA8}}};

std::string foot(const Model& model, ui::Ui& ui, const Choice& choice) {
  const std::string base = std::string("kiosk.home.") + choice.name;
  const bool lists = model.session.lists.has_value();
  switch (choice.to) {
    case Destination::guide:
      return ui.t("kiosk.home.no_sign_in");
    case Destination::steps:
      if (lists) return ui.t(base + ".count", {std::to_string(model.session.lists->steps.size())});
      break;
    case Destination::documents:
      if (lists) return ui.t(base + ".count", {std::to_string(model.session.lists->documents.size())});
      break;
    case Destination::progress:
      if (lists) return ui.t(base + ".count", {std::to_string(model.session.lists->cases.size())});
      break;
    case Destination::home:
      break;
  }
  return ui.t(model.signedIn() ? "kiosk.home.open" : "kiosk.home.sign_in");
}

void body(ui::Ui& ui, ui::Rect rect, bool first, bool pressed) {
  const auto& theme = ui.theme();
  if (!first) return card(ui, rect, pressed);
  ui.shadow({rect.x, rect.y + 12, rect.width, rect.height}, theme.radius, 34, {0x10, 0x4F, 0xC4, 90});
  ui.gradient(rect, pressed ? kDeep : kBlue, kDeep, theme.radius);
  ui.clip(rect, [&] {
    ui.circle({rect.right() - 30, rect.y + 90}, 190, {255, 255, 255, 12});
    ui.circle({rect.right() - 30, rect.y + 90}, 110, {255, 255, 255, 12});
  });
}

// Upright cards are tall: sign above words. Lying ones are wide: words beside the sign.
struct CardPlaces {
  ui::Rect square, title, text;
  float line;
};

CardPlaces placesOf(ui::Rect rect) {
  constexpr float pad = 44;
  const bool tall = rect.height > 400;
  const bool roomy = rect.height > 470;
  const float side = roomy ? 128 : tall ? 92 : 100, line = rect.bottom() - (tall ? 104.0f : 92);
  const ui::Rect square{rect.x + pad, rect.y + (roomy ? 44.0f : 30), side, side};
  const float left = tall ? square.x : square.right() + 28, room = rect.right() - pad - left;
  const ui::Rect title{left, tall ? square.bottom() + (roomy ? 24 : 12) : square.y, room, 60};
  const float top = tall ? title.bottom() + (roomy ? 10.0f : 2) : square.y + 58;
  return {square, title, {left, top, room, line - top - 8}, line};
}

bool drawChoice(const Model& model, ui::Ui& ui, ui::Rect rect, const Choice& choice) {
  const auto& theme = ui.theme();
  const bool first = choice.to == Destination::steps;
  const std::string id = std::string("home:") + choice.name, base = std::string("kiosk.home.") + choice.name;
  const bool tapped = ui.tapped(id, rect);
  body(ui, rect, first, ui.pressed(id));
  const auto places = placesOf(rect);
  ui.gradient(places.square, choice.from, choice.into, places.square.width * 0.27f);
  ui.icon(choice.icon, places.square.inset(places.square.width * 0.23f), kWhite);
  fitText(ui, places.title, ui.t(base + ".title"),
          {.size = 48, .color = first ? kWhite : theme.ink, .weight = ui::Weight::bold, .line_spacing = 1.2f},
          32);
  fitText(ui, places.text, ui.t(base + ".text"),
          {.size = 29, .color = first ? kMist : theme.ink_soft, .max_lines = 2, .line_spacing = 1.45f}, 24,
          false);
  const float pad = places.square.x - rect.x, foot_height = rect.bottom() - places.line;
  ui.fill({rect.x + pad, places.line, rect.width - 2 * pad, 2},
          first ? ui::Color{255, 255, 255, 60} : theme.line);
  fitText(ui, {rect.x + pad, places.line + 2, rect.width - 2 * pad - 84, foot_height - 2},
          foot(model, ui, choice), {.size = 28, .color = choice.ink, .weight = ui::Weight::medium}, 22);
  const ui::Point dot{rect.right() - pad - 30, places.line + foot_height / 2};
  ui.circle(dot, 30, first ? kWhite : ui::Color{choice.ink.r, choice.ink.g, choice.ink.b, 28});
  ui.icon("arrow-right", {dot.x - 20, dot.y - 20, 40, 40}, first ? kBlue : choice.ink);
  return tapped;
}

void greeting(const Model& model, ui::Ui& ui, ui::Rect box) {
  const std::string title =
      model.signedIn() ? ui.t("kiosk.home.hello", {model.session.person->name}) : ui.t("kiosk.home.title");
  const ui::TextStyle big{
      .size = 76, .color = kWhite, .weight = ui::Weight::bold, .max_lines = 2, .line_spacing = 1.2f};
  const auto style = fitted(ui, {box.width, 200}, title, big, 48);
  const float taken = ui.text(box, title, style).height;
  const std::string text = model.signedIn() ? ui.t("kiosk.home.text_signed_in", {model.session.person->unit})
                                            : ui.t("kiosk.home.text");
  ui.text({box.x, box.y + taken + 16, box.width, 130}, text,
          {.size = 34, .color = kMist, .max_lines = 2, .line_spacing = 1.45f});
}

// That personal things are forgotten, and the way to do it now.
void privacy(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action) {
  const auto& theme = ui.theme();
  card(ui, rect);
  const bool out = model.signedIn();
  const float side = std::min(96.0f, rect.height - 48);
  badge(ui, {rect.x + 36, rect.centre().y - side / 2, side, side}, "shield-check", Tone::info);
  const float left = rect.x + 36 + side + 28, button = out ? 320 : 0,
              width = rect.right() - left - button - 48;
  const auto idle =
      std::chrono::duration_cast<std::chrono::seconds>(model.timeouts.idle_ask + model.timeouts.idle_wipe)
          .count();
  const float middle = rect.centre().y;
  fitText(ui, {left, middle - 56, width, 54}, ui.t("kiosk.home.privacy"),
          {.size = 33, .color = theme.ink, .weight = ui::Weight::medium}, 24);
  fitText(ui, {left, middle + 2, width, 46}, ui.t("kiosk.home.privacy_text", {std::to_string(idle)}),
          {.size = 27, .color = theme.ink_soft}, 20);
  if (out && ui.button("sign_out", {rect.right() - 320 - 24, middle - 52, 320, 104}, ui.t("kiosk.sign_out"),
                       ui::ButtonKind::primary, "sign-out"))
    action = action::SignOut{};
}

void choices(const Model& model, ui::Ui& ui, ui::Rect area, Action& action) {
  constexpr float gap = 36;
  const float width = (area.width - gap) / 2, height = (area.height - gap) / 2;
  for (std::size_t i = 0; i < kChoices.size(); ++i) {
    const float x = area.x + static_cast<float>(i % 2) * (width + gap),
                y = area.y + static_cast<float>(i / 2) * (height + gap);
    if (drawChoice(model, ui, {x, y, width, height}, kChoices[i])) action = action::Go{kChoices[i].to};
  }
}

void upright(const Model& model, ui::Ui& ui, Action& action) {
  const float margin = ui.theme().margin, width = ui.size().width - 2 * margin;
  hero(ui, {0, 0, ui.size().width, 580}, 60);
  header(model, ui, action);
  greeting(model, ui, {margin, 224, width, 300});
  ui::Rect area{margin, 596, width, 1076};
  printerBanner(model, ui, area);
  choices(model, ui, area, action);
  privacy(model, ui, {margin, 1708, width, 152}, action);
}

void lying(const Model& model, ui::Ui& ui, Action& action) {
  const float margin = ui.theme().margin, top = headerHeight(ui), left = 660;
  const auto size = ui.size();
  hero(ui, {0, 0, size.width, top}, 0);
  hero(ui, {0, top - 2, left, size.height - top + 2}, 0);
  header(model, ui, action);
  greeting(model, ui, {margin, top + 60, left - 2 * margin, 400});
  ui::Rect area{left + margin, top + 48, size.width - left - 2 * margin, size.height - top - 48 - 196};
  printerBanner(model, ui, area);
  choices(model, ui, area, action);
  privacy(model, ui, {left + margin, size.height - 48 - 116, area.width, 116}, action);
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  ui.fill({0, 0, ui.size().width, ui.size().height}, ui.theme().background);
  if (ui.portrait())
    upright(model, ui, action);
  else
    lying(model, ui, action);
  return action;
}

std::vector<ScreenPreview> previews() {
  Model open = samples::resting();
  open.screen = Screen::home;
  Model jam = samples::signedIn(Screen::home);
  jam.printer = {true, {"media-empty"}, {}};
  return {{"home", open},
          {"home-signed-in", samples::signedIn(Screen::home)},
          {"home-long-name", samples::crowded(Screen::home)},
          {"home-printer-empty", jam}};
}

}  // namespace kiosk::home
