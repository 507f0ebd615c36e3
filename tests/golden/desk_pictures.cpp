#include "gallery.hpp"
#include "sample_page.hpp"
#include "verifier/desk/screens.hpp"

namespace golden {
namespace {

// Every state on a usual desktop, light and dark; those that matter most from the smallest to the largest.
// The dark ones are the same words in other colours, so little of them is kept.
std::vector<Format> formatsOf(const verifier::desk::ScreenPreview& preview) {
  std::vector<Format> formats{{"lying", 1440, 900, 5}, {"dark", 1440, 900, 10, true}};
  if (!preview.main) return formats;
  formats.push_back({"small", 1280, 800, 10});
  formats.push_back({"upright", 1080, 1920, 6});
  if (preview.name == "verdict-differs") formats.push_back({"wide", 3840, 2160, 15});
  return formats;
}

}  // namespace

std::vector<Picture> deskPictures(const std::filesystem::path& assets) {
  constexpr double least_touch = 32;  // a mouse's target: the desk is no touchscreen
  std::vector<Picture> pictures;
  for (auto& preview : verifier::desk::previews(samplePage(assets))) {
    Picture picture{"desk-" + preview.name, formatsOf(preview)};
    picture.least_touch = least_touch;
    picture.columns = {"piles", "entries", "code", "receipts-list", "colleagues", "pile:*"};
    picture.veil = "behind";
    picture.least_text = 19.5;  // 13 pixels on a desktop of 1280
    picture.least_contrast = 7;
    picture.draw = [model = std::move(preview.model)](ui::Ui& ui, base::Language language) mutable {
      model.language = language;
      verifier::desk::draw(model, ui);
    };
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

}  // namespace golden
