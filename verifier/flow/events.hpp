// What happens at the desk, and what is to be done about it: step() is the whole dialogue as pure code.
#pragma once

#include "verifier/flow/model.hpp"

namespace verifier::desk {

// What a person asked for on the screen or by a key.
struct Action {
  enum class Kind {
    none,
    // papers
    select_pile,  // index: its id
    select_page,  // index
    submit_code,
    clear_code,
    clear_piles,
    open_chooser,
    choose_entry,  // index
    submit_path,
    parent_folder,
    scan_flatbed,
    scan_feeder,
    stop_scanning,
    capture,  // the camera's picture as it is now
    // comparing
    open_compare,
    close_compare,
    next_mark,
    previous_mark,
    toggle_blend,
    set_blend,  // amount 0..1
    save_report,
    // deciding
    accept,
    open_refuse,
    use_reason,  // index into Model::usual_reasons
    submit_refuse,
    open_ask,
    choose_colleague,  // index
    submit_ask,
    open_postpone,
    submit_postpone,
    undo,
    // lists
    show_papers,
    show_receipts,
    show_statistics,
    scope_receipts,  // index: a ReceiptList::Scope
    search_receipts,
    more_receipts,
    select_receipt,   // index
    undo_receipt,     // index
    span_statistics,  // index: a StatisticsPage::Span
    // people
    open_sign_in,
    open_account_sign_in,
    open_phone_sign_in,
    focus_account,
    focus_password,
    submit_sign_in,
    sign_out,
    // the desk itself
    switch_language,
    switch_appearance,
    switch_sounds,
    open_troubles,
    acknowledge_trouble,
    open_help,
    close_dialog
  } kind = Kind::none;
  int index = 0;
  double amount = 0;
};

struct TypedText {
  std::string text;
};
struct PressedKey {
  std::string name;  // as ui::WindowEvent spells it
};
struct DroppedFile {
  std::string path;
};
struct ReadCode {  // by a reader that doesn't type
  std::string text;
};
struct FoundFile {  // in the watched folder
  std::string path;
};
struct Tick {};

struct PileChecked {
  int pile = 0;
  base::Result<CheckReport> report;
  bool offline = false;
  std::vector<std::string> comparing{};  // carriers of pages whose content is being compared now
  bool pictured = false;                 // whole pages were seen, not their codes alone
};
struct PageCompared {
  int pile = 0;
  std::string carrier;                           // which page
  std::shared_ptr<const Comparison> comparison;  // null: couldn't be
  std::shared_ptr<const base::Image> issued;
  std::string why_not;
};
struct SignedIn {
  base::Result<api::Session> session;
};
struct PhoneCode {
  base::Result<api::DeviceAuthorization> authorization;
};
struct Decided {
  int pile = 0;  // 0: of the list
  Decision decision;
  std::optional<base::Error> error;  // it wasn't kept, or the hall refused it
  std::optional<domain::Acceptance> earlier;
};
struct Undone {
  base::Result<api::Receipt> receipt;  // empty when it never left the desk
  std::int64_t kept = 0;               // its number in the outbox then
};
struct OutboxTold {
  int waiting = 0;
  std::string of;
  std::vector<Trouble> troubles;
  std::optional<base::Error> error;
  std::vector<Decision> settled{};     // heard by the hall since it was told last
  std::optional<base::Error> aside{};  // a damaged outbox was put aside
};
struct ReceiptsFound {
  base::Result<api::Page<api::Receipt>> page;
  bool more = false;  // to be added to those that stand there
};
struct StatisticsCounted {
  base::Result<api::DeskStatistics> figures;
};
struct ColleaguesNamed {
  base::Result<api::Page<api::Colleague>> page;
};
struct FolderListed {
  std::string folder;
  base::Result<std::vector<FolderEntry>> entries;
};
struct ReportWritten {
  base::Result<std::string> path;
};
struct HallMet {
  Link link = Link::away;
  std::optional<api::DeviceSelf> device;
  std::optional<Ages> ages;
};
struct CameraSaw {
  CameraPanel panel;
};
struct ScannerTold {
  ScannerPanel panel;
};
struct DeviceTold {
  enum class Which { reader, folder } which = Which::reader;
  DevicePanel panel;
};
// A picture came from camera or scanner; it is put among the papers.
struct PictureTaken {
  std::shared_ptr<const base::Image> picture;
};

using Event = std::variant<Action, TypedText, PressedKey, DroppedFile, ReadCode, FoundFile, Tick, PileChecked,
                           PageCompared, SignedIn, PhoneCode, Decided, Undone, OutboxTold, ReceiptsFound,
                           StatisticsCounted, ColleaguesNamed, FolderListed, ReportWritten, HallMet,
                           CameraSaw, ScannerTold, DeviceTold, PictureTaken>;

// --- what is to be done, off the UI thread

struct CheckFile {
  int pile = 0;
  std::string path;
};
struct CheckCode {
  int pile = 0;
  std::string text;
};
struct CheckPicture {
  int pile = 0;
  std::shared_ptr<const base::Image> picture;
};
struct SignInNow {
  std::string account, password;
};
struct BeginPhone {};
struct AskPhone {
  std::string device_code;
};
struct SignOutNow {
  std::string token;
};
struct DecideNow {
  int pile = 0;
  std::string serial, short_serial, title;
  api::ReceiptRequest request;
  std::string account, receiver_name, office;
};
struct UndoNow {
  std::int64_t kept = 0;   // not 0: may still wait in the outbox
  std::string receipt_id;  // of the hall's
};
struct FindReceipts {
  api::ReceiptSearch search;
  bool more = false;
};
struct CountStatistics {
  api::StatisticsRequest request;
};
struct NameColleagues {};
struct Acknowledge {
  std::int64_t kept = 0;
};
struct ListFolder {
  std::string path;
};
struct WriteReport {
  Pile pile;
  base::Language language = base::Language::zh;
  std::string office, receiver, desk;
};
struct ScanNow {
  bool feeder = false;
};
struct StopScanning {};
struct CaptureNow {};
struct PlaySound {
  domain::Grade grade = domain::Grade::good;
};

using Effect = std::variant<CheckFile, CheckCode, CheckPicture, SignInNow, BeginPhone, AskPhone, SignOutNow,
                            DecideNow, UndoNow, FindReceipts, CountStatistics, NameColleagues, Acknowledge,
                            ListFolder, WriteReport, ScanNow, StopScanning, CaptureNow, PlaySound>;

std::vector<Effect> step(Model& model, const Event& event, base::UnixSeconds now, base::SteadyTime steady);

}  // namespace verifier::desk
