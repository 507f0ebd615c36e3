#include "rules.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace golden {
namespace {

bool isGround(const ui::ElementRect& element) {  // lies below others by design
  return element.id == "anywhere" || element.id.starts_with("scroll:");
}

bool touches(const ui::Rect& a, const ui::Rect& b) {
  const float width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
  const float height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return width > 0.5f && height > 0.5f;
}

// A card half out of a scrolled column is small only until it is scrolled in.
bool halfScrolledOut(const ui::ElementRect& element, const std::vector<ui::ElementRect>& all) {
  return std::any_of(all.begin(), all.end(), [&](const ui::ElementRect& column) {
    return column.id.starts_with("scroll:") && (std::abs(element.rect.y - column.rect.y) < 1 ||
                                                std::abs(element.rect.bottom() - column.rect.bottom()) < 1);
  });
}

std::string smallOnes(const std::vector<ui::ElementRect>& all, double least) {
  std::string found;
  for (const auto& element : all)
    if (std::min(element.rect.width, element.rect.height) < least && !halfScrolledOut(element, all))
      found += fmt::format(" {} ({:.0f} x {:.0f})", element.id, element.rect.width, element.rect.height);
  return found;
}

}  // namespace

std::vector<std::string> brokenRules(const ui::Ui& ui, const std::vector<std::string>& texts,
                                     double least_touch) {
  std::vector<std::string> broken;
  if (ui.cutTexts() > 0) broken.push_back(fmt::format("{} texts are cut", ui.cutTexts()));
  for (const auto& text : texts)
    if (text.find("⟦") != std::string::npos) broken.push_back("a text is missing: " + text);
  const auto& all = ui.elements();
  if (const auto small = smallOnes(all, least_touch); !small.empty())
    broken.push_back("too small to touch:" + small);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (isGround(all[i]) || isGround(all[j])) continue;
      if (all[i].id == all[j].id) broken.push_back("two elements are called " + all[i].id);
      if (touches(all[i].rect, all[j].rect)) broken.push_back(all[i].id + " and " + all[j].id + " overlap");
    }
  return broken;
}

}  // namespace golden
