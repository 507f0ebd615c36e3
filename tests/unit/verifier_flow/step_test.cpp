// The desk's dialogue: what a person or the hall says, and what follows.
#include <catch2/catch.hpp>

#include "desk_bench.hpp"

using namespace verifier;
using namespace verifier::desk;
using Kind = Action::Kind;
using std::chrono::seconds;

namespace {

Desk deskChoosing() {
  Desk desk;
  desk.model.home_folder = "/scans";
  only<ListFolder>(desk.key("Ctrl+O"));
  desk.take(
      FolderListed{"/scans/2026", std::vector<FolderEntry>{{"上周", true}, {"在读证明-李明.pdf", false}}});
  return desk;
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
  auto bad = pageOf("bbbbbbbbbbbbbbbb", 1, 1);
  bad.verification.verdict.status = domain::StatusState::voided;
  const auto desk = deskWith({pageOf("aaaaaaaaaaaaaaaa", 1, 1), bad, pageOf("cccccccccccccccc", 1, 1)});
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
  const auto desk = deskWith({pageOf("aaaaaaaaaaaaaaaa", 1, 3), pageOf("aaaaaaaaaaaaaaaa", 3, 3)});
  CHECK(gradeOf(desk.model.piles[0]) == domain::Grade::caution);
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

TEST_CASE("an untouched desk clears what concerns people, but not while something is being checked") {
  auto desk = deskWithGoodPaper();
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
  auto desk = deskChoosing();
  CHECK(only<ListFolder>(desk.act(Kind::choose_entry, 0)).path == "/scans/2026/上周");
  CHECK(only<ListFolder>(desk.act(Kind::parent_folder)).path == "/scans");
  CHECK(desk.act(Kind::choose_entry, 99).empty());
  const auto check = only<CheckFile>(desk.act(Kind::choose_entry, 1));
  CHECK(check.path == "/scans/2026/在读证明-李明.pdf");
  CHECK(std::holds_alternative<NoDialog>(desk.model.dialog));
}

TEST_CASE("a folder of very many scans is listed up to the limit and said to be shortened") {
  auto desk = deskChoosing();
  desk.take(FolderListed{"/scans", std::vector<FolderEntry>(desk.model.limits.folder_entries + 1)});
  const auto& chooser = std::get<Chooser>(desk.model.dialog);
  CHECK(chooser.entries.size() == desk.model.limits.folder_entries);
  CHECK(chooser.shortened);
}

TEST_CASE("Escape leaves a dialog, Backspace takes a whole Chinese character") {
  auto desk = deskWithGoodPaper();
  desk.key("F9");
  desk.type("未盖章");
  desk.key("Backspace");
  CHECK(std::get<RefuseForm>(desk.model.dialog).reason == "未盖");
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
