#include "gallery.hpp"
#include "kiosk/screens/screens.hpp"

namespace golden {

std::vector<Picture> kioskPictures() {
  // 1080 points are 336 mm on an upright 27-inch screen: 15 mm are 48.2 points.
  constexpr double least_touch = 48.2;
  std::vector<Picture> pictures;
  for (auto& preview : kiosk::previews())
    pictures.push_back({"kiosk-" + preview.name,
                        {{"upright", 1080, 1920}, {"lying", 1920, 1080}},
                        least_touch,
                        {"anywhere", "scroll:*"},
                        "",
                        0,
                        0,
                        [model = std::move(preview.model)](ui::Ui& ui, base::Language language) mutable {
                          model.language = language;
                          kiosk::draw(model, ui);
                        }});
  return pictures;
}

}  // namespace golden
