#include "kiosk/flow/flow.hpp"

#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

struct Happened {
  Turn& turn;

  void operator()(const event::Tapped& event) { tapped(turn, event.action); }
  void operator()(const event::KeyTyped& event) { tapped(turn, action::TypeKey{event.key}); }
  void operator()(const event::Tick& event) {
    turn.model.wall = event.wall;
    turn.model.wall_at = turn.now;
  }
  void operator()(const event::ConfigRefused& event) { turn.model.config_problems = event.sentences; }
  void operator()(const event::UnknownCopies& event) { turn.model.unknown_copies = event.copies; }
  void operator()(const event::PrinterChanged& event) { printed(turn, event); }
  void operator()(const event::PrintoutSealed& event) { printed(turn, event); }
  void operator()(const event::PrintRefused& event) { printed(turn, event); }
  void operator()(const event::PrintProgress& event) { printed(turn, event); }
  void operator()(const event::PrintEnded& event) { printed(turn, event); }
  void operator()(const event::HallReachable& event) { answered(turn, event); }
  void operator()(const event::HallUnreachable& event) { answered(turn, event); }
  void operator()(const event::GuideLoaded& event) { answered(turn, event); }
  void operator()(const event::SignedIn& event) { answered(turn, event); }
  void operator()(const event::HomeLoaded& event) { answered(turn, event); }
  void operator()(const event::PreviewLoaded& event) { answered(turn, event); }
  void operator()(const event::ActionCompleted& event) { answered(turn, event); }
};

}  // namespace

Effects start(Model& model, base::SteadyTime now) {
  Turn turn{model, now, {}};
  model.language = model.default_language;
  model.touched_at = model.wall_at = model.probed_at = now;
  show(turn, Screen::starting);
  probe(turn);
  return std::move(turn.effects);
}

Effects step(Model& model, const Event& event, base::SteadyTime now) {
  Turn turn{model, now, {}};
  expire(turn);
  std::visit(Happened{turn}, event);
  settle(turn);
  return std::move(turn.effects);
}

}  // namespace kiosk
