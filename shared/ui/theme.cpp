#include "ui/ui.hpp"

namespace ui {
namespace {

constexpr Color rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
          static_cast<std::uint8_t>(hex), 255};
}

}  // namespace

Theme Theme::light() {
  Theme theme;
  theme.background = rgb(0xEDF2FA);
  theme.surface = rgb(0xFFFFFF);
  theme.surface_soft = rgb(0xF4F7FC);
  theme.line = rgb(0xD8E0EC);
  theme.ink = rgb(0x12203A);
  theme.ink_soft = rgb(0x3F4E68);
  theme.ink_on_accent = rgb(0xFFFFFF);
  theme.accent = rgb(0x2F7CF6);
  theme.accent_deep = rgb(0x0B3A8C);
  theme.accent_soft = rgb(0xE6EFFD);
  theme.primary_from = rgb(0x1552BE);
  theme.primary_to = rgb(0x0C3F9E);
  theme.green = rgb(0x06584D);
  theme.green_soft = rgb(0xDFF3EF);
  theme.amber = rgb(0x7F3A00);
  theme.amber_soft = rgb(0xFDEFDC);
  theme.red = rgb(0x931614);
  theme.red_soft = rgb(0xFCE6E4);
  theme.violet = rgb(0x4F2BB0);
  theme.violet_soft = rgb(0xEDE8FC);
  return theme;
}

// For weak eyes: black on white, strong lines, no tints that carry meaning.
Theme Theme::highContrast() {
  Theme theme = light();
  theme.background = rgb(0xFFFFFF);
  theme.surface_soft = rgb(0xFFFFFF);
  theme.line = rgb(0x000000);
  theme.ink = rgb(0x000000);
  theme.ink_soft = rgb(0x1A1A1A);
  theme.accent = rgb(0x0A3FA8);
  theme.accent_deep = rgb(0x001E5C);
  theme.accent_soft = rgb(0xE3ECFF);
  theme.green = rgb(0x00513F);
  theme.amber = rgb(0x6B3000);
  theme.red = rgb(0x8E0000);
  theme.violet = rgb(0x3A1290);
  return theme;
}

Theme Theme::dark() {
  Theme theme;
  theme.background = rgb(0x0D1524);
  theme.surface = rgb(0x17223A);
  theme.surface_soft = rgb(0x1E2B46);
  theme.line = rgb(0x34435F);
  theme.ink = rgb(0xF2F6FF);
  theme.ink_soft = rgb(0xC4CFE2);
  theme.ink_on_accent = rgb(0xFFFFFF);
  theme.accent = rgb(0x5A9BFF);
  theme.accent_deep = rgb(0x1B4CA6);
  theme.accent_soft = rgb(0x162848);
  theme.primary_from = rgb(0x1552BE);
  theme.primary_to = rgb(0x0F46AA);
  theme.green = rgb(0x5FDCC4);
  theme.green_soft = rgb(0x10312A);
  theme.amber = rgb(0xFFB65C);
  theme.amber_soft = rgb(0x3D2A0F);
  theme.red = rgb(0xFF9C97);
  theme.red_soft = rgb(0x40191B);
  theme.violet = rgb(0xC3AEFF);
  theme.violet_soft = rgb(0x2C2354);
  return theme;
}

}  // namespace ui
