// Who is at the desk: by account and password, or by phone (RFC 8628).
#include <algorithm>

#include "base/crypto.hpp"
#include "verifier/flow/turns.hpp"

namespace verifier::desk {
namespace {

using std::chrono::seconds;

constexpr seconds kSlowDown{5};  // RFC 8628 section 3.5

// What belongs to the person who was signed in.
void forgetPerson(Model& model) {
  if (model.session) base::cleanse(model.session->token);
  model.session.reset();
  model.receipts = {};
  model.statistics = {};
  model.view = View::papers;
}

}  // namespace

void sessionEnded(Model& model) {
  forgetPerson(model);
  clearPapers(model);
}

void closeDialog(Model& model) {
  if (auto* form = std::get_if<SignInForm>(&model.dialog)) base::cleanse(form->password);
  if (auto* phone = std::get_if<PhoneSignIn>(&model.dialog); phone && phone->authorization)
    base::cleanse(phone->authorization->device_code);
  model.dialog = NoDialog{};
}

Effects openSignIn(Model& model) {
  closeDialog(model);
  if (!model.offers_account) return openPhoneSignIn(model);
  model.dialog = SignInForm{};
  return {};
}

Effects openPhoneSignIn(Model& model) {
  closeDialog(model);
  model.dialog = PhoneSignIn{};
  return {BeginPhone{}};
}

Effects submitSignIn(Model& model) {
  auto* form = std::get_if<SignInForm>(&model.dialog);
  if (!form || form->busy) return {};
  if (form->account.empty() || form->password.empty()) {
    form->focus = form->account.empty() ? SignInForm::Focus::account : SignInForm::Focus::password;
    return {};
  }
  form->busy = true;
  form->error.reset();
  return {SignInNow{form->account, std::exchange(form->password, {})}};
}

Effects signOut(Model& model) {
  if (!model.session) return {};
  Effects effects{SignOutNow{model.session->token}};
  sessionEnded(model);
  return effects;
}

Effects askPhone(Model& model, base::SteadyTime steady) {
  auto* phone = std::get_if<PhoneSignIn>(&model.dialog);
  if (!phone || !phone->authorization || phone->asking || phone->error || steady < phone->ask_at) return {};
  phone->asking = true;
  return {AskPhone{phone->authorization->device_code}};
}

void answered(Model& model, const PhoneCode& answer, base::SteadyTime steady) {
  auto* phone = std::get_if<PhoneSignIn>(&model.dialog);
  if (!phone) return;
  if (!answer.authorization) {
    phone->error = answer.authorization.error();
    return;
  }
  const auto modules =
      qr::encode({{qr::Segment::Mode::byte, answer.authorization->verification_uri_complete}},
                 qr::ErrorCorrection::medium);
  if (modules) phone->modules = *modules;
  phone->interval = seconds(std::max(1, answer.authorization->interval));
  phone->ask_at = steady + phone->interval;
  phone->ends_at = steady + seconds(answer.authorization->expires_in);
  phone->authorization = *answer.authorization;
}

void answered(Model& model, const SignedIn& answer, base::SteadyTime steady) {
  auto* form = std::get_if<SignInForm>(&model.dialog);
  auto* phone = std::get_if<PhoneSignIn>(&model.dialog);
  if (answer.session) {
    forgetPerson(model);
    model.session = *answer.session;
    if (form || phone) closeDialog(model);
    return;
  }
  const auto& error = answer.session.error();
  if (!form && !phone && error.code == "session_expired") sessionEnded(model);  // said by another answer
  if (phone) {
    phone->asking = false;
    if (error.code == "slow_down") phone->interval += kSlowDown;
    phone->ask_at = steady + phone->interval;
    const bool goes_on = error.code == "authorization_pending" || error.code == "slow_down" ||
                         error.code == "hall_unreachable";
    if (!goes_on || steady >= phone->ends_at) phone->error = error;
  }
  if (!form) return;
  form->busy = false;
  form->focus = SignInForm::Focus::password;
  form->error = error;
}

}  // namespace verifier::desk
