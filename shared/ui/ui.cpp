#include "ui/ui.hpp"

#include <algorithm>

namespace ui {
namespace {

Color faded(Color color, std::uint8_t alpha) { return {color.r, color.g, color.b, alpha}; }

Color darker(Color color) {
  const auto less = [](std::uint8_t part) { return static_cast<std::uint8_t>(part * 86 / 100); };
  return {less(color.r), less(color.g), less(color.b), color.a};
}

struct ButtonLook {
  Color from, to, ink, edge, shadow;
};

ButtonLook lookOf(ButtonKind kind, const Theme& theme) {
  constexpr Color none{0, 0, 0, 0};
  switch (kind) {
    case ButtonKind::primary:
      return {theme.primary_from, theme.primary_to, theme.ink_on_accent, none, faded(theme.primary_to, 70)};
    case ButtonKind::secondary:
      return {theme.surface, theme.surface, theme.ink, theme.line, faded(theme.ink, 22)};
    case ButtonKind::quiet:
      return {none, none, theme.ink, none, none};
    case ButtonKind::danger:
      return {Color{0xA8, 0x1C, 0x1C}, Color{0x86, 0x12, 0x14}, Color{255, 255, 255}, none,
              Color{0x9C, 0x18, 0x18, 64}};
  }
  return {};
}

void drawButtonBody(Ui& ui, Rect rect, ButtonKind kind, ButtonLook look, bool enabled, bool pressed) {
  const float radius = std::min(ui.theme().radius * 0.8f, rect.height / 2);
  if (!enabled && kind != ButtonKind::quiet) return ui.fill(rect, ui.theme().line, radius);
  if (!enabled) return;
  if (pressed && kind == ButtonKind::quiet) return ui.fill(rect, faded(ui.theme().ink, 24), radius);
  if (pressed) look = {darker(look.from), darker(look.to), look.ink, look.edge, look.shadow};
  if (look.shadow.a && !pressed)
    ui.shadow({rect.x, rect.y + 6, rect.width, rect.height}, radius, 18, look.shadow);
  if (look.from.a) ui.gradient(rect, look.from, look.to, radius);
  if (look.edge.a) ui.stroke(rect, look.edge, 2, radius);
}

Weight weightOf(ButtonKind kind) {
  return kind == ButtonKind::primary || kind == ButtonKind::danger ? Weight::bold : Weight::medium;
}

}  // namespace

void Ui::textMiddle(Rect rect, std::string_view what, const TextStyle& style) {
  const auto took = measure(what, style, rect.width);
  text({rect.x, rect.y + (rect.height - took.height) / 2, rect.width, took.height}, what, style);
}

bool Ui::button(std::string_view id, Rect rect, std::string_view label, ButtonKind kind,
                std::string_view icon_name, bool enabled) {
  const bool was_tapped = tapped(id, rect, enabled);
  const auto look = lookOf(kind, theme());
  drawButtonBody(*this, rect, kind, look, enabled, pressed(id));
  const Color ink = enabled ? look.ink : faded(theme().ink_soft, 150);
  TextStyle style{.size = std::min(36.0f, rect.height * 0.4f), .color = ink, .weight = weightOf(kind)};
  const float icon_size = icon_name.empty() ? 0 : style.size * 1.25f;
  const float between = icon_name.empty() || label.empty() ? 0 : style.size * 0.4f;
  const float room = rect.width - 32 - icon_size - between;
  auto took = measure(label, style, 0);
  if (took.width > room && room > 0) {  // a long label in a narrow button gets smaller rather than cut
    style.size = std::max(20.0f, style.size * room / took.width * 0.98f);
    took = measure(label, style, room);
  }
  const float left = rect.x + (rect.width - icon_size - between - took.width) / 2;
  if (!icon_name.empty()) icon(icon_name, {left, rect.centre().y - icon_size / 2, icon_size, icon_size}, ink);
  text({left + icon_size + between, rect.centre().y - took.height / 2, std::max(1.0f, took.width),
        took.height},
       label, style);
  return was_tapped;
}

bool Ui::field(std::string_view id, Rect rect, std::string_view value, std::string_view hint, bool focused,
               bool secret) {
  const bool was_tapped = tapped(id, rect);
  const float radius = std::min(theme().radius * 0.7f, rect.height / 2);
  fill(rect, theme().surface, radius);
  stroke(rect, focused ? theme().accent : theme().line, focused ? 4 : 2, radius);
  TextStyle style{.size = std::min(38.0f, rect.height * 0.42f), .color = theme().ink};
  const Rect inner{rect.x + 28, rect.y, rect.width - 56, rect.height};
  const float dot = style.size * 0.62f;
  const auto dots = static_cast<float>(
      std::count_if(value.begin(), value.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  const float wide = value.empty() ? 0 : secret ? dots * dot : measure(value, style, 0).width;
  const float back = std::max(0.0f, wide + 6 - inner.width);  // the end of a long value stays in sight
  const float line = style.size * style.line_spacing, top = rect.centre().y - line / 2;
  clip(inner, [&] {
    for (float i = 0; secret && i < dots; ++i)
      circle({inner.x - back + (i + 0.5f) * dot, rect.centre().y}, style.size * 0.17f, style.color);
    if (!secret) text({inner.x - back, top, wide + 8, line}, value, style);
  });
  if (value.empty()) {
    style.color = theme().ink_soft;
    textMiddle({inner.x + (focused ? 12 : 0), inner.y, inner.width - 12, inner.height}, hint, style);
  }
  if (focused)
    fill({inner.x + wide - back + 3, rect.centre().y - style.size * 0.62f, 3, style.size * 1.24f},
         theme().accent, 1);
  return was_tapped;
}

}  // namespace ui
