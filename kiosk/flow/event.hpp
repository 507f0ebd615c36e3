// Everything that can happen to the kiosk. Answers carry the session they belong to: one that comes late,
// after its session was wiped, is dropped. All times are steady and passed to step(); wall time comes with
// Tick only.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/image.hpp"
#include "base/result.hpp"
#include "hall_api/types.hpp"
#include "kiosk/flow/action.hpp"

namespace kiosk {

using SessionNumber =
    unsigned;  // counts up with every wipe; an answer with another number than the model's is late

struct HomeLists {  // what LoadHome fetches, all pages of each list
  std::vector<api::KioskStep> steps;
  std::vector<api::Document> documents;
  std::vector<api::Case> cases;
};

struct PrinterCondition {
  bool reachable = true;
  // IPP printer-state-reasons (RFC 8011 section 5.4.12) without "none" and without their
  // -error/-warning/-report suffix: those that stop printing ("media-jam", "media-empty", "cover-open"), then
  // those that will soon.
  std::vector<std::string> stopping;
  std::vector<std::string> warnings;
  bool troubled() const { return !reachable || !stopping.empty(); }
  bool operator==(const PrinterCondition&) const = default;
};

enum class PrintOutcome {
  printed,  // proven by the printer
  sent,  // a printer that can't prove it took the job: the person is asked to look at the paper, no count is
         // claimed
  failed,   // the copy is void
  unknown,  // a person decides
};

struct UnknownCopy {  // nothing personal: it may be shown to anybody at the kiosk
  std::string serial;
  std::string short_serial;
  int pages = 0;
};

namespace event {
// --- people
struct Tapped {
  Action action;
};
struct KeyTyped {
  Key key;
};  // a real keyboard
// --- time: sent when nextDeadline() is reached, and once at start
struct Tick {
  base::UnixSeconds wall = 0;
};
// --- the device
struct ConfigRefused {
  std::vector<std::string> sentences;
};  // each with file:line:column; final
struct PrinterChanged {
  PrinterCondition condition;
};
struct UnknownCopies {
  std::vector<UnknownCopy> copies;
};  // found in the ledger, of nobody present
// --- the hall
struct HallReachable {
  api::DeviceSelf device;
};  // answers ProbeHall
struct HallUnreachable {
  base::Error error;
};  // answers ProbeHall; "device_unknown" comes here too
struct GuideLoaded {
  base::Result<std::vector<api::GuideEntry>> guide;
};
struct SignedIn {
  SessionNumber session = 0;
  base::Result<api::Person> person;
};  // the token stays in kiosk/jobs
struct HomeLoaded {
  SessionNumber session = 0;
  base::Result<HomeLists> lists;
};
struct PreviewLoaded {
  SessionNumber session = 0;
  std::string document_id;
  base::Result<std::vector<std::shared_ptr<base::Image>>> pages;  // the first Limits::preview_pages
  int pages_in_all = 0;
};
struct ActionCompleted {
  SessionNumber session = 0;
  std::string case_id;
  std::string node_id;
  domain::KioskAction action{};
  base::Result<api::Case> result;
};
// --- a copy on its way to paper
struct PrintoutSealed {
  SessionNumber session = 0;
  std::string document_id, serial, short_serial;
  int pages = 0;
};
struct PrintRefused {
  SessionNumber session = 0;
  std::string document_id;
  base::Error error;
};  // before anything was sealed
struct PrintProgress {
  std::string serial;
  int pages_done = 0;
  int pages = 0;
};  // IPP job-impressions-completed
struct PrintEnded {
  std::string serial;
  PrintOutcome outcome = PrintOutcome::unknown;
  std::string reason;  // IPP job-state-reason, or an error code ("hall_unreachable": the copy is void before
                       // it was sent)
};
}  // namespace event

using Event =
    std::variant<event::Tapped, event::KeyTyped, event::Tick, event::ConfigRefused, event::PrinterChanged,
                 event::UnknownCopies, event::HallReachable, event::HallUnreachable, event::GuideLoaded,
                 event::SignedIn, event::HomeLoaded, event::PreviewLoaded, event::ActionCompleted,
                 event::PrintoutSealed, event::PrintRefused, event::PrintProgress, event::PrintEnded>;

}  // namespace kiosk
