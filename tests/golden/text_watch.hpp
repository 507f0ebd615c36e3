// Notes every text that is drawn: missing ones are found, and those that stay in sight are held against what
// they stand on.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/screens/passing_ui.hpp"

namespace golden {

struct SeenText {
  std::string words;
  ui::Rect rect;
  ui::Color ink;
};
struct SeenTexts {
  std::vector<std::string> all;
  float smallest = 1000;        // points
  std::vector<SeenText> plain;  // in full ink, wholly in sight, nothing drawn over it later
};

class TextWatch final : public kiosk::PassingUi {
 public:
  TextWatch(ui::Ui& ui, SeenTexts& texts)
      : PassingUi(ui), texts_(texts), clip_{0, 0, ui.size().width, ui.size().height} {}

  ui::Size text(ui::Rect rect, std::string_view text, const ui::TextStyle& style) override {
    texts_.all.emplace_back(text);
    if (!text.empty()) texts_.smallest = std::min(texts_.smallest, style.size);
    const auto took = PassingUi::text(rect, text, style);
    const float beside = style.align == ui::Align::end      ? rect.width - took.width
                         : style.align == ui::Align::centre ? (rect.width - took.width) / 2
                                                            : 0;
    const ui::Rect place{rect.x + beside, rect.y, took.width, took.height};
    const bool whole = place.x >= clip_.x && place.y >= clip_.y && place.right() <= clip_.right() &&
                       place.bottom() <= clip_.bottom();
    if (whole && style.color.a == 255 && !text.empty())
      texts_.plain.push_back({std::string(text), place, style.color});
    return took;
  }
  void fill(ui::Rect rect, ui::Color color, float radius) override {
    cover(rect);
    PassingUi::fill(rect, color, radius);
  }
  void gradient(ui::Rect rect, ui::Color from, ui::Color to, float radius) override {
    cover(rect);
    PassingUi::gradient(rect, from, to, radius);
  }
  void clip(ui::Rect rect, const std::function<void()>& draw) override {
    const auto outer = clip_;
    clip_ = common(outer, rect);
    PassingUi::clip(rect, draw);
    clip_ = outer;
  }
  void scroll(std::string_view id, ui::Rect rect, float height,
              const std::function<void(float)>& draw) override {
    const auto outer = clip_;
    clip_ = common(outer, rect);
    PassingUi::scroll(id, rect, height, draw);
    clip_ = outer;
  }

 private:
  static ui::Rect common(ui::Rect a, ui::Rect b) {
    const float left = std::max(a.x, b.x), top = std::max(a.y, b.y);
    return {left, top, std::min(a.right(), b.right()) - left, std::min(a.bottom(), b.bottom()) - top};
  }
  void cover(ui::Rect rect) {
    std::erase_if(texts_.plain, [&](const SeenText& text) {
      const auto both = common(text.rect, rect);
      return both.width > 0 && both.height > 0;
    });
  }
  SeenTexts& texts_;
  ui::Rect clip_;
};

}  // namespace golden
