// A screen's name as scripts and logs write it.
#pragma once

#include <string_view>

#include "kiosk/flow/model.hpp"

namespace kiosk {

constexpr std::string_view nameOf(Screen screen) {
  switch (screen) {
    case Screen::starting:
      return "starting";
    case Screen::attract:
      return "attract";
    case Screen::home:
      return "home";
    case Screen::sign_in:
      return "sign_in";
    case Screen::steps:
      return "steps";
    case Screen::documents:
      return "documents";
    case Screen::document:
      return "document";
    case Screen::reading:
      return "reading";
    case Screen::signing:
      return "signing";
    case Screen::printing:
      return "printing";
    case Screen::done:
      return "done";
    case Screen::guide:
      return "guide";
    case Screen::guide_entry:
      return "guide_entry";
    case Screen::progress:
      return "progress";
    case Screen::case_detail:
      return "case_detail";
    case Screen::goodbye:
      return "goodbye";
    case Screen::out_of_service:
      return "out_of_service";
    case Screen::unknown_copy:
      return "unknown_copy";
  }
  return "";
}

}  // namespace kiosk
