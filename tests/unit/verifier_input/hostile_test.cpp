// Files from strangers: cut off, scrambled, or claiming sizes that would eat the machine.
#include <catch2/catch.hpp>
#include <random>

#include "pictures.hpp"
#include "verifier/input/files.hpp"

namespace {

using pictures::bytesOf;
using pictures::drawn;
using pictures::Folder;
using verifier::PageFile;

struct Sample {
  const char* options;
  const char* file;
};

// Opens the file and draws every page: what a checker does with what a stranger sends.
std::string outcomeOf(base::Bytes bytes, const verifier::FileLimits& limits = {}) {
  auto file = PageFile::fromBytes(std::move(bytes), "stranger", limits);
  if (!file) return file.error().code;
  for (int i = 0; i < (*file)->pageCount(); ++i)
    if (auto page = (*file)->page(i); !page) return page.error().code;
  return "shown";
}

std::uint32_t crc32(base::BytesView bytes) {  // ISO/IEC 15948 annex D
  std::uint32_t crc = 0xffffffff;
  for (const auto byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
  }
  return ~crc;
}

void putBigEndian(base::Bytes& bytes, std::size_t at, std::uint32_t value) {
  for (int i = 0; i < 4; ++i)
    bytes.at(at + static_cast<std::size_t>(i)) = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

}  // namespace

TEST_CASE("what is no picture is refused by name") {
  CHECK(outcomeOf({}) == "file_empty");
  CHECK(outcomeOf(base::bytesOf("GIF89a...")) == "file_kind_unknown");
  CHECK(outcomeOf(base::bytesOf("\x89PNG\r\n\x1a\n")) == "image_damaged");
  CHECK(outcomeOf(base::bytesOf("\xff\xd8\xff\xe0")) == "image_damaged");
  CHECK(outcomeOf({'I', 'I', 42, 0, 8, 0, 0, 0}) == "image_damaged");
  CHECK(outcomeOf(base::bytesOf("%PDF-1.7 and nothing more")) == "pdf_unreadable");
  const auto missing = PageFile::open("/nowhere/paper.png");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == "file_missing");
  CHECK(missing.error().place == "/nowhere/paper.png");
}

TEST_CASE("a file that ends early is damaged, wherever it ends") {
  const Folder folder;
  const auto sample = GENERATE(Sample{"-strip", "cut.png"}, Sample{"-quality 90", "cut.jpg"},
                               Sample{"-compress lzw", "cut.tif"});
  const auto whole = bytesOf(drawn(folder, sample.options, sample.file));
  REQUIRE(outcomeOf(whole) == "shown");
  int refused = 0, tries = 0;
  for (std::size_t length = 16; length < whole.size(); length += 1 + whole.size() / 97) {
    const auto outcome =
        outcomeOf(base::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
    ++tries;
    refused += outcome == "image_damaged";
    CHECK((outcome == "image_damaged" || outcome == "image_kind_unsupported" || outcome == "shown"));
  }
  INFO(sample.file << ": " << refused << " of " << tries);
  CHECK(refused >= tries * 3 / 4);  // what follows the picture itself may be missed without harm
}

TEST_CASE("claimed sizes are refused before anything is allocated") {
  const Folder folder;
  auto png = bytesOf(drawn(folder, "", "bomb.png"));
  putBigEndian(png, 16, 900'000);
  putBigEndian(png, 20, 900'000);
  putBigEndian(png, 29, crc32(base::BytesView(png).subspan(12, 17)));
  const auto refused = outcomeOf(png);
  CHECK((refused == "image_too_large" || refused == "image_damaged"));

  auto jpeg = bytesOf(drawn(folder, "-quality 90", "bomb.jpg"));
  for (std::size_t at = 2; at + 9 < jpeg.size();
       at += 2 + (static_cast<std::size_t>(jpeg[at + 2]) << 8 | jpeg[at + 3])) {
    if (jpeg[at + 1] != 0xc0) continue;
    for (std::size_t i = 5; i < 9; ++i) jpeg[at + i] = 0xf0;
    break;
  }
  CHECK(outcomeOf(jpeg) == "image_too_large");
  CHECK(outcomeOf(bytesOf(drawn(folder, "-compress none", "small.tif")), {.pixels_per_page = 3071}) ==
        "image_too_large");
  CHECK(outcomeOf(bytesOf(drawn(folder, "-compress none", "fits.tif")), {.pixels_per_page = 3072}) ==
        "shown");
}

TEST_CASE("more pages than the limit are refused") {
  const Folder folder;
  const auto bytes = bytesOf(drawn(folder, "\\( +clone \\) \\( +clone \\)", "three.tif"));
  CHECK(outcomeOf(bytes, {.pages = 2}) == "too_many_pages");
  CHECK(outcomeOf(bytes, {.pages = 3}) == "shown");
}

TEST_CASE("a TIFF whose pages point in a circle ends") {
  const Folder folder;
  auto bytes = bytesOf(drawn(folder, "-compress none -endian LSB", "circle.tif"));
  const auto u16 = [&bytes](std::size_t at) {
    return static_cast<std::size_t>(bytes.at(at)) | bytes.at(at + 1) << 8;
  };
  const auto first = u16(4) | u16(6) << 16;
  const auto next = first + 2 + 12 * u16(first);
  for (std::size_t i = 0; i < 4; ++i) bytes.at(next + i) = bytes.at(4 + i);
  CHECK_FALSE(outcomeOf(bytes).empty());
}

TEST_CASE("scrambled files are answered, never fatal") {
  const Folder folder;
  const auto sample = GENERATE(Sample{"", "any.png"}, Sample{"-quality 90", "any.jpg"},
                               Sample{"-interlace JPEG", "scans.jpg"}, Sample{"-compress lzw", "lzw.tif"},
                               Sample{"-compress jpeg", "jpeg.tif"},
                               Sample{"-compress Group4 -monochrome", "fax.tif"}, Sample{"", ""});
  const bool pdf = !*sample.file;
  const auto whole = pdf ? pictures::twoPagePdf() : bytesOf(drawn(folder, sample.options, sample.file));
  const auto seed = std::random_device{}();
  INFO((pdf ? "PDF" : sample.file) << ", seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 60; ++round) {
    auto bytes = whole;
    for (unsigned i = 0, changes = 1 + random() % 12; i < changes; ++i)
      bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    CHECK_FALSE(outcomeOf(std::move(bytes), {.pixels_per_page = 4'000'000, .pages = 20}).empty());
  }
}
