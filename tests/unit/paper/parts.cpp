#include "forms.hpp"
#include "paper/decimal_sum.hpp"
#include "paper/inline_text.hpp"

using namespace paper;

TEST_CASE("decimals add up without rounding, and without zeros at the end") {
  DecimalSum sum;
  for (const auto* number : {"0.1", "0.2", "4.5", "10"}) CHECK(sum.add(number));
  CHECK(sum.text() == "14.8");
  CHECK(sum.add("0.2"));
  CHECK(sum.text() == "15");
  CHECK(sum.add("-20.25"));
  CHECK(sum.text() == "-5.25");
}

TEST_CASE("what isn't a short decimal doesn't add up") {
  for (const auto* bad :
       {"", "-", ".", "1.", ".5", "1.2.3", "1e3", "优秀", " 1", "1.23456", "1234567890123"}) {
    INFO(bad);
    CHECK_FALSE(DecimalSum().add(bad));
  }
}

TEST_CASE("running text splits into words and fields; doubled braces are braces") {
  const auto pieces = parseInline("自 {from} 起{{含}}，{note?}").value();
  REQUIRE(pieces.size() == 4);
  CHECK(pieces[1].field == "from");
  CHECK(pieces[1].required);
  CHECK(pieces[2].words == " 起{含}，");
  CHECK(pieces[3].field == "note");
  CHECK_FALSE(pieces[3].required);
}

TEST_CASE("filled text knows where its values stand, and never reads fields out of values") {
  const auto filled = fill(parseInline("甲{a}乙{b?}").value(), {{"a", "{b}"}});
  CHECK(filled.text == "甲{b}乙");
  REQUIRE(filled.values.size() == 1);
  CHECK(filled.text.substr(filled.values[0].begin, filled.values[0].end - filled.values[0].begin) == "{b}");
}

TEST_CASE("content is read from TOML, its mistakes named by line and column") {
  toml_doc::Problems problems;
  const auto content = parseContent(
      "[values]\na = \"1\"\n[[rows.t]]\nb = \"2\"\n[approvals.boss]\nname = \"王\"\ndate = "
      "\"今天\"\n[signatures.me]\naspect = 2\n"
      "[[signatures.me.strokes]]\nx = [0, 1]\ny = [0, 1]\nwidth = [0.1, 0.1]\n",
      "data.toml", problems);
  REQUIRE(problems.empty());
  CHECK(content.values.at("a") == "1");
  CHECK(content.rows.at("t").at(0).at("b") == "2");
  CHECK(content.approvals.at("boss").name == "王");
  CHECK(content.signatures.at("me").strokes.at(0).x.at(1) == 1);

  (void)parseContent("[values]\na = 1\nb = [2]\n[approvals.boss]\nnme = \"王\"\n[other]\n", "data.toml",
                     problems);
  std::vector<std::string> found;
  for (const auto& problem : problems) found.push_back(problem.code + " " + problem.place);
  CHECK(found == std::vector<std::string>{"toml_type data.toml:2:5", "toml_type data.toml:3:5",
                                          "toml_missing data.toml:4:1", "toml_missing data.toml:4:1",
                                          "toml_unknown_key data.toml:5:1",
                                          "toml_unknown_key data.toml:6:2"});
}
