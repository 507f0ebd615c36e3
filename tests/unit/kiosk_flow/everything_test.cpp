// Every event on every screen, and long random lives: nothing crashes, nothing personal outlives its session,
// and there is always a way home.
#include <catch2/catch.hpp>
#include <functional>
#include <iostream>
#include <random>

#include "stage.hpp"

using namespace stage;

namespace {

std::vector<Action> everyAction() {
  View end{.top = 0.5, .left = 0.2, .zoom = 1, .reached_end = true, .finger = {}};
  const auto key = [](Key::Kind kind, const char* text) {
    return action::TypeKey{{kind, text, KeyboardLayer::signs}};
  };
  return {action::None{},
          action::Touched{},
          action::SwitchLanguage{base::Language::en},
          action::SwitchLanguage{base::Language::zh},
          action::Go{Destination::home},
          action::Go{Destination::steps},
          action::Go{Destination::documents},
          action::Go{Destination::progress},
          action::Go{Destination::guide},
          action::Back{},
          action::SignOut{},
          action::StillHere{},
          key(Key::Kind::character, "a"),
          key(Key::Kind::backspace, ""),
          key(Key::Kind::enter, ""),
          key(Key::Kind::next_layer, ""),
          action::FocusField{SignInField::account},
          action::FocusField{SignInField::password},
          action::ShowPassword{true},
          action::SubmitSignIn{},
          action::OpenStep{0},
          action::OpenStep{99},
          action::OpenDocument{0},
          action::OpenDocument{1},
          action::OpenDocument{99},
          action::OpenCase{0},
          action::OpenCase{99},
          action::OpenGuide{0},
          action::OpenGuide{99},
          action::MoveView{end},
          action::MoveView{View{.top = -7, .left = 99, .zoom = 1000, .reached_end = false, .finger = {}}},
          action::ConfirmRead{},
          action::DrawSignature{scribble(), 3},
          action::ClearSignature{},
          action::AcceptSignature{},
          action::Print{},
          action::StopPrinting{},
          action::Collected{true},
          action::Collected{false},
          action::DecideCopy{true},
          action::DecideCopy{false},
          action::DecideLater{},
          action::TryAgain{},
          action::CloseNotice{},
          action::UseWithoutPrinter{}};
}

void addAnswers(std::vector<Event>& events, SessionNumber session) {
  const api::Person person{"20230001", kName, "20230001", "信息工程学院", {}};
  const auto refused = tl::unexpected(base::Error{"internal", {}, "", {}});
  const auto expired = tl::unexpected(base::Error{"session_expired", {}, "", {}});
  events.push_back(event::SignedIn{session, person});
  events.push_back(event::SignedIn{session, refused});
  events.push_back(event::SignedIn{session, tl::unexpected(gone())});
  events.push_back(event::HomeLoaded{session, lists()});
  events.push_back(event::HomeLoaded{session, HomeLists{}});
  events.push_back(event::HomeLoaded{session, expired});
  events.push_back(event::PreviewLoaded{session, "doc-1", pages(1), 1});
  events.push_back(event::PreviewLoaded{session, "doc-2", pages(3), 3});
  events.push_back(event::PreviewLoaded{session, "doc-2", tl::unexpected(gone()), 0});
  for (const auto action : {KioskAction::read_and_confirm, KioskAction::sign, KioskAction::collect}) {
    events.push_back(event::ActionCompleted{session, "QJ-2026-000123", "print", action, api::Case{}});
    events.push_back(
        event::ActionCompleted{session, "QJ-2026-000123", "print", action, tl::unexpected(gone())});
    events.push_back(event::ActionCompleted{session, "QJ-2026-000123", "print", action, refused});
  }
  for (const char* document : {"doc-1", "doc-2"}) {
    events.push_back(event::PrintoutSealed{session, document, "00112233445566aa", "K7QF-3M2A", 3});
    events.push_back(event::PrintRefused{session, document, gone()});
    events.push_back(event::PrintRefused{session, document, expired.value()});
  }
}

std::vector<Event> everyEvent(SessionNumber session) {
  std::vector<Event> events;
  for (const Action& action : everyAction()) events.push_back(event::Tapped{action});
  addAnswers(events, session);
  addAnswers(events, session - 1);  // late
  events.push_back(event::KeyTyped{{Key::Kind::character, "7"}});
  events.push_back(event::PrinterChanged{{}});
  events.push_back(event::PrinterChanged{{true, {"media-jam"}, {"marker-supply-low"}}});
  events.push_back(event::PrinterChanged{{false, {}, {}}});
  events.push_back(event::UnknownCopies{{{"00112233445566cc", "ABCD-EFGH", 2}}});
  events.push_back(event::HallReachable{});
  events.push_back(event::HallUnreachable{gone()});
  events.push_back(event::HallUnreachable{{"device_unknown", {}, "", {}}});
  events.push_back(event::GuideLoaded{std::vector<api::GuideEntry>(2)});
  events.push_back(event::GuideLoaded{tl::unexpected(gone())});
  events.push_back(event::PrintProgress{"00112233445566aa", 2, 3});
  events.push_back(event::PrintProgress{"00112233445566aa", -5, 0});
  for (const auto outcome :
       {PrintOutcome::printed, PrintOutcome::sent, PrintOutcome::failed, PrintOutcome::unknown})
    events.push_back(event::PrintEnded{"00112233445566aa", outcome, "aborted-by-system"});
  return events;
}

bool holdsNothingPersonal(const Model& model) {
  const Session& session = model.session;
  return model.sign_in.account.empty() && model.sign_in.password.empty() && !session.person &&
         !session.lists && !session.step && !session.case_index && !session.preview &&
         session.signature.strokes.empty() && !session.job && !session.unknown && !model.notice &&
         model.waiting == Waiting::none;
}

// What must hold after every step, whatever happened.
void holds(const Kiosk& kiosk) {
  const Model& model = kiosk.model;
  const bool in_session = model.screen != Screen::starting && model.screen != Screen::attract &&
                          model.screen != Screen::goodbye && model.screen != Screen::out_of_service;
  if (!in_session) REQUIRE(model.screen != Screen::home);
  if (kiosk.wanted<effect::WipeSession>() && model.screen == Screen::goodbye)
    REQUIRE(holdsNothingPersonal(model));
  if (model.screen == Screen::goodbye || model.screen == Screen::attract ||
      model.screen == Screen::out_of_service)
    REQUIRE(holdsNothingPersonal(model));
  if (model.screen == Screen::reading || model.screen == Screen::document) REQUIRE(model.session.preview);
  if (model.screen == Screen::reading || model.screen == Screen::signing) REQUIRE(model.session.step);
  if (model.screen == Screen::printing || model.screen == Screen::done) REQUIRE(model.session.job);
  if (model.screen == Screen::case_detail) REQUIRE((model.session.case_index && model.session.lists));
  if (model.screen == Screen::guide_entry) REQUIRE((model.guide && model.guide_index < model.guide->size()));
  if (model.screen == Screen::unknown_copy) REQUIRE((model.session.unknown || !model.unknown_copies.empty()));
  REQUIRE(nextDeadline(model).has_value());
}

// By hand where a tap leads there, by waiting where only time does.
bool findsHome(Kiosk kiosk) {
  kiosk.happen(event::HallReachable{}).happen(event::PrinterChanged{{}}).tap(action::CloseNotice{});
  for (int i = 0; i < 3; ++i) {
    kiosk.tap(action::DecideLater{}).tap(action::Touched{}).tap(action::Go{Destination::home});
    if (kiosk.model.screen == Screen::home) return true;
    kiosk.wait(200s);
  }
  return false;
}

const std::vector<std::pair<Screen, std::function<void(Kiosk&)>>> kWays{
    {Screen::starting, [](Kiosk&) {}},
    {Screen::attract, [](Kiosk& kiosk) { kiosk.open(); }},
    {Screen::home, [](Kiosk& kiosk) { kiosk.signIn(Destination::home); }},
    {Screen::sign_in, [](Kiosk& kiosk) { kiosk.open().fillIn(); }},
    {Screen::steps, [](Kiosk& kiosk) { kiosk.signIn(); }},
    {Screen::documents, [](Kiosk& kiosk) { kiosk.signIn(Destination::documents); }},
    {Screen::document, [](Kiosk& kiosk) { kiosk.openTranscript(); }},
    {Screen::reading, [](Kiosk& kiosk) { kiosk.beginStep(); }},
    {Screen::signing, [](Kiosk& kiosk) { kiosk.beginStep().confirm(); }},
    {Screen::printing, [](Kiosk& kiosk) { kiosk.printTranscript(); }},
    {Screen::done, [](Kiosk& kiosk) { kiosk.printTranscript().ended(PrintOutcome::printed); }},
    {Screen::guide, [](Kiosk& kiosk) { kiosk.open().tap(action::Go{Destination::guide}); }},
    {Screen::guide_entry,
     [](Kiosk& kiosk) {
       kiosk.open()
           .tap(action::Go{Destination::guide})
           .happen(event::GuideLoaded{std::vector<api::GuideEntry>(2)});
       kiosk.tap(action::OpenGuide{1});
     }},
    {Screen::progress, [](Kiosk& kiosk) { kiosk.signIn(Destination::progress); }},
    {Screen::case_detail, [](Kiosk& kiosk) { kiosk.signIn(Destination::progress).tap(action::OpenCase{0}); }},
    {Screen::goodbye, [](Kiosk& kiosk) { kiosk.signIn().tap(action::SignOut{}); }},
    {Screen::out_of_service, [](Kiosk& kiosk) { kiosk.happen(event::HallUnreachable{gone()}); }},
    {Screen::unknown_copy, [](Kiosk& kiosk) { kiosk.printTranscript().ended(PrintOutcome::unknown); }},
};

}  // namespace

TEST_CASE("every event on every screen leaves a sound kiosk with a way home") {
  REQUIRE(kWays.size() == static_cast<std::size_t>(Screen::unknown_copy) + 1);
  for (const auto& [screen, lead] : kWays) {
    Kiosk there;
    lead(there);
    CAPTURE(static_cast<int>(screen));
    REQUIRE(there.model.screen == screen);
    for (const Event& event : everyEvent(there.model.session_number)) {
      CAPTURE(event.index(), std::holds_alternative<event::Tapped>(event)
                                 ? std::get<event::Tapped>(event).action.index()
                                 : 0);
      Kiosk kiosk = there;
      kiosk.happen(event);
      holds(kiosk);
      REQUIRE(findsHome(kiosk));
    }
  }
}

TEST_CASE("every screen left alone comes to rest with nothing personal in it") {
  for (const auto& [screen, lead] : kWays) {
    Kiosk kiosk;
    lead(kiosk);
    CAPTURE(static_cast<int>(screen));
    kiosk.wait(600s);
    CHECK(holdsNothingPersonal(kiosk.model));
  }
}

TEST_CASE("long random lives never crash, leak or get stuck") {
  const unsigned seed = std::random_device{}();
  std::cout << "random lives: seed " << seed << "\n";
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto pick = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  for (int life = 0; life < 40; ++life) {
    Kiosk kiosk;
    kWays[pick(kWays.size())].second(kiosk);
    for (int i = 0; i < 400; ++i) {
      const auto events = everyEvent(kiosk.model.session_number);
      kiosk.happen(events[pick(events.size())]);
      holds(kiosk);
      if (pick(12) == 0) kiosk.wait(std::chrono::seconds(pick(70)));
      holds(kiosk);
    }
    REQUIRE(findsHome(kiosk));
  }
}

TEST_CASE("a deadline that was kept lies behind: the loop never spins") {
  for (const auto& [screen, lead] : kWays) {
    Kiosk kiosk;
    lead(kiosk);
    CAPTURE(static_cast<int>(screen));
    int ticks = 0;
    const auto end = kiosk.clock.steady() + 300s;
    for (; kiosk.clock.steady() < end; ++ticks) {
      const auto next = *nextDeadline(kiosk.model);
      if (next > kiosk.clock.steady())
        kiosk.clock.advance(std::chrono::ceil<std::chrono::milliseconds>(next - kiosk.clock.steady()));
      kiosk.happen(event::Tick{kiosk.clock.now()});
      REQUIRE(*nextDeadline(kiosk.model) > kiosk.clock.steady());
    }
    CHECK(ticks < 120);
  }
}

TEST_CASE("a wipe overwrites the pages it drops") {
  Kiosk kiosk;
  kiosk.openTranscript();
  const auto page = kiosk.model.session.preview->pages[0];
  kiosk.tap(action::SignOut{});
  CHECK(page->pixels.empty());
}
