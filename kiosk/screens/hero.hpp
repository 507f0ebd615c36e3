// The deep blue field with rings of light and a wave at its lower edge, and the blue card that goes with it.
#pragma once

#include "ui/ui.hpp"

namespace kiosk {

// wave: how far the field's lower edge swings into the page's background; 0 for none.
void hero(ui::Ui& ui, ui::Rect rect, float wave);

}  // namespace kiosk
