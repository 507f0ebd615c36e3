#include "kiosk/screens/frame.hpp"

#include <array>
#include <chrono>
#include <cstdlib>

#include "kiosk/screens/pieces.hpp"

namespace kiosk {
namespace {

constexpr ui::Color kWhite{255, 255, 255}, kVeil{255, 255, 255, 34}, kMist{0xDC, 0xE8, 0xFF};
constexpr float kLogo = 88, kSignOut = 232;

struct Clock {
  std::string time;  // 09:41
  int month = 1, day = 1;
  unsigned weekday = 0;  // 0 is Sunday
};

Clock clockOf(base::UnixSeconds wall) {
  const std::string local = base::toLocalMinute(wall);  // 2026-11-23 16:00
  Clock clock;
  if (local.size() < 16) return clock;
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::atoi(local.substr(at, count).c_str());
  };
  clock.time = local.substr(11, 5);
  clock.month = number(5, 2);
  clock.day = number(8, 2);
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(clock.month)),
                                         std::chrono::day(static_cast<unsigned>(clock.day))};
  if (date.ok()) clock.weekday = std::chrono::weekday(std::chrono::sys_days(date)).c_encoding();
  return clock;
}

void drawClock(const Model& model, ui::Ui& ui, ui::Rect rect) {
  if (model.wall == 0) return;
  const Clock clock = clockOf(model.wall);
  ui.text({rect.x, rect.y, rect.width, 60}, clock.time,
          {.size = 52,
           .color = kWhite,
           .weight = ui::Weight::medium,
           .align = ui::Align::end,
           .line_spacing = 1.1f});
  const std::string date =
      ui.t("kiosk.date", {ui.t("kiosk.month." + std::to_string(clock.month)), std::to_string(clock.day),
                          ui.t("kiosk.weekday." + std::to_string(clock.weekday))});
  ui.text({rect.x, rect.y + 58, rect.width, 36}, date, {.size = 26, .color = kMist, .align = ui::Align::end});
}

// One control: touching it anywhere changes to the other language. The chosen one is white and has a tick.
bool languageSwitch(const Model& model, ui::Ui& ui, ui::Rect rect) {
  const bool tapped = ui.tapped("language", rect);
  const float radius = rect.height / 2;
  ui.fill(rect, kVeil, radius);
  ui.stroke(rect, {255, 255, 255, 90}, 2, radius);
  const bool zh = model.language == base::Language::zh;
  const float half = rect.width / 2;
  const std::array<ui::Rect, 2> halves{ui::Rect{rect.x + 6, rect.y + 6, half - 6, rect.height - 12},
                                       ui::Rect{rect.x + half, rect.y + 6, half - 6, rect.height - 12}};
  ui.fill(halves[zh ? 0 : 1], kWhite, radius - 6);
  const std::array<const char*, 2> names{"中文", "English"};
  for (std::size_t i = 0; i < 2; ++i) {
    const bool chosen = (i == 0) == zh;
    ui.textMiddle(halves[i], names[i],
                  {.size = 28,
                   .color = chosen ? kDeep : kWhite,
                   .weight = chosen ? ui::Weight::bold : ui::Weight::regular,
                   .align = ui::Align::centre});
  }
  return tapped;
}

void college(const Model& model, ui::Ui& ui, ui::Rect rect) {
  const ui::Rect logo{rect.x, rect.centre().y - kLogo / 2, kLogo, kLogo};
  ui.fill(logo, kWhite, 22);
  ui.icon("building", logo.inset(16), kBlue);
  const float left = logo.right() + 24, width = rect.right() - left;
  const std::string name = model.hall ? inLanguage(model, model.hall->college) : ui.t("kiosk.product");
  const ui::Rect upper{left, logo.y - 6, width, 58}, lower{left, logo.y + 54, width, 38};
  const ui::TextStyle bold{.size = 40, .color = kWhite, .weight = ui::Weight::bold, .line_spacing = 1.2f};
  if (ui.measure(name, {.size = 30, .weight = ui::Weight::bold}, 0).width >
      width) {  // long names take both lines
    auto two = bold;
    two.max_lines = 3;
    return fitText(ui, {left, logo.y - 8, width, kLogo + 16}, name, two, 22);
  }
  fitText(ui, upper, name, bold, 30);
  fitText(ui, lower, ui.t("kiosk.subtitle"), {.size = 26, .color = kMist}, 22);
}

void signOutButton(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action) {
  const std::string name = model.session.person->name;
  const ui::Rect button{rect.right() - kSignOut, rect.y, kSignOut, rect.height};
  if (ui.button("sign_out", button, ui.t("kiosk.sign_out"), ui::ButtonKind::secondary, "sign-out"))
    action = action::SignOut{};
  const ui::Rect person{rect.x, rect.y, rect.width - kSignOut - 24, rect.height};
  const ui::TextStyle style{.size = 32, .color = ui.theme().ink, .weight = ui::Weight::medium};
  const float width = std::min(person.width, ui.measure(name, style, 0).width + 64);
  const ui::Rect box{person.right() - width, person.y, width, person.height};
  ui.icon("user", {box.x, box.centre().y - 20, 40, 40}, ui.theme().ink_soft);
  fitText(ui, {box.x + 56, box.y, box.width - 56, box.height}, name, style, 24);
}

bool mayLeave(const Model& model) { return !(model.session.job && model.session.job->running()); }

Areas uprightAreas(ui::Ui& ui, const Title& title, float top, bool row) {
  const auto& theme = ui.theme();
  const float x = theme.margin, width = ui.size().width - 2 * x;
  float y = top + (row ? 116 : 20);
  fitText(ui, {x, y, width, 76}, title.text,
          {.size = 56, .color = theme.ink, .weight = ui::Weight::bold, .line_spacing = 1.2f}, 36);
  y += 84;
  if (!title.hint.empty()) {
    const ui::TextStyle hint{.size = 30, .color = theme.ink_soft, .max_lines = 3};
    y += ui.text({x, y, width, 126}, title.hint, hint).height + 8;
  }
  const float bar = ui.size().height - 56 - 132;
  return {{x, y + 28, width, bar - 36 - y - 28}, {x, bar, width, 132}};
}

Areas lyingAreas(ui::Ui& ui, const Title& title, float top, float right) {
  const auto& theme = ui.theme();
  const float x = theme.margin + (title.back ? 190 + 36 : 0), width = right - 36 - x;
  const ui::TextStyle bold{.size = 46, .color = theme.ink, .weight = ui::Weight::bold, .line_spacing = 1.2f};
  const bool hint = !title.hint.empty();
  fitText(ui, {x, top + (hint ? 6.0f : 22), width, 58}, title.text, bold, 32);
  if (hint) fitText(ui, {x, top + 64, width, 40}, title.hint, {.size = 28, .color = theme.ink_soft}, 22);
  const float y = top + 128, height = ui.size().height - y - 48, column = 500;
  const float whole = ui.size().width - 2 * theme.margin;
  return {{theme.margin, y, whole - column - 44, height},
          {ui.size().width - theme.margin - column, y, column, height}};
}

}  // namespace

float headerHeight(const ui::Ui& ui) { return ui.portrait() ? 168 : 136; }

void header(const Model& model, ui::Ui& ui, Action& action) {
  const float margin = ui.theme().margin, height = headerHeight(ui), width = ui.size().width;
  const ui::Rect pill{width - margin - 260, height / 2 - 38, 260, 76};
  const ui::Rect clock{pill.x - 30 - 200, height / 2 - 48, 200, 96};
  college(model, ui, {margin, 0, clock.x - 16 - margin, height});
  drawClock(model, ui, clock);
  if (languageSwitch(model, ui, pill))
    action = action::SwitchLanguage{model.language == base::Language::zh ? base::Language::en
                                                                         : base::Language::zh};
}

Areas frame(const Model& model, ui::Ui& ui, const Title& title, Action& action) {
  const auto& theme = ui.theme();
  const float height = headerHeight(ui), margin = theme.margin;
  ui.fill({0, 0, ui.size().width, ui.size().height}, theme.background);
  ui.gradient({0, 0, ui.size().width, height}, kDeep, kBlue);
  header(model, ui, action);
  const float row = height + 24, tall = 84;
  if (title.back && ui.button("back", {margin, row, 190, tall}, ui.t("kiosk.back"), ui::ButtonKind::secondary,
                              "arrow-left", mayLeave(model)))
    action = action::Back{};
  float right = ui.size().width - margin;
  if (title.sign_out && model.signedIn() && mayLeave(model)) {
    const ui::Rect box{ui.size().width - margin - 640, row, 640, tall};
    signOutButton(model, ui, box, action);
    right = box.x;
  }
  return ui.portrait() ? uprightAreas(ui, title, row - 8, title.back || title.sign_out)
                       : lyingAreas(ui, title, row - 8, right);
}

ui::Rect wide(const Areas& areas) {
  const ui::Rect& a = areas.content;
  const ui::Rect& b = areas.actions;
  return {a.x, a.y, b.right() - a.x, b.bottom() - a.y};
}

int actionButtons(ui::Ui& ui, ui::Rect area, const std::vector<ActionButton>& buttons) {
  int tapped = -1;
  const auto put = [&](std::size_t i, ui::Rect rect) {
    const auto& button = buttons[i];
    if (ui.button(button.id, rect, button.label, button.kind, button.icon, button.enabled))
      tapped = static_cast<int>(i);
  };
  if (!ui.portrait()) {
    float y = area.bottom();
    for (std::size_t i = 0; i < buttons.size(); ++i) {
      const float tall = i == 0 ? 132 : 104;
      y -= tall;
      put(i, {area.x, y, area.width, tall});
      y -= 28;
    }
    return tapped;
  }
  const float gap = 28, others = static_cast<float>(buttons.size() - 1);
  const float small = buttons.size() == 1 ? 0 : (area.width - gap * others) / (others + 1.4f);
  float x = area.x;
  for (std::size_t i = buttons.size(); i-- > 1;) {
    put(i, {x, area.y, small, area.height});
    x += small + gap;
  }
  put(0, {x, area.y, area.right() - x, area.height});
  return tapped;
}

ui::Rect aboveButtons(const ui::Ui& ui, ui::Rect area, std::size_t buttons) {
  if (ui.portrait()) return {area.x, area.y, area.width, 0};
  const float taken = buttons == 0 ? 0 : 132 + static_cast<float>(buttons - 1) * 132 + 28;
  return {area.x, area.y, area.width, area.height - taken};
}

}  // namespace kiosk
