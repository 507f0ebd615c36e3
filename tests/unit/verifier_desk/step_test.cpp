// The desk's dialogue: what a person or the hall says, and what follows.
#include <catch2/catch.hpp>

#include "verifier/desk/screens.hpp"

using namespace verifier;
using namespace verifier::desk;
using Kind = Action::Kind;
using std::chrono::seconds;

namespace {

struct Desk {
  Model model;
  base::UnixSeconds now = 1'795'420'800;
  base::SteadyTime steady{std::chrono::hours(1)};

  std::vector<Effect> take(const Event& event) { return step(model, event, now, steady); }
  std::vector<Effect> act(Kind kind, int index = 0) { return take(Action{kind, index}); }
  void type(const std::string& text) { take(TypedText{text}); }
  void key(const std::string& name) { take(PressedKey{name}); }
};

Desk deskLike(const std::string& preview) {
  for (const auto& one : previews())
    if (one.name == preview) return {.model = one.model};
  FAIL("no preview " << preview);
  return {};
}

template <class T>
T only(const std::vector<Effect>& effects) {
  REQUIRE(effects.size() == 1);
  REQUIRE(std::holds_alternative<T>(effects[0]));
  return std::get<T>(effects[0]);
}

domain::Acceptance earlierAt(const std::string& office) {
  return {"5f3a91c2d47be608", "finance", office, "李建国", 1'795'400'000};
}

}  // namespace

TEST_CASE("a handheld reader's characters and its Enter become one check") {
  Desk desk;
  for (const auto* part : {"https://hall", ".example/v#", "ABC"}) desk.type(part);
  const auto check = only<CheckCode>(desk.take(PressedKey{"Return"}));
  CHECK(check.text == "https://hall.example/v#ABC");
  CHECK(desk.model.code.empty());
  CHECK(desk.model.selected == check.pile);
  CHECK(desk.model.piles.front().state == PileState::waiting);
}

TEST_CASE("an endless code stops growing at the limit") {
  Desk desk;
  for (int i = 0; i < 500; ++i) desk.type("0123456789");
  CHECK(desk.model.code.size() == desk.model.limits.code_characters);
}

TEST_CASE("Enter without a code does nothing") {
  Desk desk;
  CHECK(desk.take(PressedKey{"Return"}).empty());
  CHECK(desk.model.piles.empty());
}

TEST_CASE("a dropped file is checked under its name alone") {
  Desk desk;
  const auto check = only<CheckFile>(desk.take(DroppedFile{"/home/desk/扫描/请假.pdf"}));
  CHECK(check.path == "/home/desk/扫描/请假.pdf");
  CHECK(desk.model.piles.front().name == "请假.pdf");
}

TEST_CASE("the worst page of a file lies on top") {
  Desk desk;
  const auto pile = only<CheckFile>(desk.take(DroppedFile{"a.pdf"})).pile;
  const auto pages = deskLike("pages").model.piles[0].report;
  desk.take(PileChecked{pile, pages, false});
  CHECK(desk.model.page == 1);
  CHECK(gradeOf(desk.model.piles.front()) == domain::Grade::bad);
}

TEST_CASE("an answer for a pile that was cleared meanwhile changes nothing") {
  Desk desk;
  const auto pile = only<CheckFile>(desk.take(DroppedFile{"a.pdf"})).pile;
  desk.act(Kind::clear_piles);
  desk.take(PileChecked{pile, CheckReport{}, false});
  CHECK(desk.model.piles.empty());
}

TEST_CASE("a missing page keeps a file from being all good") {
  CHECK(gradeOf(deskLike("page-missing").model.piles[0]) == domain::Grade::caution);
}

TEST_CASE("signing in types into the focused field, moves with Tab and Enter, and forgets the password") {
  Desk desk;
  desk.act(Kind::open_sign_in);
  desk.type("t1008");
  desk.key("Return");
  desk.type("hall-demo");
  const auto now = only<SignInNow>(desk.take(PressedKey{"Return"}));
  CHECK(now.account == "t1008");
  CHECK(now.password == "hall-demo");
  const auto& form = std::get<SignInForm>(desk.model.dialog);
  CHECK(form.busy);
  CHECK(form.password.empty());
  CHECK(desk.act(Kind::submit_sign_in).empty());
  desk.take(SignedIn{base::fail("bad_credentials", "", "no")});
  CHECK(std::get<SignInForm>(desk.model.dialog).error);
  desk.take(SignedIn{api::Session{"token", {}, 0}});
  CHECK(desk.model.session);
  CHECK(std::holds_alternative<NoDialog>(desk.model.dialog));
}

TEST_CASE("accepting asks the hall once and shows what it answered") {
  auto desk = deskLike("verdict-good");
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  CHECK(decide.accept);
  CHECK(decide.serial == "5f3a91c2d47be608");
  CHECK(decide.account == "t1008");
  CHECK(desk.act(Kind::accept).empty());
  desk.take(Decided{decide.pile, true, earlierAt("教务处"), std::nullopt});
  CHECK(desk.model.piles[0].decision);
  CHECK(gradeOf(*selectedPage(desk.model)) == domain::Grade::good);
  CHECK(desk.act(Kind::accept).empty());
}

TEST_CASE("a paper that failed can be refused but never accepted") {
  auto desk = deskLike("verdict-void");
  CHECK(desk.act(Kind::accept).empty());
  desk.act(Kind::open_refuse);
  CHECK(desk.act(Kind::submit_refuse).empty());
  desk.type("已作废");
  const auto decide = only<DecideNow>(desk.act(Kind::submit_refuse));
  CHECK_FALSE(decide.accept);
  CHECK(decide.reason == "已作废");
}

TEST_CASE("nothing is decided offline, signed out, without a seal or where nobody waits") {
  for (const auto* name :
       {"verdict-offline", "signed-out", "seal-unreadable", "not-waiting", "welcome", "accepted"}) {
    INFO(name);
    auto desk = deskLike(name);
    CHECK(desk.act(Kind::accept).empty());
    desk.act(Kind::open_refuse);
    CHECK(std::holds_alternative<NoDialog>(desk.model.dialog));
  }
}

TEST_CASE("a second acceptance shows both facts and marks the paper") {
  auto desk = deskLike("verdict-good");
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  desk.take(Decided{decide.pile, true, base::fail("already_accepted", "", "first"), earlierAt("财务处")});
  const auto& conflict = std::get<Conflict>(desk.model.dialog);
  CHECK(conflict.earlier.office == "财务处");
  CHECK(conflict.office == "教务处");
  CHECK(selectedPage(desk.model)->verification.verdict.acceptance ==
        domain::AcceptanceState::accepted_elsewhere);
  CHECK(gradeOf(desk.model.piles[0]) == domain::Grade::bad);
}

TEST_CASE("an expired session asks for a new sign-in instead of pretending") {
  auto desk = deskLike("verdict-good");
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  desk.take(Decided{decide.pile, true, base::fail("session_expired", "", "gone"), std::nullopt});
  CHECK_FALSE(desk.model.session);
  CHECK(std::holds_alternative<Notice>(desk.model.dialog));
  CHECK_FALSE(desk.model.piles[0].decision);
}

TEST_CASE("an untouched desk clears what concerns people, but not while something is being checked") {
  auto desk = deskLike("verdict-good");
  desk.model.touched = desk.steady;
  desk.steady += seconds(59);
  desk.take(Tick{});
  CHECK(desk.model.piles.size() == 1);
  desk.model.piles[0].state = PileState::waiting;
  desk.steady += seconds(2);
  desk.take(Tick{});
  CHECK(desk.model.piles.size() == 1);
  desk.model.piles[0].state = PileState::checked;
  desk.take(Tick{});
  CHECK(desk.model.piles.empty());
  CHECK_FALSE(desk.model.selected);
}

TEST_CASE("the chooser walks folders and opens a file") {
  auto desk = deskLike("chooser");
  CHECK(only<ListFolder>(desk.act(Kind::choose_entry, 0)).path == "/home/desk/扫描件/2026-11-23/上周");
  CHECK(only<ListFolder>(desk.act(Kind::parent_folder)).path == "/home/desk/扫描件");
  CHECK(desk.act(Kind::choose_entry, 99).empty());
  const auto check = only<CheckFile>(desk.act(Kind::choose_entry, 1));
  CHECK(check.path == "/home/desk/扫描件/2026-11-23/在读证明-李明.pdf");
  CHECK(std::holds_alternative<NoDialog>(desk.model.dialog));
}

TEST_CASE("a folder of very many scans is listed up to the limit and said to be shortened") {
  auto desk = deskLike("chooser");
  desk.take(FolderListed{"/scans", std::vector<FolderEntry>(desk.model.limits.folder_entries + 1)});
  const auto& chooser = std::get<Chooser>(desk.model.dialog);
  CHECK(chooser.entries.size() == desk.model.limits.folder_entries);
  CHECK(chooser.shortened);
}

TEST_CASE("Escape leaves a dialog, Backspace takes a whole Chinese character") {
  auto desk = deskLike("refuse");
  desk.key("Backspace");
  CHECK(std::get<RefuseForm>(desk.model.dialog).reason == "图书馆一栏未盖");
  desk.key("Escape");
  CHECK(std::holds_alternative<NoDialog>(desk.model.dialog));
}

TEST_CASE("the language switches back and forth") {
  Desk desk;
  desk.act(Kind::switch_language);
  CHECK(desk.model.language == base::Language::en);
  desk.act(Kind::switch_language);
  CHECK(desk.model.language == base::Language::zh);
}
