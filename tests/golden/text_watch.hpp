// Notes every text that is drawn, so that missing ones are found.
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/passing_ui.hpp"

namespace golden {

class TextWatch final : public kiosk::PassingUi {
 public:
  TextWatch(ui::Ui& ui, std::vector<std::string>& texts) : PassingUi(ui), texts_(texts) {}

  ui::Size text(ui::Rect rect, std::string_view text, const ui::TextStyle& style) override {
    texts_.emplace_back(text);
    return PassingUi::text(rect, text, style);
  }

 private:
  std::vector<std::string>& texts_;
};

}  // namespace golden
