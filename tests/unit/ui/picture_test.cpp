// Parts of pictures, and one picture laid over another.
#include <catch2/catch.hpp>
#include <filesystem>

#include "ui/window.hpp"

namespace {

std::unique_ptr<ui::Window> window() {
  ui::WindowSettings settings;
  settings.width_px = 192;
  settings.height_px = 108;
  settings.headless = true;
  settings.assets = (std::filesystem::path(HALL_SOURCE_DIR) / "assets").string();
  auto opened = ui::Window::open(settings);
  REQUIRE(opened);
  return std::move(*opened);
}

// Black on the left, white on the right.
base::Image halves() {
  base::Image image{40, 20, 1, 0, {}};
  image.pixels.resize(800);
  for (int y = 0; y < 20; ++y)
    for (int x = 0; x < 40; ++x) image.row(y)[x] = x < 20 ? 0 : 255;
  return image;
}

constexpr ui::Rect kEverywhere{0, 0, 1920, 1080};

int middle(ui::Window& shown, const ui::PictureStyle& over) {
  const auto image = halves();
  const auto seen = shown.capture([&](ui::Ui& ui) {
    ui.fill(kEverywhere, {0, 0, 0}, 0);
    ui.picture("halves", 1, image, kEverywhere, over);
  });
  return seen.row(54)[96 * seen.channels];
}

}  // namespace

TEST_CASE("a part of a picture fills the place of the whole") {
  const auto shown = window();
  CHECK(middle(*shown, {.part = {22, 0, 18, 20}}) == 255);
  CHECK(middle(*shown, {.part = {0, 0, 18, 20}}) == 0);
}

TEST_CASE("a part that reaches outside is cut to the picture, and one beside it shows nothing") {
  const auto shown = window();
  CHECK(middle(*shown, {.part = {22, -5, 90, 90}}) == 255);
  CHECK(middle(*shown, {.part = {60, 0, 10, 10}}) == 0);
}

TEST_CASE("one picture lies over another as thickly as it is told") {
  const auto shown = window();
  CHECK(middle(*shown, {.part = {22, 0, 18, 20}, .opacity = 128}) == Approx(128).margin(3));
  CHECK(middle(*shown, {.part = {22, 0, 18, 20}, .opacity = 0}) == 0);
}
