// The short code between a terminal and a phone.
#include "hall/identity/user_code.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace hall::identity;

TEST_CASE("a user code has eight consonants, each as likely as the others, and none comes twice") {
  std::map<char, int> seen;
  std::set<std::string> codes;
  for (int i = 0; i < 2'000; ++i) {
    const auto code = newUserCode();
    REQUIRE(code.size() == 8);
    for (const char c : code) ++seen[c];
    codes.insert(code);
  }
  CHECK(codes.size() == 2'000);
  CHECK(seen.size() == 20);
  for (const auto& [letter, times] : seen) {
    CAPTURE(letter);
    CHECK(std::string("AEIOUY").find(letter) == std::string::npos);
    CHECK(times > 600);  // of 800 expected; the odds against it are astronomical
    CHECK(times < 1'000);
  }
}

TEST_CASE("a user code is the same however it is typed, and what can't be one is none") {
  CHECK(shownUserCode("WDJBMJHT") == "WDJB-MJHT");
  for (const char* typed : {"WDJB-MJHT", "wdjb-mjht", "wdjbmjht", " WDJB MJHT ", "W-D-J-B.M-J-H-T"}) {
    CAPTURE(typed);
    CHECK(userCodeIn(typed) == "WDJBMJHT");
  }
  for (const char* typed :
       {"", "WDJB-MJH", "WDJB-MJHTT", "WDJB-MJHA", "WDJB_MJHT", "ＷDJBMJHT", "%' OR 1=1"}) {
    CAPTURE(typed);
    CHECK(userCodeIn(typed).empty());
  }
  CHECK(userCodeIn(std::string(10'000, '-') + "WDJBMJHT").empty());
}
