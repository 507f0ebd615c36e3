#include "qr/geometry.hpp"

#include <catch2/catch.hpp>

#include "qr/least_squares.hpp"
#include "qr/module_grid.hpp"

TEST_CASE("a homography takes corners to corners and straight lines to straight lines") {
  const qr::Quad from{qr::Point{0, 0}, {57, 0}, {57, 57}, {0, 57}},
      to{qr::Point{10, 20}, {300, 40}, {280, 350}, {5, 290}};
  const qr::Homography map(from, to);
  REQUIRE(map.isSound());
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(map(from[i].x, from[i].y).x == Approx(to[i].x));
    CHECK(map(from[i].x, from[i].y).y == Approx(to[i].y));
  }
  CHECK(qr::cross(map(20, 0) - to[0], to[1] - to[0]) == Approx(0).margin(1e-6));
  CHECK(qr::isConvex(to));
  CHECK_FALSE(qr::isConvex({qr::Point{0, 0}, {1, 1}, {1, 0}, {0, 1}}));
  CHECK_FALSE(qr::Homography(from, {qr::Point{1, 1}, {1, 1}, {1, 1}, {1, 1}}).isSound());
}

TEST_CASE("a warp shifts linearly between its knots and goes on beyond them") {
  qr::Warp warp{.size = 30, .knots = 3, .shifts = std::vector<qr::Point>(9)};
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 3; ++column)
      warp.shifts[row * 3 + column] = {static_cast<double>(column), 2};
  CHECK(warp.shiftAt(15, 15).x == Approx(1));
  CHECK(warp.shiftAt(20, 3).x == Approx(1.5));
  CHECK(warp.shiftAt(30, 15).x == Approx(2.5));
  CHECK(warp(20, 10).x == Approx(21.5));
  CHECK(warp(20, 10).y == Approx(12));
}

TEST_CASE("modules are sampled where the warp says, against what is around them") {
  qr::Plane plane{210, 210, std::vector<float>(210 * 210)};
  const auto isDark = [](int x, int y) { return (x * 7 + y * 13 + x * y) % 5 < 2; };
  for (int y = 0; y < 210; ++y)
    for (int x = 0; x < 210; ++x) {
      const double brightness = 0.0012 * x;  // a lamp on the right
      plane.value[static_cast<std::size_t>(y * 210 + x)] =
          static_cast<float>((isDark(x / 10, y / 10) ? 0.5 : -0.5) - brightness);
    }
  const double s = 21, side = 210;
  const qr::Warp warp{.flat = qr::Homography({qr::Point{0, 0}, {s, 0}, {s, s}, {0, s}},
                                             {qr::Point{0, 0}, {side, 0}, {side, side}, {0, side}}),
                      .size = 21};
  const auto grid = qr::sampleModules(plane, warp);
  REQUIRE(grid.size == 21);
  for (int y = 1; y < 20; ++y)
    for (int x = 1; x < 20; ++x) {
      CAPTURE(x, y);
      CHECK((grid.dark[static_cast<std::size_t>(y * 21 + x)] > 0) == isDark(x, y));
    }
}

TEST_CASE("least squares finds what explains the sums, and leaves at nought what nothing explains") {
  qr::LeastSquares fit(3);
  for (int i = 0; i < 8; ++i) fit.add(std::vector<double>{1, static_cast<double>(i), 0}, 2 + 3.0 * i, 1);
  const auto found = fit.solve();
  CHECK(found[0] == Approx(2));
  CHECK(found[1] == Approx(3));
  CHECK(found[2] == 0);
}
