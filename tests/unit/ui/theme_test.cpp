#include <catch2/catch.hpp>
#include <cmath>

#include "ui/ui.hpp"

namespace {

// WCAG 2.2 relative luminance and contrast ratio.
double luminance(ui::Color color) {
  const auto linear = [](double part) {
    part /= 255;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}
double contrast(ui::Color a, ui::Color b) {
  const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

}  // namespace

TEST_CASE(
    "ink reads at 7:1 on every surface, and so do signals on their tints and white on what is pressed, in "
    "each theme") {
  for (const auto& theme : {ui::Theme::light(), ui::Theme::highContrast(), ui::Theme::dark()}) {
    for (const auto& surface : {theme.background, theme.surface, theme.surface_soft}) {
      CHECK(contrast(theme.ink, surface) >= 7);
      CHECK(contrast(theme.ink_soft, surface) >= 7);
    }
    CHECK(contrast(theme.green, theme.green_soft) >= 7);
    CHECK(contrast(theme.amber, theme.amber_soft) >= 7);
    CHECK(contrast(theme.red, theme.red_soft) >= 7);
    CHECK(contrast(theme.violet, theme.violet_soft) >= 7);
    CHECK(contrast(theme.ink_on_accent, theme.primary_from) >= 7);
    CHECK(contrast(theme.ink_on_accent, theme.primary_to) >= 7);
    CHECK(contrast(theme.ink, theme.accent_soft) >= 7);
    CHECK(contrast(theme.ink_soft, theme.accent_soft) >= 7);
    CHECK(contrast(theme.ink_on_accent, theme.accent_deep) >= 7);
  }
}
