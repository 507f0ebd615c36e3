// What the flow wants done. kiosk/jobs starts each on a worker; the answer, where there is one, comes back as
// an Event.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "hall_api/types.hpp"
#include "kiosk/flow/event.hpp"

namespace kiosk::effect {

struct ProbeHall {};  // -> HallReachable | HallUnreachable
struct LoadGuide {};  // -> GuideLoaded
// -> SignedIn. The worker cleanses the password once it is sent and keeps the token under the session's
// number.
struct SignIn {
  SessionNumber session = 0;
  std::string account, password;
};
struct LoadHome {
  SessionNumber session = 0;
};  // -> HomeLoaded
struct LoadPreview {
  SessionNumber session = 0;
  std::string document_id;
  int max_pages = 20;
  double dpi = 150;
};  // -> PreviewLoaded
// request: counts up within a session; the same number again is the same request tried again. The worker
// makes the Idempotency-Key of it, the session and something random of this start of the program.
// -> ActionCompleted. For read_and_confirm and sign; print and collect the hall takes from the printout's
// reports. Only a collect left open by an earlier visit, whose serial nobody here knows, is completed this
// way.
struct CompleteAction {
  SessionNumber session = 0;
  std::string case_id, node_id;
  api::StepAction action;
  unsigned request = 0;
};
// -> PrintRefused, or PrintoutSealed, PrintProgress..., PrintEnded. The ledger is written before each act;
// one key, one copy.
struct Print {
  SessionNumber session = 0;
  std::string document_id;
  unsigned request = 0;
};
struct AbandonPrint {  // cancel the job -> PrintEnded, failed or unknown; or PrintRefused while serial is
                       // empty
  SessionNumber session = 0;
  std::string serial;  // empty: not sealed yet
};
struct ReportCollected {
  std::string serial;
};  // -> nothing
struct ConfirmUnknownCopy {
  std::string serial;
  bool complete = false;
};  // printed, or void -> nothing
// The session is over: sign out at the hall in the background, forget its token, answers, pictures
// (Ui::dropPictures), touch trails and queued work; reports about printouts stay. session is the one that
// ended.
struct WipeSession {
  SessionNumber session = 0;
};
struct Beep {
  enum class Kind { done, attention } kind = Kind::done;
};

}  // namespace kiosk::effect

namespace kiosk {

using Effect =
    std::variant<effect::ProbeHall, effect::LoadGuide, effect::SignIn, effect::LoadHome, effect::LoadPreview,
                 effect::CompleteAction, effect::Print, effect::AbandonPrint, effect::ReportCollected,
                 effect::ConfirmUnknownCopy, effect::WipeSession, effect::Beep>;
using Effects = std::vector<Effect>;

}  // namespace kiosk
