#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

void await(Turn& turn, Waiting what) {
  turn.model.waiting = what;
  turn.model.waiting_since = turn.now;
  turn.model.notice.reset();
}

Waiting whatTheScreenShows(const Model& model) {
  switch (model.screen) {
    case Screen::sign_in:
      return Waiting::sign_in;
    case Screen::document:
    case Screen::reading:
      return Waiting::preview;
    case Screen::home:
    case Screen::steps:
    case Screen::documents:
    case Screen::progress:
    case Screen::case_detail:
      return Waiting::home;
    case Screen::starting:
    case Screen::attract:
    case Screen::signing:
    case Screen::printing:
    case Screen::done:
    case Screen::guide:
    case Screen::guide_entry:
    case Screen::goodbye:
    case Screen::out_of_service:
    case Screen::unknown_copy:
      return Waiting::none;
  }
  return Waiting::none;
}

void repeat(Turn& turn, Waiting what) {
  Model& model = turn.model;
  switch (what) {
    case Waiting::none:
      return;
    case Waiting::sign_in:
      return signIn(turn);
    case Waiting::home:
      if (model.signedIn()) loadHome(turn);
      return;
    case Waiting::preview:
      if (!model.session.preview) return;
      return loadPreview(turn, std::string(model.session.preview->document_id),
                         base::Bilingual(model.session.preview->title));
    case Waiting::complete_action:
      if (!model.session.step) return;
      if (const auto action = nextAction(*model.session.step)) completeAction(turn, *action);
      return;
  }
}

}  // namespace

void probe(Turn& turn) {
  if (turn.model.probing) return;
  turn.model.probing = true;
  turn.model.probed_at = turn.now;
  turn.want(effect::ProbeHall{});
}

void loadGuide(Turn& turn) {
  if (turn.model.guide_loading) return;
  turn.model.guide_loading = true;
  turn.want(effect::LoadGuide{});
}

void signIn(Turn& turn) {
  Model& model = turn.model;
  if (model.signedIn() || model.sign_in.account.empty() || model.sign_in.password.empty()) return;
  await(turn, Waiting::sign_in);
  model.sign_in.error.reset();
  turn.want(effect::SignIn{model.session_number, model.sign_in.account, model.sign_in.password});
}

void loadHome(Turn& turn) {
  await(turn, Waiting::home);
  turn.want(effect::LoadHome{turn.model.session_number});
}

void loadPreview(Turn& turn, const std::string& document_id, const base::Bilingual& title) {
  Model& model = turn.model;
  await(turn, Waiting::preview);
  model.session.preview = Preview{.document_id = document_id, .title = title};
  turn.want(effect::LoadPreview{model.session_number, document_id, model.limits.preview_pages,
                                model.limits.preview_dpi});
}

void completeAction(Turn& turn, domain::KioskAction action) {
  Model& model = turn.model;
  Session& session = model.session;
  await(turn, Waiting::complete_action);
  if (!session.action_request) session.action_request = ++model.requests;
  api::StepAction wanted{.action = action};
  if (action == domain::KioskAction::sign) wanted.signature_json = toJson(session.signature);
  turn.want(effect::CompleteAction{model.session_number, session.step->case_id, session.step->node_id,
                                   std::move(wanted), *session.action_request});
}

void tryAgain(Turn& turn) {
  Model& model = turn.model;
  if (model.waiting != Waiting::none) return;
  if (model.screen == Screen::out_of_service && model.config_problems.empty()) return probe(turn);
  if (model.screen == Screen::guide) return loadGuide(turn);
  const Waiting what = model.notice ? model.notice->retry : whatTheScreenShows(model);
  model.notice.reset();
  repeat(turn, what);
}

void failed(Turn& turn, const base::Error& error, Waiting what) {
  Model& model = turn.model;
  model.waiting = Waiting::none;
  if (error.code == "session_expired") {
    endSession(turn);
    model.sign_in.error = base::Error{error.code, {}, error.cause, {}};
    return show(turn, Screen::sign_in);
  }
  model.notice = Notice{error, what};
  if (!model.notice->hallGone()) return;
  model.hall_reachable = false;
  model.probed_at = turn.now;
}

}  // namespace kiosk
