// What a Service holds, and the works that several of its calls share. The works take a Connection: they run
// inside the caller's transaction and know nothing of tokens. One .cpp a subject: sessions, applying,
// kiosk_steps, deciding, printing, printout_life, verifying, issued, receiving, undoing, receipts, devices,
// demonstration.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "hall/identity/sign_in_rules.hpp"
#include "hall/service/casework.hpp"
#include "hall/service/catalogue.hpp"
#include "hall/service/device_sign_ins.hpp"
#include "hall/service/key_ring.hpp"
#include "hall/service/press_room.hpp"
#include "hall/service/service.hpp"
#include "hall/service/status_lists.hpp"
#include "hall/store/audit.hpp"
#include "hall/store/printouts.hpp"
#include "hall/store/receipts.hpp"

namespace hall {

struct Service::Body {
  Body(ServiceSettings with, const base::Clock& by) : settings(std::move(with)), clock(by) {}

  ServiceSettings settings;
  const base::Clock& clock;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<Catalogue> catalogue;
  std::unique_ptr<KeyRing> keys;
  std::unique_ptr<PressRoom> press;
  StatusLists status;
  DeviceSignIns device_sign_ins{*this};

  // Who holds the token, at the terminal it was given to. Codes: session_expired.
  base::Result<api::Person> signedIn(const std::string& token, const DeviceIdentity* at = nullptr);
  base::Result<api::Session> signIn(const std::string& device, const api::SignIn& sign_in,
                                    const identity::SessionLimits& limits);
  // Whose password it is; every try is counted, wrong ones lock. Codes: sign_in_failed, account_locked.
  base::Result<api::Person> checkPassword(const std::string& device, const api::SignIn& sign_in);
  void openSession(store::Connection& connection, const std::string& account, const std::string& device,
                   const std::string& token, const identity::SessionLimits& limits, const std::string& way,
                   const std::string& provider_sha256 = "");

  void audit(store::Connection& connection, const std::string& actor, const std::string& device,
             const std::string& action, const std::string& subject, const std::string& detail = "");

  // A case that this person may see; to all others it doesn't exist. Code case_unknown.
  base::Result<OpenCase> openFor(store::Connection& connection, const api::Person& person,
                                 const std::string& case_id);
  // The applicant's own.
  base::Result<OpenCase> openOwn(store::Connection& connection, const api::Person& person,
                                 const std::string& case_id, const char* code);

  base::Result<OpenCase> apply(store::Connection& connection, const api::Person& applicant,
                               const api::Application& application);
  base::Status decide(store::Connection& connection, const api::Person& handler, OpenCase& open,
                      const std::string& node_id, const api::Decision& decision);
  base::Status act(store::Connection& connection, const std::string& device, OpenCase& open,
                   const std::string& node_id, const api::StepAction& action);
  base::Result<store::PrintoutRow> seal(store::Connection& connection, const std::string& device,
                                        const std::string& account, OpenCase& open);
  base::Result<base::Bytes> sealedPdf(const paper::Layout& layout, const seal::Claims& claims,
                                      const std::vector<base::Bytes>& data_codes,
                                      const KeyRing::Current& keys_now, const std::string& device);
  base::Status report(store::Connection& connection, const std::string& reporter, store::PrintoutRow& copy,
                      const api::PrintoutEvent& event);
  // Also walks the states in between: sealed -> abandoned -> void.
  void voidCopy(store::Connection& connection, const std::string& reporter, const store::PrintoutRow& copy,
                const std::string& reason);
  // Who is signed in at a desk and holds a post. Codes: session_expired, desk_only, not_your_post.
  base::Result<api::Person> receiverAt(const DeviceIdentity& device, const std::string& token);
  base::Result<store::ReceiptRow> receive(store::Connection& connection, const DeviceIdentity& device,
                                          const api::Person& receiver, const store::PrintoutRow& copy,
                                          const api::ReceiptRequest& request, domain::Acceptance* earlier);
  base::Status complete(store::Connection& connection, const DeviceIdentity& device,
                        const store::PrintoutRow& copy, const store::ReceiptRow& acceptance);
  base::Result<api::Receipt> shown(store::Connection& connection, const store::ReceiptRow& row,
                                   const DeviceIdentity& desk, const api::Person& reader);
  base::Status undo(store::Connection& connection, const DeviceIdentity& device, const api::Person& receiver,
                    store::ReceiptRow& receipt);
  // What a copy says is for the posts that take its case's papers in, also once it is void. Codes:
  // printout_unknown, content_other_post.
  base::Status mayReadPaper(store::Connection& connection, const api::Person& person,
                            const std::optional<store::PrintoutRow>& copy);
};

// Rows as terminals see them.
api::Printout viewOf(const store::PrintoutRow& row, const OpenCase& open);

// Whether it was decided at this desk's office, or at this desk when it has none.
bool decidedAt(const store::ReceiptRow& row, const DeviceIdentity& desk);

// How long a receiver may take a decision back.
constexpr std::int64_t kUndo_s = 10 * 60;

// As far as the reader's posts allow: holder, case and reason are for those that take the case's papers in;
// the reason also for whoever wrote it or was asked.
api::Receipt viewOf(const store::ReceiptRow& row, const OpenCase& open, const DeviceIdentity& desk,
                    const api::Person& reader, base::UnixSeconds now);

// The counter nodes that wait for this copy: active ones, and those that only wait for a proven printed copy
// to be taken out of the kiosk, which a paper on the desk shows it was.
std::vector<std::string> countersWaiting(const OpenCase& open, const store::PrintoutRow& copy);

}  // namespace hall
