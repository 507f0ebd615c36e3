#include <catch2/catch.hpp>

#include "ui/canvas.hpp"
#include "ui/window.hpp"

using namespace ui;

namespace {

std::unique_ptr<Window> open() {
  WindowSettings settings;
  settings.headless = true;
  settings.width_px = 540;
  settings.height_px = 960;
  settings.assets = HALL_SOURCE_DIR "/assets";
  return std::move(*Window::open(settings));
}

const Textures& texturesOf(Window& window) { return dynamic_cast<Canvas&>(window.ui()).textures(); }

void once(Window& window, const std::function<void(Ui&)>& draw) {
  window.run(std::chrono::steady_clock::now(), draw);
}

}  // namespace

TEST_CASE("one text after another stays within the texture budget") {
  const auto window = open();
  std::size_t most = 0;
  for (int i = 0; i < 900; ++i) {
    once(*window, [&](Ui& ui) {
      ui.text({0, 0, 1080, 400}, "第" + std::to_string(i) + "位申请人的名字", {.size = 200});
    });
    most = std::max(most, texturesOf(*window).bytes());
  }
  CHECK(most > kTextureBudgetBytes / 2);
  CHECK(most <= kTextureBudgetBytes + (1u << 20));
}

TEST_CASE("a growing signature leaves no older self behind") {
  const auto window = open();
  std::vector<Point> stroke;
  for (int i = 0; i < 50; ++i) {
    stroke.push_back({100.0f + static_cast<float>(i) * 15, 300.0f + static_cast<float>(i % 7) * 20});
    once(*window, [&](Ui& ui) { ui.polyline(stroke, {0, 0, 0}, 6); });
  }
  CHECK(texturesOf(*window).count() == 1);
}

TEST_CASE("dropping pictures forgets every text that was drawn") {
  const auto window = open();
  const auto draw = [](Ui& ui) { ui.text({0, 0, 900, 100}, "张德华", {.size = 60}); };
  once(*window, draw);
  CHECK(texturesOf(*window).count() == 1);
  once(*window, [](Ui& ui) { ui.dropPictures(); });
  CHECK(texturesOf(*window).count() == 0);
  CHECK(texturesOf(*window).bytes() == 0);
  once(*window, draw);
  CHECK(texturesOf(*window).count() == 1);
}

TEST_CASE("a picture is uploaded once for a version") {
  const auto window = open();
  const base::Image sheet{2, 2, 1, 0, {0, 90, 180, 255}};
  for (int version : {1, 1, 2})
    once(*window, [&](Ui& ui) { ui.picture("sheet", version, sheet, {0, 0, 400, 400}); });
  CHECK(texturesOf(*window).count() == 2);
}
