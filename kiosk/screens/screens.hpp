// What the kiosk shows. One file a screen, each with its previews: every state of it, which tests draw in
// both languages and both orientations. Drawing changes nothing; what a person asks for comes back as an
// Action. UI thread.
#pragma once

#include <string>
#include <vector>

#include "kiosk/flow/model.hpp"
#include "ui/ui.hpp"

namespace kiosk {

// The whole picture: the model's screen, and over it the idle question or a notice.
Action draw(const Model& model, ui::Ui& ui);

struct ScreenPreview {
  std::string name;  // "home-signed-in", unique
  Model model;
};
std::vector<ScreenPreview> previews();

}  // namespace kiosk
