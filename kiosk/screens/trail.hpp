// The actions of a kiosk step as a line of small signs: done ones have a tick, the next is filled.
#pragma once

#include "kiosk/flow/model.hpp"
#include "ui/ui.hpp"

namespace kiosk {

void trail(ui::Ui& ui, ui::Rect rect, const api::KioskStep& step);

}  // namespace kiosk
