// One call of step(), seen from inside the flow: the model, the moment, and what shall be done. Internal to
// this room.
#pragma once

#include "kiosk/flow/flow.hpp"

namespace kiosk {

struct Turn {
  Model& model;
  base::SteadyTime now;
  Effects effects;

  void want(Effect effect) { effects.push_back(std::move(effect)); }
};

// --- places (places.cpp)
void show(Turn& turn, Screen screen);
void settle(Turn& turn);  // at rest: attract, or why not
void go(Turn& turn, Destination to);
void back(Turn& turn);
void endSession(Turn& turn);            // the only way a session ends
void wipe(Turn& turn, Goodbye reason);  // ... and the kiosk is anybody's again
void continueStep(Turn& turn);          // to the screen of the step's next action

// --- requests (requests.cpp): each begins a wait that its answer ends
void probe(Turn& turn);
void loadGuide(Turn& turn);
void signIn(Turn& turn);
void loadHome(Turn& turn);
void loadPreview(Turn& turn, const std::string& document_id, const base::Bilingual& title);
void completeAction(Turn& turn, domain::KioskAction action);
void tryAgain(Turn& turn);
void failed(Turn& turn, const base::Error& error, Waiting what);

// --- events (taps.cpp, typing.cpp, answers.cpp, printing.cpp)
void tapped(Turn& turn, const Action& action);
void typed(Turn& turn, const Key& key);
void answered(Turn& turn, const event::HallReachable& event);
void answered(Turn& turn, const event::HallUnreachable& event);
void answered(Turn& turn, const event::GuideLoaded& event);
void answered(Turn& turn, const event::SignedIn& event);
void answered(Turn& turn, const event::HomeLoaded& event);
void answered(Turn& turn, const event::PreviewLoaded& event);
void answered(Turn& turn, const event::ActionCompleted& event);
void printed(Turn& turn, const event::PrinterChanged& event);
void printed(Turn& turn, const event::PrintoutSealed& event);
void printed(Turn& turn, const event::PrintRefused& event);
void printed(Turn& turn, const event::PrintProgress& event);
void printed(Turn& turn, const event::PrintEnded& event);
void prepareJob(Turn& turn, const std::string& document_id, const base::Bilingual& title);
void print(Turn& turn);
void stopPrinting(Turn& turn);
void collected(Turn& turn, bool sign_out);
void decideCopy(Turn& turn, bool complete);
void decideLater(Turn& turn);

// --- waits (waits.cpp)
void expire(Turn& turn);
bool idleCounts(const Model& model);  // whether somebody who does nothing is asked

}  // namespace kiosk
