// What every screen must keep, whatever it looks like: nothing cut, no missing text, elements large enough
// and apart.
#pragma once

#include <string>
#include <vector>

#include "gallery.hpp"

namespace golden {

// Problems in plain words, for the screen that was just drawn.
std::vector<std::string> brokenRules(const ui::Ui& ui, const std::vector<std::string>& texts,
                                     const Picture& picture);

}  // namespace golden
