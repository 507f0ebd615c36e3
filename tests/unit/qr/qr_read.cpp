#include "pictures.hpp"

using namespace pictures;

namespace {

// A seal of 6-dot modules as it stands on a page at 300 dpi, in a cut-out so that tests stay quick.
base::Image pageWithSeal(int channels = 1, int dots = 6, int from_edge = 60) {
  auto page = blank(1240, 1240, channels);
  drawText(page);
  const auto code = sealLike();
  const int side = code.size * dots;
  const int at = 1240 - side - from_edge;
  for (int y = at - 40; y < 1240; ++y)
    std::fill(page.row(y) + (at - 40) * channels, page.row(y) + 1240 * channels, std::uint8_t{250});
  draw(page, code, at, at, dots);
  return page;
}

}  // namespace

TEST_CASE("a drawn seal reads back, and its corners lie where it was drawn") {
  const auto code = sealLike();
  const auto symbols = qr::read(pageWithSeal());
  REQUIRE(symbols.size() == 1);
  CHECK(symbols[0].text == sealLikeText());
  const double left = 1240 - code.size * 6 - 60, right = 1240 - 60;
  CHECK(symbols[0].corners[0][0] == Approx(left).margin(6));
  CHECK(symbols[0].corners[0][1] == Approx(left).margin(6));
  CHECK(symbols[0].corners[2][0] == Approx(right).margin(6));
  CHECK(symbols[0].corners[2][1] == Approx(right).margin(6));
}

TEST_CASE("a clean page needs ZXing's first try only") {
  const auto symbols = qr::read(pageWithSeal(), {.max_symbols = 16, .max_attempts = 1});
  REQUIRE(symbols.size() == 1);
  CHECK(symbols[0].attempt == 0);
}

TEST_CASE("a seal reads however the page lies on the glass") {
  for (const double degrees : {3.0, 12.0, 45.0, 90.0, 180.0, 271.0}) {
    CAPTURE(degrees);
    CHECK(reads(turned(pageWithSeal(1, 6, 250), degrees)));
  }
}

TEST_CASE("a seal reads blurred and noisy") {
  const unsigned seed = 20261123;
  CAPTURE(seed);
  CHECK(reads(blurred(pageWithSeal(), 2)));
  CHECK(reads(noisy(pageWithSeal(), 40, seed)));
  CHECK(reads(noisy(blurred(pageWithSeal(), 3), 12, seed)));
}

TEST_CASE("a seal reads under a red stamp") {
  auto page = pageWithSeal(3);
  stamp(page, 1000, 1000, 190);
  CHECK(reads(page));
}

TEST_CASE("a seal reads on a whole page scanned at 600 dpi, at a small scale and with an alpha channel") {
  auto large = blank(4960, 7016);
  draw(large, sealLike(), 4000, 6000, 12);
  CHECK(reads(large));
  CHECK(reads(pageWithSeal(1, 3)));
  CHECK(reads(pageWithSeal(4)));
}

TEST_CASE("two codes on a page are both found, each text once") {
  auto page = pageWithSeal();
  const auto other =
      qr::encode({{qr::Segment::Mode::byte, "一份外来的二维码"}}, qr::ErrorCorrection::medium).value();
  for (int y = 40; y < 400; ++y) std::fill_n(page.row(y) + 40, 900, std::uint8_t{250});
  draw(page, other, 80, 80, 8);
  draw(page, other, 480, 80, 8);
  std::vector<std::string> texts;
  for (const auto& symbol : qr::read(page)) texts.push_back(symbol.text);
  std::sort(texts.begin(), texts.end());
  CHECK(texts == std::vector<std::string>{sealLikeText(), "一份外来的二维码"});
}

TEST_CASE("a page without a code gives nothing, and so does a picture that is none") {
  auto page = blank(1240, 1240);
  drawText(page);
  CHECK(qr::read(page).empty());
  CHECK(qr::read({}).empty());
  CHECK(qr::read({.width = 100000, .height = 100000, .channels = 3, .pixels = {1, 2, 3}}).empty());
  CHECK(
      qr::read({.width = -4, .height = -4, .channels = 1, .pixels = std::vector<std::uint8_t>(16)}).empty());
  CHECK(qr::read({.width = 30000, .height = 30000, .channels = 1, .pixels = {7}}).empty());
  CHECK(qr::read({.width = 0, .height = 0, .channels = 1, .pixels = {7}}).empty());
  for (const auto& [width, height] :
       {std::pair{1, 1}, {2, 1}, {1, 2}, {32768, 1}, {1, 32768}, {21, 21}, {32768, 21}})
    for (const int channels : {1, 3, 4}) {
      base::Image strip{.width = width, .height = height, .channels = channels};
      strip.pixels.assign(strip.stride() * static_cast<std::size_t>(height), 7);
      CHECK(qr::read(strip).empty());
    }
  CHECK(qr::read({.width = 2, .height = 2, .channels = 2, .pixels = std::vector<std::uint8_t>(8)}).empty());
}

TEST_CASE("the number of attempts is kept") {
  auto page = pageWithSeal(3);
  stamp(page, 1000, 1000, 190);
  CHECK(qr::read(blank(400, 400), {.max_symbols = 16, .max_attempts = 0}).empty());
  CHECK(qr::read(page, {.max_symbols = 0, .max_attempts = 64}).empty());
}
