// Papers come in one by one and find their printout.
#include "desk_bench.hpp"

using namespace verifier;
using namespace verifier::desk;
using Kind = Action::Kind;

namespace {

// A picture from the camera, and what was found on it.
void lay(Desk& desk, const CheckedPage& page, std::vector<std::string> comparing = {}) {
  const auto check = only<CheckPicture>(desk.take(PictureTaken{std::make_shared<base::Image>()}));
  desk.take(PileChecked{check.pile, reportOf({page}), false, std::move(comparing), true});
}

std::shared_ptr<const Comparison> comparison(FieldState state) {
  auto out = std::make_shared<Comparison>();
  out->state = state == FieldState::differs ? domain::ContentState::differs : domain::ContentState::matches;
  out->fields = {{"leave_days", "请假天数", {20, 40, 30, 6}, state, {22, 40, 4, 6}, 0.9}};
  return out;
}

}  // namespace

TEST_CASE("pages of one printout gather under it, in whatever order they come") {
  Desk desk;
  lay(desk, pageOf("aaaaaaaaaaaaaaaa", 3, 3));
  CHECK(gradeOf(desk.model.piles[0]) == domain::Grade::caution);
  lay(desk, pageOf("aaaaaaaaaaaaaaaa", 1, 3));
  REQUIRE(desk.model.piles.size() == 1);
  CHECK(desk.model.piles[0].report.printouts[0].missing == std::vector{2});
  lay(desk, pageOf("aaaaaaaaaaaaaaaa", 2, 3));
  REQUIRE(desk.model.piles.size() == 1);
  CHECK(desk.model.piles[0].report.pages.size() == 3);
  CHECK(gradeOf(desk.model.piles[0]) == domain::Grade::good);
}

TEST_CASE("another printout is another pile") {
  Desk desk;
  lay(desk, pageOf("aaaaaaaaaaaaaaaa", 1, 1));
  lay(desk, pageOf("bbbbbbbbbbbbbbbb", 1, 1));
  CHECK(desk.model.piles.size() == 2);
  CHECK(desk.model.selected == desk.model.piles[0].id);
}

TEST_CASE("a page of another copy in the gap of this one is named as that") {
  Desk desk;
  lay(desk, pageOf("aaaaaaaaaaaaaaaa", 1, 3));
  lay(desk, pageOf("aaaaaaaaaaaaaaaa", 3, 3));
  lay(desk, pageOf("bbbbbbbbbbbbbbbb", 2, 3));
  REQUIRE(desk.model.piles.size() == 1);
  CHECK(selectedPage(desk.model)->stands_in_for == "aaaaaaaaaaaaaaaa");
  CHECK(gradeOf(desk.model.piles[0]) == domain::Grade::bad);
}

TEST_CASE("the first pages of a stream read by their codes alone stay papers of their own") {
  Desk desk;
  for (const auto* serial : {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"}) {
    const auto check = only<CheckCode>(desk.read("https://hall.example/v#" + std::string(serial)));
    desk.take(PileChecked{check.pile, reportOf({pageOf(serial, 1, 3)}), false});
  }
  CHECK(desk.model.piles.size() == 2);
  CHECK(gradeOf(desk.model.piles[0]) == domain::Grade::good);
}

TEST_CASE("the same page again counts as it was seen last; a code alone doesn't wipe out a comparison") {
  Desk desk;
  const auto page = pageOf("aaaaaaaaaaaaaaaa", 1, 1);
  lay(desk, page, {page.carrier});
  desk.take(
      PageCompared{1, page.carrier, comparison(FieldState::differs), std::make_shared<base::Image>(), ""});
  const auto check = only<CheckCode>(desk.read(page.carrier));
  desk.take(PileChecked{check.pile, reportOf({page}), false});
  REQUIRE(desk.model.piles.size() == 1);
  REQUIRE(desk.model.piles[0].report.pages.size() == 1);
  CHECK(selectedPage(desk.model)->verification.verdict.content == domain::ContentState::differs);
  lay(desk, page, {page.carrier});
  desk.take(
      PageCompared{1, page.carrier, comparison(FieldState::matches), std::make_shared<base::Image>(), ""});
  CHECK(selectedPage(desk.model)->verification.verdict.content == domain::ContentState::matches);
}

TEST_CASE("a verdict sounds once, and only when nothing more is to be found out") {
  Desk desk;
  const auto page = pageOf("aaaaaaaaaaaaaaaa", 1, 1);
  const auto check = only<CheckPicture>(desk.take(PictureTaken{std::make_shared<base::Image>()}));
  CHECK(desk.take(PileChecked{check.pile, reportOf({page}), false, {page.carrier}, true}).empty());
  CHECK_FALSE(desk.model.flash);
  const auto sound = only<PlaySound>(desk.take(
      PageCompared{1, page.carrier, comparison(FieldState::differs), std::make_shared<base::Image>(), ""}));
  CHECK(sound.grade == domain::Grade::bad);
  CHECK(desk.model.flash->grade == domain::Grade::bad);
  CHECK(wakesAt(desk.model) == desk.model.flash->until);
  desk.steady = desk.model.flash->until;
  desk.take(Tick{});
  CHECK_FALSE(desk.model.flash);
}

TEST_CASE("a silent desk flashes all the same") {
  Desk desk;
  desk.act(Kind::switch_sounds);
  const auto check = only<CheckCode>(desk.read("https://hall.example/v#A"));
  CHECK(desk.take(PileChecked{check.pile, reportOf({pageOf("aaaaaaaaaaaaaaaa", 1, 1)}), false}).empty());
  CHECK(desk.model.flash);
}

TEST_CASE("the eye jumps from difference to difference, by key, and round again") {
  Desk desk;
  const auto page = pageOf("aaaaaaaaaaaaaaaa", 1, 1);
  lay(desk, page, {page.carrier});
  auto found = std::make_shared<Comparison>(*comparison(FieldState::differs));
  found->foreign_ink = {{100, 100, 10, 4}};
  desk.take(PageCompared{1, page.carrier, found, std::make_shared<base::Image>(), ""});
  desk.key("F12");
  REQUIRE(desk.model.compare);
  CHECK(desk.model.compare->mark == 0u);
  desk.key("N");
  CHECK(desk.model.compare->mark == 1u);
  desk.key("Space");
  CHECK(desk.model.compare->mark == 0u);
  desk.key("P");
  CHECK(desk.model.compare->mark == 1u);
  desk.key("Right");
  CHECK(desk.model.compare->mode == CompareView::Mode::blended);
  CHECK(desk.model.compare->blend == Approx(0.6));
  desk.key("Escape");
  CHECK_FALSE(desk.model.compare);
}

TEST_CASE("a reader's code typed while papers are compared is a code, letters alone are keys") {
  Desk desk;
  const auto page = pageOf("aaaaaaaaaaaaaaaa", 1, 1);
  lay(desk, page, {page.carrier});
  desk.take(
      PageCompared{1, page.carrier, comparison(FieldState::differs), std::make_shared<base::Image>(), ""});
  desk.key("F12");
  desk.type("n");
  CHECK(desk.model.code.empty());
  for (const char c : std::string("https://hall.example/v#NNPB")) desk.type(std::string(1, c));
  CHECK(only<CheckCode>(desk.key("Return")).text == "https://hall.example/v#NNPB");
}

TEST_CASE("pictures of papers long gone are forgotten, their verdicts stay") {
  Desk desk;
  desk.model.limits.pictures = 2;
  for (const char c : {'a', 'b', 'c'}) {
    const auto page = pageOf(std::string(16, c), 1, 1);
    lay(desk, page, {page.carrier});
    desk.take(
        PageCompared{1, page.carrier, comparison(FieldState::differs), std::make_shared<base::Image>(), ""});
  }
  CHECK_FALSE(desk.model.piles[2].looks[0].comparison);
  CHECK(desk.model.piles[0].looks[0].comparison);
  CHECK(desk.model.piles[2].report.pages[0].verification.verdict.content == domain::ContentState::differs);
}

TEST_CASE("losing the hall is announced, and so is finding it again") {
  Desk desk;
  desk.take(HallMet{Link::connected, {}, {}});
  CHECK(only<PlaySound>(desk.take(HallMet{Link::away, {}, {}})).grade == domain::Grade::caution);
  CHECK(desk.model.said == "link_lost");
  desk.take(HallMet{Link::connected, {}, {}});
  CHECK(desk.model.said == "link_found");
}
