// What the tests of this room share: one press, small forms, the forms of the house.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/file.hpp"
#include "paper/content_file.hpp"
#include "paper/paper.hpp"

namespace forms {

inline const std::filesystem::path kFolder = std::filesystem::path(HALL_SOURCE_DIR) / "assets" / "forms";
constexpr base::UnixSeconds kCreated = 1'795'000'000;

inline const paper::Press& press() {
  static const auto one = paper::Press::open(paper::Press::defaultFonts());
  REQUIRE(one);
  return *one;
}

inline std::string describe(const toml_doc::Problems& problems) {
  std::string out;
  for (const auto& problem : problems) out += problem.describe() + "\n";
  return out;
}

inline paper::Template parse(const std::string& toml) {
  toml_doc::Problems problems;
  auto out = paper::Template::parse(toml, "form.toml", problems);
  INFO(describe(problems));
  REQUIRE(problems.empty());
  return out;
}

// A form with these blocks.
inline paper::Template form(const std::string& blocks, const std::string& head = "") {
  return parse("code = \"test\"\nversion = 1\ntitle = \"测试\"\n" + head + "\n" + blocks);
}

// A form with one grid of one row: a label and a field of 57 mm by 10 mm, called name.
inline paper::Template oneField(const std::string& more = "") {
  return form(
      "[[block]]\nkind = \"grid\"\ncolumns_mm = [28, 57, 85]\nrows = [[{label = \"姓名\"}, {field = "
      "\"name\"" +
      more + "}, {label = \"\"}]]\n");
}

inline paper::Template house(const std::string& code) {
  toml_doc::Problems problems;
  auto out = paper::Template::load(kFolder / (code + ".toml"), problems);
  INFO(describe(problems));
  REQUIRE(problems.empty());
  return out;
}

inline paper::Content sample(const std::string& name) {
  toml_doc::Problems problems;
  auto out = paper::loadContent(kFolder / "samples" / (name + ".toml"), problems);
  INFO(describe(problems));
  REQUIRE(problems.empty());
  return out;
}

inline std::string carrierOf(int page) {
  std::string payload;
  for (int i = 0; i < 248; ++i) payload += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(i * 7 + i / 5 + page) % 32];
  return "https://hall.example.edu.cn/v#" + payload;
}

inline paper::Sealing sealing(int pages) {
  paper::Sealing out{"K7QF-3M2A", "https://hall.example.edu.cn", "KIOSK-07", {}};
  for (int page = 0; page < pages; ++page) out.pages.push_back({carrierOf(page)});
  return out;
}

inline bool overlap(const domain::Box& a, const domain::Box& b) {
  return a.x_mm < b.x_mm + b.width_mm && b.x_mm < a.x_mm + a.width_mm && a.y_mm < b.y_mm + b.height_mm &&
         b.y_mm < a.y_mm + a.height_mm;
}

}  // namespace forms
