#include "toml_doc/toml_doc.hpp"

#include <catch2/catch.hpp>
#include <functional>

using namespace toml_doc;

namespace {
Problems read(std::string_view text, const std::function<void(Table&)>& reader) {
  Problems problems;
  auto document = Document::parse(text, "form.toml", problems);
  auto root = document.root();
  reader(root);
  root.finish();
  return problems;
}
}  // namespace

TEST_CASE("values come out as written and a clean file has no problems") {
  const auto problems = read(
      "title = {zh = \"请假\", en = \"Leave\"}\ncount = 3\nratio = 2\non = true\nlist = [\"a\", \"b\"]\n"
      "[[row]]\nname = \"x\"\n[[row]]\nname = \"y\"\n",
      [](Table& root) {
        CHECK(root.bilingual("title").en == "Leave");
        CHECK(root.integer("count", 0, 9) == 3);
        CHECK(root.number("ratio", 0, 9) == 2.0);
        CHECK(root.booleanOr("on", false));
        CHECK(root.stringsOr("list") == std::vector<std::string>{"a", "b"});
        auto rows = root.tables("row");
        REQUIRE(rows.size() == 2);
        CHECK(rows[1].string("name") == "y");
        CHECK(root.stringOr("absent", "fallback") == "fallback");
      });
  CHECK(problems.empty());
}

TEST_CASE("every mistake is reported with its line and column, not only the first") {
  const auto problems = read("count = 30\nkind = \"green\"\nname = 5\nunknown = 1\n", [](Table& root) {
    CHECK(root.integerOr("count", 7, 0, 9) == 7);
    CHECK(root.choiceOr("kind", {"red", "blue"}, "red") == "red");
    CHECK(root.string("name").empty());
    CHECK(root.string("missing").empty());
  });
  REQUIRE(problems.size() == 5);
  CHECK(problems[0].code == "toml_range");
  CHECK(problems[0].place == "form.toml:1:9");
  CHECK(problems[1].code == "toml_choice");
  CHECK(problems[1].cause == "kind is \"green\"; allowed: red, blue");
  CHECK(problems[2].code == "toml_type");
  CHECK(problems[3].code == "toml_missing");
  CHECK(problems[4].code == "toml_unknown_key");
  CHECK(problems[4].place == "form.toml:4:1");
}

TEST_CASE("a text that isn't TOML is one problem with its place") {
  const auto problems = read("a = 1\nb = = 2\n", [](Table&) {});
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "toml_syntax");
  CHECK(problems[0].place.rfind("form.toml:2:", 0) == 0);
}

TEST_CASE("rows of cells keep their order and name the wrong one") {
  const auto problems = read("rows = [[{t = \"a\"}, {t = \"b\"}], [{t = \"c\"}, 5]]\n", [](Table& root) {
    auto rows = root.tableRows("rows");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0][1].string("t") == "b");
    CHECK(rows[1].size() == 1);
  });
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "toml_type");
}

TEST_CASE("a missing file and hostile nesting are problems, not crashes") {
  Problems problems;
  Document::load("/nonexistent/x.toml", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "file_missing");
  problems.clear();
  Document::parse("a = " + std::string(5000, '['), "deep.toml", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "toml_syntax");
}
