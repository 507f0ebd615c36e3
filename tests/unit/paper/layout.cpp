#include "forms.hpp"

using namespace forms;

namespace {

paper::Content named(const std::string& value) { return {{{"name", value}}, {}, {}, {}}; }

void checkError(const base::Result<paper::Layout>& layout, const std::string& code,
                const std::string& place) {
  REQUIRE_FALSE(layout);
  CHECK(layout.error().code == code);
  CHECK(layout.error().place == place);
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

const std::string kCourses =
    "[[block]]\nkind = \"table\"\nname = \"t\"\nrow_mm = 10\ncolumns = [{field = \"a\", label = \"甲\", "
    "width_mm = 120}, "
    "{field = \"b\", label = \"乙\", width_mm = 50}]\npage_sum = {label = \"小计\", columns = [\"b\"]}\n";

}  // namespace

TEST_CASE("a field's box lies in its cell and carries its label and text") {
  const auto layout = press().layOut(oneField(), named("张德华")).value();
  REQUIRE(layout.fields().size() == 1);
  const auto& field = layout.fields()[0];
  CHECK(field.field == "name");
  CHECK(field.label == "姓名");
  CHECK(field.text == "张德华");
  CHECK(field.box.x_mm == Approx(48.5));
  CHECK(field.box.width_mm == Approx(56));
}

TEST_CASE("a long value wraps, then shrinks, and past the readable limit names its field") {
  for (const int characters : {1, 12, 13, 20, 26, 30, 36})
    CHECK(press().layOut(oneField(), named(repeated("字", characters))));
  checkError(press().layOut(oneField(), named(repeated("字", 60))), "field_overflow", "name");
  checkError(press().layOut(oneField(", min_pt = 12"), named(repeated("字", 20))), "field_overflow", "name");
}

TEST_CASE("a word too long for its line is broken, never cut") {
  CHECK(press().layOut(oneField(), named(std::string(50, '0'))).has_value());
  checkError(press().layOut(oneField(), named(std::string(90, 'W'))), "field_overflow", "name");
}

TEST_CASE("a megabyte in a field is refused at once") {
  checkError(press().layOut(oneField(), named(std::string(1 << 20, 'x'))), "field_overflow", "name");
}

TEST_CASE("a paragraph grows as far as it may, then shrinks, then overflows") {
  const auto paragraph = form(
      "[[block]]\nkind = \"grid\"\ncolumns_mm = [28, 142]\nrows = [[{label = \"事由\"}, {field = \"name\", "
      "paragraph = true, "
      "height_mm = 20, max_height_mm = 40}]]\n");
  const auto height = [&](int characters) {
    return press().layOut(paragraph, named(repeated("字", characters))).value().fields()[0].box.height_mm;
  };
  CHECK(height(10) == Approx(19));
  CHECK(height(120) > 25);
  CHECK(height(120) < 40);
  CHECK(height(300) > 30);
  CHECK(height(300) < 39.5);
  checkError(press().layOut(paragraph, named(repeated("字", 800))), "field_overflow", "name");
}

TEST_CASE("rare characters of names print; what no font draws is named, never a box") {
  for (const std::string name : {"𠮷", "㛃", "龘", "𬭎", "张𠮷㛃龘𬭎", "é", "·"}) {
    INFO(name);
    CHECK(press().layOut(oneField(), named(name)).has_value());
  }
  for (const auto& [name, point] :
       std::vector<std::pair<std::string, std::string>>{{"张\xEE\x80\x80", "U+E000"},
                                                        {"张\x01", "U+0001"},
                                                        {"张\xE2\x80\xAE", "U+202E"},
                                                        {"\t", "U+0009"},
                                                        {"张\xF3\xB0\x80\x80", "U+F0000"},
                                                        {"\xF0\x90\x8E\xA0", "U+103A0"}}) {
    const auto layout = press().layOut(oneField(), named(name));
    checkError(layout, "field_unprintable", "name");
    CHECK(layout.error().args.at(1) == point);
  }
  checkError(press().layOut(oneField(), named("\xFF\xFE")), "field_unprintable", "name");
}

TEST_CASE("content the form has no place for is named") {
  checkError(press().layOut(oneField(), {{{"nobody", "x"}}, {}, {}, {}}), "field_unknown", "nobody");
  checkError(press().layOut(oneField(), {{}, {{"rows", {}}}, {}, {}}), "field_unknown", "rows");
  checkError(press().layOut(oneField(), {{}, {}, {{"boss", {}}}, {}}), "field_unknown", "boss");
  checkError(press().layOut(oneField(), {{}, {}, {}, {{"boss", {}}}}), "field_unknown", "boss");
  checkError(press().layOut(form(kCourses), {{}, {{"t", {{{"c", "1"}}}}}, {}, {}}), "field_unknown",
             "t[0].c");
}

TEST_CASE("a required field without a value is named; an optional one may stay empty") {
  CHECK(press().layOut(oneField(), {}).has_value());
  checkError(press().layOut(oneField(", required = true"), {}), "field_missing", "name");
  checkError(press().layOut(oneField(", required = true"), named("")), "field_missing", "name");
  const auto prose = form("[[block]]\nkind = \"text\"\ntext = \"兹证明{name}，{more?}。\"\n",
                          "labels = {name = \"姓名\", more = \"其他\"}");
  checkError(press().layOut(prose, {}), "field_missing", "name");
  CHECK(press().layOut(prose, named("张德华")).has_value());
}

TEST_CASE("a line of prose whose only field is optional and empty takes no room") {
  const std::string blocks =
      "[[block]]\nkind = \"text\"\ntext = \"{to?}：\"\n[[block]]\nkind = \"text\"\ntext = "
      "\"兹证明{name}。\"\n";
  const auto letter = form(blocks, "labels = {to = \"接收单位\", name = \"姓名\"}");
  const auto with = press().layOut(letter, {{{"name", "张"}, {"to", "银行"}}, {}, {}, {}}).value();
  const auto without = press().layOut(letter, named("张")).value();
  CHECK(with.fields().back().box.y_mm > without.fields().back().box.y_mm + 5);
}

TEST_CASE("a value in prose has a box on each line it stands on") {
  const auto prose = form("[[block]]\nkind = \"text\"\ntext = \"" + repeated("字", 30) + "{name}。\"\n",
                          "labels = {name = \"姓名\"}");
  const auto layout = press().layOut(prose, named(repeated("名", 20))).value();
  REQUIRE(layout.fields().size() == 2);
  CHECK(layout.fields()[0].text + layout.fields()[1].text == repeated("名", 20));
  CHECK(layout.fields()[1].box.y_mm > layout.fields()[0].box.y_mm);
  CHECK_FALSE(overlap(layout.fields()[0].box, layout.fields()[1].box));
}

TEST_CASE("rows flow over pages, and each page repeats what is to be repeated") {
  paper::Content content;
  for (int i = 0; i < 40; ++i) content.rows["t"].push_back({{"a", "课程" + std::to_string(i)}, {"b", "2.5"}});
  const auto layout = press().layOut(form(kCourses), content).value();
  CHECK(layout.pageCount() == 3);
  CHECK(layout.fields().size() == 80);
  CHECK(layout.fields().back().field == "t[39].b");
  CHECK(layout.fields().back().page == 2);
}

TEST_CASE("what can't be added up, and more rows than a table takes, are refused by name") {
  checkError(press().layOut(form(kCourses), {{}, {{"t", {{{"b", "1"}}, {{"b", "甲"}}}}}, {}, {}}),
             "field_not_a_number", "t[1].b");
  paper::Content many;
  many.rows["t"].resize(2001);
  checkError(press().layOut(form(kCourses), many), "too_many_rows", "t");
  many.rows["t"].resize(2000);
  checkError(press().layOut(form(kCourses), many), "form_too_many_pages", "test");
}

TEST_CASE("a cell in a row grows to several rows before it overflows") {
  const auto one = [&](int characters) {
    return press().layOut(form(kCourses),
                          {{}, {{"t", {{{"a", repeated("字", characters)}, {"b", "1"}}}}}, {}, {}});
  };
  CHECK(one(20).value().fields()[0].box.height_mm == Approx(9.2));
  CHECK(one(100).value().fields()[0].box.height_mm == Approx(19.2));
  checkError(one(900), "field_overflow", "t[0].a");
}

TEST_CASE("a group of merged rows that is higher than a page is refused") {
  const auto tall = form(
      "[[block]]\nkind = \"grid\"\ncolumns_mm = [85, 85]\nrow_mm = 100\nrows = [[{label = \"甲\", rowspan = "
      "2}, {label = "
      "\"乙\"}], [{label = \"丙\"}]]\n");
  checkError(press().layOut(tall, {}), "block_too_high", "test");
}

TEST_CASE("words of the form that don't fit their cell are named") {
  const auto narrow = form(
      "[[block]]\nkind = \"grid\"\ncolumns_mm = [10, 160]\nrow_mm = 6\nrows = [[{label = "
      "\"一个很长很长的名称\"}, {label = \"\"}]]\n");
  checkError(press().layOut(narrow, {}), "label_overflow", "一个很长很长的名称");
}

TEST_CASE("a finger signature that leaves its pad, or is not one, is refused") {
  const auto signing = form(
      "[[block]]\nkind = \"grid\"\ncolumns_mm = [170]\nrow_mm = 20\nrows = [[{sign = \"applicant\"}]]\n");
  const auto with = [&](paper::Signature signature) {
    return press().layOut(signing, {{}, {}, {}, {{"applicant", signature}}});
  };
  CHECK(with({3, {{{0.1, 2.9}, {0.1, 0.9}, {0.05, 0.02}}}}).has_value());
  CHECK(with({3, {}}).has_value());
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (const auto& bad :
       std::vector<paper::Signature>{{3, {{{0.1, 5}, {0.1, 0.9}, {0.05, 0.02}}}},
                                     {3, {{{0.1, nan}, {0.1, 0.9}, {0.05, 0.02}}}},
                                     {3, {{{0.1}, {0.1, 0.9}, {0.05}}}},
                                     {inf, {}},
                                     {nan, {}},
                                     {0, {}},
                                     {3, {{{0.1}, {0.1}, {9}}}},
                                     {3, std::vector<paper::Stroke>(301)},
                                     {3,
                                      {{std::vector<double>(20'001, 0.5), std::vector<double>(20'001, 0.5),
                                        std::vector<double>(20'001, 0.01)}}}})
    checkError(with(bad), "signature_invalid", "applicant");
}

TEST_CASE("an approval that finds no room in its box names the box") {
  const auto signing =
      form("[[block]]\nkind = \"grid\"\ncolumns_mm = [170]\nrow_mm = 30\nrows = [[{sign = \"college\"}]]\n");
  const auto with = [&](paper::Approval approval) {
    return press().layOut(signing, {{}, {}, {{"college", approval}}, {}});
  };
  CHECK(with({"王丽娟", "辅导员", "同意", "2026年05月03日"}).has_value());
  CHECK(with({"𠮷丽娟", "", "", "2026年05月03日"}).has_value());
  checkError(with({"王丽娟", "辅导员", repeated("同意", 400), "2026年05月03日"}), "field_overflow",
             "college");
  checkError(with({"王\x01", "", "", "2026年05月03日"}), "field_unprintable", "college");
}

TEST_CASE("a press without its fonts says where it looked") {
  const auto none = paper::Press::open("/nowhere");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == "fonts_missing");
  CHECK(none.error().place == "/nowhere");
}

TEST_CASE("a notice that would run out of the foot is refused") {
  std::string lines, words = repeated("请妥善保管本件", 8);
  for (int i = 0; i < 8; ++i) lines += "\"" + words + "\",";
  const std::string space = "[[block]]\nkind = \"space\"\nheight_mm = 3\n";
  checkError(press().layOut(form(space, "notice = [" + lines + "]"), {}), "label_overflow", words);
  CHECK(press().layOut(
      form(space, "notice = [\"甲\", \"乙\", \"丙\", \"丁\", \"戊\", \"己\", \"庚\", \"辛\"]"), {}));
}

TEST_CASE("marks don't pile up over the neighbouring fields") {
  checkError(press().layOut(oneField(), named("a" + repeated("\u0301", 40))), "field_unprintable", "name");
  CHECK(press().layOut(oneField(), named("Nguyễn Thị Huế")));
}

TEST_CASE("one word without end wraps like any other text, or is refused") {
  const auto paragraph = oneField(", paragraph = true, max_height_mm = 150");
  CHECK(press().layOut(paragraph, named(std::string(500, 'x'))));
  checkError(press().layOut(paragraph, named(std::string(100'000, 'x'))), "field_overflow", "name");
  checkError(press().layOut(paragraph, named(std::string(15'000, 'x'))), "field_overflow", "name");
}
