#include "verifier/input/files.hpp"

#include <catch2/catch.hpp>

#include "pictures.hpp"
#include "verifier/input/orientation.hpp"

namespace {

using pictures::bytesOf;
using pictures::drawn;
using pictures::Folder;
using pictures::quarters;
using verifier::PageFile;

const std::string kUpright = "red white / black blue";

struct Kind {
  const char* options;
  const char* file;
  const char* seen;
};

base::Result<base::Image> firstPage(const std::filesystem::path& path) {
  auto file = PageFile::open(path);
  if (!file) return base::fail(file.error());
  return (*file)->page(0);
}

// An APP1 segment that holds one Exif tag, put behind the JPEG's first marker.
base::Bytes withExif(base::Bytes jpeg, int orientation, bool little) {
  const auto tag = static_cast<std::uint8_t>(orientation);
  const base::Bytes big{0xff, 0xe1, 0, 34,   'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
                        0,    1,    1, 0x12, 0,   3,   0,   0,   0, 1, 0,   tag, 0, 0,  0, 0, 0, 0};
  const base::Bytes small{0xff, 0xe1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
                          1,    0,    0x12, 1,  3,   0,   1,   0,   0, 0, tag, 0,   0,  0, 0, 0, 0, 0};
  const auto& segment = little ? small : big;
  jpeg.insert(jpeg.begin() + 2, segment.begin(), segment.end());
  return jpeg;
}

}  // namespace

TEST_CASE("every kind of PNG, JPEG and TIFF that scanners and phones write shows the same picture") {
  const Folder folder;
  const auto kind =
      GENERATE(Kind{"", "rgb.png", "red white / black blue"},
               Kind{"-interlace PNG", "interlaced.png", "red white / black blue"},
               Kind{"-depth 16 -define png:bit-depth=16", "deep.png", "red white / black blue"},
               Kind{"-define png:color-type=3", "palette.png", "red white / black blue"},
               Kind{"-transparent red", "alpha.png", "white white / black blue"},
               Kind{"-colorspace gray -threshold 50% -define png:bit-depth=1", "bilevel.png",
                    "black white / black black"},
               Kind{"-quality 95", "rgb.jpg", "red white / black blue"},
               Kind{"-quality 95 -interlace JPEG", "progressive.jpg", "red white / black blue"},
               Kind{"-colorspace gray -threshold 50%", "grey.jpg", "black white / black black"},
               Kind{"-quality 95 -colorspace CMYK", "cmyk.jpg", "red white / black blue"},
               Kind{"-compress none", "rgb.tif", "red white / black blue"},
               Kind{"-compress lzw", "lzw.tif", "red white / black blue"},
               Kind{"-compress zip -define tiff:tile-geometry=16x16", "tiled.tif", "red white / black blue"},
               Kind{"-compress zip -depth 16", "deep.tif", "red white / black blue"},
               Kind{"-compress jpeg -quality 95", "jpeg.tif", "red white / black blue"},
               Kind{"-type palette", "palette.tif", "red white / black blue"},
               Kind{"-transparent red", "alpha.tif", "white white / black blue"},
               Kind{"-colorspace CMYK -depth 8", "cmyk.tif", "red white / black blue"},
               Kind{"-threshold 50% -compress Group4 -type bilevel", "fax.tif", nullptr});
  INFO(kind.file);
  const auto image = firstPage(drawn(folder, kind.options, kind.file));
  INFO((image ? "" : image.error().describe()));
  REQUIRE(image);
  CHECK(image->width == pictures::kWidth);
  CHECK(image->height == pictures::kHeight);
  CHECK(image->dpi == Approx(150).margin(1));
  if (kind.seen) CHECK(quarters(*image) == kind.seen);
}

TEST_CASE("a kind of TIFF that can't be shown is called unsupported, not damaged") {
  const Folder folder;
  const auto image = firstPage(drawn(folder, "-colorspace CMYK -depth 16", "deep.tif"));
  REQUIRE_FALSE(image);
  CHECK(image.error().code == "image_kind_unsupported");
}

TEST_CASE("the Exif orientation of a photograph is turned upright") {
  const Folder folder;
  const auto jpeg = bytesOf(drawn(folder, "-quality 95", "photo.jpg"));
  const char* seen[] = {"red white / black blue", "white red / blue black", "blue black / white red",
                        "black blue / red white", "red black / white blue", "black red / blue white",
                        "blue white / black red", "white blue / red black"};
  for (int orientation = 1; orientation <= 8; ++orientation)
    for (const bool little : {false, true}) {
      INFO("orientation " << orientation);
      auto file = PageFile::fromBytes(withExif(jpeg, orientation, little), "photo.jpg");
      REQUIRE(file);
      const auto image = (*file)->page(0);
      REQUIRE(image);
      CHECK(quarters(*image) == seen[orientation - 1]);
      CHECK(image->width == (orientation < 5 ? pictures::kWidth : pictures::kHeight));
    }
}

TEST_CASE("a TIFF's orientation is turned upright as ImageMagick turns it") {
  const Folder folder;
  for (const std::string name : {"top-left", "top-right", "bottom-right", "bottom-left", "left-top",
                                 "right-top", "right-bottom", "left-bottom"}) {
    INFO(name);
    const auto ours = firstPage(drawn(folder, "-orient " + name, name + ".tif"));
    const auto theirs = firstPage(drawn(folder, "-orient " + name + " -auto-orient", name + ".png"));
    REQUIRE(ours);
    REQUIRE(theirs);
    CHECK(quarters(*ours) == quarters(*theirs));
  }
}

TEST_CASE("an orientation that no camera writes changes nothing") {
  const base::Image image{2, 1, 1, 0, {1, 2}};
  for (const int orientation : {-1, 0, 1, 9, 65535})
    CHECK(verifier::oriented(image, orientation).pixels == image.pixels);
}

TEST_CASE("every page of a TIFF comes out by itself, and a damaged one spoils no other") {
  const Folder folder;
  const auto path = drawn(folder, "\\( +clone -flip +repage \\) -compress none", "two.tif");
  auto file = PageFile::open(path);
  REQUIRE(file);
  REQUIRE((*file)->pageCount() == 2);
  CHECK(quarters((*file)->page(1).value()) == "black blue / red white");
  CHECK(quarters((*file)->page(0).value()) == kUpright);
  const auto none = (*file)->page(2);
  REQUIRE_FALSE(none);
  CHECK(none.error().place == path.string() + "#3");
}

TEST_CASE("every page of a PDF comes out at 300 dpi") {
  auto file = PageFile::fromBytes(pictures::twoPagePdf(), "two.pdf");
  REQUIRE(file);
  REQUIRE((*file)->pageCount() == 2);
  const auto first = (*file)->page(0);
  REQUIRE(first);
  CHECK(quarters(*first) == kUpright);
  CHECK(first->width == 300);  // 72 points are an inch
  CHECK(first->height == 150);
  CHECK(quarters((*file)->page(1).value()) == "black blue / red white");
}

TEST_CASE("a file is what it holds, not what its name says") {
  const Folder folder;
  const auto png = drawn(folder, "", "right.png");
  const auto renamed = folder.path / "scan.pdf";
  std::filesystem::rename(png, renamed);
  CHECK(quarters(firstPage(renamed).value()) == kUpright);
}
