// Each advice on a page where the cause is known, because it was put there.
#include "pictures.hpp"
#include "qr/diagnosis.hpp"

using namespace pictures;
using qr::Advice;

namespace {

constexpr int kSide = 1240;

// A page of text with a seal in its corner, on paper of that brightness.
base::Image page(int dots = 6, std::uint8_t paper = 250) {
  auto out = blank(kSide, kSide);
  drawText(out);
  const auto code = sealLike();
  const int at = kSide - code.size * dots - 120;
  for (int y = at - 40; y < kSide; ++y)
    std::fill(out.row(y) + (at - 40), out.row(y) + kSide, std::uint8_t{250});
  draw(out, code, at, at, dots);
  for (auto& value : out.pixels) value = static_cast<std::uint8_t>(value * paper / 250);
  return out;
}

// Where page() lays the middle of its code.
int middle(int dots = 6) { return kSide - 120 - sealLike().size * dots / 2; }

// A lamp's reflection: burnt out in the middle, fading outwards.
base::Image underLamp(base::Image picture, int x0, int y0, double radius) {
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const double share = std::clamp(2 - std::hypot(x - x0, y - y0) / radius, 0.0, 1.0);
      auto& value = picture.row(y)[x];
      value = static_cast<std::uint8_t>(value + (255 - value) * share);
    }
  return picture;
}

base::Image times(base::Image picture, double factor) {
  for (auto& value : picture.pixels) value = static_cast<std::uint8_t>(value * factor);
  return picture;
}

// The columns slide down as on a rolled page seen from below.
base::Image rolled(const base::Image& picture, int x0, double rise, double width) {
  auto out = blank(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const double at = (x - x0) / width;
      const int from = y + static_cast<int>(rise * at * at);
      if (from < picture.height) out.row(y)[x] = picture.row(from)[x];
    }
  return out;
}

base::Image narrower(const base::Image& picture, double share) {  // tilted away to the side
  auto out = blank(static_cast<int>(picture.width * share), picture.height);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) out.row(y)[x] = picture.row(y)[static_cast<int>(x / share)];
  return out;
}

base::Image cropped(const base::Image& picture, int width) {
  auto out = blank(width, picture.height);
  for (int y = 0; y < out.height; ++y) std::copy_n(picture.row(y), width, out.row(y));
  return out;
}

base::Image spotted(base::Image picture, unsigned seed) {  // ink and holes all over the code
  std::mt19937 random(seed);
  const int from = middle() - sealLike().size * 3, across = sealLike().size * 6;
  for (int spot = 0; spot < 60; ++spot) {
    const int x0 = from + static_cast<int>(random() % static_cast<unsigned>(across));
    const int y0 = from + static_cast<int>(random() % static_cast<unsigned>(across));
    const auto ink = static_cast<std::uint8_t>(spot % 2 ? 30 : 250);
    for (int y = y0 - 12; y < y0 + 12; ++y)
      for (int x = x0 - 12; x < x0 + 12; ++x)
        if (std::hypot(x - x0, y - y0) < 12) picture.row(y)[x] = ink;
  }
  return picture;
}

Advice adviceFor(const base::Image& picture) {
  const auto found = qr::diagnose(picture);
  const auto& m = found.measured;
  CAPTURE(m.module_px, m.sharpness, m.contrast, m.glare, m.bend, m.slant, m.unevenness, m.noise,
          m.finder_patterns, m.cut);
  INFO(qr::nameOf(found.advice));
  CHECK(m.contrast <= 1);
  return found.advice;
}

std::string told(const base::Image& picture) { return std::string(qr::nameOf(adviceFor(picture))); }

}  // namespace

TEST_CASE("modules of two pixels are too few: go closer") { CHECK(told(page(2)) == "closer"); }

TEST_CASE("a code out of focus wants a sharper picture") {
  CHECK(told(blurred(page(), 5)) == "sharper");
  CHECK(told(blurred(page(), 7)) == "sharper");
}

TEST_CASE(
    "a lamp's reflection over the code wants less glare, the same spot on a scan's white paper doesn't") {
  const auto at = middle();
  CHECK(told(underLamp(page(6, 190), at, at, 60)) == "less_glare");
  CHECK(told(underLamp(page(), at, at, 60)) != "less_glare");
}

TEST_CASE("a page taken in the dark, washed out, or full of a dark room's grain wants more light") {
  const unsigned seed = 20261124;
  CAPTURE(seed);
  CHECK(told(times(page(), 0.09)) == "more_light");
  CHECK(told(noisy(times(page(), 0.12), 3, seed)) == "more_light");
  CHECK(told(noisy(page(), 70, seed)) == "more_light");
  auto pale = page();
  for (auto& value : pale.pixels) value = static_cast<std::uint8_t>(200 + value / 8);
  CHECK(told(pale) == "more_light");
}

TEST_CASE("a rolled page and one seen from the side want to lie flat") {
  CHECK(told(rolled(page(), middle(), 40, 170)) == "flatter");
  CHECK(told(narrower(page(), 0.6)) == "flatter");
}

TEST_CASE("a code cut by the picture's edge wants the whole page") {
  CHECK(told(cropped(page(), middle() + 20)) == "whole_page");
}

TEST_CASE("a sharp, whole, well lit code that is damaged wants another copy") {
  const unsigned seed = 7;
  CAPTURE(seed);
  const auto found = qr::diagnose(spotted(page(), seed));
  CHECK(qr::nameOf(found.advice) == "another_copy");
  CHECK(found.measured.module_px == Approx(6).margin(0.5));
}

TEST_CASE("text and empty paper have no code, however dimly they are seen") {
  auto text = blank(kSide, kSide);
  drawText(text);
  CHECK(told(text) == "no_code");
  CHECK(told(blank(kSide, kSide)) == "no_code");
  CHECK(told(noisy(blank(kSide, kSide), 2, 3)) == "no_code");
}

TEST_CASE("what a good picture measures is good") {
  const auto found = qr::diagnose(page());
  CHECK(found.measured.module_px == Approx(6).margin(0.3));
  CHECK(found.measured.sharpness > 0.8);
  CHECK(found.measured.contrast > 0.7);
  CHECK(found.measured.glare == 0);
  CHECK(found.measured.bend < 0.3);
  CHECK(found.measured.slant < 1.1);
  CHECK(found.measured.finder_patterns == 3);
  CHECK_FALSE(found.measured.cut);
}

TEST_CASE("the way the page lies doesn't change what is measured") {
  for (const double degrees : {7.0, 33.0, 90.0, 171.0}) {
    CAPTURE(degrees);
    const auto found = qr::diagnose(turned(page(), degrees));
    CHECK(found.measured.module_px == Approx(6).margin(0.8));
    CHECK(found.measured.slant < 1.15);
  }
}

TEST_CASE("pictures that are none are diagnosed without harm") {
  CHECK(qr::diagnose({}).advice == Advice::no_code);
  CHECK(qr::diagnose({.width = 100000, .height = 100000, .channels = 3, .pixels = {1, 2, 3}}).advice ==
        Advice::no_code);
  CHECK(qr::diagnose({.width = -4, .height = -4, .channels = 1, .pixels = std::vector<std::uint8_t>(16)})
            .advice == Advice::no_code);
  for (const auto& [width, height] : {std::pair{21, 21}, {32768, 21}, {21, 32768}, {22, 400}})
    for (const int channels : {1, 3, 4}) {
      base::Image strip{.width = width, .height = height, .channels = channels};
      strip.pixels.assign(strip.stride() * static_cast<std::size_t>(height), 7);
      CHECK_NOTHROW(qr::diagnose(strip));
    }
}

TEST_CASE("every advice has a name, and each name its advice") {
  for (const auto advice : {Advice::closer, Advice::sharper, Advice::less_glare, Advice::more_light,
                            Advice::flatter, Advice::whole_page, Advice::another_copy, Advice::no_code})
    CHECK(qr::adviceNamed(qr::nameOf(advice)) == advice);
  CHECK_FALSE(qr::adviceNamed("go_away"));
}
