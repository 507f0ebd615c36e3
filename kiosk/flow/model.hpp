// All that the kiosk knows at a moment. Screens draw it, step() changes it, nothing else does. UI thread
// only. Whatever is somebody's own stands in Session and SignInForm, and nowhere else: a wipe empties these
// two.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/flow/effect.hpp"
#include "kiosk/flow/event.hpp"
#include "kiosk/flow/signature.hpp"
#include "kiosk/flow/timeouts.hpp"

namespace kiosk {

enum class Screen {
  starting,  // until the hall first answers
  attract,
  home,  // also before anybody signed in
  sign_in,
  steps,
  documents,
  document,  // preview before printing
  reading,   // read and confirm
  signing,
  printing,  // ready, on its way, troubled, failed: see PrintPhase
  done,      // collect your papers
  guide,
  guide_entry,
  progress,
  case_detail,
  goodbye,  // wiped
  out_of_service,
  unknown_copy,  // check the tray
};

enum class Goodbye { signed_out, idle, done };
enum class OutOfService { config, hall, device_unknown, printer };

struct SignInForm {
  std::string account;
  std::string password;
  SignInField focus = SignInField::account;
  KeyboardLayer layer = KeyboardLayer::letters;
  bool show_password = false;
  std::optional<base::Error> error;  // the hall's refusal: wrong password, locked...
  Destination goal = Destination::home;
};

struct Preview {
  std::string document_id;
  base::Bilingual title;
  std::vector<std::shared_ptr<base::Image>> pages;
  int pages_in_all = 0;
  int version = 0;  // for Ui::picture: counts up with every load
  View view;
};

enum class PrintPhase { ready, asking, sent, printing, failed };

struct PrintJob {
  PrintPhase phase = PrintPhase::ready;
  std::string document_id;
  base::Bilingual title;
  std::string serial, short_serial;  // once sealed
  int pages = 0;                     // 0 until known
  int pages_done = 0;
  PrintOutcome outcome = PrintOutcome::printed;  // on the done screen: printed or sent
  std::string reason;                            // of a failure
  std::optional<base::Error> refused;
  unsigned request = 0;
  base::SteadyTime moved_at{};  // last sign of life
  bool stalled = false;         // print_stall went by without one: the person may stop it
  bool stopping = false;        // the person asked for that
  bool running() const {
    return phase == PrintPhase::asking || phase == PrintPhase::sent || phase == PrintPhase::printing;
  }
};

struct Session {
  std::optional<api::Person> person;
  std::optional<HomeLists> lists;
  std::optional<api::KioskStep> step;  // the one being done, its actions_done growing
  std::optional<std::size_t> case_index;
  std::optional<Preview> preview;
  Signature signature;
  std::optional<unsigned> action_request;  // of the CompleteAction that has no good answer yet
  std::optional<PrintJob> job;
  bool stale = false;                  // lists are older than what was done since
  std::optional<UnknownCopy> unknown;  // of this session's own print
};

// What the flow waits for, and what "try again" repeats.
enum class Waiting { none, sign_in, home, preview, complete_action };

struct Notice {  // over any screen: the session stays
  base::Error error;
  Waiting retry = Waiting::none;
  bool hallGone() const { return error.code == "hall_unreachable"; }
};

struct Model {
  // --- the device
  Timeouts timeouts;
  Limits limits;
  std::string device_name;  // KIOSK-07
  std::string location;
  base::Language default_language = base::Language::zh;
  std::vector<std::string> config_problems;
  PrinterCondition printer;
  bool without_printer = false;             // somebody chose to go on although nothing can be printed
  std::vector<UnknownCopy> unknown_copies;  // of nobody present
  // --- the hall
  std::optional<api::DeviceSelf> hall;  // college name, official address; kept once known
  bool hall_reachable = false;
  std::optional<base::Error> hall_error;
  std::optional<std::vector<api::GuideEntry>> guide;
  std::optional<base::Error> guide_error;
  bool guide_loading = false;
  std::size_t guide_index = 0;
  // --- the dialogue
  Screen screen = Screen::starting;
  base::Language language = base::Language::zh;
  SessionNumber session_number = 1;
  SignInForm sign_in;
  Session session;
  Waiting waiting = Waiting::none;
  std::optional<Notice> notice;
  Goodbye goodbye = Goodbye::signed_out;
  OutOfService out_of_service = OutOfService::hall;
  unsigned requests = 0;  // in this session; see effect::CompleteAction
  int previews_loaded = 0;
  // --- time
  base::UnixSeconds wall = 0;     // of the last tick: the header's clock
  base::SteadyTime wall_at{};     // when that was
  base::SteadyTime touched_at{};  // idle counts from here
  base::SteadyTime screen_since{};
  base::SteadyTime waiting_since{};
  base::SteadyTime probed_at{};
  bool probing = false;
  std::optional<int> countdown;  // seconds left, while the idle question is up

  bool signedIn() const { return session.person.has_value(); }
};

// The action a step needs next; nullopt when all are done.
std::optional<domain::KioskAction> nextAction(const api::KioskStep& step);

}  // namespace kiosk
