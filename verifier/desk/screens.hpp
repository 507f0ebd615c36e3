// What the desk shows. Drawing changes nothing; what a person asks for comes back as an Action. The window
// has the theme that Model::dark asks for. UI thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ui/ui.hpp"
#include "verifier/flow/events.hpp"

namespace verifier::desk {

Action draw(const Model& model, ui::Ui& ui);

struct ScreenPreview {
  std::string name;  // "verdict-good", unique
  Model model;
  bool main = false;  // one of those that are looked at in every size
};

// A page for the previews to show; without one they show white paper.
struct SamplePage {
  std::shared_ptr<const Comparison> comparison;
  std::shared_ptr<const base::Image> issued;
};
std::vector<ScreenPreview> previews(const SamplePage& page = {});

}  // namespace verifier::desk
