// The watch before pages that are brought, laid down, swapped and taken away, and before what can't be taken.
#include "verifier/camera/page_watch.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "desk_scene.hpp"
#include "qr/qr.hpp"
#include "visit.hpp"

namespace {

using desk_scene::LaidPage;
using desk_scene::Scene;
using desk_scene::Visit;
using verifier::Hindrance;
using verifier::PageWatch;

constexpr std::chrono::milliseconds kApart{67};

struct Capture {
  int page = 0;         // what truly lay there; 0: nothing fit to be taken
  int good_frames = 0;  // since it lay there
  std::size_t frame = 0;
  std::string seal{};  // read from the frame that was kept
};

std::string sealIn(const base::Image& frame) {
  const auto symbols = qr::read(frame);
  return symbols.empty() ? "" : symbols.front().text;
}

std::vector<Capture> capturesOf(const Visit& visit, std::uint64_t seed) {
  PageWatch watch;
  base::SteadyTime at{};
  std::vector<Capture> out;
  base::Image kept;
  int kept_page = 0, good_frames = 0, good_page = 0;
  for (std::size_t i = 0; i < visit.moments().size(); ++i) {
    const auto& moment = visit.moments()[i];
    good_frames = moment.good != 0 && moment.good == good_page ? good_frames + 1 : moment.good != 0;
    good_page = moment.good;
    const auto frame = desk_scene::shot(moment.scene, seed * 1000 + i);
    const auto seen = watch.look(frame, at += kApart);
    if (seen.keep) kept = frame, kept_page = moment.good;
    if (seen.capture) out.push_back({kept_page, good_frames, i, sealIn(kept)});
  }
  return out;
}

verifier::Watched secondLook(const Scene& scene) {
  PageWatch watch;
  (void)watch.look(desk_scene::shot(scene, 5), base::SteadyTime{});
  return watch.look(desk_scene::shot(scene, 6), base::SteadyTime{} + kApart);
}

// Over ten frames of a page that doesn't stir.
bool isEverTaken(const Scene& scene) {
  PageWatch watch;
  base::SteadyTime at{};
  bool taken = false;
  for (std::uint64_t i = 0; i < 10; ++i)
    taken = watch.look(desk_scene::shot(scene, i), at += kApart).capture || taken;
  return taken;
}

Scene with(LaidPage page) {
  Scene scene;
  scene.pages = {page};
  return scene;
}

}  // namespace

TEST_CASE("a page's corners are found wherever it lies, on wood, on a dark and on a pale desk") {
  for (const auto desk : {desk_scene::Desk::wood, desk_scene::Desk::dark, desk_scene::Desk::pale})
    for (const double turn : {0.0, 0.15, -0.6, 1.5}) {
      auto scene = with({1, {12, -3}, turn});
      scene.desk = desk;
      scene.px_per_mm = 3.05;
      scene.size = {1600, 1200};
      const auto seen = secondLook(scene);
      CAPTURE(static_cast<int>(desk), turn, nameOf(seen.hindrance));
      REQUIRE(seen.outline);
      CHECK(seen.hindrance == Hindrance::none);
      for (const auto& corner : desk_scene::cornersOf(scene, scene.pages[0])) {
        double nearest = 1e9;
        for (const auto& found : *seen.outline)
          nearest = std::min(nearest, std::hypot(found[0] - corner[0], found[1] - corner[1]));
        CHECK(nearest < 1.5 * scene.px_per_mm);
      }
    }
}

TEST_CASE("each page that is laid down is taken once, still and whole, within five good frames") {
  Visit visit;
  visit.nothing(2).lay(1, {-20, 0}, 0.06, 6).takeAway().nothing(6).lay(2, {10, 3}, -0.04, 6);
  const auto captures = capturesOf(visit, 1);
  REQUIRE(captures.size() == 2);
  for (int i = 0; i < 2; ++i) {
    const auto& capture = captures[static_cast<std::size_t>(i)];
    CAPTURE(i, capture.frame);
    CHECK(capture.page == i + 1);
    CHECK(capture.good_frames <= 5);
    CHECK(capture.seal == desk_scene::sealOf(i + 1));
  }
}

TEST_CASE("a page laid on the one before is taken, though it says the same but for its seal") {
  Visit visit;
  visit.lay(1, {0, 0}, 0.03, 6).lay(2, {2, 1}, 0.02, 6).lay(3, {-1, 1.5}, 0.025, 6);
  const auto captures = capturesOf(visit, 3);
  REQUIRE(captures.size() == 3);
  for (int i = 0; i < 3; ++i) CHECK(captures[static_cast<std::size_t>(i)].seal == desk_scene::sealOf(i + 1));
}

TEST_CASE("a page that is only pushed about is not taken again; one that left and came back is") {
  Visit pushed;
  pushed.lay(1, {0, 0}, 0.03, 6).push({-30, 4}, 7);
  CHECK(capturesOf(pushed, 4).size() == 1);
  Visit back;
  back.lay(1, {0, 0}, 0.03, 6).takeAway().nothing(7).lay(1, {5, 0}, 0.03, 6);
  CHECK(capturesOf(back, 5).size() == 2);
}

TEST_CASE("what stands in the way is said, and nothing is taken") {
  const auto expect = [](const Scene& scene, Hindrance hindrance) {
    const auto seen = secondLook(scene);
    CHECK(nameOf(seen.hindrance) == nameOf(hindrance));
    CHECK_FALSE(isEverTaken(scene));
  };
  SECTION("nothing there") { expect(Scene{}, Hindrance::no_page); }
  SECTION("an empty pale desk") {
    Scene scene;
    scene.desk = desk_scene::Desk::pale;
    expect(scene, Hindrance::no_page);
  }
  SECTION("half outside") { expect(with({1, {0, 120}, 0.05}), Hindrance::page_cut_off); }
  SECTION("one corner outside") { expect(with({1, {0, 25}, 0.4}), Hindrance::page_cut_off); }
  SECTION("too far") {
    auto scene = with({1, {0, 0}, 0.05});
    scene.px_per_mm = 2.2;
    expect(scene, Hindrance::too_far);
  }
  SECTION("too dark") {
    auto scene = with({1, {0, 0}, 0.05});
    scene.light = 0.17;
    expect(scene, Hindrance::too_dark);
  }
  SECTION("no light at all") {
    auto scene = with({1, {0, 0}, 0.05});
    scene.light = 0.03;
    expect(scene, Hindrance::too_dark);
  }
  SECTION("a hand on it") {
    auto scene = with({1, {0, 0}, 0.05});
    scene.hand = cv::Point2d{20, 40};
    expect(scene, Hindrance::covered);
  }
  SECTION("out of focus") {
    auto scene = with({1, {0, 0}, 0.05});
    scene.defocus_px = 2;
    expect(scene, Hindrance::blurred);
  }
  SECTION("a lamp mirrored in it") {
    auto scene = with({1, {0, 0}, 0.05});
    scene.glare = cv::Point2d{40, 60};
    expect(scene, Hindrance::glare);
  }
}

TEST_CASE("a page that drifts is never taken, however slowly") {
  for (const double mm_a_frame : {0.25, 1.0, 4.0}) {
    PageWatch watch;
    base::SteadyTime at{};
    for (int i = 0; i < 12; ++i) {
      auto scene = with({1, {-20 + mm_a_frame * i, 0}, 0.05});
      scene.page_motion = {mm_a_frame * 0.4, 0};
      const auto seen = watch.look(desk_scene::shot(scene, static_cast<std::uint64_t>(i)), at += kApart);
      CAPTURE(mm_a_frame, i);
      CHECK_FALSE(seen.capture);
    }
  }
}

TEST_CASE("the sharpest of the good frames is kept") {
  PageWatch watch;
  base::SteadyTime at{};
  const std::array<double, 4> defocus{0.6, 0.0, 0.5, 0.5};  // the lens hunts
  std::vector<bool> kept;
  for (std::size_t i = 0; i < 5; ++i) {
    auto scene = with({1, {0, 0}, 0.05});
    scene.defocus_px = i == 0 ? 0.6 : defocus[i - 1];
    const auto seen = watch.look(desk_scene::shot(scene, i), at += kApart);
    kept.push_back(seen.keep);
    if (seen.capture) break;
  }
  CHECK(kept == std::vector<bool>{false, true, true, false});
}

TEST_CASE("a lamp that flickers and a grainy sensor don't keep a page from being taken") {
  PageWatch watch;
  base::SteadyTime at{};
  bool taken = false;
  for (std::uint64_t i = 0; i < 6; ++i) {
    auto scene = with({1, {0, 0}, 0.05});
    scene.light = i % 2 == 0 ? 0.80 : 0.86;
    scene.noise = 7;
    taken = watch.look(desk_scene::shot(scene, i), at += kApart).capture || taken;
  }
  CHECK(taken);
}

TEST_CASE("what is no frame holds no page") {
  PageWatch watch;
  CHECK(watch.look({}, {}).hindrance == Hindrance::no_page);
  CHECK(watch.look({1920, 1080, 3, 0, std::vector<std::uint8_t>(100)}, {}).hindrance == Hindrance::no_page);
  CHECK(watch.look({1920, 1080, 1, 0, std::vector<std::uint8_t>(1920 * 1080)}, {}).hindrance ==
        Hindrance::no_page);
  CHECK(watch.look({-5, -5, 3, 0, std::vector<std::uint8_t>(75)}, {}).hindrance == Hindrance::no_page);
}

TEST_CASE(
    "a page that a hand holds flat is taken after a while, and once more when the hand had lain on its "
    "seal") {
  for (const bool on_seal : {false, true}) {
    PageWatch watch;
    base::SteadyTime at{};
    auto scene = with({1, {0, 0}, 0.05});
    scene.hand = on_seal ? cv::Point2d{62, 98} : cv::Point2d{75, 20};
    int frames = 0, captures = 0;
    for (; captures == 0 && frames < 40; ++frames) {
      const auto seen = watch.look(desk_scene::shot(scene, static_cast<std::uint64_t>(frames)), at += kApart);
      CHECK(nameOf(seen.hindrance) == nameOf(frames == 0 ? Hindrance::moving : Hindrance::covered));
      captures += seen.capture;
    }
    CHECK(frames * kApart > std::chrono::milliseconds(1500));
    REQUIRE(captures == 1);
    scene.hand.reset();
    for (std::uint64_t i = 0; i < 6; ++i)
      captures += watch.look(desk_scene::shot(scene, 50 + i), at += kApart).capture;
    CHECK(captures == (on_seal ? 2 : 1));
  }
}
