#include "forms.hpp"

using namespace forms;

namespace {

// The one mistake in a form: its code and place.
struct Mistake {
  std::string code, place;
};
std::vector<Mistake> mistakesIn(const std::string& toml) {
  toml_doc::Problems problems;
  paper::Template::parse(toml, "form.toml", problems);
  std::vector<Mistake> out;
  for (const auto& problem : problems) out.push_back({problem.code, problem.place});
  return out;
}

const std::string kHead = "code = \"test\"\nversion = 1\ntitle = \"测试\"\n";  // three lines

std::string grid(const std::string& columns, const std::string& rows) {
  return kHead + "[[block]]\nkind = \"grid\"\ncolumns_mm = " + columns + "\nrows = " + rows + "\n";
}

// The first mistake of a form is this one, and stands where the text has a §.
void checkMistake(std::string toml, const std::string& code) {
  const auto at = toml.find("§");
  REQUIRE(at != std::string::npos);
  const auto before = toml.substr(0, at);
  const auto line = before.substr(before.rfind('\n') + 1);
  const auto letters = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
  const auto lines = std::count(before.begin(), before.end(), '\n');
  toml.erase(at, std::string("§").size());
  const auto found = mistakesIn(toml);
  INFO(toml.substr(0, 400));
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().code == code);
  CHECK(found.front().place == "form.toml:" + std::to_string(lines + 1) + ":" + std::to_string(letters + 1));
}

}  // namespace

TEST_CASE("a template tells its code, version, fields and signature boxes") {
  const auto leave = house("student_leave");
  CHECK(leave.code() == "student_leave");
  CHECK(leave.version() == 2);
  CHECK(leave.signatureNames() == std::vector<std::string>{"applicant", "counsellor", "college"});
  const auto fields = house("transcript").fieldNames();
  CHECK(std::count(fields.begin(), fields.end(), "gpa") == 1);
  CHECK(std::count(fields.begin(), fields.end(), "courses[].grade") == 1);
}

TEST_CASE("every mistake of a cell is named with its line and column") {
  const auto row = [](const std::string& cells) { return grid("[85, 85]", "[[" + cells + "]]"); };
  checkMistake(row("{label = \"甲\"}, {label = \"乙\", §colour = 1}"), "toml_unknown_key");
  checkMistake(row("{label = \"甲\", colspan = §1000000}"), "toml_range");
  checkMistake(row("{label = \"甲\", colspan = §-1}"), "toml_range");
  checkMistake(grid("[85, 85]", "§[[{label = \"甲\", rowspan = 2}, {label = \"乙\"}]]"), "template_rowspan");
  checkMistake(row("{label = \"甲\", colspan = 2}, §{label = \"乙\"}"), "template_row_full");
  checkMistake(row("§{label = \"甲\"}"), "template_row_short");
  checkMistake(row("§{field = \"a\", pen = \"签字\", label = \"x\"}, {label = \"\"}"), "template_cell");
  checkMistake(row("§{}, {label = \"\"}"), "template_cell");
  checkMistake(row("{field = §\"Bad Name\", label = \"x\"}, {label = \"\"}"), "template_field_name");
  checkMistake(row("{field = §\"a\"}, {label = \"\"}"), "template_label_missing");
  for (const std::string text : {"{a", "a}", "{A B}", "{}", "{?}", "{a{b}}"})
    checkMistake(row("{text = §\"" + text + "\"}, {label = \"\"}"), "template_inline");
}

TEST_CASE("columns that are negative, too many or don't fill the page are refused") {
  for (const std::string columns : {"§[-85, 255]", "§[80, 80]", "§[0, 170]", "§[1e308, 1e308]", "§[]"}) {
    INFO(columns);
    checkMistake(grid(columns, "[[{label = \"\"}, {label = \"\"}]]"), "template_columns");
  }
  checkMistake(grid("[§nan, 170]", "[[{label = \"\"}, {label = \"\"}]]"), "toml_type");
  checkMistake(grid("[§inf]", "[[{label = \"\"}]]"), "toml_type");
  std::string many = "§[";
  for (int i = 0; i < 5000; ++i) many += "0.034,";
  checkMistake(grid(many + "]", "[[{label = \"\"}]]"), "template_columns");
}

TEST_CASE("a field or a box stands on a form once") {
  const std::string label = "labels = {a = \"甲\"}\n";
  checkMistake(label + grid("[85, 85]", "[[{field = \"a\"}, {field = §\"a\"}]]"), "template_field_twice");
  checkMistake(label + grid("[85, 85]", "[[{text = §\"{a} {a}\"}, {label = \"\"}]]"), "template_field_twice");
  checkMistake(grid("[85, 85]", "[[{sign = \"a\"}, {sign = §\"a\"}]]"), "template_field_twice");
}

TEST_CASE("tables name columns that don't exist, are doubled or can't be added up") {
  const auto table = [](const std::string& columns, const std::string& more = "") {
    return kHead + "[[block]]\nkind = \"table\"\nname = \"t\"\ncolumns = " + columns + "\n" + more;
  };
  const std::string a = "{field = \"a\", label = \"甲\", width_mm = 85}",
                    b = "{field = \"b\", label = \"乙\", width_mm = 85}";
  CHECK(mistakesIn(table("[" + a + "," + b + "]")).empty());
  checkMistake(table("[" + a + ", {field = §\"a\", label = \"乙\", width_mm = 85}]"), "template_field_twice");
  checkMistake(table("§[" + a + "]"), "template_columns");
  checkMistake(table("[" + a + "," + b + "]", "page_sum = {label = \"计\", columns = §[\"c\"]}"),
               "template_sum");
  checkMistake(table("[" + a + "," + b + "]", "total = {label = \"计\", columns = §[\"a\"]}"),
               "template_sum");
}

TEST_CASE("a form without its code, version, title or blocks lists all that is missing") {
  const auto found = mistakesIn("");
  REQUIRE(found.size() == 4);
  CHECK(found[0].code == "toml_missing");
  CHECK(found[3].code == "template_blocks");
}

TEST_CASE("unknown keys, unknown blocks and unused labels are named") {
  const std::string space = "[[block]]\nkind = \"space\"\nheight_mm = 3\n";
  checkMistake(kHead + "§colour = \"red\"\n" + space, "toml_unknown_key");
  checkMistake(kHead + "[[block]]\nkind = §\"spiral\"\n", "toml_choice");
  checkMistake(kHead + "[labels]\na = §\"甲\"\n" + space, "template_label_unused");
  checkMistake("code = \"test\"\nversion = 1\ntitle = §\"" + std::string(100, 'x') + "\"\n" + space,
               "template_too_long");
}

TEST_CASE("a closing is high enough for its lines") {
  const auto closing = [](const std::string& height) {
    return kHead +
           "[[block]]\nkind = \"closing\"\nlines = [\"甲\", \"乙\", \"丙\", \"丁\"]\nheight_mm = " + height;
  };
  CHECK(mistakesIn(closing("44")).empty());
  checkMistake(closing("§43"), "toml_range");
}

TEST_CASE("a megabyte, deep nesting and broken TOML are one problem each") {
  CHECK(mistakesIn(std::string(2 << 20, 'a')).front().code == "file_too_large");
  CHECK(mistakesIn(kHead + "deep = " + std::string(100'000, '[')).front().code == "toml_syntax");
  CHECK(mistakesIn(kHead + "[[block").front().code == "toml_syntax");
  CHECK(mistakesIn(kHead + "[[block]]\nkind = \"text\"\ntext = \"" + std::string(900'000, 'x') + "\"\n")
            .empty());
}

TEST_CASE("a template that isn't there is a missing file") {
  toml_doc::Problems problems;
  paper::Template::load(kFolder / "nowhere.toml", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "file_missing");
}
