// The pictures to hold: every preview of the kiosk's and the desk's screens, as something that can be drawn.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "ui/ui.hpp"

namespace golden {

struct Format {
  std::string name;  // "upright"
  int width_px, height_px;
  int shrink = 4;     // the kept picture is so many times smaller; 288 pixels across still tell a moved word
  bool dark = false;  // the dark theme
};

struct Picture {
  std::string name;  // "kiosk-home-signed-in"
  std::vector<Format> formats;
  double least_touch =
      0;  // points a tappable element must measure both ways; 15 mm on the screens it is made for
  std::vector<std::string> columns;  // ids, or their beginnings with *: others lie on them by design
  std::string veil;  // id of what covers a screen below a dialog; what was drawn before it is out of reach
  double least_text = 0;      // points, the em of the smallest text
  double least_contrast = 0;  // of every text that isn't faded against what it stands on; 0: not measured
  std::function<void(ui::Ui&, base::Language)> draw;
};

std::vector<Picture> kioskPictures();
std::vector<Picture> deskPictures(const std::filesystem::path& assets);

}  // namespace golden
