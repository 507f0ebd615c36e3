// What every screen must keep, whatever it looks like: nothing cut, no missing text, elements large enough
// and apart, words that stand out from their ground.
#pragma once

#include <string>
#include <vector>

#include "gallery.hpp"
#include "text_watch.hpp"

namespace golden {

// Problems in plain words, for the screen that was just drawn.
std::vector<std::string> brokenRules(const ui::Ui& ui, const base::Image& image, const SeenTexts& texts,
                                     const Picture& picture);

}  // namespace golden
