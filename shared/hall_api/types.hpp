// What travels between the hall and its terminals: one struct a schema of openapi.yaml, same names, same
// meaning.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/texts.hpp"
#include "domain/printout.hpp"
#include "domain/process.hpp"
#include "domain/verdict.hpp"

namespace api {

using base::Bilingual;
using base::UnixSeconds;

struct Post {
  std::string code;  // "counsellor"
  Bilingual title;   // 辅导员
  std::string unit;  // 信息工程学院
};

struct Person {
  std::string account;
  std::string name;
  std::string number;  // 学号 or 工号
  std::string unit;
  std::vector<Post> posts;
};

struct SignIn {
  std::string account;
  std::string password;
};

struct Session {
  std::string token;  // sent back as Authorization: Bearer
  Person person;
  UnixSeconds expires_at = 0;
};

enum class CaseState { running, done, returned, withdrawn };
enum class NodeState { waiting, active, done, returned };
std::string_view nameOf(CaseState state);
std::string_view nameOf(NodeState state);

struct CaseNode {
  std::string id;
  Bilingual title;
  domain::Channel channel = domain::Channel::online;
  NodeState state = NodeState::waiting;
  std::string handler;  // who did it; empty while waiting
  std::string office;   // whose turn, in words
  std::string opinion;
  std::optional<UnixSeconds> done_at;
  std::vector<domain::KioskAction> actions;  // kiosk nodes
  std::vector<domain::KioskAction> actions_done;
};

struct Case {
  std::string id;  // 受理编号, "QJ-2026-000123"
  std::string process_code;
  Bilingual title;
  CaseState state = CaseState::running;
  UnixSeconds submitted_at = 0;
  std::vector<CaseNode> nodes;
  std::string applicant_name;
  std::string applicant_number;
  std::map<std::string, std::string> fields;
};

struct Application {
  std::string process_code;
  std::map<std::string, std::string> fields;
};

struct Decision {  // of a handler on an online node
  bool approve = true;
  std::string opinion;
};

// What the applicant does at a kiosk node, one action at a time.
struct StepAction {
  domain::KioskAction action = domain::KioskAction::read_and_confirm;
  std::string
      signature_json;  // sign: {"aspect":3,"strokes":[{"x":[…],"y":[…],"width":[…]}]}; empty otherwise
  std::string attachment_id;  // attach
};

struct KioskStep {  // a kiosk node that waits for this applicant
  std::string case_id;
  std::string node_id;
  Bilingual process_title;
  Bilingual node_title;
  std::vector<domain::KioskAction> actions;  // all of the node's, in order
  std::vector<domain::KioskAction> actions_done;
  std::string document_id;
};

struct Document {
  std::string id;
  std::string case_id;
  Bilingual title;
  int pages = 0;
  bool printable = false;
  std::string not_printable_code;  // why not: "limit_reached", "not_approved", "sign_first"
  int copies_left = 0;
  std::optional<UnixSeconds> last_printed_at;
};

struct Printout {
  std::string serial;
  std::string short_serial;
  std::string document_id;
  std::string case_id;
  Bilingual title;
  int pages = 0;
  std::string pdf_sha256;  // hex
  domain::PrintoutState state = domain::PrintoutState::sealed;
  UnixSeconds sealed_at = 0;
};

struct PrintoutEvent {  // what a kiosk reports about a copy
  domain::PrintoutState state = domain::PrintoutState::sent;
  UnixSeconds at = 0;
  std::string job_uuid;  // IPP job-uuid
  int impressions = 0;   // IPP job-impressions-completed
  std::string detail;    // IPP reasons
};

// A page as it was issued, told by place: what a desk holds against the scan. Pages count from 1.
struct IssuedField {
  int page = 1;
  std::string field;
  std::string label;  // in the paper's language
  domain::Box box;    // of its printed value
};
struct IssuedZone {
  int page = 1;
  domain::Box box;
};
struct IssuedContent {  // of one copy; its picture is the copy's PDF
  std::string serial;
  int pages = 0;
  std::vector<IssuedField> fields;
  std::vector<IssuedZone> pen_zones;  // where stamps, signatures and handwriting belong
  std::vector<IssuedZone> codes;      // QR symbols with their quiet zones
};

// What a receiver decides about a paper. Only accepting moves the case on; asking and postponing keep the
// paper in the office's list until somebody accepts or refuses it.
enum class ReceiptDecision { accept, refuse, ask, postpone };
std::string_view nameOf(ReceiptDecision decision);

struct ReceiptRequest {
  std::string node_id;  // empty: the one node that waits for the receiver's post
  ReceiptDecision decision = ReceiptDecision::accept;
  std::string reason;                     // of a refusal; the question asked; why it waits
  std::string colleague;                  // ask: whose account
  std::optional<UnixSeconds> decided_at;  // when the network was away then; by the desk's clock
};

struct Receipt {  // a decision as the hall keeps it
  std::string id;
  ReceiptDecision decision = ReceiptDecision::accept;
  std::string serial;
  std::string short_serial;
  std::string case_id;
  Bilingual process_title;
  std::string node_id;
  Bilingual node_title;
  std::string holder;  // whole where the reader's post handles the case, else masked
  std::string reason;
  std::string colleague;       // account
  std::string colleague_name;  // whom it was left to
  std::string office;
  std::string receiver;  // account
  std::string receiver_name;
  UnixSeconds at = 0;                     // when the hall heard of it
  std::optional<UnixSeconds> decided_at;  // when it was decided without the network
  std::optional<UnixSeconds> undo_until;  // this receiver may take it back until then
  std::optional<UnixSeconds> undone_at;
  bool open = false;  // asked or postponed, and nobody has accepted or refused since
};

// Which receipts: of the desk's office, the newest first. In a body, since names don't belong into an
// address.
struct ReceiptSearch {
  std::string text;  // part of a serial (either form), a case's number or a holder's name; empty: all
  std::optional<UnixSeconds> since, until;
  bool open_only = false;
  bool asked_of_me = false;  // what colleagues left to the receiver
  std::string cursor;
};

struct ProcessCount {
  Bilingual process_title;
  int accepted = 0, refused = 0;
};
struct DayCount {
  UnixSeconds day = 0;  // its midnight, in the hall's time zone
  int accepted = 0, refused = 0;
};
struct StatisticsRequest {
  UnixSeconds since = 0, until = 0;  // at most 366 days
};
struct DeskStatistics {  // of the desk's office; what was undone counts as undone only
  UnixSeconds since = 0, until = 0;
  int accepted = 0, refused = 0, asked = 0, postponed = 0, undone = 0;
  std::vector<ProcessCount> processes;  // the most first
  std::vector<DayCount> days;           // ascending, each with something on it
};

struct Colleague {  // who may be asked: people of the receiver's own posts, and of his office
  std::string account;
  std::string name;
  std::vector<Bilingual> posts;
};

struct VerificationRequest {
  std::string carrier;  // the text of the code
};

struct Verification {
  domain::Verdict verdict;
  std::string serial;
  std::string short_serial;
  std::string process_code;
  Bilingual title;
  // Whole, and with its case, for receivers of the posts that take the case's papers in; else masked and
  // empty.
  std::string holder;
  std::string case_id;
  int page = 0;
  int pages = 0;
  UnixSeconds issued_at = 0;
  std::optional<UnixSeconds> expires_at;
  std::vector<CaseNode> waiting;  // counter nodes that wait for this paper; devices only
  std::vector<Receipt> open;      // asked or postponed at this office and still open; receivers only
};

struct GuideEntry {
  std::string process_code;
  int version = 1;
  Bilingual title;
  Bilingual owner;
  domain::Guide guide;
  std::vector<Bilingual> steps;
};

struct Task {  // an online node that waits for the signed-in handler
  std::string case_id;
  std::string node_id;
  Bilingual process_title;
  Bilingual node_title;
  std::string applicant_name;
  UnixSeconds since = 0;
};

template <class T>
struct Page {  // of a list; next is the cursor of the following page, empty on the last
  std::vector<T> items;
  std::string next;
};

// RFC 8628 section 3.2: a person signs in on a phone or another browser, for the terminal that shows the
// code.
struct DeviceAuthorization {
  std::string device_code;                // a secret of the terminal's
  std::string user_code;                  // "WDJB-MJHT"
  std::string verification_uri;           // to be typed
  std::string verification_uri_complete;  // to be shown as a QR code
  int expires_in = 0;                     // seconds
  int interval = 5;                       // seconds between two questions at least
};

struct AccessToken {  // RFC 6749 section 5.1
  std::string access_token;
  std::string token_type;  // "Bearer"; counts only beside the certificate of the device that asked (RFC 8705)
  int expires_in = 0;      // seconds
};

struct OAuthError {   // RFC 6749 section 5.2
  std::string error;  // authorization_pending, slow_down, ...
  std::string error_description;
};

// --- the page /device, on which the person signs in for a terminal

struct SignInWay {
  std::string id;  // password | cas | oidc
  Bilingual title;
};

enum class SignInStep {
  code,
  sign_in,
  consent,
  allowed,
  denied
};  // what the page asks for, or what came out
std::string_view nameOf(SignInStep step);

struct SignInPage {
  SignInStep step = SignInStep::code;
  std::string proof;      // to be sent back with the next answer: this page of this browser
  std::string user_code;  // "WDJB-MJHT"
  std::string terminal;   // the device's name
  std::string kind;       // kiosk | desk
  std::string office;     // a desk's
  std::vector<SignInWay> ways;
  std::string person_name;  // consent
  std::string problem;      // why the last try came to nothing: a code
  std::string go;           // where the browser goes next; empty: it stays
};

struct UserCode {
  std::string user_code;
};

struct PasswordAnswer {
  std::string proof;
  std::string account;
  std::string password;
};

struct WayAnswer {
  std::string proof;
  std::string way;
};

struct ConsentAnswer {
  std::string proof;
  bool allow = false;
};

struct DeviceSelf {
  std::string name;    // KIOSK-07
  std::string kind;    // kiosk | desk
  std::string office;  // a desk's office; empty for a kiosk
  UnixSeconds hall_time = 0;
  Bilingual college;  // the college's name
  std::string official_address;
};

// RFC 9457. Codes are stable; a text "error.<code>" exists for each in both languages.
struct Problem {
  int status = 500;
  std::string code;
  std::string title;
  std::string detail;
  std::string pointer;            // JSON pointer into the body, or the name of what in the address is meant
  std::vector<std::string> args;  // what the text error.<code> fills in as {0}, {1}, ...
  std::optional<domain::Acceptance> acceptance;  // with code already_accepted
};

}  // namespace api
