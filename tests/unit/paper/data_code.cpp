#include "forms.hpp"
#include "paper/page.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"

using namespace forms;

namespace {

const std::string kSpace = "[[block]]\nkind = \"space\"\nheight_mm = 3\n";

paper::Layout layoutWith(const std::string& head) { return press().layOut(form(kSpace, head), {}).value(); }

// Every value of a byte, over and over.
base::Bytes binary(std::size_t count) {
  base::Bytes out{0xdc, 'H', 1};
  while (out.size() < count) out.push_back(static_cast<std::uint8_t>(out.size() * 37 + out.size() / 256));
  return out;
}

base::Result<base::Bytes> printed(const base::Bytes& data_code) {
  auto sealed = sealing(1);
  sealed.pages[0].data_code = data_code;
  return press().renderPdf(layoutWith("data_code = \"数据码\"\nstamp = \"盖章\""), &sealed, kCreated);
}

// The page's place for a data code, as a verifier looks at it; a whole page's reading may end with the seal.
base::Image placeOfDataCode(const base::Image& page) {
  const double px = page.dpi / 25.4;
  const auto& box = paper::page::kData;
  const int left = static_cast<int>(box.x_mm * px), top = static_cast<int>(box.y_mm * px);
  base::Image out{static_cast<int>(box.width_mm * px), static_cast<int>(box.height_mm * px), 1, page.dpi, {}};
  for (int y = 0; y < out.height; ++y)
    out.pixels.insert(out.pixels.end(), page.row(top + y) + left, page.row(top + y) + left + out.width);
  return out;
}

}  // namespace

TEST_CASE("a form that asks for a data code keeps its stamp zone away from it, and it from the seal") {
  const auto layout = layoutWith("data_code = \"数据码\"\nstamp = \"盖章\"");
  const auto box = layout.dataCodeBox();
  REQUIRE(box);
  CHECK_FALSE(overlap(*box, layout.sealBox()));
  REQUIRE(layout.penZones().size() == 1);
  CHECK_FALSE(overlap(*box, layout.penZones()[0].box));
  CHECK(layout.penZones()[0].box.width_mm > 90);
  CHECK(layout.dataCodeRoom() == paper::page::kMostDataBytes);
}

TEST_CASE("a form that asks for none has the whole foot for its stamp zone, and no room for a data code") {
  const auto layout = layoutWith("stamp = \"盖章\"");
  CHECK_FALSE(layout.dataCodeBox());
  CHECK(layout.dataCodeRoom() == 0);
  CHECK(layout.penZones()[0].box.width_mm == paper::page::kFootWidth);
}

TEST_CASE("a data code of any length reads back byte by byte, inside its box") {
  constexpr double kDpi = 600;
  for (const std::size_t length : {14, 180, 403, 700, 997}) {
    INFO(length << " bytes");
    const auto pdf = printed(binary(length)).value();
    const auto symbols = qr::read(placeOfDataCode(paper::rasterisePage(pdf, 0, kDpi, 1, "page").value()));
    const auto found = std::find_if(symbols.begin(), symbols.end(), [&](const qr::Symbol& symbol) {
      return base::bytesOf(symbol.text) == binary(length);
    });
    REQUIRE(found != symbols.end());
    for (const auto& corner : found->corners) {
      const double x = paper::page::kData.x_mm + corner[0] * 25.4 / kDpi;
      const double y = paper::page::kData.y_mm + corner[1] * 25.4 / kDpi;
      CHECK(x >= paper::page::kDataX - 0.5);
      CHECK(x <= paper::page::kDataX + paper::page::kDataSide + 0.5);
      CHECK(y >= paper::page::kFootTop - 0.5);
      CHECK(y <= paper::page::kFootTop + paper::page::kDataSide + 0.5);
    }
  }
}

TEST_CASE("one byte more than a page has room for is refused, none at all leaves the place white") {
  CHECK(printed(binary(paper::page::kMostDataBytes)));
  const auto refused = printed(binary(paper::page::kMostDataBytes + 1));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "qr_too_large");
  const auto none = printed({});
  REQUIRE(none);
  CHECK(qr::read(paper::rasterisePage(*none, 0, 300, 1, "page").value()).size() == 1);
}

TEST_CASE("words below the data code that are too long are named with their place") {
  std::string words;
  for (int i = 0; i < 61; ++i) words += "码";
  toml_doc::Problems problems;
  paper::Template::parse(
      "code = \"a\"\nversion = 1\ntitle = \"甲\"\ndata_code = \"" + words + "\"\n" + kSpace, "form.toml",
      problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "template_too_long");
  CHECK(problems[0].place.find("form.toml:4:") == 0);
}
