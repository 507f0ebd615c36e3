#include "kiosk/screens/pieces.hpp"

#include <algorithm>

namespace kiosk {
namespace {

constexpr ui::TextStyle kPillText{.size = 27, .weight = ui::Weight::medium};

bool known(ui::Ui& ui, const std::string& key) { return ui.texts().has(key); }

}  // namespace

ToneColors colorsOf(const ui::Theme& theme, Tone tone) {
  switch (tone) {
    case Tone::neutral:
      return {theme.ink_soft, theme.background};
    case Tone::info:
      return {theme.accent_deep, theme.accent_soft};
    case Tone::good:
      return {{0x06, 0x53, 0x49}, theme.green_soft};
    case Tone::caution:
      return {{0x7A, 0x37, 0x00}, theme.amber_soft};
    case Tone::bad:
      return {{0x8F, 0x16, 0x14}, theme.red_soft};
    case Tone::special:
      return {{0x4A, 0x28, 0xA8}, theme.violet_soft};
  }
  return {theme.ink, theme.background};
}

void card(ui::Ui& ui, ui::Rect rect, bool pressed) {
  const auto& theme = ui.theme();
  if (!pressed)
    ui.shadow({rect.x, rect.y + 10, rect.width, rect.height}, theme.radius, 30, {0x1B, 0x3A, 0x70, 40});
  ui.fill(rect, pressed ? theme.accent_soft : theme.surface, theme.radius);
}

void badge(ui::Ui& ui, ui::Rect rect, std::string_view icon, Tone tone) {
  const auto colors = colorsOf(ui.theme(), tone);
  ui.fill(rect, colors.soft, rect.width * 0.28f);
  ui.icon(icon, rect.inset(rect.width * 0.22f), colors.ink);
}

ui::TextStyle fitted(ui::Ui& ui, ui::Size box, std::string_view text, ui::TextStyle style, float least) {
  const int lines = style.max_lines;
  while (style.size > least) {
    style.max_lines = 0;
    const float wide = lines == 1 ? ui.measure(text, style, 0).width : 0;
    const auto took = ui.measure(text, style, box.width);
    const bool few =
        lines == 0 || took.height <= style.size * style.line_spacing * (static_cast<float>(lines) + 0.5f);
    if (few && wide <= box.width && (lines == 1 || took.height <= box.height)) break;
    style.size = std::max(least, style.size - 2);
  }
  style.max_lines = lines;
  return style;
}

void fitText(ui::Ui& ui, ui::Rect rect, std::string_view text, ui::TextStyle style, float least,
             bool middle) {
  const bool one_line = style.max_lines == 1;
  style = fitted(ui, {rect.width, rect.height}, text, style, least);
  if (one_line && ui.measure(text, style, 0).width > rect.width) {  // two small lines rather than a cut one
    style.max_lines = 2;
    style.line_spacing = 1.15f;
    style = fitted(ui, {rect.width, rect.height}, text, style, std::min(least, 20.0f));
  }
  if (middle)
    ui.textMiddle(rect, text, style);
  else
    ui.text(rect, text, style);
}

float pillWidth(ui::Ui& ui, std::string_view text) {
  return 24 + 30 + 12 + ui.measure(text, kPillText, 0).width + 26;
}

float pill(ui::Ui& ui, ui::Point at, std::string_view icon, std::string_view text, Tone tone) {
  const auto colors = colorsOf(ui.theme(), tone);
  const ui::Rect rect{at.x, at.y, pillWidth(ui, text), kPillHeight};
  ui.fill(rect, colors.soft, rect.height / 2);
  ui.icon(icon, {rect.x + 20, rect.centre().y - 16, 32, 32}, colors.ink);
  auto style = kPillText;
  style.color = colors.ink;
  ui.textMiddle({rect.x + 64, rect.y, rect.width - 64 - 10, rect.height}, text, style);
  return rect.width;
}

float bannerHeight(ui::Ui& ui, float width, std::string_view title, std::string_view text) {
  const float room = width - 128 - 36;
  const float head = ui.measure(title, {.size = 34, .weight = ui::Weight::bold, .max_lines = 0}, room).height;
  const float body = text.empty() ? 0 : ui.measure(text, {.size = 29, .max_lines = 0}, room).height + 8;
  return std::max(112.0f, head + body + 56);
}

void banner(ui::Ui& ui, ui::Rect rect, Tone tone, std::string_view icon, std::string_view title,
            std::string_view text) {
  const auto colors = colorsOf(ui.theme(), tone);
  ui.fill(rect, colors.soft, ui.theme().radius);
  ui.stroke(rect, {colors.ink.r, colors.ink.g, colors.ink.b, 110}, 2, ui.theme().radius);
  ui.icon(icon, {rect.x + 36, rect.y + 26, 60, 60}, colors.ink);
  const float x = rect.x + 128, room = rect.width - 128 - 36;
  const ui::TextStyle bold{.size = 34, .color = colors.ink, .weight = ui::Weight::bold, .max_lines = 0};
  const ui::TextStyle plain{.size = 29, .color = colors.ink, .max_lines = 0};
  const float head = ui.measure(title, bold, room).height;
  const float body = text.empty() ? 0 : ui.measure(text, plain, room).height + 8;
  const float y = rect.y + (rect.height - head - body) / 2;
  ui.text({x, y, room, head}, title, bold);
  ui.text({x, y + head + 8, room, body}, text, plain);
}

void message(ui::Ui& ui, ui::Rect rect, std::string_view icon, Tone tone, std::string_view title,
             std::string_view text) {
  const auto colors = colorsOf(ui.theme(), tone);
  const float width = std::min(rect.width - 80, 860.0f), disc = 200;
  const ui::TextStyle bold{.size = 48,
                           .color = ui.theme().ink,
                           .weight = ui::Weight::bold,
                           .align = ui::Align::centre,
                           .max_lines = 0};
  const ui::TextStyle plain{.size = 32,
                            .color = ui.theme().ink_soft,
                            .align = ui::Align::centre,
                            .max_lines = 0,
                            .line_spacing = 1.5f};
  const float head = ui.measure(title, bold, width).height;
  const float body = text.empty() ? 0 : ui.measure(text, plain, width).height + 20;
  const float x = rect.centre().x - width / 2;
  float y = rect.y + std::max(0.0f, (rect.height - disc - 44 - head - body) * 0.42f);
  ui.circle({rect.centre().x, y + disc / 2}, disc / 2, colors.soft);
  ui.icon(icon, ui::Rect{rect.centre().x - disc / 2, y, disc, disc}.inset(50), colors.ink);
  y += disc + 44;
  ui.text({x, y, width, head}, title, bold);
  ui.text({x, y + head + 20, width, body}, text, plain);
}

bool waitingForLists(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action) {
  if (model.session.lists) return false;
  if (model.waiting != Waiting::none || !model.signedIn()) {
    message(ui, rect, "hourglass", Tone::info, ui.t("kiosk.asking.title"), ui.t("kiosk.asking.text"));
    return true;
  }
  message(ui, rect, "wifi-off", Tone::caution, ui.t("kiosk.no_answer.title"), ui.t("kiosk.no_answer.text"));
  const ui::Rect button{rect.centre().x - 200, rect.bottom() - 140, 400, 120};
  if (ui.button("reload", button, ui.t("kiosk.try_again"), ui::ButtonKind::primary, "refresh"))
    action = action::TryAgain{};
  return true;
}

int cardList(ui::Ui& ui, ui::Rect rect, std::string_view prefix, std::size_t count, float card_height,
             int columns, const std::function<void(std::size_t, ui::Rect)>& draw) {
  constexpr float gap = 32, rim = 24;  // rim: room for shadows inside the clipped column
  const auto rows =
      static_cast<float>((count + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns));
  const ui::Rect area{rect.x - rim, rect.y - rim / 2, rect.width + 2 * rim, rect.height + rim};
  const float width = (rect.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  int tapped = -1;
  ui.scroll("scroll:" + std::string(prefix), area, rows * (card_height + gap) + rim, [&](float top) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto column = static_cast<float>(i % static_cast<std::size_t>(columns));
      const auto row = static_cast<float>(i / static_cast<std::size_t>(columns));
      const ui::Rect place{rect.x + column * (width + gap), top + rim / 2 + row * (card_height + gap), width,
                           card_height};
      const std::string id = std::string(prefix) + ":" + std::to_string(i);
      if (ui.tapped(id, place)) tapped = static_cast<int>(i);
      card(ui, place, ui.pressed(id));
      draw(i, place);
    }
  });
  return tapped;
}

std::string printerSentence(const Model& model, ui::Ui& ui) {
  if (!model.printer.reachable) return ui.t("printer.reason.offline");
  if (model.printer.stopping.empty()) return "";
  const std::string key = "printer.reason." + model.printer.stopping.front();  // shared/print's texts
  return ui.t(known(ui, key) ? key : "printer.reason.other");
}

void printerBanner(const Model& model, ui::Ui& ui, ui::Rect& rect) {
  const std::string sentence = printerSentence(model, ui);
  if (sentence.empty()) return;
  const std::string title = ui.t("kiosk.printer.title");
  const float height = bannerHeight(ui, rect.width, title, sentence);
  banner(ui, {rect.x, rect.y, rect.width, height}, Tone::caution, "warning", title, sentence);
  rect = {rect.x, rect.y + height + 32, rect.width, rect.height - height - 32};
}

std::string dateOf(base::UnixSeconds time) { return base::toLocalMinute(time); }

std::string inLanguage(const Model& model, const base::Bilingual& text) { return text.in(model.language); }

}  // namespace kiosk
