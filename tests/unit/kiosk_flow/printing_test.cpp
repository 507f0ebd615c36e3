#include <catch2/catch.hpp>

#include "stage.hpp"

using namespace stage;

TEST_CASE("pages are counted as the printer reports them, and done comes only from proof") {
  Kiosk kiosk;
  kiosk.printTranscript();
  CHECK(kiosk.model.session.job->phase == PrintPhase::sent);
  kiosk.happen(event::PrintProgress{"00112233445566aa", 2, 3});
  CHECK(kiosk.model.session.job->pages_done == 2);
  CHECK(kiosk.model.screen == Screen::printing);
  kiosk.ended(PrintOutcome::printed);
  CHECK(kiosk.model.screen == Screen::done);
  CHECK(kiosk.wanted<effect::Beep>());
}

TEST_CASE("nobody is asked whether they are there while the printer works") {
  Kiosk kiosk;
  kiosk.printTranscript();
  for (int page = 0; page < 3; ++page) {
    kiosk.wait(100s);
    CHECK_FALSE(kiosk.model.countdown);
    kiosk.happen(event::PrintProgress{"00112233445566aa", page + 1, 3});
  }
  CHECK(kiosk.model.signedIn());
}

TEST_CASE("paper on its way keeps the person on the screen") {
  Kiosk kiosk;
  kiosk.printTranscript();
  const auto action =
      GENERATE(Action(action::Back{}), Action(action::Go{Destination::home}), Action(action::SignOut{}),
               Action(action::Print{}), Action(action::StopPrinting{}));
  kiosk.tap(action);
  CHECK(kiosk.effects.empty());
  CHECK(kiosk.model.screen == Screen::printing);
}

TEST_CASE("printer trouble shows while it lasts, with the session kept") {
  Kiosk kiosk;
  kiosk.printTranscript().happen(event::PrinterChanged{{true, {"media-jam"}, {}}});
  CHECK(kiosk.model.printer.troubled());
  kiosk.wait(100s);
  CHECK(kiosk.model.signedIn());
  kiosk.happen(event::PrinterChanged{{}});
  CHECK_FALSE(kiosk.model.printer.troubled());
  CHECK(kiosk.model.session.job->moved_at == kiosk.clock.steady());
}

TEST_CASE("a job that stalls may be stopped, and the idle question comes back") {
  Kiosk kiosk;
  kiosk.printTranscript().wait(kiosk.model.timeouts.print_stall);
  REQUIRE(kiosk.model.session.job->stalled);
  kiosk.tap(action::StopPrinting{});
  REQUIRE(kiosk.wanted<effect::AbandonPrint>());
  CHECK(kiosk.wanted<effect::AbandonPrint>()->serial == "00112233445566aa");
  kiosk.wait(46s);
  CHECK(kiosk.model.countdown);
  kiosk.wait(15s);
  CHECK_FALSE(kiosk.model.signedIn());
}

TEST_CASE("a stalled job is abandoned when its person has gone") {
  Kiosk kiosk;
  kiosk.printTranscript().wait(kiosk.model.timeouts.print_stall + 61s);
  CHECK(kiosk.wanted<effect::AbandonPrint>());
  CHECK(kiosk.wanted<effect::WipeSession>());
}

TEST_CASE("a failed copy can be printed anew, as a new request") {
  Kiosk kiosk;
  kiosk.openTranscript().tap(action::Print{});
  const unsigned first = kiosk.wanted<effect::Print>()->request;
  kiosk.happen(
      event::PrintoutSealed{kiosk.model.session_number, "doc-2", "00112233445566aa", "K7QF-3M2A", 3});
  kiosk.ended(PrintOutcome::failed, "aborted-by-system");
  CHECK(kiosk.model.session.job->phase == PrintPhase::failed);
  CHECK(kiosk.model.session.job->reason == "aborted-by-system");
  kiosk.tap(action::Print{});
  REQUIRE(kiosk.wanted<effect::Print>());
  CHECK(kiosk.wanted<effect::Print>()->request != first);
  CHECK(kiosk.model.session.job->serial.empty());
}

TEST_CASE("a print whose answer was lost is asked for under the same request, so no second copy is sealed") {
  Kiosk kiosk;
  kiosk.openTranscript().tap(action::Print{});
  const unsigned first = kiosk.wanted<effect::Print>()->request;
  kiosk.happen(event::PrintRefused{kiosk.model.session_number, "doc-2", gone()}).tap(action::Print{});
  REQUIRE(kiosk.wanted<effect::Print>());
  CHECK(kiosk.wanted<effect::Print>()->request == first);
  kiosk.happen(event::PrintRefused{kiosk.model.session_number, "doc-2", {"limit_reached", {}, "", {}}})
      .tap(action::Print{});
  CHECK(kiosk.wanted<effect::Print>()->request != first);
}

TEST_CASE("what can't be printed now isn't sent") {
  Kiosk kiosk;
  SECTION("with the printer in trouble") {
    kiosk.openTranscript().happen(event::PrinterChanged{{true, {"media-empty"}, {}}}).tap(action::Print{});
  }
  SECTION("with the printer gone") {
    kiosk.openTranscript().happen(event::PrinterChanged{{false, {}, {}}}).tap(action::Print{});
  }
  SECTION("when the hall doesn't allow it") {
    kiosk.signIn(Destination::documents).tap(action::OpenDocument{0});
    kiosk.happen(event::PreviewLoaded{kiosk.model.session_number, "doc-1", pages(1), 1}).tap(action::Print{});
  }
  CHECK_FALSE(kiosk.wanted<effect::Print>());
  CHECK(kiosk.model.screen == Screen::document);
}

TEST_CASE("of a copy that nobody can vouch for, the person at the tray decides") {
  Kiosk kiosk;
  kiosk.printTranscript().ended(PrintOutcome::unknown);
  REQUIRE(kiosk.model.screen == Screen::unknown_copy);
  SECTION("complete: it counts as printed") {
    kiosk.tap(action::DecideCopy{true});
    CHECK(kiosk.wanted<effect::ConfirmUnknownCopy>()->complete);
    CHECK(kiosk.model.screen == Screen::done);
  }
  SECTION("incomplete: it is void and may be printed anew") {
    kiosk.tap(action::DecideCopy{false});
    CHECK_FALSE(kiosk.wanted<effect::ConfirmUnknownCopy>()->complete);
    CHECK(kiosk.model.screen == Screen::printing);
    CHECK(kiosk.tap(action::Print{}).wanted<effect::Print>());
  }
  SECTION("undecided: the session ends in time, and whoever comes next is asked") {
    kiosk.wait(kiosk.model.timeouts.decision + 16s);
    CHECK_FALSE(kiosk.model.signedIn());
    CHECK(kiosk.model.unknown_copies.size() == 1);
    kiosk.wait(7s);
    CHECK(kiosk.model.screen == Screen::unknown_copy);
  }
}

TEST_CASE(
    "copies found in the ledger at start are decided before the kiosk serves again, or left for later") {
  Kiosk kiosk;
  kiosk.open().happen(
      event::UnknownCopies{{{"00112233445566aa", "K7QF-3M2A", 2}, {"00112233445566bb", "ABCD-EFGH", 1}}});
  REQUIRE(kiosk.model.screen == Screen::unknown_copy);
  kiosk.tap(action::DecideCopy{true});
  CHECK(kiosk.wanted<effect::ConfirmUnknownCopy>()->serial == "00112233445566aa");
  CHECK(kiosk.model.screen == Screen::unknown_copy);
  SECTION("by a person") {
    kiosk.tap(action::DecideLater{});
    CHECK(kiosk.effects.empty());
  }
  SECTION("by time") { kiosk.wait(kiosk.model.timeouts.decision); }
  CHECK(kiosk.model.screen == Screen::attract);
}

TEST_CASE("a printer that proves nothing leaves the last word to the person") {
  Kiosk kiosk;
  kiosk.beginStep().confirm().sign().tap(action::Print{});
  kiosk.happen(
      event::PrintoutSealed{kiosk.model.session_number, "doc-1", "00112233445566aa", "K7QF-3M2A", 1});
  kiosk.ended(PrintOutcome::sent);
  REQUIRE(kiosk.model.screen == Screen::done);
  SECTION("the paper is there") {
    CHECK(kiosk.tap(action::Collected{true}).wanted<effect::ReportCollected>()->serial == "00112233445566aa");
  }
  SECTION("it isn't: the copy is void, and the same step prints another") {
    const auto* word = kiosk.tap(action::DecideCopy{false}).wanted<effect::ConfirmUnknownCopy>();
    REQUIRE(word);
    CHECK(word->serial == "00112233445566aa");
    CHECK_FALSE(word->complete);
    CHECK(kiosk.model.screen == Screen::printing);
    CHECK(nextAction(*kiosk.model.session.step) == KioskAction::print);
    CHECK(kiosk.tap(action::Print{}).wanted<effect::Print>());
  }
}

TEST_CASE("a printed copy can't be talked away on the collect screen") {
  Kiosk kiosk;
  kiosk.printTranscript().ended(PrintOutcome::printed);
  CHECK_FALSE(kiosk.tap(action::DecideCopy{false}).wanted<effect::ConfirmUnknownCopy>());
  CHECK(kiosk.model.screen == Screen::done);
}

TEST_CASE("who leaves the question about their copy open leaves it to whoever comes next") {
  Kiosk kiosk;
  kiosk.printTranscript().ended(PrintOutcome::unknown, "job-completed-with-errors");
  REQUIRE(kiosk.model.screen == Screen::unknown_copy);
  kiosk.tap(action::DecideLater{});
  CHECK(kiosk.model.screen == Screen::home);
  REQUIRE(kiosk.model.unknown_copies.size() == 1);
  CHECK(kiosk.model.unknown_copies.front().serial == "00112233445566aa");
}

TEST_CASE("events of another copy change nothing") {
  Kiosk kiosk;
  kiosk.printTranscript();
  kiosk.happen(event::PrintProgress{"ffffffffffffffff", 3, 3});
  kiosk.happen(event::PrintEnded{"ffffffffffffffff", PrintOutcome::printed, ""});
  kiosk.happen(event::PrintoutSealed{kiosk.model.session_number - 1, "doc-2", "ffffffffffffffff", "X", 3});
  CHECK(kiosk.model.screen == Screen::printing);
  CHECK(kiosk.model.session.job->serial == "00112233445566aa");
  CHECK(kiosk.model.session.job->pages_done == 0);
}
