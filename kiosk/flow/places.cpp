#include <algorithm>

#include "base/crypto.hpp"
#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

bool atRest(const Model& model) {
  switch (model.screen) {
    case Screen::starting:
    case Screen::attract:
    case Screen::out_of_service:
      return true;
    case Screen::unknown_copy:
      return !model.session.unknown;
    case Screen::home:
    case Screen::sign_in:
    case Screen::steps:
    case Screen::documents:
    case Screen::document:
    case Screen::reading:
    case Screen::signing:
    case Screen::printing:
    case Screen::done:
    case Screen::guide:
    case Screen::guide_entry:
    case Screen::progress:
    case Screen::case_detail:
    case Screen::goodbye:
      return false;
  }
  return false;
}

std::optional<OutOfService> whyOutOfService(const Model& model) {
  if (!model.config_problems.empty()) return OutOfService::config;
  if (model.hall_error && model.hall_error->code == "device_unknown") return OutOfService::device_unknown;
  if (!model.hall_reachable) return OutOfService::hall;
  if (!model.printer.reachable && !model.without_printer) return OutOfService::printer;
  return std::nullopt;
}

void cleanse(SignInForm& form) {
  base::cleanse(form.account);
  base::cleanse(form.password);
  form = SignInForm{};
}

void dropPreview(Model& model) {
  if (!model.session.preview) return;
  for (auto& page : model.session.preview->pages)
    if (page) base::cleanse(page->pixels);
  model.session.preview.reset();
}

void cleanse(Model& model, Session& session) {
  cleanse(session.signature);
  dropPreview(model);
  session = Session{};
}

bool somethingOfSomebody(const Model& model) {
  return model.signedIn() || !model.sign_in.account.empty() || !model.sign_in.password.empty();
}

// Leaves whatever is being done, so that the next screen begins afresh.
void putAway(Turn& turn) {
  Model& model = turn.model;
  cleanse(model.session.signature);
  dropPreview(model);
  model.session.step.reset();
  model.session.job.reset();
  model.session.unknown.reset();
  model.session.case_index.reset();
  model.session.action_request.reset();
  model.waiting = Waiting::none;
  model.notice.reset();
}

Screen screenOf(Destination to) {
  switch (to) {
    case Destination::home:
      return Screen::home;
    case Destination::steps:
      return Screen::steps;
    case Destination::documents:
      return Screen::documents;
    case Destination::progress:
      return Screen::progress;
    case Destination::guide:
      return Screen::guide;
  }
  return Screen::home;
}

}  // namespace

std::optional<domain::KioskAction> nextAction(const api::KioskStep& step) {
  for (const auto action : step.actions)
    if (std::find(step.actions_done.begin(), step.actions_done.end(), action) == step.actions_done.end())
      return action;
  return std::nullopt;
}

void show(Turn& turn, Screen screen) {
  turn.model.screen = screen;
  turn.model.screen_since = turn.now;
}

void settle(Turn& turn) {
  Model& model = turn.model;
  if (!atRest(model)) return;
  const bool still_starting = model.screen == Screen::starting && !model.hall && !model.hall_error;
  if (still_starting && model.config_problems.empty()) return;
  Screen rest = Screen::attract;
  if (const auto why = whyOutOfService(model)) {
    model.out_of_service = *why;
    rest = Screen::out_of_service;
  } else if (!model.unknown_copies.empty()) {
    rest = Screen::unknown_copy;
  }
  if (rest != model.screen) show(turn, rest);
}

void go(Turn& turn, Destination to) {
  Model& model = turn.model;
  const bool needs_person = to != Destination::home && to != Destination::guide;
  if (model.waiting == Waiting::sign_in)
    endSession(turn);  // the hall may have opened one that nobody wants any more
  cleanse(model.sign_in);
  putAway(turn);
  if (needs_person && !model.signedIn()) {
    model.sign_in.goal = to;
    return show(turn, Screen::sign_in);
  }
  show(turn, screenOf(to));
  if (to == Destination::guide) loadGuide(turn);
  if (model.signedIn() && (model.session.stale || !model.session.lists)) loadHome(turn);
}

void back(Turn& turn) {
  switch (turn.model.screen) {
    case Screen::home:
      if (!turn.model.signedIn()) show(turn, Screen::attract);
      return;
    case Screen::sign_in:
    case Screen::steps:
    case Screen::documents:
    case Screen::guide:
    case Screen::progress:
    case Screen::done:
      return go(turn, Destination::home);
    case Screen::document:
      return go(turn, Destination::documents);
    case Screen::reading:
    case Screen::signing:
      return go(turn, Destination::steps);
    case Screen::printing:
      return go(turn, turn.model.session.step ? Destination::steps : Destination::documents);
    case Screen::guide_entry:
      return show(turn, Screen::guide);
    case Screen::case_detail:
      return go(turn, Destination::progress);
    case Screen::starting:
    case Screen::attract:
    case Screen::goodbye:
    case Screen::out_of_service:
    case Screen::unknown_copy:
      return;
  }
}

void endSession(Turn& turn) {
  Model& model = turn.model;
  if (model.session.job && model.session.job->running())
    turn.want(effect::AbandonPrint{model.session_number, model.session.job->serial});
  if (model.session.unknown)
    model.unknown_copies.push_back(*model.session.unknown);  // whoever comes next may look
  turn.want(effect::WipeSession{model.session_number});
  ++model.session_number;
  cleanse(model.sign_in);
  cleanse(model, model.session);
  model.waiting = Waiting::none;
  model.notice.reset();
  model.countdown.reset();
  model.requests = 0;
}

void wipe(Turn& turn, Goodbye reason) {
  Model& model = turn.model;
  const bool personal = somethingOfSomebody(model);
  endSession(turn);
  model.guide_index = 0;
  model.language = model.default_language;
  model.goodbye = reason;
  show(turn, personal ? Screen::goodbye : Screen::attract);
}

void continueStep(Turn& turn) {
  Model& model = turn.model;
  const api::KioskStep step = *model.session.step;
  const auto action = nextAction(step);
  if (!action) return go(turn, Destination::home);
  switch (*action) {
    case domain::KioskAction::read_and_confirm:
      show(turn, Screen::reading);
      return loadPreview(turn, step.document_id, step.process_title);
    case domain::KioskAction::sign:
      return show(turn, Screen::signing);
    case domain::KioskAction::attach:
      go(turn, Destination::steps);
      model.notice = Notice{base::Error{"attach_not_here", step.node_id, "this kiosk has no scanner", {}}};
      return;
    case domain::KioskAction::print:
      prepareJob(turn, step.document_id, step.process_title);
      return show(turn, Screen::printing);
    case domain::KioskAction::collect:
      prepareJob(turn, step.document_id, step.process_title);
      return show(turn, Screen::done);
  }
}

}  // namespace kiosk
