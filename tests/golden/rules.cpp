#include "rules.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace golden {
namespace {

using Elements = std::vector<ui::ElementRect>;

bool isColumn(const ui::ElementRect& element, const Picture& picture) {
  return std::any_of(picture.columns.begin(), picture.columns.end(), [&](const std::string& id) {
    return id.ends_with('*') ? element.id.starts_with(id.substr(0, id.size() - 1)) : element.id == id;
  });
}

// What a finger can reach: all, or what was drawn after the veil.
Elements withinReach(const ui::Ui& ui, const Picture& picture) {
  Elements all = ui.elements();
  const auto veil =
      std::find_if(all.begin(), all.end(), [&](const auto& element) { return element.id == picture.veil; });
  if (veil != all.end()) all.erase(all.begin(), veil + 1);
  return all;
}

bool touches(const ui::Rect& a, const ui::Rect& b) {
  const float width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
  const float height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return width > 0.5f && height > 0.5f;
}

// A card half out of a scrolled column is small only until it is scrolled in.
bool halfScrolledOut(const ui::ElementRect& element, const Elements& all, const Picture& picture) {
  return std::any_of(all.begin(), all.end(), [&](const ui::ElementRect& column) {
    return isColumn(column, picture) && (std::abs(element.rect.y - column.rect.y) < 1 ||
                                         std::abs(element.rect.bottom() - column.rect.bottom()) < 1);
  });
}

std::string smallOnes(const Elements& all, const Picture& picture) {
  std::string found;
  for (const auto& element : all)
    if (std::min(element.rect.width, element.rect.height) < picture.least_touch &&
        !halfScrolledOut(element, all, picture))
      found += fmt::format(" {} ({:.0f} x {:.0f})", element.id, element.rect.width, element.rect.height);
  return found;
}

void findOverlaps(const Elements& all, const Picture& picture, std::vector<std::string>& broken) {
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (isColumn(all[i], picture) || isColumn(all[j], picture)) continue;
      if (all[i].id == all[j].id) broken.push_back("two elements are called " + all[i].id);
      if (touches(all[i].rect, all[j].rect)) broken.push_back(all[i].id + " and " + all[j].id + " overlap");
    }
}

// WCAG 2.2, relative luminance and contrast ratio.
double luminance(double r, double g, double b) {
  const auto linear = [](double part) {
    part /= 255;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

struct Shade {
  double r = 0, g = 0, b = 0;
  int count = 0;
};

// What a text stands on: the colour met most often in its box that isn't its ink.
std::optional<Shade> groundOf(const base::Image& image, const SeenText& text, double scale) {
  std::map<int, Shade> shades;
  const int left = std::max(0, static_cast<int>(text.rect.x * scale) - 2);
  const int top = std::max(0, static_cast<int>(text.rect.y * scale) - 1);
  const int right = std::min(image.width, static_cast<int>(text.rect.right() * scale) + 2);
  const int bottom = std::min(image.height, static_cast<int>(text.rect.bottom() * scale) + 1);
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x) {
      const auto* at = image.row(y) + x * image.channels;
      const int apart =
          std::abs(at[0] - text.ink.r) + std::abs(at[1] - text.ink.g) + std::abs(at[2] - text.ink.b);
      if (apart < 40) continue;
      auto& shade = shades[at[0] / 24 * 10000 + at[1] / 24 * 100 + at[2] / 24];
      shade.r += at[0], shade.g += at[1], shade.b += at[2], ++shade.count;
    }
  std::optional<Shade> most;
  for (const auto& [bin, shade] : shades)
    if (!most || shade.count > most->count) most = shade;
  return most;
}

void findPale(const ui::Ui& ui, const base::Image& image, const SeenTexts& texts, const Picture& picture,
              std::vector<std::string>& broken) {
  if (picture.least_contrast <= 0) return;
  const double scale = image.width / static_cast<double>(ui.size().width);
  for (const auto& text : texts.plain) {
    const auto ground = groundOf(image, text, scale);
    const double ink = luminance(text.ink.r, text.ink.g, text.ink.b) + 0.05;
    const double below =
        ground ? luminance(ground->r / ground->count, ground->g / ground->count, ground->b / ground->count) +
                     0.05
               : ink;
    const double contrast = std::max(ink, below) / std::min(ink, below);
    if (contrast < picture.least_contrast)
      broken.push_back(fmt::format("“{}” reads at {:.1f}:1 only", text.words, contrast));
  }
}

}  // namespace

std::vector<std::string> brokenRules(const ui::Ui& ui, const base::Image& image, const SeenTexts& texts,
                                     const Picture& picture) {
  std::vector<std::string> broken;
  if (ui.cutTexts() > 0) broken.push_back(fmt::format("{} texts are cut", ui.cutTexts()));
  for (const auto& text : texts.all)
    if (text.find("⟦") != std::string::npos) broken.push_back("a text is missing: " + text);
  if (texts.smallest < picture.least_text)
    broken.push_back(fmt::format("a text of {:.1f} points is too small to read", texts.smallest));
  findPale(ui, image, texts, picture, broken);
  const auto all = withinReach(ui, picture);
  if (const auto small = smallOnes(all, picture); !small.empty())
    broken.push_back("too small to touch:" + small);
  findOverlaps(all, picture, broken);
  return broken;
}

}  // namespace golden
