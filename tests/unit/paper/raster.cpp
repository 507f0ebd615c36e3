#include "paper/raster/raster.hpp"

#include "forms.hpp"

using namespace forms;

namespace {

base::Bytes onePage() {
  return press()
      .renderPdf(press().layOut(oneField(), {{{"name", "张德华"}}, {}, {}, {}}).value(), nullptr, kCreated)
      .value();
}

std::string codeOf(base::BytesView pdf, const paper::RasterLimits& limits = {}) {
  const auto pages = paper::pageCount(pdf, "scan.pdf", limits);
  return pages ? "" : pages.error().code;
}

}  // namespace

TEST_CASE("a page becomes a picture in grey, colour and with alpha") {
  const auto pdf = onePage();
  for (const int channels : {1, 3, 4}) {
    const auto image = paper::rasterisePage(pdf, 0, 100, channels, "form.pdf").value();
    CHECK(image.channels == channels);
    CHECK(image.width == Approx(827).margin(1));
    CHECK(image.height == Approx(1169).margin(1));
    CHECK(image.dpi == 100);
    CHECK(image.row(5)[5 * channels] == 255);  // the margin is white
    CHECK(image.row(43)[43 * channels] < 40);  // the corner mark is black
    if (channels == 4) CHECK(image.row(5)[5 * 4 + 3] == 255);
  }
}

TEST_CASE("garbage, emptiness and a file cut short are unreadable, wherever it is cut") {
  CHECK(codeOf({}) == "pdf_unreadable");
  CHECK(codeOf(base::viewOf("hello")) == "pdf_unreadable");
  CHECK(codeOf(base::viewOf("%PDF-1.5\n%%EOF\n")) == "pdf_unreadable");
  const auto pdf = onePage();
  for (std::size_t part = 0; part < 20; ++part) {
    const auto image =
        paper::rasterisePage(base::BytesView(pdf).first(pdf.size() * part / 20), 0, 30, 1, "cut.pdf");
    if (!image) CHECK(image.error().code == "pdf_unreadable");
  }
}

TEST_CASE("no altered byte makes the reader throw or crash") {
  const auto pdf = onePage();
  std::uint32_t seed = 20261123;
  INFO("seed " << seed);
  for (int round = 0; round < 60; ++round) {
    auto bad = pdf;
    for (int i = 0; i < 30; ++i) {
      seed = seed * 1664525 + 1013904223;
      bad[(seed >> 8) % bad.size()] = static_cast<std::uint8_t>(seed >> 24);
    }
    (void)paper::rasterisePage(bad, 0, 30, 1, "bad.pdf");
  }
}

TEST_CASE("limits hold before memory is taken") {
  const auto pdf = onePage();
  CHECK(codeOf(pdf, {100, 2000, 1}) == "pdf_too_large");
  CHECK(codeOf(pdf, {1 << 20, 0, 1}) == "pdf_too_large");
  const auto large = paper::rasterisePage(pdf, 0, 300, 3, "form.pdf", {1 << 20, 10, 1'000'000});
  REQUIRE_FALSE(large);
  CHECK(large.error().code == "pdf_too_large");
  CHECK(large.error().place == "form.pdf page 1");
  const auto hostile = base::bytesOf(
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
      "1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999999 99999999]>>endobj\ntrailer<</Root 1 0 R>>\n");
  const auto vast = paper::rasterisePage(hostile, 0, 300, 3, "vast.pdf");
  REQUIRE_FALSE(vast);
  CHECK(vast.error().code == "pdf_too_large");
}

TEST_CASE("a page that isn't there and a resolution nobody wants are refused") {
  const auto pdf = onePage();
  for (const int page : {-1, 1, 1'000'000})
    CHECK(paper::rasterisePage(pdf, page, 100, 1, "form.pdf").error().code == "pdf_unreadable");
  for (const double dpi : {0.0, -5.0, 1e9, std::numeric_limits<double>::quiet_NaN()})
    CHECK(paper::rasterisePage(pdf, 0, dpi, 1, "form.pdf").error().code == "pdf_unreadable");
  CHECK(paper::rasterisePage(pdf, 0, 100, 2, "form.pdf").error().code == "pdf_unreadable");
}

TEST_CASE("a PDF with a password is locked") {
  // ISO 32000-1 section 7.6.3: a standard security handler whose O and U match no password we could guess.
  const std::string keys = "/O<" + std::string(64, '1') + ">/U<" + std::string(64, '2') + ">";
  const auto locked = base::bytesOf(
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
      "1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/P "
      "-4" +
      keys + ">>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n");
  CHECK(codeOf(locked) == "pdf_locked");
}
