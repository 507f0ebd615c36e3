#include <algorithm>
#include <cmath>

#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

bool readingSomething(const Model& model) {
  return (model.screen == Screen::document || model.screen == Screen::reading) && model.session.preview;
}

// Places a person can't walk away from by a tap: paper is on its way, a decision about it is due, or nothing
// works.
bool mayLeave(const Model& model) {
  if (model.session.job && model.session.job->running()) return false;
  return model.screen != Screen::starting && model.screen != Screen::out_of_service &&
         model.screen != Screen::unknown_copy;
}

struct Tap {
  Turn& turn;
  Model& model = turn.model;

  void operator()(const action::None&) {}
  void operator()(const action::Touched&) {
    if (model.screen == Screen::goodbye) show(turn, Screen::attract);
  }
  void operator()(const action::SwitchLanguage& tap) { model.language = tap.language; }
  void operator()(const action::Go& tap) {
    if (mayLeave(model)) go(turn, tap.to);
  }
  void operator()(const action::Back&) {
    if (mayLeave(model)) back(turn);
  }
  void operator()(const action::SignOut&) {
    if (mayLeave(model) && model.signedIn()) wipe(turn, Goodbye::signed_out);
  }
  void operator()(const action::StillHere&) {}  // every touch is one
  void operator()(const action::TypeKey& tap) { typed(turn, tap.key); }
  void operator()(const action::FocusField& tap) {
    if (model.screen == Screen::sign_in) model.sign_in.focus = tap.field;
  }
  void operator()(const action::ShowPassword& tap) {
    if (model.screen == Screen::sign_in) model.sign_in.show_password = tap.shown;
  }
  void operator()(const action::SubmitSignIn&) {
    if (model.screen == Screen::sign_in && model.waiting == Waiting::none) signIn(turn);
  }
  void operator()(const action::OpenStep& tap) {
    const auto& lists = model.session.lists;
    if (model.screen != Screen::steps || model.notice || !lists || tap.index >= lists->steps.size()) return;
    model.session.step = lists->steps[tap.index];
    continueStep(turn);
  }
  void operator()(const action::OpenDocument& tap) {
    const auto& lists = model.session.lists;
    if (model.screen != Screen::documents || model.notice || !lists || tap.index >= lists->documents.size())
      return;
    const api::Document document = lists->documents[tap.index];
    show(turn, Screen::document);
    loadPreview(turn, document.id, document.title);
  }
  void operator()(const action::OpenCase& tap) {
    const auto& lists = model.session.lists;
    if (model.screen != Screen::progress || !lists || tap.index >= lists->cases.size()) return;
    model.session.case_index = tap.index;
    show(turn, Screen::case_detail);
  }
  void operator()(const action::OpenGuide& tap) {
    if (model.screen != Screen::guide || !model.guide || tap.index >= model.guide->size()) return;
    model.guide_index = tap.index;
    show(turn, Screen::guide_entry);
  }
  void operator()(const action::MoveView& tap) {
    if (!readingSomething(model) || !std::isfinite(tap.view.top) || !std::isfinite(tap.view.left)) return;
    View& view = model.session.preview->view;
    const bool reached_end = view.reached_end || tap.view.reached_end;
    view = tap.view;
    view.top = std::clamp(view.top, 0.0, static_cast<double>(model.session.preview->pages.size()));
    view.left = std::clamp(view.left, 0.0, 1.0);
    view.zoom = std::clamp(view.zoom, 0, kClosestZoom);
    view.reached_end = reached_end && !model.session.preview->pages.empty();
  }
  void operator()(const action::ConfirmRead&) {
    const auto& preview = model.session.preview;
    if (model.screen != Screen::reading || model.waiting != Waiting::none || !model.session.step || !preview)
      return;
    const bool whole = preview->pages_in_all == static_cast<int>(preview->pages.size());
    if (whole && preview->view.reached_end) completeAction(turn, domain::KioskAction::read_and_confirm);
  }
  void operator()(const action::DrawSignature& tap) {
    if (model.screen == Screen::signing && model.waiting == Waiting::none)
      addPoints(model.session.signature, tap.points, tap.aspect, model.limits);
  }
  void operator()(const action::ClearSignature&) {
    if (model.screen != Screen::signing || model.waiting != Waiting::none) return;
    cleanse(model.session.signature);
    model.session.action_request.reset();  // another signature is another request
  }
  void operator()(const action::AcceptSignature&) {
    if (model.screen != Screen::signing || model.waiting != Waiting::none || !model.session.step) return;
    if (isSigned(model.session.signature, model.limits)) completeAction(turn, domain::KioskAction::sign);
  }
  void operator()(const action::Print&) {
    if (model.screen == Screen::printing) return print(turn);
    if (model.screen != Screen::document || !model.session.preview || model.printer.troubled() ||
        !printable())
      return;
    prepareJob(turn, model.session.preview->document_id, model.session.preview->title);
    print(turn);
  }
  void operator()(const action::StopPrinting&) { stopPrinting(turn); }
  void operator()(const action::Collected& tap) { collected(turn, tap.sign_out); }
  void operator()(const action::DecideCopy& tap) { decideCopy(turn, tap.complete); }
  void operator()(const action::DecideLater&) { decideLater(turn); }
  void operator()(const action::TryAgain&) { tryAgain(turn); }
  void operator()(const action::CloseNotice&) { model.notice.reset(); }
  void operator()(const action::UseWithoutPrinter&) {
    if (model.screen != Screen::out_of_service || model.out_of_service != OutOfService::printer) return;
    model.without_printer = true;
    show(turn, Screen::home);
  }

  bool printable() const {
    if (!model.session.lists) return false;
    for (const auto& document : model.session.lists->documents)
      if (document.id == model.session.preview->document_id) return document.printable;
    return false;
  }
};

}  // namespace

void tapped(Turn& turn, const Action& action) {
  if (!std::holds_alternative<action::None>(action)) {
    turn.model.touched_at = turn.now;
    turn.model.countdown.reset();
  }
  if (turn.model.config_problems.empty() || std::holds_alternative<action::SwitchLanguage>(action))
    std::visit(Tap{turn}, action);
}

}  // namespace kiosk
