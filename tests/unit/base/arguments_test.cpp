#include "base/arguments.hpp"

#include <catch2/catch.hpp>

namespace {

const std::vector<base::Option> kOptions{{"--json"}, {"--hall", true}, {"--text", true, true}};
using Words = std::vector<std::string>;

std::string codeOf(const Words& words) {
  const auto parsed = base::parseArguments(words, kOptions);
  return parsed ? "" : parsed.error().code + " " + parsed.error().place;
}

}  // namespace

TEST_CASE("options may stand anywhere, with their value behind them or after an equals sign") {
  const auto parsed = base::parseArguments(
      {"a.pdf", "--hall=https://h", "--json", "--text", "x", "b.pdf", "--text=--y"}, kOptions);
  REQUIRE(parsed);
  CHECK(parsed->operands == Words{"a.pdf", "b.pdf"});
  CHECK(parsed->has("--json"));
  CHECK(parsed->value("--hall") == "https://h");
  CHECK(parsed->values("--text") == Words{"x", "--y"});
  CHECK_FALSE(parsed->has("--offline"));
  CHECK(parsed->value("--offline").empty());
}

TEST_CASE("a lone dash is an operand, and so is everything after two dashes") {
  const auto parsed = base::parseArguments({"-", "--", "--json", "-x"}, kOptions);
  REQUIRE(parsed);
  CHECK(parsed->operands == Words{"-", "--json", "-x"});
  CHECK_FALSE(parsed->has("--json"));
}

TEST_CASE("a wrong command line names the option") {
  CHECK(codeOf({"--jsn"}) == "usage_unknown_option --jsn");
  CHECK(codeOf({"-j"}) == "usage_unknown_option -j");
  CHECK(codeOf({"--hall"}) == "usage_needs_value --hall");
  CHECK(codeOf({"--hall", ""}) == "usage_needs_value --hall");
  CHECK(codeOf({"--hall="}) == "usage_needs_value --hall");
  CHECK(codeOf({"--json=yes"}) == "usage_takes_no_value --json");
  CHECK(codeOf({"--hall", "a", "--hall", "b"}) == "usage_twice --hall");
}
