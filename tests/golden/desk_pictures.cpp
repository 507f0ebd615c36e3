#include "gallery.hpp"
#include "verifier/desk/screens.hpp"

namespace golden {

std::vector<Picture> deskPictures() {
  constexpr double least_touch = 32;  // a mouse's target: the desk is no touchscreen
  std::vector<Picture> pictures;
  for (auto& preview : verifier::desk::previews())
    pictures.push_back({"desk-" + preview.name,
                        {{"lying", 1920, 1080}},
                        least_touch,
                        {"piles", "entries", "code"},
                        "behind",
                        [model = std::move(preview.model)](ui::Ui& ui, base::Language) {
                          verifier::desk::draw(model, ui);
                        }});
  return pictures;
}

}  // namespace golden
