// What the desk shows: the papers on the left, the verdict on the right, at most one dialog over both.
// Drawing changes nothing; what a person asks for comes back as an Action. UI thread.
#pragma once

#include <string>
#include <vector>

#include "ui/ui.hpp"
#include "verifier/desk/model.hpp"

namespace verifier::desk {

Action draw(const Model& model, ui::Ui& ui);

struct ScreenPreview {
  std::string name;  // "verdict-good", unique
  Model model;
};
std::vector<ScreenPreview> previews();

}  // namespace verifier::desk
