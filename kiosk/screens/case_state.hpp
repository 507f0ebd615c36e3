// How the states of cases and nodes look: word, sign and colour together.
#pragma once

#include <string>

#include "kiosk/screens/pieces.hpp"

namespace kiosk {

struct StateLook {
  std::string word;
  const char* icon;
  Tone tone;
};
StateLook lookOf(ui::Ui& ui, api::CaseState state);
StateLook lookOf(ui::Ui& ui, api::NodeState state);

}  // namespace kiosk
