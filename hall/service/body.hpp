// What a Service holds, and the works that several of its calls share. The works take a Connection: they run
// inside the caller's transaction and know nothing of tokens. One .cpp a subject: sessions, applying,
// kiosk_steps, deciding, printing, printout_life, verifying, receiving, devices, demonstration.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "hall/service/casework.hpp"
#include "hall/service/catalogue.hpp"
#include "hall/service/key_ring.hpp"
#include "hall/service/press_room.hpp"
#include "hall/service/service.hpp"
#include "hall/service/status_lists.hpp"
#include "hall/store/audit.hpp"
#include "hall/store/printouts.hpp"

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

  // Who holds the token, at the terminal it was given to. Codes: session_expired.
  base::Result<api::Person> signedIn(const std::string& token, const DeviceIdentity* at = nullptr);
  base::Result<api::Session> signIn(const std::string& device, const api::SignIn& sign_in,
                                    std::int64_t idle_seconds, std::int64_t whole_seconds);

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
                                      const seal::SealedContent& content, const KeyRing::Current& keys_now,
                                      const std::string& device);
  base::Status report(store::Connection& connection, const std::string& reporter, store::PrintoutRow& copy,
                      const api::PrintoutEvent& event);
  // Also walks the states in between: sealed -> abandoned -> void.
  void voidCopy(store::Connection& connection, const std::string& reporter, const store::PrintoutRow& copy,
                const std::string& reason);
  base::Result<domain::Acceptance> receive(store::Connection& connection, const DeviceIdentity& device,
                                           const api::Person& receiver, const store::PrintoutRow& copy,
                                           const api::AcceptanceRequest& request,
                                           domain::Acceptance* earlier);
};

// Rows as terminals see them.
api::Printout viewOf(const store::PrintoutRow& row, const OpenCase& open);

// The counter nodes that wait for this copy: active ones, and those that only wait for a proven printed copy
// to be taken out of the kiosk, which a paper on the desk shows it was.
std::vector<std::string> countersWaiting(const OpenCase& open, const store::PrintoutRow& copy);

}  // namespace hall
