// Faxes of standard resolution (ITU-T T.4): half the lines, black and white only.
#include "pictures.hpp"

using namespace pictures;

namespace {

constexpr double kAcross = 300 / 204.0, kDown = 300 / 98.0;  // dots of the page a fax's pixel

// A turned page at 300 dots an inch as it comes out of the fax, with specks from the telephone.
base::Image fax(double degrees, unsigned seed) {
  auto whole = blank(1200, 1200);
  draw(whole, sealLike(), 440, 430, 6);
  whole = blurred(turned(whole, degrees), 1);
  auto page = blank(static_cast<int>(1200 / kAcross), static_cast<int>(1200 / kDown));
  std::mt19937 random(seed);
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x) {
      const bool dark = whole.row(static_cast<int>(y * kDown))[static_cast<int>(x * kAcross)] < 150;
      const bool specked = random() % 90 == 0;
      page.row(y)[x] = dark != specked ? 0 : 255;
    }
  return page;
}

}  // namespace

TEST_CASE("a fax with half the lines reads, and its corners lie on the fax's own lines") {
  const unsigned seed = 5;
  for (const double degrees : {1.1, -1.6, 3.0}) {
    CAPTURE(seed, degrees);
    const auto symbols = qr::read(fax(degrees, seed));
    REQUIRE(symbols.size() == 1);
    CHECK(symbols[0].text == sealLikeText());
    CHECK(symbols[0].corners[0][0] == Approx(440 / kAcross).margin(12));
    CHECK(symbols[0].corners[0][1] == Approx(430 / kDown).margin(8));
    CHECK(symbols[0].corners[2][0] == Approx(782 / kAcross).margin(12));
    CHECK(symbols[0].corners[2][1] == Approx(772 / kDown).margin(8));
  }
}

TEST_CASE("black and white alone make no fax: a page with all its lines reads as it is") {
  auto page = blank(700, 700);
  draw(page, sealLike(), 100, 100, 6);
  for (auto& value : page.pixels) value = value < 128 ? 0 : 255;
  const auto symbols = qr::read(page, {.max_symbols = 16, .max_attempts = 1});
  REQUIRE(symbols.size() == 1);
  CHECK(symbols[0].corners[2][1] == Approx(100 + 57 * 6).margin(6));
}
