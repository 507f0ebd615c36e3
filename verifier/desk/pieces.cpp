#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Align;
using ui::ButtonKind;
using ui::Color;
using ui::Rect;
using ui::Weight;

constexpr float kKeyText = 20;  // no letter is smaller: 13 pixels on a desktop of 1280

Color inkOf(ButtonKind kind, const ui::Theme& theme, bool enabled) {
  if (!enabled) return withAlpha(theme.ink_soft, 150);
  return kind == ButtonKind::primary || kind == ButtonKind::danger ? Color{255, 255, 255} : theme.ink;
}

ui::TextStyle keyStyle(Color ink) { return {.size = kKeyText, .color = ink, .weight = Weight::medium}; }

}  // namespace

float keyWidth(ui::Ui& ui, std::string_view key) { return ui.measure(key, keyStyle({}), 0).width + 18; }

void drawKey(ui::Ui& ui, ui::Point left_middle, std::string_view key, Color ink) {
  const Rect cap{left_middle.x, left_middle.y - 16, keyWidth(ui, key), 32};
  ui.stroke(cap, withAlpha(ink, static_cast<std::uint8_t>(ink.a / 2)), 2, 9);
  auto style = keyStyle(ink);
  style.align = Align::centre;
  ui.textMiddle(cap, key, style);
}

bool keyButton(ui::Ui& ui, std::string_view id, Rect rect, const std::string& label, std::string_view key,
               ButtonKind kind, std::string_view icon, bool enabled, float most) {
  const bool tapped = ui.button(id, rect, "", kind, "", enabled);
  const auto ink = inkOf(kind, ui.theme(), enabled);
  ui::TextStyle style{
      .size = std::clamp(rect.height * 0.4f, 22.0f, most), .color = ink, .weight = Weight::medium};
  const float sign = icon.empty() ? 0 : style.size * 1.3f + 10,
              cap = key.empty() ? 0 : keyWidth(ui, key) + 12;
  const float room = rect.width - 28 - sign - cap;
  auto took = ui.measure(label, style, 0);
  if (took.width > room) {
    style.size = std::max(kKeyText, style.size * room / took.width * 0.98f);
    took = ui.measure(label, style, 0);
  }
  float left = rect.x + (rect.width - sign - took.width - cap) / 2;
  if (sign > 0) ui.icon(icon, {left, rect.centre().y - (sign - 10) / 2, sign - 10, sign - 10}, ink);
  left += sign;
  ui.text({left, rect.centre().y - took.height / 2, took.width + 1, took.height}, label, style);
  if (cap > 0) drawKey(ui, {left + took.width + 12, rect.centre().y}, key, ink);
  return tapped;
}

std::optional<int> segments(ui::Ui& ui, const std::string& id, Rect rect,
                            const std::vector<std::string>& labels, int chosen) {
  std::optional<int> tapped;
  const auto& theme = ui.theme();
  ui.fill(rect, isDark(theme) ? theme.surface_soft : theme.accent_soft, rect.height / 2);
  const float width = (rect.width - 8) / static_cast<float>(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Rect part{rect.x + 4 + static_cast<float>(i) * width, rect.y + 4, width, rect.height - 8};
    const bool on = static_cast<int>(i) == chosen;
    if (on) ui.gradient(part, theme.primary_from, theme.primary_to, part.height / 2);
    ui::TextStyle style{.size = 25,
                        .color = on ? Color{255, 255, 255} : theme.ink,
                        .weight = on ? Weight::bold : Weight::medium,
                        .align = Align::centre};
    const float natural = ui.measure(labels[i], style, 0).width;
    if (natural > width - 20) style.size = std::max(kKeyText, style.size * (width - 20) / natural * 0.98f);
    ui.textMiddle(part, labels[i], style);
    if (ui.tapped(id + ":" + std::to_string(i), part)) tapped = static_cast<int>(i);
  }
  return tapped;
}

std::string fitted(const std::string& text, const ui::TextStyle& style, float width, ui::Ui& ui) {
  if (ui.measure(text, style, 0).width <= width) return text;
  const auto inside = [&](std::size_t at) { return at < text.size() && (text[at] & 0xC0) == 0x80; };
  std::size_t head = text.size() / 2, tail = head;
  do {
    while (head > 0 && inside(--head)) {
    }
    while (tail < text.size() && inside(++tail)) {
    }
  } while (head > 0 && tail < text.size() &&
           ui.measure(text.substr(0, head) + "…" + text.substr(tail), style, 0).width > width);
  return text.substr(0, head) + "…" + text.substr(tail);
}

void drawFitted(ui::Ui& ui, Rect rect, const std::string& text, const ui::TextStyle& style) {
  ui.textMiddle(rect, fitted(text, style, rect.width, ui), style);
}

void drawNote(ui::Ui& ui, Rect rect, domain::Grade grade, const char* icon, const std::string& words) {
  const auto look = lookOf(grade, ui.theme());
  ui.fill(rect, look.soft, 18);
  ui.icon(icon, {rect.x + 20, rect.centre().y - 18, 36, 36}, look.ink);
  ui.textMiddle({rect.x + 72, rect.y, rect.width - 88, rect.height}, words,
                {.size = 24,
                 .color = look.ink,
                 .weight = Weight::medium,
                 .max_lines = rect.height < 60   ? 1
                              : rect.height < 96 ? 2
                                                 : 4,
                 .line_spacing = 1.25f});
}

void drawEmpty(ui::Ui& ui, Rect rect, const char* icon, const std::string& words) {
  const float radius = std::clamp(rect.height * 0.16f, 36.0f, 84.0f);
  const ui::TextStyle style{.size = 26, .color = ui.theme().ink_soft, .align = Align::centre, .max_lines = 3};
  const float width = std::min(rect.width - 40, 760.0f);
  const float height = ui.measure(words, style, width).height;
  const ui::Point centre{rect.centre().x, rect.centre().y - (height + 24) / 2};
  ui.circle(centre, radius, ui.theme().accent_soft);
  ui.icon(icon, {centre.x - radius / 2, centre.y - radius / 2, radius, radius}, accentInk(ui.theme()));
  ui.text({centre.x - width / 2, centre.y + radius + 24, width, height}, words, style);
}

std::string ageText(ui::Ui& ui, base::UnixSeconds seconds) {
  if (seconds < 60) return ui.t("desk.age.now");
  if (seconds < 3600) return ui.t("desk.age.minutes", {std::to_string(seconds / 60)});
  if (seconds < 86'400) return ui.t("desk.age.hours", {std::to_string(seconds / 3600)});
  return ui.t("desk.age.days", {std::to_string(seconds / 86'400)});
}

std::string whenText(base::UnixSeconds at, base::UnixSeconds now) {
  const auto then = base::toLocalMinute(at), today = base::toLocalMinute(now);
  if (then.substr(0, 10) == today.substr(0, 10)) return then.substr(11);
  return then.substr(0, 4) == today.substr(0, 4) ? then.substr(5) : then;
}

std::string listed(ui::Ui& ui, const std::vector<std::string>& names) {
  std::string all;
  const auto between = ui.t("desk.and") + (ui.texts().language() == base::Language::en ? " " : "");
  for (const auto& name : names) all += (all.empty() ? "" : between) + name;
  return all;
}

}  // namespace verifier::desk
