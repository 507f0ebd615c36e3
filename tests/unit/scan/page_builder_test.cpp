// Frames as SANE sends them, built into pages: SANE standard 1.06, section 3.2.
#include "scan/page_builder.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstring>

namespace {

using scan::Band;
using scan::Frame;

base::Result<base::Image> pageOf(const std::vector<std::pair<Frame, base::Bytes>>& frames,
                                 std::size_t cut = 7) {
  scan::PageBuilder page("test:0", 10);
  for (const auto& [frame, bytes] : frames) {
    if (auto fine = page.beginFrame(frame); !fine) return base::fail(fine.error());
    for (std::size_t at = 0; at < bytes.size(); at += cut)
      if (auto fine = page.add(base::BytesView(bytes).subspan(at, std::min(cut, bytes.size() - at))); !fine)
        return base::fail(fine.error());
  }
  return page.finish(300);
}

base::Bytes words(const std::vector<std::uint16_t>& samples) {  // in this machine's byte order
  base::Bytes out(samples.size() * 2);
  std::memcpy(out.data(), samples.data(), out.size());
  return out;
}

std::string codeOf(const base::Result<base::Image>& page) { return page ? "" : page.error().code; }

}  // namespace

TEST_CASE("a grey frame of 8 bits is taken as it is, without the bytes that fill up its lines") {
  const auto page = pageOf({{{Band::grey, 3, 4, 2, 8}, {1, 2, 3, 99, 4, 5, 6, 99}}});
  REQUIRE(page);
  CHECK(page->width == 3);
  CHECK(page->height == 2);
  CHECK(page->channels == 1);
  CHECK(page->dpi == 300);
  CHECK(page->pixels == base::Bytes{1, 2, 3, 4, 5, 6});
}

TEST_CASE("it doesn't matter where the scanner cuts its bytes") {
  base::Bytes bytes;
  for (int i = 0; i < 60; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  for (std::size_t cut = 1; cut <= 61; ++cut) {
    const auto page = pageOf({{{Band::rgb, 4, 12, 5, 8}, bytes}}, cut);
    REQUIRE(page);
    CHECK(page->pixels == bytes);
  }
}

TEST_CASE("of 16 bits the upper eight stay") {
  const auto page = pageOf({{{Band::rgb, 1, 6, 1, 16}, words({0xFF00, 0x80FF, 0x0001})}});
  REQUIRE(page);
  CHECK(page->pixels == base::Bytes{0xFF, 0x80, 0x00});
}

TEST_CASE("at one bit, 1 is black in grey and full light in colour") {
  const auto grey = pageOf({{{Band::grey, 10, 2, 1, 1}, {0b10000001, 0b01111111}}});
  REQUIRE(grey);
  CHECK(grey->pixels == base::Bytes{0, 255, 255, 255, 255, 255, 255, 0, 255, 0});
  const auto rgb = pageOf({{{Band::rgb, 2, 3, 1, 1}, {0b10000000, 0b01000000, 0b11000000}}});
  REQUIRE(rgb);
  CHECK(rgb->pixels == base::Bytes{255, 0, 255, 0, 255, 255});
}

TEST_CASE("three passes make one page, in whichever order the colours come") {
  const auto page = pageOf({{{Band::green, 2, 2, 1, 8}, {3, 4}},
                            {{Band::blue, 2, 4, 1, 16}, words({0x0500, 0x0600})},
                            {{Band::red, 2, 2, 1, 8}, {1, 2}}});
  REQUIRE(page);
  CHECK(page->channels == 3);
  CHECK(page->pixels == base::Bytes{1, 3, 5, 2, 4, 6});
}

TEST_CASE("three passes of different length make a page as high as the shortest") {
  const auto heights = GENERATE(std::array{3, 2, 4}, std::array{2, 3, 4}, std::array{4, 3, 2});
  std::vector<std::pair<Frame, base::Bytes>> passes;
  const Band bands[] = {Band::red, Band::green, Band::blue};
  for (std::size_t i = 0; i < 3; ++i)
    passes.push_back(
        {{bands[i], 1, 1, -1, 8}, base::Bytes(static_cast<std::size_t>(heights[i]), std::uint8_t(i))});
  const auto page = pageOf(passes);
  REQUIRE(page);
  CHECK(page->height == 2);
  CHECK(page->pixels == base::Bytes{0, 1, 2, 0, 1, 2});
}

TEST_CASE("a page is as high as the rows that came, whatever was announced") {
  CHECK(pageOf({{{Band::grey, 2, 2, -1, 8}, {1, 2, 3, 4, 5, 6}}})->height == 3);
  CHECK(pageOf({{{Band::grey, 2, 2, 9, 8}, {1, 2, 3, 4, 5}}})->height == 2);
  CHECK(pageOf({{{Band::grey, 2, 2, 1, 8}, {1, 2, 3, 4}}})->height == 2);
}

TEST_CASE("what can't be a page is refused before any memory is taken for it") {
  CHECK(codeOf(pageOf({{{Band::grey, 20'000, 20'000, 5'001, 8}, {}}})) == "scanner_page_too_large");
  CHECK(codeOf(pageOf({{{Band::grey, 2'147'483'647, 2'147'483'647, 2'147'483'647, 8}, {}}})) ==
        "scanner_page_too_large");
  const auto bad =
      GENERATE(Frame{Band::grey, 0, 1, 1, 8}, Frame{Band::grey, -1, 1, 1, 8}, Frame{Band::grey, 2, 2, 0, 8},
               Frame{Band::grey, 2, 1, 1, 8}, Frame{Band::rgb, 2, 5, 1, 8}, Frame{Band::rgb, 2, 11, 1, 16},
               Frame{Band::grey, 9, 1, 1, 1}, Frame{Band::grey, 2, 2, 1, 4}, Frame{Band::grey, 2, 2, 1, 0},
               Frame{Band::grey, 2, -2, 1, 8}, Frame{Band::grey, 2, 2'000'000'000, 1, 8});
  CHECK(codeOf(pageOf({{bad, {1, 2}}})) == "scanner_bad_frame");
}

TEST_CASE("a scanner that never ends its page is stopped at the limit") {
  scan::PageBuilder page("test:0", 0);
  REQUIRE(page.beginFrame({Band::grey, 1'000'000, 1'000'000, -1, 8}));
  const base::Bytes row(1'000'000);
  for (int i = 0; i < 100; ++i) REQUIRE(page.add(row));
  const auto fine = page.add(row);
  REQUIRE_FALSE(fine);
  CHECK(fine.error().code == "scanner_page_too_large");
}

TEST_CASE("frames that don't belong together are refused") {
  const Frame red{Band::red, 1, 1, 1, 8}, wide{Band::green, 2, 2, 1, 8}, grey{Band::grey, 1, 1, 1, 8};
  CHECK(codeOf(pageOf({{red, {1}}, {wide, {1, 2}}})) == "scanner_bad_frame");
  CHECK(codeOf(pageOf({{red, {1}}, {grey, {1}}})) == "scanner_bad_frame");
  CHECK(codeOf(pageOf({{grey, {1}}, {grey, {1}}})) == "scanner_bad_frame");
  CHECK(codeOf(pageOf({{red, {1}}})) == "scanner_bad_frame");
  CHECK(codeOf(pageOf({{red, {1}}, {red, {1}}, {red, {1}}, {red, {1}}})) == "scanner_bad_frame");
}

TEST_CASE("a page without a single row is no page") {
  CHECK(codeOf(pageOf({{{Band::grey, 2, 2, 5, 8}, {1}}})) == "scanner_empty_page");
}

TEST_CASE("progress goes from 0 to 1, over all three passes, and by A4 where the length isn't known") {
  scan::PageBuilder page("test:0", 4);
  CHECK(page.progress() == 0);
  const base::Bytes row{1};
  REQUIRE(page.beginFrame({Band::red, 1, 1, 2, 8}));
  REQUIRE(page.add(row));
  CHECK(page.progress() == Approx(1.0 / 6));
  REQUIRE(page.add(row));
  REQUIRE(page.beginFrame({Band::green, 1, 1, 2, 8}));
  REQUIRE(page.add(row));
  CHECK(page.progress() == Approx(0.5));
  scan::PageBuilder unknown("test:0", 4);
  REQUIRE(unknown.beginFrame({Band::grey, 1, 1, -1, 8}));
  for (int i = 0; i < 6; ++i) REQUIRE(unknown.add(row));
  CHECK(unknown.progress() == 1);
}
