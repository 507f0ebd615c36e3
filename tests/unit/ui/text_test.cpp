#include <catch2/catch.hpp>

#include "ui/text.hpp"

using namespace ui;

TEST_CASE("a text's mask is what its metrics promise") {
  TextPainter painter;
  TextRequest request{.text = "成绩单", .size = 40};
  const auto metrics = painter.measure(request);
  const auto mask = painter.paint(request);
  CHECK(metrics.width == Approx(120).margin(1));
  CHECK(metrics.height == Approx(54));
  CHECK_FALSE(metrics.cut);
  CHECK(mask.alpha.size() == static_cast<std::size_t>(mask.width * mask.height));
  CHECK(mask.width <= 124);
}

TEST_CASE("broken UTF-8 and an empty text draw without harm") {
  TextPainter painter;
  CHECK(painter.paint({.text = ""}).alpha.empty());
  CHECK_FALSE(painter.paint({.text = "\xE5\x9C then \xFF"}).alpha.empty());
}

TEST_CASE("lines beyond the allowed ones are cut and said to be") {
  TextPainter painter;
  TextRequest request{.text = "一行\n两行\n三行", .size = 30, .max_lines = 2, .max_width = 400};
  CHECK(painter.measure(request).cut);
  request.max_lines = 0;
  CHECK_FALSE(painter.measure(request).cut);
  CHECK(painter.measure(request).height == Approx(30 * 1.35 * 3));
}
