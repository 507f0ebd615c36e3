// What a clean page costs: how many steps of the cascade, for the sizes a page comes in.
#include "pictures.hpp"

using namespace pictures;

TEST_CASE(
    "a whole clean page needs one step at every resolution it comes in, and the corners are the page's own") {
  for (const int dpi : {200, 300, 600})
    for (const int channels : {1, 3}) {
      CAPTURE(dpi, channels);
      auto page = blank(dpi * 210 * 10 / 254 + 1, dpi * 297 * 10 / 254, channels);
      drawText(page);
      const int dots = dpi / 50, x = page.width / 2, y = page.height - 80 * dots;
      const int quiet = 4 * dots, around = sealLike().size * dots + 2 * quiet;
      for (int row = y - quiet; row < y - quiet + around; ++row)
        std::fill_n(page.row(row) + (x - quiet) * channels, around * channels, std::uint8_t{250});
      draw(page, sealLike(), x, y, dots);
      const auto symbols = qr::read(page, {.max_symbols = 16, .max_attempts = 1});
      REQUIRE(symbols.size() == 1);
      CHECK(symbols[0].text == sealLikeText());
      CHECK(symbols[0].corners[0][0] == Approx(x).margin(dots));
      CHECK(symbols[0].corners[0][1] == Approx(y).margin(dots));
      CHECK(symbols[0].corners[2][0] == Approx(x + sealLike().size * dots).margin(dots));
      CHECK(symbols[0].corners[2][1] == Approx(y + sealLike().size * dots).margin(dots));
    }
}
