#include "papers.hpp"

using namespace papers;
using domain::SealState;
using verifier::Conclusion;

namespace {

verifier::CheckReport check(std::vector<verifier::ScannedPage> pages) {
  return verifier::checkPages(pages, verifier::offlineJudge(facts()));
}

std::string page(std::uint8_t serial, int number, int of) { return carrier(claims(serial, number, of)); }

}  // namespace

TEST_CASE("one genuine page is all good") {
  const auto report = check({scanned(1, {page(1, 1, 1)})});
  REQUIRE(report.pages.size() == 1);
  CHECK(report.pages[0].verification.verdict.seal == SealState::genuine);
  REQUIRE(report.printouts.size() == 1);
  CHECK(report.printouts[0].missing.empty());
  CHECK(conclude(report) == Conclusion::all_good);
}

TEST_CASE("a page without a readable code is unreadable, never altered") {
  const auto report = check({scanned(1, {})});
  CHECK(report.pages[0].verification.verdict.seal == SealState::unreadable);
  CHECK(report.pages[0].carrier.empty());
  CHECK(conclude(report) == Conclusion::something_unreadable);
}

TEST_CASE("a page with only a stranger's code is not a hall seal, never altered") {
  for (const auto* text :
       {"https://weixin.example/x", "HELLO", "BASE32AAAA", "", "https://hall.example.edu.cn/v#!!"}) {
    CAPTURE(text);
    const auto report = check({scanned(1, {text})});
    REQUIRE(report.pages.size() == 1);
    CHECK(report.pages[0].verification.verdict.seal == SealState::not_a_hall_seal);
    CHECK(conclude(report) == Conclusion::something_wrong);
  }
}

TEST_CASE("a stranger's code beside the seal is ignored") {
  const auto report = check({scanned(1, {"https://weixin.example/x", page(1, 1, 1), "HELLO"})});
  REQUIRE(report.pages.size() == 1);
  CHECK(conclude(report) == Conclusion::all_good);
}

TEST_CASE("two hall seals on one page are both answered for") {
  const auto report = check({scanned(1, {page(1, 1, 1), page(2, 1, 1)})});
  REQUIRE(report.pages.size() == 2);
  CHECK(report.pages[0].number == report.pages[1].number);
  CHECK(conclude(report) == Conclusion::something_wrong);  // serial 2 is void
}

TEST_CASE("the pages of a printout are gathered in any order, and each counts once") {
  const auto report = check({scanned(1, {page(1, 3, 3)}), scanned(2, {page(1, 1, 3)}),
                             scanned(3, {page(1, 2, 3)}), scanned(4, {page(1, 2, 3)})});
  REQUIRE(report.printouts.size() == 1);
  CHECK(report.printouts[0].present == std::vector{1, 2, 3});
  CHECK(report.printouts[0].members.size() == 4);
  CHECK(conclude(report) == Conclusion::all_good);
}

TEST_CASE("a missing page is named") {
  const auto report = check({scanned(1, {page(1, 1, 3)}), scanned(2, {page(1, 3, 3)})});
  REQUIRE(report.printouts.size() == 1);
  CHECK(report.printouts[0].missing == std::vector{2});
  CHECK(conclude(report) == Conclusion::something_wrong);
}

TEST_CASE("page 2 of another copy in the gap is named as foreign") {
  const auto report =
      check({scanned(1, {page(1, 1, 3)}), scanned(2, {page(5, 2, 3)}), scanned(3, {page(1, 3, 3)})});
  REQUIRE(report.printouts.size() == 2);
  CHECK(report.pages[0].stands_in_for.empty());
  CHECK(report.pages[1].stands_in_for == "0102030405060708");
  CHECK(report.pages[2].stands_in_for.empty());
  CHECK(conclude(report) == Conclusion::something_wrong);
}

TEST_CASE("two pages of two copies: the second is the foreign one") {
  const auto report = check({scanned(1, {page(1, 1, 2)}), scanned(2, {page(5, 2, 2)})});
  CHECK(report.pages[0].stands_in_for.empty());
  CHECK(report.pages[1].stands_in_for == "0102030405060708");
}

TEST_CASE("whole documents scanned in one pile aren't foreign to each other") {
  const auto report =
      check({scanned(1, {page(1, 1, 1)}), scanned(2, {page(5, 1, 2)}), scanned(3, {page(5, 2, 2)})});
  for (const auto& checked : report.pages) CHECK(checked.stands_in_for.empty());
  CHECK(conclude(report) == Conclusion::all_good);
}

TEST_CASE("pages of different piles are not mixed") {
  auto other = scanned(1, {page(1, 2, 2)});
  other.pile = "other.pdf";
  const auto report = check({scanned(1, {page(1, 1, 2)}), other});
  REQUIRE(report.printouts.size() == 2);
  CHECK(report.printouts[0].missing == std::vector{2});
  CHECK(report.printouts[1].missing == std::vector{1});
}

TEST_CASE("a void page is wrong, and wrong outweighs unreadable") {
  CHECK(conclude(check({scanned(1, {page(2, 1, 1)})})) == Conclusion::something_wrong);
  CHECK(conclude(check({scanned(1, {page(2, 1, 1)}), scanned(2, {})})) == Conclusion::something_wrong);
  CHECK(conclude(check({scanned(1, {page(1, 1, 2)}), scanned(2, {})})) == Conclusion::something_unreadable);
}

TEST_CASE("a judge that learned nothing leaves an error, not a verdict about the paper") {
  const std::vector pages{scanned(1, {page(1, 1, 1)})};
  const auto report = verifier::checkPages(pages, [](const std::string&) -> base::Result<api::Verification> {
    return base::fail("hall_unreachable", "", "no answer");
  });
  REQUIRE(report.pages[0].error);
  CHECK(report.pages[0].error->code == "hall_unreachable");
  CHECK(report.pages[0].verification.verdict.seal == SealState::unreadable);
  CHECK(report.printouts.empty());
  CHECK(conclude(report) == Conclusion::something_unreadable);
}

TEST_CASE("a paper accepted elsewhere is not all good") {
  const std::vector pages{scanned(1, {page(1, 1, 1)})};
  const auto report =
      verifier::checkPages(pages, [](const std::string& text) -> base::Result<api::Verification> {
        auto answer = verifier::judgeOffline(text, facts());
        answer.verdict.acceptance = domain::AcceptanceState::accepted_elsewhere;
        return answer;
      });
  CHECK(conclude(report) == Conclusion::something_wrong);
}

TEST_CASE("a picture without a code gives a page without texts") {
  const base::Image white{
      .width = 60, .height = 60, .channels = 1, .dpi = 0, .pixels = base::Bytes(3600, 255)};
  const auto read = verifier::readPage("a.png", 3, white);
  CHECK(read.pile == "a.png");
  CHECK(read.number == 3);
  CHECK(read.texts.empty());
  CHECK(verifier::readPage("b.png", 1, {}).texts.empty());
}
