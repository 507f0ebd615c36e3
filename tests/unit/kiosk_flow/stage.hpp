// A kiosk to play with: a model, a clock that moves when told, and people and papers to fill it with.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "kiosk/flow/flow.hpp"

namespace stage {

using namespace kiosk;
using namespace std::chrono_literals;
using domain::KioskAction;

inline const std::string kSecret = "hall-demo-2026";
inline const std::string kName = "张德华";

inline api::KioskStep leaveStep() {
  return {"QJ-2026-000123",
          "print",
          {"学生请假审批", "Student leave"},
          {"打印请假单", "Print the form"},
          {KioskAction::read_and_confirm, KioskAction::sign, KioskAction::print, KioskAction::collect},
          {},
          "doc-1"};
}

inline HomeLists lists() {
  HomeLists lists;
  lists.steps = {leaveStep()};
  lists.documents = {
      {"doc-1", "QJ-2026-000123", {"学生请假审批", "Student leave"}, 1, false, "sign_first", 3, {}},
      {"doc-2", "CJ-2026-000007", {"成绩单", "Transcript"}, 3, true, "", 2, {}}};
  api::Case leave;
  leave.id = "QJ-2026-000123";
  leave.applicant_name = kName;
  leave.nodes = {{"counsellor", {"辅导员审批", "Counsellor"}}};
  lists.cases = {leave};
  return lists;
}

inline std::vector<std::shared_ptr<base::Image>> pages(int count) {
  std::vector<std::shared_ptr<base::Image>> pages;
  for (int i = 0; i < count; ++i)
    pages.push_back(
        std::make_shared<base::Image>(base::Image{4, 6, 1, 150, std::vector<std::uint8_t>(24, 77)}));
  return pages;
}

inline std::vector<PadPoint> scribble() {
  return {{0.2, 0.2, 0, true},
          {0.9, 0.8, 60, false},
          {1.4, 0.3, 120, false},
          {2.0, 0.5, 200, true},
          {2.4, 0.6, 260, false}};
}

struct Kiosk {
  Model model;
  base::FakeClock clock;
  Effects effects;  // of the last step

  Kiosk() { effects = start(model, clock.steady()); }

  Kiosk& happen(Event event) {
    effects = step(model, event, clock.steady());
    return *this;
  }
  Kiosk& tap(Action action) { return happen(event::Tapped{std::move(action)}); }
  Kiosk& type(const std::string& text) {
    for (const char letter : text) tap(action::TypeKey{{Key::Kind::character, std::string(1, letter)}});
    return *this;
  }
  // Time goes by as the program lives it: woken at each deadline.
  Kiosk& wait(std::chrono::milliseconds by) {
    const auto end = clock.steady() + by;
    Effects all;
    while (clock.steady() < end) {
      const auto next = std::min(end, nextDeadline(model).value_or(end));
      clock.advance(std::max(1ms, std::chrono::ceil<std::chrono::milliseconds>(next - clock.steady())));
      happen(event::Tick{clock.now()});
      all.insert(all.end(), effects.begin(), effects.end());
    }
    effects = all;
    return *this;
  }
  template <class T>
  const T* wanted() const {
    for (const auto& effect : effects)
      if (const T* found = std::get_if<T>(&effect)) return found;
    return nullptr;
  }

  // --- shortcuts to a place
  Kiosk& open() {
    return happen(event::HallReachable{{"KIOSK-07", "kiosk", "", 0, {"学院", "College"}, "hall.example"}});
  }
  Kiosk& fillIn() {
    tap(action::Go{Destination::steps}).type("20230001");
    tap(action::TypeKey{{Key::Kind::enter, ""}}).type(kSecret);
    return tap(action::SubmitSignIn{});
  }
  Kiosk& signIn(Destination goal = Destination::steps) {
    open().fillIn();
    model.sign_in.goal = goal;
    happen(event::SignedIn{model.session_number,
                           api::Person{"20230001", kName, "20230001", "信息工程学院", {}}});
    return happen(event::HomeLoaded{model.session_number, lists()});
  }
  Kiosk& beginStep() {
    signIn().tap(action::OpenStep{0});
    return happen(event::PreviewLoaded{model.session_number, "doc-1", pages(1), 1});
  }
  Kiosk& completed(KioskAction action) {
    return happen(
        event::ActionCompleted{model.session_number, "QJ-2026-000123", "print", action, api::Case{}});
  }
  Kiosk& readToTheEnd() {
    View view;
    view.reached_end = true;
    return tap(action::MoveView{view});
  }
  Kiosk& confirm() {
    readToTheEnd().tap(action::ConfirmRead{});
    return completed(KioskAction::read_and_confirm);
  }
  Kiosk& sign() {
    tap(action::DrawSignature{scribble(), 3}).tap(action::AcceptSignature{});
    return completed(KioskAction::sign);
  }
  Kiosk& openTranscript() {
    signIn(Destination::documents).tap(action::OpenDocument{1});
    return happen(event::PreviewLoaded{model.session_number, "doc-2", pages(3), 3});
  }
  Kiosk& printTranscript() {
    openTranscript().tap(action::Print{});
    return happen(event::PrintoutSealed{model.session_number, "doc-2", "00112233445566aa", "K7QF-3M2A", 3});
  }
  Kiosk& ended(PrintOutcome outcome, const std::string& reason = "") {
    return happen(event::PrintEnded{"00112233445566aa", outcome, reason});
  }
};

inline base::Error gone() { return {"hall_unreachable", {}, "no route", {}}; }

}  // namespace stage
