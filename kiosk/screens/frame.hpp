// What all screens share: the header with college, clock and language, the title row, the places for content
// and for what can be done. Upright, actions stand in a bar at thumb height; lying, in a column at the right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/model.hpp"
#include "ui/ui.hpp"

namespace kiosk {

struct Areas {
  ui::Rect content;  // left of or above the actions
  ui::Rect actions;
};

struct Title {
  std::string text;
  std::string hint;  // one or two lines below or beside it
  bool back = true;
  bool sign_out = true;  // shown while somebody is signed in
};

// The deep blue that white texts stand on: contrast at least 7:1 at both ends.
constexpr ui::Color kDeep{0x08, 0x2F, 0x7A}, kBlue{0x14, 0x4F, 0xB4};

// College, clock, language. `action` is set when one of its controls is tapped.
void header(const Model& model, ui::Ui& ui, Action& action);
float headerHeight(const ui::Ui& ui);
// Background, header and title row.
Areas frame(const Model& model, ui::Ui& ui, const Title& title, Action& action);
// A frame without actions: content takes their place too.
ui::Rect wide(const Areas& areas);

struct ActionButton {
  std::string id;
  std::string label;
  std::string icon;
  ui::ButtonKind kind = ui::ButtonKind::primary;
  bool enabled = true;
};
// The first is the primary one: right in a bar, lowest in a column. Returns the tapped one's index, or -1.
int actionButtons(ui::Ui& ui, ui::Rect area, const std::vector<ActionButton>& buttons);
// What remains of a column of actions above its buttons; empty when upright.
ui::Rect aboveButtons(const ui::Ui& ui, ui::Rect area, std::size_t buttons);

}  // namespace kiosk
