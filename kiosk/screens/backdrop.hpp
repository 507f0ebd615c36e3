// A Ui that draws but can't be touched: for the screen below a question. UI thread.
#pragma once

#include "kiosk/screens/passing_ui.hpp"

namespace kiosk {

class Backdrop final : public PassingUi {
 public:
  using PassingUi::PassingUi;

  bool tapped(std::string_view, ui::Rect, bool) override { return false; }
  bool pressed(std::string_view) const override { return false; }
  std::optional<float> dragged(std::string_view, ui::Rect) override { return std::nullopt; }
  std::vector<TouchPoint> touchTrail(std::string_view, ui::Rect) override { return {}; }
  const std::vector<ui::ElementRect>& elements() const override { return none_; }
  void scroll(std::string_view, ui::Rect rect, float, const std::function<void(float)>& draw) override {
    below_.clip(rect, [&] { draw(rect.y); });
  }

 private:
  std::vector<ui::ElementRect> none_;
};

}  // namespace kiosk
