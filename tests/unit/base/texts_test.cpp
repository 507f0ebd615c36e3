#include "base/texts.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/crypto.hpp"
#include "base/file.hpp"

namespace fs = std::filesystem;
using namespace base;

namespace {
struct Lang {
  fs::path path = fs::temp_directory_path() / ("texts_test_" + toHex(randomBytes(8)));
  Lang(std::string_view zh) {
    fs::create_directories(path / "zh");
    REQUIRE(writeFile(path / "zh" / "a.lang", viewOf(zh)).has_value());
  }
  ~Lang() { fs::remove_all(path); }
};
}  // namespace

TEST_CASE("texts are found, filled in and broken into lines") {
  Lang lang("# a comment\nhello = 您好，{0}\\n第 {1} 页\n");
  const auto texts = Texts::load(lang.path, Language::zh).value();
  CHECK(texts.get("hello", {"张三", "2"}) == "您好，张三\n第 2 页");
  CHECK(texts.get("nothing") == "⟦nothing⟧");
}

TEST_CASE("an error becomes a sentence, or its cause where none is written") {
  Lang lang("error.paper_out = {place} 没有纸了（{0} 张）：{cause}\n");
  const auto texts = Texts::load(lang.path, Language::zh).value();
  CHECK(texts.sentence({"paper_out", "纸盒 1", "empty", {"0"}}) == "纸盒 1 没有纸了（0 张）：empty");
  CHECK(texts.sentence({"other", "here", "broken"}) == "here: broken");
}

TEST_CASE("what is filled in is never filled in itself") {
  Lang lang("error.odd = {place}: {0} {1} {2} {} {x\nopen = {0\n");
  const auto texts = Texts::load(lang.path, Language::zh).value();
  CHECK(texts.sentence({"odd", "{0}{cause}", "{place}", {"{1}{1}", "{0}"}}) ==
        "{0}{cause}: {1}{1} {0} {2} {} {x");
  CHECK(texts.get("open", {"a"}) == "{0");
}

TEST_CASE("a word of the programs is told in the reader's language") {
  Lang lang("error.toml_type = {0} 应为{1}\nword.an_integer = 整数\n");
  const auto texts = Texts::load(lang.path, Language::zh).value();
  CHECK(texts.sentence({"toml_type", "", "", {"print_limit", "an integer"}}) == "print_limit 应为整数");
}

TEST_CASE("a bad line and a key written twice are named with file and line") {
  Lang bad("good = 1\nno equals sign\n");
  const auto line = Texts::load(bad.path, Language::zh).error();
  CHECK(line.code == "texts_bad_line");
  CHECK(line.place == (bad.path / "zh" / "a.lang:2").string());
  Lang large(std::string((1 << 20) + 1, '#'));
  CHECK(Texts::load(large.path, Language::zh).error().code == "file_too_large");
  Lang nameless("= text\n");
  CHECK(Texts::load(nameless.path, Language::zh).error().code == "texts_bad_line");
  Lang twice("a = 1\na = 2\n");
  CHECK(Texts::load(twice.path, Language::zh).error().code == "texts_twice");
  CHECK(Texts::load(bad.path, Language::en).error().code == "texts_missing");
}
