// A question over a darkened screen: a white sheet in the middle, upright at thumb height.
#pragma once

#include "ui/ui.hpp"

namespace kiosk {

ui::Rect sheet(ui::Ui& ui, float height);  // returns the sheet, drawn

}  // namespace kiosk
