// What people read exists in both languages: same rooms, same keys.
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "base/texts.hpp"

namespace {

const std::filesystem::path kLang = std::filesystem::path(HALL_SOURCE_DIR) / "assets" / "lang";

std::set<std::string> filesOf(const std::string& language) {
  std::set<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(kLang / language))
    files.insert(file.path().filename());
  return files;
}

}  // namespace

TEST_CASE("every room speaks both languages") { CHECK(filesOf("zh") == filesOf("en")); }

TEST_CASE("the two languages have the same keys and none is empty") {
  const auto zh = base::Texts::load(kLang, base::Language::zh),
             en = base::Texts::load(kLang, base::Language::en);
  REQUIRE(zh);
  REQUIRE(en);
  for (const auto& key : zh->keys()) {
    CAPTURE(key);
    CHECK(en->has(key));
    CHECK_FALSE(zh->get(key).empty());
  }
  for (const auto& key : en->keys()) {
    CAPTURE(key);
    CHECK(zh->has(key));
    CHECK_FALSE(en->get(key).empty());
  }
}
