// hall-verifier check --content: what stands on the paper against what its seal binds, off line.
#include <nlohmann/json.hpp>

#include "papers_of_forms.hpp"
#include "verifier/cli/options.hpp"

namespace {

using Json = nlohmann::json;

std::vector<Json> linesOf(const std::string& text) {
  std::vector<Json> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
  return out;
}

papers::Print leave() {
  return {"student_leave", papers::sample("student_leave"), papers::sample("student_leave")};
}

papers::Print alteredLeave() {
  auto out = leave();
  out.on_paper.values["leave_days"] = "9";
  return out;
}

std::string codeOf(std::vector<std::string> words) {
  words.push_back("a.pdf");
  const auto options = verifier::cli::checkOptions(words);
  return options ? "" : options.error().code;
}

}  // namespace

TEST_CASE("a page that says what its seal binds matches, and the check is all good") {
  const papers::Hall hall;
  hall.print("leave.pdf", leave());
  const auto answer = hall.check({"--content", hall.folder.at("leave.pdf")});
  CAPTURE(answer.out);
  CHECK(answer.status == verifier::cli::kAllGood);
  CHECK(answer.out.find("What stands on the paper is what was issued") != std::string::npos);
  const auto page = linesOf(hall.check({"--content", "--jsonl", hall.folder.at("leave.pdf")}).out)[0];
  CHECK(page["content"] ==
        Json::parse(R"({"state":"matches","differences":[],"review":[],"foreign_ink_mm":[]})"));
}

TEST_CASE("a page with an altered value is wrong, and the value is named") {
  const papers::Hall hall;
  hall.print("leave.pdf", alteredLeave());
  const auto answer = hall.check({"--content", hall.folder.at("leave.pdf")});
  CAPTURE(answer.out);
  CHECK(answer.status == verifier::cli::kSomethingWrong);
  CHECK(answer.out.find("请假天数") != std::string::npos);
  const auto page = linesOf(hall.check({"--content", "--jsonl", hall.folder.at("leave.pdf")}).out)[0];
  CHECK(page["grade"] == "bad");
  CHECK(page["content"]["state"] == "differs");
  REQUIRE(page["content"]["differences"].size() == 1);
  CHECK(page["content"]["differences"][0]["field"] == "leave_days");
  const auto csv = hall.check({"--content", "--csv", hall.folder.at("leave.pdf")}).out;
  CHECK(csv.find(",differs,leave_days,") != std::string::npos);
}

TEST_CASE("who doesn't ask for content hears that it wasn't compared, and altered content isn't found") {
  const papers::Hall hall;
  hall.print("leave.pdf", alteredLeave());
  const auto page = linesOf(hall.check({"--jsonl", hall.folder.at("leave.pdf")}).out)[0];
  CHECK(page["content"] == Json::parse(R"({"state":"not_compared","differences":[]})"));
}

TEST_CASE("a data code that goes on over pages is waited for, on one thread and on several") {
  const papers::Hall hall;
  const auto transcript = papers::sample("transcript");
  hall.print("transcript.pdf", {"transcript", transcript, transcript, 2});
  hall.print("leave.pdf", leave());
  for (const char* jobs : {"1", "3"}) {
    CAPTURE(jobs);
    const auto answer = hall.check({"--content", "--jsonl", "--jobs", jobs, hall.folder.at("transcript.pdf"),
                                    hall.folder.at("leave.pdf")});
    CAPTURE(answer.out);
    CHECK(answer.status == verifier::cli::kAllGood);
    const auto lines = linesOf(answer.out);
    std::size_t pages = 0;
    for (const auto& line : lines) {
      if (line["type"] != "page") continue;
      CHECK(line["content"]["state"] == "matches");
      // In the order given, though the first had to wait.
      CHECK(line["sheet"][0] == (line["file"] == hall.folder.at("leave.pdf") ? 1 : pages + 1));
      ++pages;
    }
    CHECK(pages >= 3);
  }
}

TEST_CASE("a page that can't be compared though it was asked for is somebody's to look at, and says why") {
  const papers::Hall hall;
  hall.print("leave.pdf", leave());
  ::setenv("HALL_ASSETS", "/nowhere", 1);
  const auto answer = hall.check({"--content", "--jsonl", hall.folder.at("leave.pdf")});
  ::unsetenv("HALL_ASSETS");
  CHECK(answer.status == verifier::cli::kSomethingUnreadable);
  const auto lines = linesOf(answer.out);
  CHECK(lines[0]["content"]["why"] == "form_unknown");
  CHECK(lines.back()["conclusion"] == "something_to_review");
}

TEST_CASE("content needs somebody who knows the original, and goes on with no earlier run") {
  const auto off = [](std::vector<std::string> more) {
    more.insert(more.begin(), {"--keys", "k", "--root", "r"});
    return codeOf(more);
  };
  CHECK(off({"--content"}).empty());
  CHECK(off({"--content", "--report", "f"}).empty());
  CHECK(off({"--report", "f"}) == "usage_needs_other");
  CHECK(off({"--content", "--output", "o", "--resume"}) == "usage_either");
  CHECK(off({"--content", "--account", "t", "--password", "p"}) == "usage_either");
  CHECK(codeOf({"--hall", "https://h", "--content"}) == "usage_needs_other");
  CHECK(codeOf({"--hall", "https://h", "--content", "--account", "t"}) == "usage_needs_other");
  CHECK(codeOf({"--hall", "https://h", "--content", "--account", "t", "--password", "p"}).empty());
  CHECK(codeOf({"--config", "c", "--content"}).empty());
}
