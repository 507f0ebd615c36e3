// The hall worker's errands: one effect, its calls, its answer. Blocking; the hall worker's thread only.
#pragma once

#include "hall_api/client.hpp"
#include "kiosk/flow/effect.hpp"
#include "kiosk/jobs/sessions.hpp"

namespace kiosk {

event::GuideLoaded loadGuide(api::HallClient& hall);
// Null once the session was wiped meanwhile: nobody waits for the answer.
std::shared_ptr<event::SignedIn> signIn(api::HallClient& hall, Sessions& sessions, effect::SignIn wanted);
event::HomeLoaded loadHome(api::HallClient& hall, const Sessions& sessions, const effect::LoadHome& wanted);
event::PreviewLoaded loadPreview(api::HallClient& hall, const Sessions& sessions,
                                 const effect::LoadPreview& wanted);
event::ActionCompleted completeAction(api::HallClient& hall, const Sessions& sessions,
                                      effect::CompleteAction wanted, const std::string& idempotency_key);

}  // namespace kiosk
