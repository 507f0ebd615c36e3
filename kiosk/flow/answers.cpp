#include <algorithm>

#include "base/crypto.hpp"
#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

bool ofThisSession(const Turn& turn, SessionNumber session, Waiting what) {
  return session == turn.model.session_number && turn.model.waiting == what;
}

// A good answer says as much as a probe's.
void heard(Turn& turn) { turn.model.hall_reachable = turn.model.hall.has_value(); }

void enter(Turn& turn, const api::Person& person) {
  Model& model = turn.model;
  const Destination goal = model.sign_in.goal;
  heard(turn);
  model.session.person = person;
  go(turn, goal);
}

}  // namespace

void answered(Turn& turn, const event::HallReachable& event) {
  Model& model = turn.model;
  model.probing = false;
  model.probed_at = turn.now;
  model.hall = event.device;
  model.hall_reachable = true;
  model.hall_error.reset();
  if (!model.guide) loadGuide(turn);
  if (model.notice && model.notice->hallGone()) tryAgain(turn);
}

void answered(Turn& turn, const event::HallUnreachable& event) {
  Model& model = turn.model;
  model.probing = false;
  model.probed_at = turn.now;
  model.hall_reachable = false;
  model.hall_error = event.error;
}

void answered(Turn& turn, const event::GuideLoaded& event) {
  Model& model = turn.model;
  model.guide_loading = false;
  model.guide_error.reset();
  if (!event.guide) {
    model.guide_error = event.guide.error();  // what was loaded earlier stays readable
    return;
  }
  model.guide = *event.guide;
  if (model.guide_index < model.guide->size()) return;
  model.guide_index = 0;
  if (model.screen == Screen::guide_entry) show(turn, Screen::guide);
}

void answered(Turn& turn, const event::SignedIn& event) {
  Model& model = turn.model;
  if (!ofThisSession(turn, event.session, Waiting::sign_in)) return;
  model.waiting = Waiting::none;
  if (event.person) return enter(turn, *event.person);
  if (event.person.error().code == "hall_unreachable")
    return failed(turn, event.person.error(), Waiting::sign_in);
  model.sign_in.error = event.person.error();
  base::cleanse(model.sign_in.password);
  model.sign_in.focus = SignInField::password;
}

void answered(Turn& turn, const event::HomeLoaded& event) {
  Model& model = turn.model;
  if (!ofThisSession(turn, event.session, Waiting::home)) return;
  model.waiting = Waiting::none;
  if (!event.lists) return failed(turn, event.lists.error(), Waiting::home);
  heard(turn);
  model.session.lists = *event.lists;
  model.session.stale = false;
  if (!model.session.case_index || *model.session.case_index < event.lists->cases.size()) return;
  go(turn, Destination::progress);
}

void answered(Turn& turn, const event::PreviewLoaded& event) {
  Model& model = turn.model;
  auto& preview = model.session.preview;
  if (!ofThisSession(turn, event.session, Waiting::preview) || !preview ||
      preview->document_id != event.document_id)
    return;
  model.waiting = Waiting::none;
  if (!event.pages) return failed(turn, event.pages.error(), Waiting::preview);
  heard(turn);
  preview->pages = *event.pages;
  preview->pages_in_all = std::max<int>(event.pages_in_all, static_cast<int>(event.pages->size()));
  preview->version = ++model.previews_loaded;
  preview->view = View{};
  const bool whole = preview->pages_in_all == static_cast<int>(preview->pages.size());
  if (model.screen == Screen::reading && !whole)  // nobody can confirm pages that were not shown
    model.notice = Notice{base::Error{"document_too_long", {}, "more pages than this kiosk shows", {}}};
}

void answered(Turn& turn, const event::ActionCompleted& event) {
  Model& model = turn.model;
  if (event.session != model.session_number) return;
  model.session.stale = true;  // even when the person has gone elsewhere meanwhile
  auto& step = model.session.step;
  const bool awaited = model.waiting == Waiting::complete_action && step && step->case_id == event.case_id &&
                       step->node_id == event.node_id;
  if (!awaited) return;
  model.waiting = Waiting::none;
  if (!event.result) {
    const bool lost = event.result.error().code == "hall_unreachable";
    return failed(turn, event.result.error(), lost ? Waiting::complete_action : Waiting::none);
  }
  heard(turn);
  model.session.action_request.reset();
  step->actions_done.push_back(event.action);
  cleanse(model.session.signature);
  continueStep(turn);
}

}  // namespace kiosk
