#include <algorithm>

#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

using std::chrono::milliseconds;

base::Error noAnswer() { return {"hall_unreachable", {}, "no answer within the time-out", {}}; }

bool jobRuns(const Model& model) { return model.session.job && model.session.job->running(); }

milliseconds idleAsk(const Model& model) {
  return model.screen == Screen::unknown_copy ? model.timeouts.decision : model.timeouts.idle_ask;
}

base::SteadyTime wipeAt(const Model& model) {
  return model.touched_at + idleAsk(model) + model.timeouts.idle_wipe;
}

int secondsUntil(base::SteadyTime then, base::SteadyTime now) {
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(then - now).count());
}

// How long after the last answer the hall is asked again; nullopt: not now.
std::optional<milliseconds> probeEvery(const Model& model) {
  if (!model.config_problems.empty() || model.probing) return std::nullopt;
  if (model.notice && model.notice->hallGone()) return model.timeouts.hall_retry;
  if (model.screen == Screen::starting || model.screen == Screen::out_of_service)
    return model.timeouts.hall_retry;
  if (model.screen == Screen::attract) return model.timeouts.hall_check;
  return std::nullopt;
}

void expireIdle(Turn& turn) {
  Model& model = turn.model;
  if (!idleCounts(model) || turn.now < model.touched_at + idleAsk(model)) return model.countdown.reset();
  if (turn.now >= wipeAt(model)) return wipe(turn, Goodbye::idle);
  if (!model.countdown) turn.want(effect::Beep{effect::Beep::Kind::attention});
  model.countdown = secondsUntil(wipeAt(model), turn.now);
}

void expireScreen(Turn& turn) {
  Model& model = turn.model;
  const auto shown_for = turn.now - model.screen_since;
  if (model.screen == Screen::goodbye && shown_for >= model.timeouts.goodbye) show(turn, Screen::attract);
  const auto since = std::max(model.screen_since, model.touched_at);
  if (model.screen == Screen::done && turn.now - since >= model.timeouts.done_screen)
    wipe(turn, Goodbye::done);
  const bool strangers = model.screen == Screen::unknown_copy && !model.session.unknown;
  if (strangers && turn.now - since >= model.timeouts.decision) decideLater(turn);
}

void expireJob(Turn& turn) {
  Model& model = turn.model;
  if (!jobRuns(model) || model.session.job->stalled) return;
  if (turn.now - model.session.job->moved_at < model.timeouts.print_stall) return;
  model.session.job->stalled = true;
  model.touched_at = turn.now;  // from here on the person is asked whether they are still there
  turn.want(effect::Beep{effect::Beep::Kind::attention});
}

void expireAnswer(Turn& turn) {
  Model& model = turn.model;
  if (model.waiting == Waiting::none || turn.now - model.waiting_since < model.timeouts.answer) return;
  failed(turn, noAnswer(), Waiting(model.waiting));
}

}  // namespace

bool idleCounts(const Model& model) {
  switch (model.screen) {
    case Screen::starting:
    case Screen::attract:
    case Screen::goodbye:
    case Screen::out_of_service:
    case Screen::done:
      return false;
    case Screen::unknown_copy:
      return model.session.unknown.has_value();
    case Screen::printing:
      return !jobRuns(model) || model.session.job->stalled;
    case Screen::home:
    case Screen::sign_in:
    case Screen::steps:
    case Screen::documents:
    case Screen::document:
    case Screen::reading:
    case Screen::signing:
    case Screen::guide:
    case Screen::guide_entry:
    case Screen::progress:
    case Screen::case_detail:
      return true;
  }
  return true;
}

void expire(Turn& turn) {
  expireAnswer(turn);
  expireJob(turn);
  expireScreen(turn);
  expireIdle(turn);
  if (turn.model.probing && turn.now >= turn.model.probed_at + turn.model.timeouts.answer)
    answered(turn, event::HallUnreachable{noAnswer()});
  const auto every = probeEvery(turn.model);
  if (every && turn.now >= turn.model.probed_at + *every) probe(turn);
}

std::optional<base::SteadyTime> nextDeadline(const Model& model) {
  // The header's clock shows minutes.
  base::SteadyTime next = model.wall_at + std::chrono::seconds(60 - model.wall % 60);
  const auto consider = [&](base::SteadyTime time) { next = std::min(next, time); };
  if (model.probing) consider(model.probed_at + model.timeouts.answer);
  if (const auto every = probeEvery(model)) consider(model.probed_at + *every);
  if (model.waiting != Waiting::none) consider(model.waiting_since + model.timeouts.answer);
  if (jobRuns(model) && !model.session.job->stalled)
    consider(model.session.job->moved_at + model.timeouts.print_stall);
  const auto since = std::max(model.screen_since, model.touched_at);
  if (model.screen == Screen::goodbye) consider(model.screen_since + model.timeouts.goodbye);
  if (model.screen == Screen::done) consider(since + model.timeouts.done_screen);
  if (model.screen == Screen::unknown_copy && !model.session.unknown)
    consider(since + model.timeouts.decision);
  if (!idleCounts(model)) return next;
  if (!model.countdown)
    consider(model.touched_at + idleAsk(model));
  else
    consider(wipeAt(model) - std::chrono::seconds(*model.countdown - 1));
  return next;
}

}  // namespace kiosk
