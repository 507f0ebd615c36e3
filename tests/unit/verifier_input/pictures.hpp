// Pictures for the tests: four quarters, red and white above, black and blue below, written by ImageMagick.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "base/file.hpp"
#include "base/image.hpp"

namespace pictures {

constexpr int kWidth = 64;
constexpr int kHeight = 48;

// A folder of one test; removed at its end.
struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("input_" + base::toHex(base::randomBytes(8)));
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

// The quarters, treated with ImageMagick's options, as a file of that format.
inline std::filesystem::path drawn(const Folder& folder, const std::string& options,
                                   const std::string& file) {
  const auto path = folder.path / file;
  const std::string command =
      "convert -size 32x24 \\( xc:red xc:white +append \\) \\( xc:black xc:blue +append \\) -append -density "
      "150 "
      "-units PixelsPerInch " +
      options + " '" + path.string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  return path;
}

inline base::Bytes bytesOf(const std::filesystem::path& path) {
  auto bytes = base::readFile(path, 64 << 20);
  REQUIRE(bytes);
  return *bytes;
}

// An inch by half an inch with the quarters on page 1, and upside down on page 2 (ISO 32000-1 section 7.5).
inline base::Bytes twoPagePdf() {
  const auto quarters = [](const char* top_left, const char* top_right, const char* left, const char* right) {
    return std::string(top_left) + " rg 0 18 36 18 re f " + top_right + " rg 36 18 36 18 re f " + left +
           " rg 0 0 36 18 re f " + right + " rg 36 0 36 18 re f\n";
  };
  const auto stream = [](const std::string& content) {
    return "<</Length " + std::to_string(content.size()) + ">>\nstream\n" + content + "endstream";
  };
  const std::string page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 36]/Contents ";
  const std::string objects[] = {"<</Type/Catalog/Pages 2 0 R>>",
                                 "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
                                 page + "5 0 R>>",
                                 page + "6 0 R>>",
                                 stream(quarters("1 0 0", "1 1 1", "0 0 0", "0 0 1")),
                                 stream(quarters("0 0 0", "0 0 1", "1 0 0", "1 1 1"))};
  std::string pdf = "%PDF-1.4\n", table = "xref\n0 7\n0000000000 65535 f \n";
  int number = 0;
  for (const auto& object : objects) {
    auto at = std::to_string(pdf.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    pdf += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  }
  const auto start = std::to_string(pdf.size());
  return base::bytesOf(pdf + table + "trailer <</Size 7/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n");
}

// What stands in the middle of a quarter, as a word.
inline std::string colourAt(const base::Image& image, int column, int row) {
  const auto* pixel =
      image.row(image.height * (2 * row + 1) / 4) + image.width * (2 * column + 1) / 4 * image.channels;
  const auto light = [pixel, &image](int c) { return pixel[image.channels == 1 ? 0 : c]; };
  const bool r = light(0) > 200, g = light(1) > 200, b = light(2) > 200;
  if (r && g && b) return "white";
  if (r && !g && !b) return "red";
  if (!r && !g && b) return "blue";
  return light(0) < 60 && light(1) < 60 && light(2) < 60 ? "black" : "other";
}

// The four quarters, top left first, row by row.
inline std::string quarters(const base::Image& image) {
  return colourAt(image, 0, 0) + " " + colourAt(image, 1, 0) + " / " + colourAt(image, 0, 1) + " " +
         colourAt(image, 1, 1);
}

}  // namespace pictures
