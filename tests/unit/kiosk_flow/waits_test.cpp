#include <catch2/catch.hpp>

#include "stage.hpp"

using namespace stage;

TEST_CASE("who does nothing is asked after 45 seconds and forgotten after 15 more") {
  Kiosk kiosk;
  kiosk.signIn().wait(44s);
  CHECK_FALSE(kiosk.model.countdown);
  kiosk.wait(1s);
  CHECK(kiosk.model.countdown == 15);
  CHECK(kiosk.wanted<effect::Beep>());
  kiosk.wait(5s);
  CHECK(kiosk.model.countdown == 10);
  kiosk.wait(10s);
  CHECK_FALSE(kiosk.model.countdown);
  CHECK(kiosk.model.screen == Screen::goodbye);
  CHECK(kiosk.model.goodbye == Goodbye::idle);
  CHECK(kiosk.wanted<effect::WipeSession>());
}

TEST_CASE("any touch answers the idle question") {
  Kiosk kiosk;
  kiosk.signIn().wait(50s);
  REQUIRE(kiosk.model.countdown);
  kiosk.tap(action::StillHere{});
  CHECK_FALSE(kiosk.model.countdown);
  kiosk.wait(44s);
  CHECK(kiosk.model.signedIn());
}

TEST_CASE("the configuration's time-outs are the ones that count") {
  Kiosk kiosk;
  kiosk.model.timeouts.idle_ask = 5s;
  kiosk.model.timeouts.idle_wipe = 2s;
  kiosk.signIn().wait(7s);
  CHECK(kiosk.model.screen == Screen::goodbye);
}

TEST_CASE("a typed account is forgotten like a session") {
  Kiosk kiosk;
  kiosk.open().tap(action::Go{Destination::steps}).type("2023").wait(61s);
  CHECK(kiosk.model.sign_in.account.empty());
  CHECK(kiosk.model.screen == Screen::goodbye);
}

TEST_CASE("a screen with nothing personal goes back to rest without a word") {
  Kiosk kiosk;
  kiosk.open().tap(action::Go{Destination::guide}).wait(60s);
  CHECK(kiosk.model.screen == Screen::attract);
}

TEST_CASE("the done screen reminds and then frees the kiosk") {
  Kiosk kiosk;
  kiosk.printTranscript().ended(PrintOutcome::printed).wait(19s);
  CHECK(kiosk.model.screen == Screen::done);
  kiosk.wait(1s);
  CHECK(kiosk.model.screen == Screen::goodbye);
  CHECK(kiosk.model.goodbye == Goodbye::done);
}

TEST_CASE("a goodbye gives way to the next person, by time or by touch") {
  Kiosk kiosk;
  kiosk.signIn().tap(action::SignOut{});
  CHECK(kiosk.model.screen == Screen::goodbye);
  SECTION("time") { kiosk.wait(6s); }
  SECTION("touch") { kiosk.tap(action::Touched{}); }
  CHECK(kiosk.model.screen == Screen::attract);
}

TEST_CASE("out of service says why, and ends by itself") {
  Kiosk kiosk;
  SECTION("hall unreachable at start") {
    kiosk.happen(event::HallUnreachable{gone()});
    CHECK(kiosk.model.out_of_service == OutOfService::hall);
    CHECK(kiosk.model.screen == Screen::out_of_service);
    CHECK(kiosk.wait(10s).wanted<effect::ProbeHall>());
    kiosk.open();
  }
  SECTION("a device the hall doesn't know") {
    kiosk.happen(event::HallUnreachable{{"device_unknown", {}, "", {}}});
    CHECK(kiosk.model.out_of_service == OutOfService::device_unknown);
    kiosk.tap(action::TryAgain{});
    kiosk.open();
  }
  SECTION("printer gone") {
    kiosk.open().happen(event::PrinterChanged{{false, {}, {}}});
    CHECK(kiosk.model.out_of_service == OutOfService::printer);
    kiosk.happen(event::PrinterChanged{{}});
  }
  SECTION("hall gone while nobody is here") {
    kiosk.open().wait(61s);
    REQUIRE(kiosk.wanted<effect::ProbeHall>());
    kiosk.happen(event::HallUnreachable{gone()});
    CHECK(kiosk.model.screen == Screen::out_of_service);
    kiosk.open();
  }
  CHECK(kiosk.model.screen == Screen::attract);
}

TEST_CASE("without a printer a person may still go on to what needs none") {
  Kiosk kiosk;
  kiosk.open().happen(event::PrinterChanged{{false, {}, {}}}).tap(action::UseWithoutPrinter{});
  CHECK(kiosk.model.screen == Screen::home);
  kiosk.tap(action::Back{});
  CHECK(kiosk.model.screen == Screen::attract);
}

TEST_CASE("a bad configuration is shown and nothing else happens") {
  Kiosk kiosk;
  kiosk.happen(event::ConfigRefused{{"/etc/hall/device.toml:3:9: unknown option"}});
  CHECK(kiosk.model.screen == Screen::out_of_service);
  CHECK(kiosk.model.out_of_service == OutOfService::config);
  kiosk.open()
      .tap(action::Go{Destination::home})
      .tap(action::TryAgain{})
      .tap(action::SwitchLanguage{base::Language::en});
  CHECK(kiosk.model.screen == Screen::out_of_service);
  CHECK(kiosk.model.language == base::Language::en);
}

TEST_CASE("a probe that nobody answers is asked again") {
  Kiosk kiosk;
  kiosk.wait(46s);
  CHECK(kiosk.model.screen == Screen::out_of_service);
  CHECK(kiosk.wait(10s).wanted<effect::ProbeHall>());
}

TEST_CASE("the header's clock follows the minute") {
  Kiosk kiosk;
  kiosk.open();
  kiosk.clock.set(1'790'000'030);
  kiosk.happen(event::Tick{kiosk.clock.now()});
  const auto left = 60 - 1'790'000'030 % 60;
  CHECK(nextDeadline(kiosk.model) == kiosk.clock.steady() + std::chrono::seconds(left));
}
