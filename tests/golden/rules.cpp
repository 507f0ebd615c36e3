#include "rules.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace

std::vector<std::string> brokenRules(const ui::Ui& ui, const std::vector<std::string>& texts,
                                     const Picture& picture) {
  std::vector<std::string> broken;
  if (ui.cutTexts() > 0) broken.push_back(fmt::format("{} texts are cut", ui.cutTexts()));
  for (const auto& text : texts)
    if (text.find("⟦") != std::string::npos) broken.push_back("a text is missing: " + text);
  const auto all = withinReach(ui, picture);
  if (const auto small = smallOnes(all, picture); !small.empty())
    broken.push_back("too small to touch:" + small);
  findOverlaps(all, picture, broken);
  return broken;
}

}  // namespace golden
