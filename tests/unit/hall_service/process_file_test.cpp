// Every mistake in a process definition is named with its place.
#include "hall/service/process_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

namespace {

const std::string kHead = R"(code = "demo"
version = 1
case_prefix = "YS"
title = {zh = "演示", en = "Demo"}
owner = {zh = "教务处", en = "Academic"}
form = "demo"
[guide]
summary = {zh = "一", en = "a"}
conditions = {zh = "一", en = "a"}
materials = {zh = "一", en = "a"}
place = {zh = "一", en = "a"}
duration = {zh = "一", en = "a"}
contact = {zh = "一", en = "a"}
)";
const std::string kField = R"([[fields]]
name = "reason"
label = {zh = "事由", en = "Reason"}
)";

std::string node(const std::string& id, const std::string& rest) {
  return "[[nodes]]\nid = \"" + id + "\"\ntitle = {zh = \"节点\", en = \"Node\"}\n" + rest + "\n";
}
const std::string kOnline = node("check", "channel = \"online\"\npost = \"registrar\"");
const std::string kPrint =
    node("print", "channel = \"kiosk\"\nactions = [\"print\", \"collect\"]\nafter = [\"check\"]");

struct Parsed {
  domain::Process process;
  toml_doc::Problems problems;
  bool names(const std::string& code, const std::string& line) const {
    return std::any_of(problems.begin(), problems.end(), [&](const auto& problem) {
      return problem.code == code && problem.place.rfind("demo.toml:" + line + ":", 0) == 0;
    });
  }
  std::string all() const {
    std::string out;
    for (const auto& problem : problems) out += problem.describe() + "\n";
    return out;
  }
};

Parsed parse(const std::string& text) {
  static const hall::FormNames kForm{{"reason"}, {"check"}};
  Parsed out;
  out.process = hall::parseProcess(
      text, "demo.toml", [](const std::string& code) { return code == "demo" ? &kForm : nullptr; },
      out.problems);
  return out;
}

}  // namespace

TEST_CASE("a good process definition has no problems") {
  const auto good = parse(kHead + kField + kOnline + kPrint);
  INFO(good.all());
  CHECK(good.problems.empty());
  CHECK(good.process.nodes.size() == 2);
  CHECK(good.process.print_limit == 3);
}

TEST_CASE("each mistake is named with file, line and column") {
  struct Mistake {
    std::string text, code, line;
  };
  const auto nodes = kHead + kField;  // 16 lines; nodes begin at 17
  const Mistake mistakes[] = {
      {nodes + kOnline + node("print", "channel = \"kiosk\"\nactions = [\"print\"]\nafter = [\"nowhere\"]"),
       "process_after_unknown", "27"},
      {nodes + node("check", "channel = \"online\"\npost = \"p\"\nafter = [\"check\"]"), "process_circle",
       "22"},
      {nodes + kOnline + kOnline, "process_twice", "23"},
      {nodes + kOnline + node("print", "channel = \"kiosk\""), "process_no_actions", "23"},
      {nodes + node("check", "channel = \"online\""), "process_post_missing", "18"},
      {nodes + node("print", "channel = \"kiosk\"\npost = \"p\"\nactions = [\"print\"]"),
       "process_post_at_kiosk", "21"},
      {nodes + node("check", "channel = \"online\"\npost = \"p\"\nactions = [\"print\"]"),
       "process_actions_elsewhere", "22"},
      {nodes + node("print", "channel = \"kiosk\"\nactions = [\"print\", \"sign\"]"), "process_actions_order",
       "21"},
      {nodes + node("print", "channel = \"kiosk\"\nactions = [\"attach\"]"), "process_attach", "21"},
      {nodes + node("print", "channel = \"kiosk\"\nactions = [\"fly\"]"), "toml_choice", "21"},
      {nodes + node("print", "channel = \"kiosk\"\nactions = [\"sign\"]"), "process_signature_not_in_form",
       "21"},
      {nodes + node("desk", "channel = \"counter\"\npost = \"p\""), "process_counter_without_paper", "18"},
      {kHead + "[[fields]]\nname = \"colour\"\nlabel = {zh = \"色\", en = \"C\"}\n" + kOnline,
       "process_field_not_in_form", "15"},
      {kHead + kField + "kind = \"choice\"\n" + kOnline, "process_choices_missing", "14"},
      {kHead + kField + "choices = [\"a\"]\n" + kOnline, "process_choices_elsewhere", "17"},
      {kHead + kField + "colour = 1\n" + kOnline, "toml_unknown_key", "17"},
      {"code = \"Demo!\"\n" + kHead.substr(kHead.find('\n') + 1) + kField + kOnline, "process_bad_word", "1"},
      {"code = ", "toml_syntax", "1"},
  };
  for (const auto& mistake : mistakes) {
    const auto parsed = parse(mistake.text);
    INFO(mistake.code << "\n" << parsed.all());
    CHECK(parsed.names(mistake.code, mistake.line));
  }
}

TEST_CASE("an unknown form and a definition without nodes are named") {
  auto text = kHead + kField;
  text.replace(text.find("form = \"demo\""), 13, "form = \"lost\"");
  const auto parsed = parse(text);
  CHECK(parsed.names("process_form_unknown", "6"));
  CHECK(std::any_of(parsed.problems.begin(), parsed.problems.end(),
                    [](const auto& problem) { return problem.code == "process_count"; }));
}

TEST_CASE("a thousand nodes are refused without walking them") {
  auto text = kHead + kField;
  for (int i = 0; i < 1000; ++i) text += kOnline;
  CHECK(parse(text).problems.size() == 1);
}
