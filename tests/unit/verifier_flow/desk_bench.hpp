// A desk without a window: its model, and what is said to it.
#pragma once

#include <catch2/catch.hpp>

#include "verifier/flow/events.hpp"

namespace verifier::desk {

struct Desk {
  Model model;
  base::UnixSeconds now = 1'795'420'800;
  base::SteadyTime steady{std::chrono::hours(1)};

  Desk() { model.command_word = "MFRGGZDFMZTWQ"; }

  std::vector<Effect> take(const Event& event) { return step(model, event, now, steady); }
  std::vector<Effect> act(Action::Kind kind, int index = 0) { return take(Action{kind, index}); }
  void type(const std::string& text) { take(TypedText{text}); }
  std::vector<Effect> key(const std::string& name) { return take(PressedKey{name}); }
  std::vector<Effect> read(const std::string& code) { return take(ReadCode{code}); }
  std::vector<Effect> command(const std::string& name) {  // off the desk's own card
    return read(std::string(kCommandCode) + model.command_word + ":" + name);
  }
};

// The one effect of that kind; sounds are passed over unless they are asked for.
template <class T>
T only(const std::vector<Effect>& effects) {
  std::vector<T> found;
  for (const auto& effect : effects)
    if (const auto* one = std::get_if<T>(&effect)) found.push_back(*one);
  REQUIRE(found.size() == 1);
  return found[0];
}

inline domain::Acceptance earlierAt(const std::string& office) {
  return {"5f3a91c2d47be608", "finance", office, "李建国", 1'795'400'000};
}

// A genuine page of a printout, as the hall judged it.
inline CheckedPage pageOf(const std::string& serial, int number, int pages) {
  CheckedPage page;
  page.carrier = "https://hall.example/v#" + serial + std::to_string(number);
  auto& facts = page.verification;
  facts.verdict.seal = domain::SealState::genuine;
  facts.verdict.status = domain::StatusState::valid;
  facts.verdict.acceptance = domain::AcceptanceState::free;
  facts.serial = serial;
  facts.short_serial = serial.substr(0, 8);
  facts.page = number;
  facts.pages = pages;
  facts.waiting.resize(1);
  return page;
}

// A desk of 教务处 at which t1008 is signed in, with these pages of one file before them.
inline Desk deskWith(std::vector<CheckedPage> pages) {
  Desk desk;
  auto& model = desk.model;
  model.office = "教务处";
  model.link = Link::connected;
  model.session = api::Session{"token", {"t1008", "欧阳文静", "t1008", "教务处", {}}, 0};
  model.touched = desk.steady;
  const int id = only<CheckFile>(desk.take(DroppedFile{"/scans/离校.pdf"})).pile;
  for (auto& page : pages) page.pile = "离校.pdf";
  desk.take(PileChecked{id, reportOf(std::move(pages)), false, {}, true});
  return desk;
}
inline Desk deskWithGoodPaper() { return deskWith({pageOf("5f3a91c2d47be608", 1, 1)}); }
inline Desk deskWithVoidPaper() {
  auto page = pageOf("5f3a91c2d47be608", 1, 1);
  page.verification.verdict.status = domain::StatusState::voided;
  return deskWith({page});
}

}  // namespace verifier::desk
