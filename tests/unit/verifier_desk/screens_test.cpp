// Every state of the desk in both languages and both usual sizes: nothing cut off, nothing named twice, every
// text there.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>
#include <tuple>

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

Model previewed(const std::string& name) {
  for (auto& preview : previews())
    if (preview.name == name) return preview.model;
  FAIL("no preview is called " << name);
  return {};
}

// What a tap on the element asks for.
std::vector<Action> tapping(const Model& model, const std::string& id) {
  const auto words = texts(base::Language::zh);
  const auto shown = window(1280, 800);
  shown->setTexts(&words);
  std::vector<Action> asked;
  const auto picture = [&](ui::Ui& ui) {
    if (const auto action = draw(model, ui); action.kind != Action::Kind::none) asked.push_back(action);
  };
  shown->capture(picture);
  REQUIRE(shown->tap(id));
  shown->run(std::chrono::steady_clock::now(), picture);
  return asked;
}

}  // namespace

// The widest screens are the lowest; the golden pictures hold the usual one and the upright one.
TEST_CASE("no text of any state is cut where the screen is wide and low, in Chinese") {
  drawAll(1366, 768, base::Language::zh);
}
TEST_CASE("no text of any state is cut where the screen is wide and low, in English") {
  drawAll(1920, 1080, base::Language::en);
}

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

TEST_CASE("every code the desk is told of has its words in both languages") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto words = texts(language);
    for (const auto* code : {"nothing_selected", "checking", "busy", "decided", "not_read", "no_seal",
                             "sign_in", "not_waiting", "outbox", "bad_paper", "no_undo", "unknown_command"})
      CHECK(words.has(std::string("desk.hindrance.") + code));
    for (const auto* code :
         {"accept", "refuse", "ask", "postpone", "kept", "undone", "link_lost", "link_found"})
      CHECK(words.has(std::string("desk.said.") + code));
    for (const auto* reason : kUsualReasons) CHECK(words.has(std::string("desk.reason.") + reason));
    for (const auto* word : {"differs", "review", "ink"}) CHECK(words.has(std::string("desk.mark.") + word));
  }
}

TEST_CASE("each button asks for its own deed") {
  using Kind = Action::Kind;
  const auto good = previewed("verdict-good"), compared = previewed("compare-beside");
  const std::vector<std::tuple<Model, const char*, Kind>> buttons{
      {good, "accept", Kind::accept},
      {good, "refuse", Kind::open_refuse},
      {good, "ask", Kind::open_ask},
      {good, "postpone", Kind::open_postpone},
      {good, "flatbed", Kind::scan_flatbed},
      {good, "receipts", Kind::show_receipts},
      {good, "help", Kind::open_help},
      {previewed("verdict-differs"), "compare", Kind::open_compare},
      {compared, "next-mark", Kind::next_mark},
      {compared, "mode:1", Kind::toggle_blend},
      {compared, "report", Kind::save_report},
      {previewed("accepted"), "undo", Kind::undo},
      {previewed("camera-clear"), "capture", Kind::capture},
      {previewed("devices-lost"), "troubles", Kind::open_troubles},
      {previewed("trouble-conflict"), "understood", Kind::acknowledge_trouble}};
  for (const auto& [model, id, kind] : buttons) {
    INFO(id);
    const auto asked = tapping(model, id);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].kind == kind);
  }
}

TEST_CASE("what is chosen from a list is named by its place") {
  CHECK(tapping(previewed("refuse"), "reason:2").at(0).index == 2);
  CHECK(tapping(previewed("ask"), "colleague:t1003").at(0).index == 1);
  CHECK(tapping(previewed("receipts-today"), "receipt:3").at(0).index == 3);
  CHECK(tapping(previewed("receipts-today"), "scope:1").at(0).index == 1);
}

TEST_CASE("the slider answers with the place of the finger on it") {
  const auto model = previewed("compare-blended");
  const auto words = texts(base::Language::zh);
  const auto shown = window(1280, 800);
  shown->setTexts(&words);
  std::vector<double> amounts;
  const auto picture = [&](ui::Ui& ui) {
    const auto action = draw(model, ui);
    if (action.kind == Action::Kind::set_blend) amounts.push_back(action.amount);
  };
  shown->capture(picture);
  REQUIRE(shown->strokeOver("blend", {{0.5f, 0.5f}, {0.75f, 0.5f}}));
  shown->run(std::chrono::steady_clock::now(), picture);
  REQUIRE_FALSE(amounts.empty());
  CHECK(amounts.back() == Approx(0.75).margin(0.02));
}

TEST_CASE("a paper that failed its check can't be accepted by a tap") {
  const auto model = previewed("verdict-differs");
  const auto words = texts(base::Language::zh);
  const auto shown = window(1280, 800);
  shown->setTexts(&words);
  shown->capture([&](ui::Ui& ui) { draw(model, ui); });
  CHECK_FALSE(shown->tap("accept"));
}

// How long a frame takes on this machine without a GPU: unit_verifier_desk "[.frames]"
TEST_CASE("the time a frame takes", "[.frames]") {
  const auto words = texts(base::Language::zh);
  const auto shown = window(1920, 1080);
  shown->setTexts(&words);
  for (const auto* name : {"verdict-good", "crowded", "compare-beside", "compare-blended", "receipts-today",
                           "statistics-month", "help", "flash-good"}) {
    auto model = previewed(name);
    const auto frame = [&] {
      const auto from = std::chrono::steady_clock::now();
      shown->run(from, [&](ui::Ui& ui) { draw(model, ui); });
      return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
    };
    const double first = frame(), still = frame();
    if (model.compare) model.compare->blend += 0.1;
    model.piles.empty() ? void() : void(model.selected.reset());
    WARN(name << ": first " << first << " ms, unchanged " << still << " ms, another paper " << frame()
              << " ms");
  }
}
