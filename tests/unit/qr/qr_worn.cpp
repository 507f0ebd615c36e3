// One picture of each kind of wear that makes ZXing give up.
#include <random>

#include "pictures.hpp"

using namespace pictures;

namespace {

constexpr int kLeft = 300, kTop = 280, kDots = 6;

base::Image seal(int channels = 1) {
  auto page = blank(960, 960, channels);
  draw(page, sealLike(), kLeft, kTop, kDots);
  return page;
}

void paint(base::Image& page, int left, int top, int width, int height, std::uint8_t tone) {
  for (int y = std::max(0, top); y < std::min(page.height, top + height); ++y)
    for (int x = std::max(0, left); x < std::min(page.width, left + width); ++x)
      std::fill_n(page.row(y) + x * page.channels, page.channels, tone);
}

// The sheet rolled about an upright axis, as a curled page lies: columns crowd towards the edges.
base::Image rolled(const base::Image& page, double modules) {
  auto out = blank(page.width, page.height, page.channels);
  const double middle = kLeft + 28.5 * kDots, half = 28.5 * kDots;
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x) {
      const double t = (x - middle) / half, bend = modules * kDots * (1 - t * t);
      const int fx = static_cast<int>(x + bend), fy = static_cast<int>(y + 0.7 * bend);
      if (fx >= 0 && fy >= 0 && fx < page.width && fy < page.height) out.row(y)[x] = page.row(fy)[fx];
    }
  return out;
}

base::Image inverted(base::Image page) {
  for (auto& value : page.pixels) value = static_cast<std::uint8_t>(255 - value);
  return page;
}

base::Image mirrored(const base::Image& page) {
  auto out = page;
  for (int y = 0; y < page.height; ++y) std::reverse(out.row(y), out.row(y) + page.width);
  return out;
}

}  // namespace

TEST_CASE("a seal with a corner torn off reads, whichever corner it is") {
  const int side = 57 * kDots, torn = 9 * kDots;
  for (const auto& [x, y] :
       {std::pair{0, 0}, {side - torn, 0}, {0, side - torn}, {side - torn, side - torn}}) {
    auto page = seal();
    paint(page, kLeft + x - 12, kTop + y - 12, torn + 12, torn + 12, 250);
    CAPTURE(x, y);
    CHECK(reads(noisy(page, 6, 1)));
  }
}

TEST_CASE("inverted and mirrored seals read, both at once too") {
  CHECK(reads(inverted(turned(seal(), 7))));
  CHECK(reads(mirrored(turned(seal(), 100))));
  CHECK(reads(inverted(mirrored(seal()))));
}

TEST_CASE("a seal on a curled page reads") {
  for (const double modules : {1.5, -2.0, 3.0}) {
    CAPTURE(modules);
    CHECK(reads(rolled(seal(), modules)));
  }
}

TEST_CASE("a seal blurred over its modules reads") { CHECK(reads(noisy(blurred(seal(), 4), 5, 2))); }

TEST_CASE("a seal hardly darker than its paper reads") {
  auto page = seal();
  for (auto& value : page.pixels) value = static_cast<std::uint8_t>(120 + value / 9);
  CHECK(reads(noisy(page, 4, 4)));
}

TEST_CASE("blue ink over a seal is seen through") {
  auto page = seal(3);
  stamp(page, kLeft + 170, kTop + 170, 150);
  for (std::size_t i = 0; i < page.pixels.size(); i += 3) std::swap(page.pixels[i], page.pixels[i + 2]);
  CHECK(reads(page));
}

TEST_CASE("a worn seal beside a stranger's clean code is not missed") {
  auto page = blank(1200, 900);
  draw(page, sealLike(), 620, 300, 6);
  const auto stranger =
      qr::encode({{qr::Segment::Mode::byte, "WIFI:S:guests;;"}}, qr::ErrorCorrection::low).value();
  draw(page, stranger, 100, 300, 8);
  paint(page, 620 - 12, 300 - 12, 66, 66, 250);
  for (int i = 0; i < 3; ++i) paint(page, 700 + 60 * i, 280, 7, 400, 30);
  std::vector<std::string> texts;
  for (const auto& symbol : qr::read(page)) texts.push_back(symbol.text);
  std::sort(texts.begin(), texts.end());
  CHECK(texts == std::vector<std::string>{"WIFI:S:guests;;", sealLikeText()});
}

TEST_CASE("a dense symbol of any bytes comes back unchanged, clean and through our own reader") {
  const unsigned seed = 9;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (const std::size_t length : {1200U, 1800U}) {
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(random());
    const auto code = qr::encode({{qr::Segment::Mode::byte, bytes}}, qr::ErrorCorrection::medium).value();
    auto page = blank(code.size * 4 + 160, code.size * 4 + 160);
    draw(page, code, 80, 80, 4);
    CAPTURE(length, code.size);
    CHECK(reads(page, bytes));
    CHECK(reads(turned(page, 1.5), bytes));
    CHECK(reads(inverted(page), bytes));
    paint(page, 60, 60, 80, 80, 250);  // a finder pattern is gone
    CHECK(reads(page, bytes));
  }
}

TEST_CASE("nothing is read where nothing was printed, and never another text") {
  const unsigned seed = 13;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 3; ++round) {
    auto noise = blank(420, 420);
    for (auto& value : noise.pixels) value = static_cast<std::uint8_t>(random());
    CHECK(qr::read(noise).empty());
    CHECK(qr::read(blurred(noise, 1 + round % 3)).empty());
  }
  for (int round = 0; round < 5; ++round) {
    auto page = seal();
    for (int i = 0; i < 40 + 24 * round; ++i)
      paint(page, kLeft + static_cast<int>(random() % 342), kTop + static_cast<int>(random() % 342), 18, 18,
            random() % 2 ? 20 : 250);
    for (const auto& symbol : qr::read(page)) CHECK(symbol.text == sealLikeText());
  }
}
