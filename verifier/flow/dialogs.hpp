// The desk's dialogs: what each asks and shows. At most one is open, over everything else.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "hall_api/types.hpp"
#include "qr/qr.hpp"

namespace verifier::desk {

struct SignInForm {  // account and password
  enum class Focus { account, password } focus = Focus::account;
  std::string account, password;
  bool busy = false;
  std::optional<base::Error> error;
};

// By phone (RFC 8628): a QR code and a short code; somebody signs in elsewhere and the desk asks until then.
struct PhoneSignIn {
  std::optional<api::DeviceAuthorization> authorization;  // none: asked for
  qr::Modules modules{};                                  // of verification_uri_complete
  base::SteadyTime ask_at{};
  std::chrono::seconds interval{5};
  base::SteadyTime ends_at{};
  bool asking = false;
  std::optional<base::Error> error;  // expired_token, access_denied, ...: can be begun anew
};

struct FolderEntry {
  std::string name;
  bool folder = false;
};
struct Chooser {  // a file to lay on the desk
  std::string folder;
  std::vector<FolderEntry> entries;
  bool busy = true;
  bool shortened = false;  // more entries than Limits::folder_entries
  std::string path;        // typed
  std::optional<base::Error> error;
};

// Refusing needs its reason: one of those that are usual (texts desk.reason.<code>), or words.
constexpr const char* kUsualReasons[] = {"altered", "incomplete", "wrong_office", "signature_missing",
                                         "unreadable"};
struct RefuseForm {
  std::string reason;
};
struct PostponeForm {
  std::string reason;  // may be empty
};
struct AskForm {
  std::vector<api::Colleague> colleagues;
  bool busy = true;  // the list is on its way
  std::optional<std::size_t> chosen;
  std::string question;
  std::optional<base::Error> error;
};

struct Conflict {  // 409: both facts side by side
  std::string short_serial;
  domain::Acceptance earlier;
  std::string office, receiver;  // ours
  base::UnixSeconds at = 0;
};

// What is shown of a verifier::Trouble: a decision the hall didn't take when it heard of it, however late.
struct Trouble {
  std::int64_t kept = 0;  // its number in the outbox
  std::string short_serial;
  std::string title;
  api::ReceiptDecision decision = api::ReceiptDecision::accept;
  std::string office, receiver;  // ours
  base::UnixSeconds at = 0;
  std::optional<domain::Acceptance> earlier;  // a conflict
  base::Error error;                          // else, why
};
struct TroubleShown {  // the first of Model::troubles
};

struct ReportSaved {
  std::string path;
};
struct Notice {
  base::Error error;
};
struct KeysHelp {};  // every key and command code

struct NoDialog {};
using Dialog = std::variant<NoDialog, SignInForm, PhoneSignIn, Chooser, RefuseForm, PostponeForm, AskForm,
                            Conflict, TroubleShown, ReportSaved, Notice, KeysHelp>;

}  // namespace verifier::desk
