#include "kiosk/app/script.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/log.hpp"
#include "tests/story/harness/virtual_printer.hpp"

using namespace kiosk;

namespace {

base::Texts textsOf(base::Language language) {
  return base::Texts::load(std::string(HALL_SOURCE_DIR) + "/assets/lang", language).value();
}

// A kiosk out of service for its configuration, on a window in memory.
struct Stand {
  story::TemporaryFolder folder;
  const Languages languages{textsOf(base::Language::zh), textsOf(base::Language::en)};
  base::SystemClock clock;
  std::unique_ptr<ui::Window> window = ui::Window::open({.title = "test",
                                                         .width_px = 540,
                                                         .height_px = 960,
                                                         .headless = true,
                                                         .assets = HALL_SOURCE_DIR "/assets"})
                                           .value();
  Dialogue dialogue{*window, languages, clock, {}};

  Stand() {
    base::log::setQuiet(true);
    dialogue.begin();
    dialogue.refuse({"kiosk.toml:3:1: mended by nobody yet"});
  }
  base::Status run(const std::string& lines) {
    const auto file = folder.path() / "test.script";
    std::ofstream(file) << lines;
    return Script(dialogue, folder.path() / "pictures").runFile(file);
  }
  std::string refusal(const std::string& lines) {
    const auto done = run(lines);
    return done ? "" : done.error().code + " " + done.error().place.substr(folder.path().string().size() + 1);
  }
};

}  // namespace

TEST_CASE("a script waits for screens, taps elements and takes pictures") {
  Stand stand;
  REQUIRE(
      stand.run("# comments and empty lines are nothing\n\nwait out_of_service 5\nexpect out_of_service\n"
                "picture one  # a word each\ntap language\npicture two\n"));
  CHECK(stand.dialogue.model().language == base::Language::en);
  const auto sizeOf = [&](const char* name) {
    return std::filesystem::file_size(stand.folder.path() / "pictures" / name);
  };
  CHECK(sizeOf("one.png") > 1000);
  CHECK(sizeOf("one.png") != sizeOf("two.png"));
}

TEST_CASE("a script ends at its first line that can't be done, and names it") {
  Stand stand;
  CHECK(stand.refusal("wait out_of_service 5\ndance\n") == "script_bad_line test.script:2");
  CHECK(stand.refusal("await nirvana\n") == "script_bad_line test.script:1");
  CHECK(stand.refusal("picture ../elsewhere\n") == "script_bad_line test.script:1");
  CHECK(stand.refusal("picture\n") == "script_bad_line test.script:1");
  CHECK(stand.refusal("expect home\n") == "script_timed_out test.script:1");
  CHECK(stand.refusal("wait home 1\n") == "script_timed_out test.script:1");
  CHECK(stand.refusal("\n\ntap nowhere 1\n") == "script_timed_out test.script:3");
  CHECK(stand.refusal("await stalled 1\n") == "script_timed_out test.script:1");
}

TEST_CASE("a script that is too long or isn't there is refused before its first line") {
  Stand stand;
  CHECK_FALSE(stand.run("tap language\n" + std::string(1u << 17, '#')));
  CHECK(stand.dialogue.model().language == base::Language::zh);
  CHECK_FALSE(Script(stand.dialogue, stand.folder.path()).runFile(stand.folder.path() / "none"));
}

TEST_CASE("a dialogue that was told to end takes no further turn") {
  Stand stand;
  CHECK(stand.dialogue.turn(stand.clock.steady()));
  stand.dialogue.end();
  CHECK_FALSE(stand.dialogue.turn(stand.clock.steady()));
}
