// Every state of the desk in both languages and both usual sizes: nothing cut off, nothing named twice, every
// text there.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "base/file.hpp"
#include "ui/window.hpp"
#include "verifier/desk/screens.hpp"

using namespace verifier::desk;

namespace {

const std::filesystem::path kAssets = std::filesystem::path(HALL_SOURCE_DIR) / "assets";

base::Texts texts(base::Language language) {
  auto loaded = base::Texts::load(kAssets / "lang", language);
  REQUIRE(loaded);
  return *loaded;
}

std::unique_ptr<ui::Window> window(int width, int height) {
  ui::WindowSettings settings;
  settings.width_px = width;
  settings.height_px = height;
  settings.headless = true;
  settings.assets = kAssets.string();
  auto opened = ui::Window::open(settings);
  REQUIRE(opened);
  return std::move(*opened);
}

// $DESK_PICTURES names a folder that receives the pictures, for people to look at.
void keep(const base::Image& image, const std::string& name) {
  if (const char* folder = std::getenv("DESK_PICTURES"))
    REQUIRE(ui::savePng(image, std::string(folder) + "/" + name + ".png"));
}

void drawAll(int width, int height, base::Language language) {
  const auto words = texts(language);
  const auto shown = window(width, height);
  shown->setTexts(&words);
  for (auto& preview : previews()) {
    INFO(preview.name << " " << base::nameOf(language) << " " << width);
    preview.model.language = language;
    keep(shown->capture([&](ui::Ui& ui) { draw(preview.model, ui); }),
         preview.name + "-" + std::string(base::nameOf(language)) + "-" + std::to_string(width));
    CHECK(shown->ui().cutTexts() == 0);
    std::set<std::string> ids;
    for (const auto& element : shown->ui().elements()) CHECK(ids.insert(element.id).second);
  }
}

}  // namespace

TEST_CASE("no text of any state is cut in Chinese on a small desktop") {
  drawAll(1280, 800, base::Language::zh);
}
TEST_CASE("no text of any state is cut in English on a full one") { drawAll(1920, 1080, base::Language::en); }

TEST_CASE("previews have names of their own") {
  std::set<std::string> names;
  for (const auto& preview : previews()) CHECK(names.insert(preview.name).second);
}

TEST_CASE("every text the desk asks for stands in both languages") {
  const std::regex key("\"((desk|verdict)\\.[a-z_.]*[a-z_])\"");
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto words = texts(language);
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(HALL_SOURCE_DIR) / "verifier/desk")) {
      const auto source = base::readTextFile(file.path(), 1 << 20);
      REQUIRE(source);
      for (std::sregex_iterator at(source->begin(), source->end(), key), end; at != end; ++at) {
        INFO((*at)[1]);
        CHECK(words.has((*at)[1].str()));
      }
    }
    for (const auto* line : {"seal", "status", "acceptance", "content"})
      CHECK(words.has(std::string("desk.line.") + line));
    for (const auto* fact : {"document", "holder", "case", "serial", "page", "issued"})
      CHECK(words.has(std::string("desk.fact.") + fact));
    for (const auto* grade : {"good", "caution", "bad"}) CHECK(words.has(std::string("desk.word.") + grade));
  }
}

TEST_CASE("a tap on accept asks for exactly that") {
  const auto words = texts(base::Language::zh);
  const auto shown = window(1280, 800);
  shown->setTexts(&words);
  Model good;
  for (const auto& preview : previews())
    if (preview.name == "verdict-good") good = preview.model;
  std::vector<Action::Kind> asked;
  const auto picture = [&](ui::Ui& ui) {
    if (const auto action = draw(good, ui); action.kind != Action::Kind::none) asked.push_back(action.kind);
  };
  shown->capture(picture);
  REQUIRE(shown->tap("accept"));
  shown->run(std::chrono::steady_clock::now(), picture);
  CHECK(asked == std::vector{Action::Kind::accept});
}
