#include "hall_api/codec.hpp"

#include <catch2/catch.hpp>
#include <iostream>
#include <random>

using namespace api;

namespace {

Case sampleCase() {
  CaseNode node{.id = "print",
                .title = {"打印", "Print"},
                .channel = domain::Channel::kiosk,
                .state = NodeState::active,
                .handler = "",
                .office = "自助终端",
                .opinion = "同意\n\"好\"",
                .done_at = std::nullopt,
                .actions = {domain::KioskAction::read_and_confirm, domain::KioskAction::print},
                .actions_done = {domain::KioskAction::read_and_confirm}};
  return {.id = "QJ-2026-000123",
          .process_code = "student_leave",
          .title = {"学生请假审批", "Student leave"},
          .state = CaseState::running,
          .submitted_at = 1'790'000'000,
          .nodes = {node, node},
          .applicant_name = "𠮷田",
          .applicant_number = "20230001",
          .fields = {{"reason", "回家"}, {"leave_days", "3"}}};
}

template <class T>
base::Error refused(std::string_view json) {
  const auto out = fromJson<T>(json);
  REQUIRE(!out);
  return out.error();
}

void checkRefused(const base::Error& error, const std::string& code, const std::string& place) {
  CHECK(error.code == code);
  CHECK(error.place == place);
  CHECK(!error.cause.empty());
}

}  // namespace

TEST_CASE("a case comes back as it went") {
  const auto text = toJson(sampleCase());
  const auto back = fromJson<Case>(text);
  REQUIRE(back);
  CHECK(toJson(*back) == text);
  CHECK(back->applicant_name == "𠮷田");
  CHECK(back->nodes.at(1).opinion == "同意\n\"好\"");
  CHECK(back->nodes.at(0).actions_done.size() == 1);
  CHECK_FALSE(back->nodes.at(0).done_at);
  CHECK(back->fields.at("leave_days") == "3");
}

TEST_CASE("a verification comes back as it went, with boxes and earlier acceptances") {
  Verification one;
  one.verdict.seal = domain::SealState::genuine;
  one.verdict.status = domain::StatusState::voided;
  one.verdict.status_as_of = 1'790'000'001;
  one.verdict.acceptances = {{"0011223344556677", "finance", "财务处", "李明", 1'790'000'002}};
  one.verdict.content = domain::ContentState::differs;
  one.verdict.differences = {{"leave_days", "天数", {10.25, 20, 30.5, 4}}};
  one.expires_at = 1'800'000'000;
  const auto text = toJson(one);
  CHECK(text.find("\"status\":\"void\"") != std::string::npos);
  CHECK(text.find("\"expires_at\":\"2027-01-15T08:00:00Z\"") != std::string::npos);
  const auto back = fromJson<Verification>(text);
  REQUIRE(back);
  CHECK(toJson(*back) == text);
  CHECK(back->verdict.differences.at(0).box.x_mm == 10.25);
}

TEST_CASE("a problem carries the earlier acceptance and the sentence's arguments") {
  const Problem problem{.status = 409,
                        .code = "already_accepted",
                        .title = "Conflict",
                        .args = {"财务处"},
                        .acceptance = domain::Acceptance{"0011223344556677", "finance", "财务处", "李明", 1}};
  const auto back = fromJson<Problem>(toJson(problem));
  REQUIRE(back);
  CHECK(back->acceptance->office == "财务处");
  CHECK(back->args == std::vector<std::string>{"财务处"});
}

TEST_CASE("pages carry their cursor") {
  const auto back = fromJson<Page<Case>>(toJson(Page<Case>{{sampleCase(), sampleCase()}, "abc"}));
  REQUIRE(back);
  CHECK(back->items.size() == 2);
  CHECK(back->next == "abc");
}

TEST_CASE("only an optional member may be left out") {
  CHECK(fromJson<Decision>(R"({"approve":false})")->approve == false);
  CHECK(fromJson<Decision>(R"({"approve":true,"opinion":"同意"})")->opinion == "同意");
  checkRefused(refused<Decision>(R"({"opinion":"同意"})"), "json_missing", "/approve");
}

TEST_CASE("every way to be wrong names its place") {
  checkRefused(refused<SignIn>(""), "json_syntax", "");
  checkRefused(refused<SignIn>("{"), "json_syntax", "");
  checkRefused(refused<SignIn>(R"({"account":"a","password":"b"} x)"), "json_syntax", "");
  checkRefused(refused<SignIn>(R"({"account":"a","password":})"), "json_syntax", "/password");
  checkRefused(refused<SignIn>("[]"), "json_type", "");
  checkRefused(refused<SignIn>(R"({"account":7,"password":"b"})"), "json_type", "/account");
  checkRefused(refused<SignIn>(R"({"account":"a","password":"b","admin":true})"), "json_unknown", "/admin");
  checkRefused(refused<SignIn>(R"({"account":"a","account":"b","password":"b"})"), "json_twice", "/account");
  checkRefused(refused<SignIn>(R"({"a/b~c":1,"account":"a","password":"b"})"), "json_unknown", "/a~1b~0c");
  checkRefused(refused<SignIn>("{\"account\":\"\xff\",\"password\":\"b\"}"), "json_bad_utf8", "/account");
  checkRefused(refused<SignIn>("{\"account\":\"\xed\xa0\x80\",\"password\":\"b\"}"), "json_bad_utf8",
               "/account");
  checkRefused(refused<SignIn>(R"({"account":"a\u0000b","password":"b"})"), "json_bad_character", "/account");
  checkRefused(refused<SignIn>(R"({"account":")" + std::string(65, 'a') + R"(","password":"b"})"),
               "json_too_long", "/account");
  checkRefused(refused<StepAction>(R"({"action":"fly"})"), "json_choice", "/action");
  checkRefused(refused<PrintoutEvent>(R"({"state":"sent","at":"yesterday"})"), "json_time", "/at");
  checkRefused(refused<PrintoutEvent>(R"({"state":"sent","at":1790000000})"), "json_type", "/at");
  const std::string event = R"({"state":"sent","at":"2026-11-23T08:00:00Z","impressions":)";
  checkRefused(refused<PrintoutEvent>(event + "-1}"), "json_range", "/impressions");
  checkRefused(refused<PrintoutEvent>(event + "99999999999999999999}"), "json_type", "/impressions");
  checkRefused(refused<PrintoutEvent>(event + "18446744073709551615}"), "json_range", "/impressions");
  checkRefused(refused<PrintoutEvent>(event + "1.5}"), "json_type", "/impressions");
  checkRefused(refused<PrintoutEvent>(event + "1e999}"), "json_range", "/impressions");
  checkRefused(refused<Application>(R"({"process_code":"x","fields":{"reason":null}})"), "json_type",
               "/fields/reason");
}

TEST_CASE("a place inside a list counts from nought") {
  auto text = toJson(sampleCase());
  const auto at = text.rfind("\"active\"");
  text.replace(at, 8, "\"asleep\"");
  checkRefused(refused<Case>(text), "json_choice", "/nodes/1/state");
}

TEST_CASE("a hostile text is refused before it costs anything") {
  checkRefused(refused<SignIn>(std::string(kBodyLimit + 1, ' ')), "json_too_large", "");
  CHECK(refused<SignIn>(std::string(100'000, '[')).code == "json_too_deep");
  std::string many = "{\"account\":[0";
  for (int i = 0; i < 60'000; ++i) many += ",0";
  CHECK(refused<SignIn>(many + "]}").code == "json_too_long");
  std::string members = "{";
  for (int i = 0; i < 600; ++i) members += "\"m" + std::to_string(i) + "\":0,";
  CHECK(refused<SignIn>(members + "\"z\":0}").code == "json_too_long");
}

TEST_CASE("the cause never quotes what was sent") {
  const auto error = refused<SignIn>(R"({"account":"a","password":"hunter2)");
  CHECK(error.describe().find("hunter") == std::string::npos);
}

TEST_CASE("a broken text gives an error, whatever was broken") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto whole = toJson(sampleCase());
  for (int i = 0; i < 3'000; ++i) {
    auto text = whole;
    for (int changes = 0; changes < 3; ++changes) text[random() % text.size()] = static_cast<char>(random());
    text.resize(random() % 4 ? text.size() : random() % text.size());
    const auto out = fromJson<Case>(text);  // must not throw; sanitizers watch the rest
    if (!out) CHECK(out.error().code.starts_with("json_"));
  }
}
