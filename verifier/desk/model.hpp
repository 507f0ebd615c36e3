// Everything the desk shows, as data, and how it changes: pure code without a window, a clock or a network.
// UI thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/texts.hpp"
#include "hall_api/types.hpp"
#include "verifier/check/checks.hpp"

namespace verifier::desk {

struct Limits {
  std::size_t code_characters = 2000;     // as seal::fromCarrier reads at most
  std::size_t field_characters = 200;     // accounts, passwords, reasons
  std::size_t piles = 200;                // a day's hand-overs; the oldest go first
  std::size_t folder_entries = 2000;      // a folder of scans; more are left out and said so
  std::chrono::seconds result_clear{60};  // config: a verdict leaves the screen when nobody touches the desk
};

enum class Link { asking, connected, away };

enum class PileState { waiting, checked, failed };

struct Decision {
  bool accept = true;
  domain::Acceptance acceptance;
};

// What was laid down together: one file, or one scanned code.
struct Pile {
  int id = 0;
  std::string name;  // the file's name; empty for a scanned code
  PileState state = PileState::waiting;
  CheckReport report;
  bool offline = false;              // judged by what this desk holds
  std::optional<base::Error> error;  // failed: the file as a whole
  std::optional<Decision> decision;  // made at this desk
};

struct SignInForm {
  enum class Focus { account, password } focus = Focus::account;
  std::string account, password;
  bool busy = false;
  std::optional<base::Error> error;
};

struct FolderEntry {
  std::string name;
  bool folder = false;
};

struct Chooser {
  std::string folder;
  std::vector<FolderEntry> entries;
  bool busy = true;
  bool shortened = false;  // more entries than Limits::folder_entries
  std::string path;        // typed
  std::optional<base::Error> error;
};

struct RefuseForm {
  std::string reason;
};

struct Conflict {  // 409: both facts side by side
  std::string short_serial;
  domain::Acceptance earlier;
  std::string office, receiver;  // ours
  base::UnixSeconds at = 0;
};

struct Notice {
  base::Error error;
};

struct NoDialog {};
using Dialog = std::variant<NoDialog, SignInForm, Chooser, RefuseForm, Conflict, Notice>;

struct Model {
  base::Language language = base::Language::zh;
  std::string desk_name;
  std::string office;
  std::string home_folder;  // where the chooser begins
  std::string refusal;      // the configuration's mistakes; nothing else is shown then
  Link link = Link::asking;
  std::vector<Pile> piles;      // newest first
  std::optional<int> selected;  // a pile's id
  std::size_t page = 0;         // of the selected pile's report
  std::string code;             // typed or scanned so far
  std::optional<api::Session> session;
  bool deciding = false;  // an acceptance is on its way
  Dialog dialog;
  Limits limits;
  base::UnixSeconds now = 0;
  base::SteadyTime touched{};  // when a person last did something
  int next_id = 1;
  bool quit = false;
};

const Pile* selectedPile(const Model& model);
const CheckedPage* selectedPage(const Model& model);
domain::Grade gradeOf(const CheckedPage& page);  // an error counts as caution
domain::Grade gradeOf(const Pile& pile);         // the worst page's, missing pages included
const CheckedPrintout* printoutOf(const Pile& pile, std::size_t page);  // null: its seal isn't genuine
// When the desk has to wake by itself: what is shown has to go. Nothing to clear: nullopt.
std::optional<base::SteadyTime> clearsAt(const Model& model);
bool mayDecide(const Model& model);  // signed in, connected, a counter node waits, nothing decided yet

// --- what happens

// What a person asked for on the screen.
struct Action {
  enum class Kind {
    none,
    select_pile,
    select_page,
    submit_code,
    clear_code,
    clear_piles,
    switch_language,
    open_chooser,
    choose_entry,
    submit_path,
    parent_folder,
    open_sign_in,
    focus_account,
    focus_password,
    submit_sign_in,
    sign_out,
    accept,
    open_refuse,
    submit_refuse,
    close_dialog
  } kind = Kind::none;
  int index = 0;
};

struct TypedText {
  std::string text;
};
struct PressedKey {
  std::string name;
};
struct DroppedFile {
  std::string path;
};
struct Tick {};
struct PileChecked {
  int pile = 0;
  base::Result<CheckReport> report;
  bool offline = false;
};
struct SignedIn {
  base::Result<api::Session> session;
};
struct Decided {
  int pile = 0;
  bool accept = true;
  base::Result<domain::Acceptance> acceptance;
  std::optional<domain::Acceptance> earlier;
};
struct FolderListed {
  std::string folder;
  base::Result<std::vector<FolderEntry>> entries;
};
struct HallMet {
  Link link = Link::away;
  std::optional<api::DeviceSelf> device;
};

using Event = std::variant<Action, TypedText, PressedKey, DroppedFile, Tick, PileChecked, SignedIn, Decided,
                           FolderListed, HallMet>;

// --- what is to be done, off the UI thread

struct CheckFile {
  int pile = 0;
  std::string path;
};
struct CheckCode {
  int pile = 0;
  std::string text;
};
struct SignInNow {
  std::string account, password;
};
struct SignOutNow {
  std::string token;
};
struct DecideNow {
  int pile = 0;
  std::string serial, token, account;
  bool accept = true;
  std::string reason;
};
struct ListFolder {
  std::string path;
};
using Effect = std::variant<CheckFile, CheckCode, SignInNow, SignOutNow, DecideNow, ListFolder>;

std::vector<Effect> step(Model& model, const Event& event, base::UnixSeconds now, base::SteadyTime steady);

}  // namespace verifier::desk
