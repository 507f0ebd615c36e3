#include "verifier/camera/page_picture.hpp"

#include <catch2/catch.hpp>
#include <numbers>

#include "desk_scene.hpp"
#include "qr/qr.hpp"

namespace {

using desk_scene::Scene;

Scene turned(double turn) {
  Scene scene;
  scene.size = {1600, 1200};
  scene.px_per_mm = 3.6;
  scene.pages = {{1, {8, 2}, turn}};
  return scene;
}

}  // namespace

TEST_CASE("a page is brought upright by its seal, whichever way it lay, and its seal reads in the picture") {
  for (const double turn :
       {0.1, 0.1 + std::numbers::pi / 2, 0.1 + std::numbers::pi, 0.1 - std::numbers::pi / 2}) {
    const auto scene = turned(turn);
    const auto frame = desk_scene::shot(scene, 2);
    verifier::PageWatch watch;
    const auto seen = watch.look(frame, {});
    REQUIRE(seen.outline);
    const auto symbols = qr::read(frame);
    REQUIRE(symbols.size() == 1);
    const auto page = verifier::rectified(frame, verifier::uprightBy(*seen.outline, symbols[0].corners));
    CAPTURE(turn, page.width, page.height, page.dpi);
    CHECK(page.height == Approx(page.width * 297.0 / 210).margin(1.5));
    CHECK(page.dpi == Approx(3.6 * 25.4).epsilon(0.03));
    const auto upright = qr::read(page);
    REQUIRE(upright.size() == 1);
    const auto& corner = upright[0].corners[0];  // the seal stands at the lower right of every form
    CHECK(corner[0] > page.width * 0.6);
    CHECK(corner[1] > page.height * 0.6);
    CHECK(upright[0].corners[1][0] > corner[0]);
  }
}

TEST_CASE("corners that make no page give no picture") {
  const auto frame = desk_scene::shot(turned(0), 2);
  CHECK(verifier::rectified(frame, {}).empty());
  CHECK(verifier::rectified({}, {{{0, 0}, {100, 0}, {100, 140}, {0, 140}}}).empty());
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(verifier::rectified(frame, {{{none, 0}, {100, 0}, {100, 140}, {0, 140}}}).empty());
}

TEST_CASE("a picture never has more pixels than a printed page") {
  base::Image frame{4000, 6000, 3, 0, std::vector<std::uint8_t>(4000 * 6000 * 3, 200)};
  const auto page = verifier::rectified(frame, {{{0, 0}, {4000, 0}, {4000, 5900}, {0, 5900}}});
  CHECK(page.width == 2480);
  CHECK(page.dpi == Approx(300));
}
