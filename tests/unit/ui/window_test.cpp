#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <thread>

#include "ui/window.hpp"

using namespace ui;
using std::chrono::steady_clock;

namespace {

std::unique_ptr<Window> open(int width = 1080, int height = 1920) {
  WindowSettings settings;
  settings.width_px = width;
  settings.height_px = height;
  settings.headless = true;
  settings.assets = HALL_SOURCE_DIR "/assets";
  auto window = Window::open(settings);
  REQUIRE(window);
  return std::move(*window);
}

void once(Window& window, const std::function<void(Ui&)>& draw) { window.run(steady_clock::now(), draw); }

Color at(const base::Image& image, int x, int y) {
  const auto* p = image.row(y) + x * 4;
  return {p[0], p[1], p[2], p[3]};
}

}  // namespace

TEST_CASE("a tap by id travels through the event queue and is answered exactly once") {
  const auto window = open();
  int taps = 0, others = 0;
  const auto draw = [&](Ui& ui) {
    taps += ui.button("go", {100, 100, 400, 120}, "打印");
    others += ui.button("stay", {100, 300, 400, 120}, "返回", ButtonKind::secondary);
  };
  once(*window, draw);
  REQUIRE(window->tap("go"));
  once(*window, draw);
  once(*window, draw);
  CHECK(taps == 1);
  CHECK(others == 0);
}

TEST_CASE("a disabled or unknown element can't be tapped") {
  const auto window = open();
  const auto draw = [](Ui& ui) {
    CHECK_FALSE(ui.button("go", {100, 100, 400, 120}, "打印", ButtonKind::primary, "", false));
  };
  once(*window, draw);
  CHECK_FALSE(window->tap("go"));
  CHECK_FALSE(window->tap("nowhere"));
}

TEST_CASE("a stroke over a pad arrives as one trail, eight milliseconds a point") {
  const auto window = open();
  std::vector<Ui::TouchPoint> trail;
  const auto draw = [&](Ui& ui) {
    for (const auto& point : ui.touchTrail("pad", {100, 200, 800, 400})) trail.push_back(point);
  };
  once(*window, draw);
  REQUIRE(window->strokeOver("pad", {{0, 0}, {0.5f, 0.5f}, {1, 1}}));
  once(*window, draw);
  REQUIRE(trail.size() >= 3);
  CHECK(trail.front().began);
  CHECK(trail.back().lifted);
  CHECK(trail[1].ms - trail[0].ms == 8);
  CHECK(trail[1].at.x == Approx(400).margin(1));
  CHECK(trail[1].at.y == Approx(200).margin(1));
}

TEST_CASE("a column follows the finger and stops at both ends") {
  const auto window = open();
  float top = 0;
  const auto draw = [&](Ui& ui) { ui.scroll("list", {0, 0, 1080, 1000}, 1500, [&](float y) { top = y; }); };
  once(*window, draw);
  CHECK(top == Approx(0));
  window->strokeOver("list", {{0.5f, 0.9f}, {0.5f, 0.7f}});
  once(*window, draw);
  CHECK(top == Approx(-200).margin(1));
  window->strokeOver("list", {{0.5f, 0.95f}, {0.5f, 0.05f}});
  once(*window, draw);
  CHECK(top == Approx(-500));
  window->strokeOver("list", {{0.5f, 0.05f}, {0.5f, 0.95f}});
  once(*window, draw);
  CHECK(top == Approx(0));
}

TEST_CASE("what scrolled out of sight can't be tapped") {
  const auto window = open();
  once(*window, [](Ui& ui) {
    ui.scroll("list", {0, 0, 1080, 300}, 900, [&](float y) { ui.tapped("far", {0, y + 600, 1080, 100}); });
  });
  CHECK_FALSE(window->tap("far"));
}

TEST_CASE("points scale by width, pictures have the window's size") {
  const auto window = open(540, 960);
  const auto image = window->capture([](Ui& ui) {
    CHECK(ui.size().width == 1080);
    CHECK(ui.size().height == 1920);
    ui.fill({0, 0, 540, 1920}, {200, 0, 0});
  });
  CHECK(image.width == 540);
  CHECK(image.height == 960);
  CHECK(at(image, 269, 10).r == 200);
  CHECK(at(image, 270, 10).r != 200);
}

TEST_CASE("a gradient begins and ends in its colours, round corners leave the background") {
  const auto window = open();
  const auto image = window->capture([](Ui& ui) {
    ui.gradient({100, 100, 400, 400}, {255, 0, 0}, {0, 0, 255}, 60);
  });
  CHECK(at(image, 101, 101).r == Theme::light().background.r);
  CHECK(at(image, 130, 130).r > 220);
  CHECK(at(image, 470, 470).b > 220);
  CHECK(at(image, 300, 300).r == Approx(127).margin(4));
}

TEST_CASE("a frame that changes in one place shows exactly what a fresh window would show") {
  const auto window = open(540, 960);
  const auto scene = [](Color color, float y) {
    return [color, y](Ui& ui) {
      ui.gradient({0, 0, 1080, 1920}, {240, 240, 255}, {200, 210, 240});
      ui.shadow({100, y, 400, 200}, 30, 40, {0, 0, 0, 90});
      ui.fill({100, y, 400, 200}, color, 30);
      ui.text({120, y + 20, 300, 60}, "第二页", {.size = 40, .color = {0, 0, 0}});
      ui.fill({600, 600, 200, 200}, {90, 20, 200}, 20);
    };
  };
  window->capture(scene({255, 255, 255}, 100));
  for (const auto& next : {scene({10, 200, 30}, 100), scene({10, 200, 30}, 900), scene({250, 200, 30}, 300)})
    CHECK((window->capture(next).pixels ==
           open(540, 960)->capture(next).pixels));  // not printed: a million numbers
}

TEST_CASE("a text too long for its box is counted, one that fits isn't") {
  const auto window = open();
  window->capture([](Ui& ui) { ui.text({0, 0, 1000, 50}, "在读证明", {.size = 32}); });
  CHECK(window->ui().cutTexts() == 0);
  window->capture([](Ui& ui) { ui.text({0, 0, 60, 50}, "在读证明在读证明", {.size = 32}); });
  CHECK(window->ui().cutTexts() == 1);
}

TEST_CASE("a text fits into the width it was measured with, at every scale") {
  for (const int width : {700, 1080, 1237, 1440}) {
    const auto window = open(width, width * 2);
    window->capture([](Ui& ui) {
      for (const auto* words : {"打印", "Print your copy", "2026年11月23日", "一、二、三。"}) {
        const auto size = ui.measure(words, {.size = 33.3f}, 0);
        ui.text({10, 10, size.width, size.height}, words, {.size = 33.3f});
      }
    });
    CHECK(window->ui().cutTexts() == 0);
  }
}

TEST_CASE("a rare character is drawable, one that no font has isn't") {
  const auto window = open();
  CHECK(window->ui().drawable("张德华𠮷龘"));
  CHECK_FALSE(window->ui().drawable("张\U000E1000华"));
}

TEST_CASE("the keyboard types what its keys say on every layer") {
  const auto window = open();
  auto layer = Ui::KeyboardLayer::letters;
  std::string typed;
  int enters = 0;
  const auto draw = [&](Ui& ui) {
    const auto key = ui.keyboard("keys", {20, 1300, 1040, 600}, layer, "登录");
    switch (key.kind) {
      case Ui::Key::Kind::none:
        break;
      case Ui::Key::Kind::character:
        typed += key.character;
        break;
      case Ui::Key::Kind::backspace:
        typed.pop_back();
        break;
      case Ui::Key::Kind::enter:
        ++enters;
        break;
      case Ui::Key::Kind::next_layer:
        layer = key.layer;
        break;
    }
  };
  once(*window, draw);
  for (const auto* id : {"key:h", "key:2", "key:shift", "key:A", "key:shift", "key:x", "key:backspace",
                         "key:layer", "key:@", "key:~", "key:layer", "key:space", "key:-", "key:enter"}) {
    INFO(id);
    REQUIRE(window->tap(id));
    once(*window, draw);
  }
  CHECK(typed == "h2A@~ -");
  CHECK(enters == 1);
}

TEST_CASE("every printable ASCII character has a key") {
  const auto window = open();
  std::string all;
  for (const auto layer :
       {Ui::KeyboardLayer::letters, Ui::KeyboardLayer::capitals, Ui::KeyboardLayer::signs}) {
    window->capture([&](Ui& ui) { ui.keyboard("keys", {20, 1300, 1040, 600}, layer, "OK"); });
    for (const auto& element : window->ui().elements())
      if (element.id.size() == 5) all += element.id[4];
  }
  for (char c = '!'; c <= '~'; ++c) {
    INFO(c);
    CHECK(all.find(c) != std::string::npos);
  }
}

TEST_CASE("waking from another thread makes a sleeping window return") {
  const auto window = open();
  std::thread other([&] { window->wake(); });
  window->run(std::nullopt, [](Ui&) {});
  other.join();
  SUCCEED();
}

TEST_CASE("a picture saved and loaded again is the same") {
  const auto window = open(200, 300);
  const auto image = window->capture([](Ui& ui) {
    ui.text({20, 20, 900, 200}, "印", {.size = 200, .color = {20, 60, 200}});
  });
  const auto file = std::filesystem::temp_directory_path() / "ui_window_test.png";
  REQUIRE(savePng(image, file.string()));
  const auto back = loadPng(file.string());
  std::filesystem::remove(file);
  REQUIRE(back);
  CHECK((back->pixels == image.pixels));
}

TEST_CASE("without icons no window opens, and the place is named") {
  WindowSettings settings;
  settings.headless = true;
  settings.assets = "/nowhere";
  const auto window = Window::open(settings);
  REQUIRE_FALSE(window);
  CHECK(window.error().code == "assets_missing");
  CHECK(window.error().place == "/nowhere/icons");
}
