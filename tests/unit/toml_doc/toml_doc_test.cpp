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

TEST_CASE("what is missing in a table that is missing itself has the place of the table around") {
  const auto problems = read("[hall]\nname = \"x\"\n", [](Table& root) {
    auto hall = root.table("hall");
    CHECK(hall.string("name") == "x");
    CHECK(hall.table("printer").string("uri").empty());
  });
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "form.toml:1:1");
  CHECK(problems[0].args == std::vector<std::string>{"hall.printer.uri"});
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

TEST_CASE("a key of endless parts is refused where it grows too deep, and dots elsewhere are not counted") {
  std::string deep = "title = \"x\"\na";
  for (int i = 0; i < 500'000; ++i) deep += ".a";
  for (const auto& text : {deep + " = 1\n", "title = \"x\"\n[" + deep.substr(12) + "]\n",
                           "title = \"x\"\nx = {" + deep.substr(12) + " = 1}\n",
                           "title = \"\"\"x\"\"\"\"\n" + deep.substr(12) + " = 1\n"}) {
    const auto problems = read(text, [](Table& root) { root.stringOr("title", ""); });
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "toml_syntax");
    CHECK(problems[0].place.rfind("form.toml:2:", 0) == 0);
  }
  const std::string dots(1000, '.');
  const auto problems = read(
      "a = \"" + dots + "\"  # " + dots + "\nb = '" + dots + "'\nc = \"\"\"\n" + dots + "\n\\\"\"\"\"\n" +
          "d = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7]\n",
      [&](Table& root) {
        CHECK(root.string("a") == dots);
        CHECK(root.string("b") == dots);
        CHECK(root.string("c") == dots + "\n\"");
        CHECK(root.numbersOr("d").size() == 17);
      });
  INFO((problems.empty() ? "" : problems[0].describe()));
  CHECK(problems.empty());
}

TEST_CASE("brackets without end are a mistake of syntax") {
  for (const auto* open : {"[", "{a=", "[[", "\"", "'''"}) {
    std::string text = "a = ";
    while (text.size() < 200'000) text += open;
    const auto problems = read(text, [](Table&) {});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "toml_syntax");
  }
}

TEST_CASE("a file of nothing but mistakes names the first hundred, each in a short sentence") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "k" + std::to_string(i) + " = 1\n";
  CHECK(read(text, [](Table&) {}).size() == 100);
  const std::string endless(500'000, 'x');
  const auto problems = read("kind = \"" + endless + "\"\n" + endless + " = 1\n",
                             [](Table& root) { root.choiceOr("kind", {"red"}, "red"); });
  REQUIRE(problems.size() == 2);
  for (const auto& problem : problems) CHECK(problem.describe().size() < 500);
}

TEST_CASE("an integer that no floating point number holds exactly is out of range, not the end") {
  const auto problems = read("a = 99999999999999998\n", [](Table& root) { root.numberOr("a", 0, 0, 300); });
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "toml_range");
}

TEST_CASE("numbers that are none are refused wherever a number is asked for") {
  for (const std::string number : {"nan", "inf", "-inf"}) {
    const auto problems = read("a = " + number + "\nb = [1, " + number + "]\n", [](Table& root) {
      CHECK(root.numberOr("a", 5, 0, 9) == 5);
      CHECK(root.numbersOr("b") == std::vector<double>{1});
    });
    CHECK(problems.size() == 2);
  }
}
