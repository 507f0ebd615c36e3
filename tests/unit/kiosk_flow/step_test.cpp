#include <catch2/catch.hpp>

#include "stage.hpp"

using namespace stage;

TEST_CASE("a step leads through reading, signing, printing and collecting") {
  Kiosk kiosk;
  kiosk.beginStep();
  CHECK(kiosk.model.screen == Screen::reading);
  kiosk.confirm();
  CHECK(kiosk.model.screen == Screen::signing);
  kiosk.sign();
  CHECK(kiosk.model.screen == Screen::printing);
  kiosk.tap(action::Print{});
  CHECK(kiosk.wanted<effect::Print>());
  kiosk.happen(
      event::PrintoutSealed{kiosk.model.session_number, "doc-1", "00112233445566aa", "K7QF-3M2A", 1});
  kiosk.happen(event::PrintProgress{"00112233445566aa", 1, 1}).ended(PrintOutcome::printed);
  CHECK(kiosk.model.screen == Screen::done);
  kiosk.tap(action::Collected{true});
  REQUIRE(kiosk.wanted<effect::ReportCollected>());
  CHECK(kiosk.model.screen == Screen::goodbye);
}

TEST_CASE("nothing is confirmed before the end of the document was on the screen") {
  Kiosk kiosk;
  kiosk.beginStep().tap(action::ConfirmRead{});
  CHECK_FALSE(kiosk.wanted<effect::CompleteAction>());
  kiosk.readToTheEnd().tap(action::MoveView{View{}});  // and back to the top: read is read
  kiosk.tap(action::ConfirmRead{});
  REQUIRE(kiosk.wanted<effect::CompleteAction>());
  CHECK(kiosk.wanted<effect::CompleteAction>()->action.action == KioskAction::read_and_confirm);
}

TEST_CASE("a document of more pages than shown can't be confirmed") {
  Kiosk kiosk;
  kiosk.signIn().tap(action::OpenStep{0});
  kiosk.happen(event::PreviewLoaded{kiosk.model.session_number, "doc-1", pages(2), 30});
  REQUIRE(kiosk.model.notice);
  CHECK(kiosk.model.notice->error.code == "document_too_long");
  kiosk.readToTheEnd().tap(action::ConfirmRead{});
  CHECK_FALSE(kiosk.wanted<effect::CompleteAction>());
}

TEST_CASE("a signature needs ink, can be redone, and leaves as strokes") {
  Kiosk kiosk;
  kiosk.beginStep().confirm().tap(action::AcceptSignature{});
  CHECK_FALSE(kiosk.wanted<effect::CompleteAction>());
  kiosk.tap(action::DrawSignature{scribble(), 3}).tap(action::ClearSignature{});
  CHECK(kiosk.model.session.signature.strokes.empty());
  kiosk.tap(action::DrawSignature{scribble(), 3}).tap(action::AcceptSignature{});
  REQUIRE(kiosk.wanted<effect::CompleteAction>());
  CHECK(kiosk.wanted<effect::CompleteAction>()->action.signature_json.rfind(
            "{\"aspect\":3.0000,\"strokes\":[{\"x\":[0.2", 0) == 0);
  kiosk.completed(KioskAction::sign);
  CHECK(kiosk.model.session.signature.strokes.empty());
}

TEST_CASE("a lost answer is asked for again under the same request, another signature under a new one") {
  Kiosk kiosk;
  kiosk.beginStep().confirm().tap(action::DrawSignature{scribble(), 3}).tap(action::AcceptSignature{});
  const unsigned first = kiosk.wanted<effect::CompleteAction>()->request;
  const auto lost = event::ActionCompleted{kiosk.model.session_number, "QJ-2026-000123", "print",
                                           KioskAction::sign, tl::unexpected(gone())};
  kiosk.happen(lost).tap(action::TryAgain{});
  REQUIRE(kiosk.wanted<effect::CompleteAction>());
  CHECK(kiosk.wanted<effect::CompleteAction>()->request == first);
  kiosk.happen(lost).tap(action::CloseNotice{}).tap(action::ClearSignature{});
  kiosk.tap(action::DrawSignature{scribble(), 3}).tap(action::AcceptSignature{});
  CHECK(kiosk.wanted<effect::CompleteAction>()->request != first);
}

TEST_CASE("with the hall gone mid-session the session stays, and goes on by itself when the hall is back") {
  Kiosk kiosk;
  kiosk.beginStep().readToTheEnd().tap(action::ConfirmRead{});
  kiosk.happen(event::ActionCompleted{kiosk.model.session_number, "QJ-2026-000123", "print",
                                      KioskAction::read_and_confirm, tl::unexpected(gone())});
  CHECK(kiosk.model.signedIn());
  REQUIRE(kiosk.model.notice);
  kiosk.wait(11s);
  CHECK(kiosk.wanted<effect::ProbeHall>());
  kiosk.happen(event::HallUnreachable{gone()});
  CHECK(kiosk.model.screen == Screen::reading);
  kiosk.open();
  CHECK(kiosk.wanted<effect::CompleteAction>());
  CHECK_FALSE(kiosk.model.notice);
}

TEST_CASE("an answer that never comes counts as the hall being gone") {
  Kiosk kiosk;
  kiosk.beginStep().readToTheEnd().tap(action::ConfirmRead{});
  for (int i = 0; i < 50; ++i) kiosk.wait(1s).tap(action::Touched{});
  REQUIRE(kiosk.model.notice);
  CHECK(kiosk.model.notice->hallGone());
}

TEST_CASE("a step whose paper was printed on an earlier visit only asks whether it was collected") {
  Kiosk kiosk;
  kiosk.signIn();
  kiosk.model.session.lists->steps[0].actions_done = {KioskAction::read_and_confirm, KioskAction::sign,
                                                      KioskAction::print};
  kiosk.tap(action::OpenStep{0});
  CHECK(kiosk.model.screen == Screen::done);
  kiosk.tap(action::Collected{true});
  REQUIRE(kiosk.wanted<effect::CompleteAction>());
  kiosk.completed(KioskAction::collect);
  CHECK(kiosk.model.screen == Screen::home);
  CHECK(kiosk.wanted<effect::LoadHome>());
}

TEST_CASE("something that this kiosk can't do is said, and the list stays") {
  Kiosk kiosk;
  kiosk.signIn();
  kiosk.model.session.lists->steps[0].actions = {KioskAction::attach};
  kiosk.tap(action::OpenStep{0});
  CHECK(kiosk.model.screen == Screen::steps);
  CHECK(kiosk.model.notice->error.code == "attach_not_here");
}

TEST_CASE("the guide needs no sign in and keeps what it had when the hall is gone") {
  Kiosk kiosk;
  kiosk.open().happen(event::GuideLoaded{std::vector<api::GuideEntry>(2)});
  kiosk.tap(action::Go{Destination::guide});
  CHECK(kiosk.model.screen == Screen::guide);
  CHECK(kiosk.wanted<effect::LoadGuide>());
  kiosk.happen(event::GuideLoaded{tl::unexpected(gone())}).tap(action::OpenGuide{1});
  CHECK(kiosk.model.screen == Screen::guide_entry);
  kiosk.happen(event::GuideLoaded{std::vector<api::GuideEntry>(1)});
  CHECK(kiosk.model.screen == Screen::guide);
}

TEST_CASE("the language changes anywhere and returns to the kiosk's own for the next person") {
  Kiosk kiosk;
  kiosk.beginStep().tap(action::SwitchLanguage{base::Language::en});
  CHECK(kiosk.model.language == base::Language::en);
  CHECK(kiosk.model.screen == Screen::reading);
  kiosk.tap(action::SignOut{});
  CHECK(kiosk.model.language == base::Language::zh);
}
