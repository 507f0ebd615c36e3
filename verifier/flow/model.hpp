// Everything the desk shows, as data: pure, without a window, a clock or a network. How it changes stands in
// events.hpp, what is asked in dialogs in dialogs.hpp. UI thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/image.hpp"
#include "base/result.hpp"
#include "base/texts.hpp"
#include "hall_api/types.hpp"
#include "verifier/check/checks.hpp"
#include "verifier/compare/compare.hpp"
#include "verifier/flow/dialogs.hpp"

namespace verifier::desk {

struct Limits {
  std::size_t code_characters = 2000;     // as seal::fromCarrier reads at most
  std::size_t field_characters = 200;     // accounts, passwords, reasons
  std::size_t piles = 200;                // a day's hand-overs; the oldest go first
  std::size_t pictures = 24;              // pages whose pictures are kept for comparing by eye: 10 MB each
  std::size_t folder_entries = 2000;      // a folder of scans; more are left out and said so
  std::size_t receipts = 500;             // of a list; more are found by searching
  std::chrono::seconds result_clear{60};  // config: a verdict leaves the screen when nobody touches the desk
  std::chrono::milliseconds flash{700};   // long enough to be seen from the corner of an eye
};

// Codes that are commands begin so, then come the desk's word, a colon and the command.
constexpr std::string_view kCommandCode = "HALL-DESK:";

enum class Link { asking, connected, away };

// What the desk holds for the time without a network, and how old it is.
struct Ages {
  std::optional<base::UnixSeconds> keys_at;    // when the keys were fetched
  std::optional<base::UnixSeconds> status_at;  // "as of" of the oldest status list
  bool status_stale = false;                   // beyond its time to live: status is then unknown
};

// One page's pictures, all on the issued page's grid, for comparing by eye.
struct PageLook {
  enum class State { none, comparing, compared } state = State::none;  // none: no picture, or no need
  std::shared_ptr<const Comparison> comparison;                        // its `aligned` is the scan
  std::shared_ptr<const base::Image> issued;
  std::string why_not;  // text content.why.<code> when it couldn't be compared
};

enum class PileState { waiting, checked, failed };

// A decision made at this desk: kept on disk first, then told to the hall.
struct Decision {
  api::ReceiptDecision decision = api::ReceiptDecision::accept;
  std::int64_t kept = 0;                // its number in the outbox
  std::optional<api::Receipt> receipt;  // the hall's answer; none while the hall is away
  base::UnixSeconds at = 0;
};

// What lies together: a file, a hand-over, or the pages of one printout as they came in one by one.
struct Pile {
  int id = 0;
  std::string name;  // the file's name; empty: pages came from a reader, camera or scanner
  PileState state = PileState::waiting;
  CheckReport report;
  std::vector<PageLook> looks;       // one a page of the report
  bool growing = false;              // further pages of the same printout join it
  bool pictured = false;             // whole pages were seen: a missing one is then worth a warning
  bool announced = false;            // its verdict was sounded
  bool offline = false;              // judged by what this desk holds
  std::optional<base::Error> error;  // failed: the file as a whole
  std::optional<Decision> decision;
};

enum class DeviceState { none, ready, busy, lost };  // none: not configured

struct CameraPanel {
  DeviceState state = DeviceState::none;
  std::shared_ptr<const base::Image> picture;  // at most 640 pixels wide
  int version = 0;                             // of the picture
  std::optional<Corners> outline;              // of the page, in the picture's pixels
  std::string hindrance;                       // text camera.hindrance.<hindrance>; "taken"; empty: none
  std::optional<base::Error> error;            // lost
};
struct ScannerPanel {
  DeviceState state = DeviceState::none;
  bool feeder = false;  // it has one
  double progress = 0;  // 0..1 of the page, while busy
  int pages = 0;        // of this run so far
  std::optional<base::Error> error;
};
struct DevicePanel {  // a reader or the watched folder
  DeviceState state = DeviceState::none;
  std::optional<base::Error> error;
};

enum class View { papers, receipts, statistics };

struct ReceiptList {
  enum class Scope { today, open, asked_of_me, all } scope = Scope::today;
  std::string text;  // searched for
  std::vector<api::Receipt> items;
  std::string next;  // there are more
  std::optional<std::size_t> selected;
  bool busy = false;
  std::optional<base::Error> error;
};

struct StatisticsPage {
  enum class Span { today, week, month, year } span = Span::today;
  std::optional<api::DeskStatistics> figures;
  bool busy = false;
  std::optional<base::Error> error;
};

// The scan held against the issued page, over the whole window.
struct CompareView {
  enum class Mode { side_by_side, blended } mode = Mode::side_by_side;
  double blend = 0.5;               // 0 issued .. 1 scan
  std::optional<std::size_t> mark;  // which of marksOf() is enlarged
};

// The whole screen in one colour with its shape for a moment, for those who don't hear the sound.
struct Flash {
  domain::Grade grade = domain::Grade::good;
  base::SteadyTime until{};
};

struct Model {
  base::Language language = base::Language::zh;
  bool dark = false;
  bool sounds = true;
  bool offers_account = true, offers_phone = true;  // ways to sign in
  std::string desk_name;
  base::Bilingual college;  // the hall's
  std::string office;
  std::string home_folder;   // where the chooser begins
  std::string command_word;  // the desk's own, in its command codes; empty: none is obeyed
  std::vector<std::string>
      usual_reasons;    // of kUsualReasons, in the paper's language: the applicant reads them
  std::string refusal;  // the configuration's mistakes; nothing else is shown then

  Link link = Link::asking;
  Ages ages;
  int outbox_waiting = 0;         // decisions the hall hasn't heard yet
  std::vector<Trouble> troubles;  // decisions it refused; shown until acknowledged
  std::string outbox_of;          // whose account the waiting ones need, when it isn't the one signed in
  bool outbox_aside = false;      // a damaged one was put aside, and that was said
  std::optional<base::Error> outbox_error;  // decisions can't be kept: then nothing can be decided

  CameraPanel camera;
  ScannerPanel scanner;
  DevicePanel reader, folder;

  View view = View::papers;
  std::vector<Pile> piles;      // newest first
  std::optional<int> selected;  // a pile's id
  std::size_t page = 0;         // of the selected pile's report
  std::optional<CompareView> compare;
  std::string code;  // typed or scanned so far
  ReceiptList receipts;
  StatisticsPage statistics;

  std::optional<api::Session> session;
  bool deciding = false;  // a decision is on its way
  Dialog dialog;
  std::optional<Flash> flash;
  std::string said;  // text desk.said.<code>: what a command code or key just did; empty: nothing to say
  Limits limits;
  base::UnixSeconds now = 0;
  base::SteadyTime touched{};  // when a person last did something
  int next_id = 1;
  bool quit = false;
};

const Pile* selectedPile(const Model& model);
const CheckedPage* selectedPage(const Model& model);
const PageLook* selectedLook(const Model& model);
domain::Grade gradeOf(const CheckedPage& page);  // an error counts as caution
domain::Grade gradeOf(const Pile& pile);         // the worst page's, missing pages included
const CheckedPrintout* printoutOf(const Pile& pile, std::size_t page);  // null: its seal isn't genuine

// What the comparing eye jumps between: fields that differ, then those to be reviewed, then foreign ink.
struct Mark {
  FieldState state = FieldState::differs;
  std::string label;  // empty: ink that nobody issued
  domain::Box box;    // the whole value, or the ink
  domain::Box worst;  // where it differs most
};
std::vector<Mark> marksOf(const Comparison& comparison);

// When the desk has to wake by itself: a flash ends, what is shown has to go, a sign-in has to be asked for.
std::optional<base::SteadyTime> wakesAt(const Model& model);

// Why nothing can be decided about the selected paper now: text desk.hindrance.<code>; empty when it can.
// Codes: nothing_selected, checking, busy, decided, not_read, no_seal, sign_in, not_waiting, outbox.
std::string decideHindrance(const Model& model);
bool mayAccept(const Model& model);  // and nothing speaks against the paper itself
std::optional<base::UnixSeconds> undoUntil(const Model& model);  // of the selected pile's decision

}  // namespace verifier::desk
