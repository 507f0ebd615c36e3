// The screens, one namespace a file. Internal to this room.
#pragma once

#include "kiosk/screens/screens.hpp"

#define KIOSK_SCREEN(name)                     \
  namespace kiosk::name {                      \
  Action draw(const Model& model, ui::Ui& ui); \
  std::vector<ScreenPreview> previews();       \
  }

KIOSK_SCREEN(starting)
KIOSK_SCREEN(attract)
KIOSK_SCREEN(home)
KIOSK_SCREEN(sign_in)
KIOSK_SCREEN(steps)
KIOSK_SCREEN(documents)
KIOSK_SCREEN(document)
KIOSK_SCREEN(reading)
KIOSK_SCREEN(signing)
KIOSK_SCREEN(printing)
KIOSK_SCREEN(done)
KIOSK_SCREEN(guide)
KIOSK_SCREEN(guide_entry)
KIOSK_SCREEN(progress)
KIOSK_SCREEN(case_detail)
KIOSK_SCREEN(goodbye)
KIOSK_SCREEN(out_of_service)
KIOSK_SCREEN(unknown_copy)
KIOSK_SCREEN(idle)    // the question over a screen
KIOSK_SCREEN(notice)  // hall gone, or another error, over a screen

#undef KIOSK_SCREEN
