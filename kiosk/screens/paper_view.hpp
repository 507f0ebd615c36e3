// A document on glass: pages below each other, moved by a finger or by buttons, closer by two steps. Used to
// look at a document before printing and to read one before confirming.
#pragma once

#include "kiosk/flow/model.hpp"
#include "ui/ui.hpp"

namespace kiosk {

// Draws the pages into rect with their controls ("view:up", "view:down", "view:closer", "view:wider",
// "view:paper") and sets action to the MoveView they ask for.
void paperView(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action);

}  // namespace kiosk
