#include <catch2/catch.hpp>

#include "stage.hpp"

using namespace stage;

TEST_CASE("a kiosk switched on asks for the hall and rests on the attract screen once it answers") {
  Kiosk kiosk;
  REQUIRE(kiosk.wanted<effect::ProbeHall>());
  CHECK(kiosk.model.screen == Screen::starting);
  kiosk.open();
  CHECK(kiosk.model.screen == Screen::attract);
  CHECK(kiosk.wanted<effect::LoadGuide>());
}

TEST_CASE("a card that needs a person leads through sign in to its own place") {
  Kiosk kiosk;
  kiosk.open().fillIn();
  const auto* sign_in = kiosk.wanted<effect::SignIn>();
  REQUIRE(sign_in);
  CHECK(sign_in->account == "20230001");
  CHECK(sign_in->password == kSecret);
  kiosk.happen(event::SignedIn{kiosk.model.session_number,
                               api::Person{"20230001", kName, "20230001", "信息工程学院", {}}});
  CHECK(kiosk.model.screen == Screen::steps);
  CHECK(kiosk.wanted<effect::LoadHome>());
  CHECK(kiosk.model.sign_in.password.empty());
}

TEST_CASE("a refused password is emptied, the account and the reason stay") {
  Kiosk kiosk;
  kiosk.open().fillIn();
  kiosk.happen(event::SignedIn{kiosk.model.session_number, base::fail("sign_in_refused", "", "wrong")});
  CHECK(kiosk.model.screen == Screen::sign_in);
  CHECK(kiosk.model.sign_in.account == "20230001");
  CHECK(kiosk.model.sign_in.password.empty());
  REQUIRE(kiosk.model.sign_in.error);
  CHECK(kiosk.model.sign_in.error->code == "sign_in_refused");
  kiosk.type("x");
  CHECK_FALSE(kiosk.model.sign_in.error);
}

TEST_CASE("with the hall gone the form is kept, and trying again sends it again") {
  Kiosk kiosk;
  kiosk.open().fillIn();
  kiosk.happen(event::SignedIn{kiosk.model.session_number, tl::unexpected(gone())});
  REQUIRE(kiosk.model.notice);
  CHECK(kiosk.model.notice->hallGone());
  kiosk.tap(action::TryAgain{});
  REQUIRE(kiosk.wanted<effect::SignIn>());
  CHECK(kiosk.wanted<effect::SignIn>()->password == kSecret);
}

TEST_CASE("an answer to a sign in that the person left is nobody's") {
  Kiosk kiosk;
  kiosk.open().fillIn();
  const auto session = kiosk.model.session_number;
  kiosk.tap(action::Back{});
  CHECK(kiosk.wanted<effect::WipeSession>());
  kiosk.happen(event::SignedIn{session, api::Person{"20230001", kName, "20230001", "", {}}});
  CHECK_FALSE(kiosk.model.signedIn());
}

TEST_CASE("an answer of a former session is dropped") {
  Kiosk kiosk;
  kiosk.signIn();
  const auto former = kiosk.model.session_number;
  kiosk.tap(action::SignOut{}).tap(action::Touched{}).fillIn();
  kiosk.happen(event::HomeLoaded{former, lists()});
  kiosk.happen(event::SignedIn{former, api::Person{"20230001", kName, "20230001", "", {}}});
  CHECK_FALSE(kiosk.model.session.lists);
  CHECK_FALSE(kiosk.model.signedIn());
}

TEST_CASE("an expired session asks to sign in again and keeps nothing of the old one") {
  Kiosk kiosk;
  kiosk.signIn().tap(action::SwitchLanguage{base::Language::en}).tap(action::OpenStep{0});
  kiosk.happen(
      event::PreviewLoaded{kiosk.model.session_number, "doc-1", base::fail("session_expired", "", "old"), 0});
  CHECK(kiosk.model.screen == Screen::sign_in);
  CHECK(kiosk.model.sign_in.error->code == "session_expired");
  CHECK_FALSE(kiosk.model.signedIn());
  CHECK(kiosk.model.language == base::Language::en);
}

TEST_CASE("keys fill the focused field, by whole characters and up to its limit") {
  Kiosk kiosk;
  kiosk.open().tap(action::Go{Destination::steps});
  kiosk.tap(action::TypeKey{{Key::Kind::character, "张"}}).type("a");
  CHECK(kiosk.model.sign_in.account == "张a");
  kiosk.tap(action::TypeKey{{Key::Kind::backspace, ""}}).tap(action::TypeKey{{Key::Kind::backspace, ""}});
  CHECK(kiosk.model.sign_in.account.empty());
  kiosk.tap(action::TypeKey{{Key::Kind::backspace, ""}});
  kiosk.type(std::string(300, 'x'));
  CHECK(kiosk.model.sign_in.account.size() == kiosk.model.limits.account_characters);
  kiosk.tap(action::TypeKey{{Key::Kind::enter, ""}});
  CHECK(kiosk.model.sign_in.focus == SignInField::password);
  kiosk.tap(action::TypeKey{{Key::Kind::next_layer, "", KeyboardLayer::capitals}});
  CHECK(kiosk.model.sign_in.layer == KeyboardLayer::capitals);
  kiosk.tap(action::TypeKey{{Key::Kind::character, "\n"}}).tap(action::TypeKey{{Key::Kind::character, "ab"}});
  CHECK(kiosk.model.sign_in.password.empty());
}
