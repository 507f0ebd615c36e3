// The hall's rules, without HTTP and without SQL: who may do what to a case, a document, a printout, a seal.
// Thread: every call may come from any thread; the service serialises writes itself.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "hall_api/types.hpp"

namespace hall {

struct DeviceIdentity {  // proven by its certificate
  std::string name;
  std::string kind;  // kiosk | desk
  std::string office;
};

struct ServiceSettings {
  std::filesystem::path data;    // database, keys, PDFs of sealed copies
  std::filesystem::path assets;  // forms, processes
  std::string public_host;       // in every seal's link: "hall.example.edu.cn:8443"
  base::Bilingual college{"枣庄科技职业学院", "Zaozhuang Vocational College of Science and Technology"};
  std::string key_passphrase;  // of the issuing keys in files
  std::string token_pin{};     // of the issuing keys on a token
  // A folder without keys gets them by itself, the root beside them under a passphrase of its own
  // (keys/root.passphrase): for demonstrations and tests. Elsewhere the root is made by `hall keys init`.
  bool makes_own_keys = false;
};

// What the college's base database (学校基础数据库, article 5) says of a student: the values forms are filled
// with, and the courses of a transcript, each with term, course_code, course, kind, hours, credit, grade.
struct BaseRecord {
  std::map<std::string, std::string> values;  // "applicant_gender" -> "男"
  std::vector<std::map<std::string, std::string>> courses;
};

class DeviceSignIns;

// Codes by which a request is refused, and what kind of refusal each is: hall/service/refusals.hpp.
class Service {
 public:
  // Opens or creates the data folder: database migrated. Codes: data_*, process_*, template_*, keys_missing.
  static base::Result<std::unique_ptr<Service>> open(const ServiceSettings& settings,
                                                     const base::Clock& clock);
  ~Service();

  // --- people and sessions (identity)
  base::Result<api::Session> signIn(const DeviceIdentity& device, const api::SignIn& sign_in);
  base::Result<api::Session> signInBrowser(const api::SignIn& sign_in);  // handlers
  base::Status signOut(const std::string& token);
  // A token counts only where it was given out: at that device, or (nullopt) in a browser. Code
  // session_expired.
  base::Result<api::Person> personOf(const std::string& token,
                                     const std::optional<DeviceIdentity>& at = std::nullopt);

  DeviceSignIns& deviceSignIns();  // by a phone, for a terminal: device_sign_ins.hpp

  // --- the applicant
  base::Result<api::Page<api::GuideEntry>> guide(const std::string& cursor);
  base::Result<api::Case> apply(const std::string& token, const api::Application& application,
                                const std::string& idempotency_key);
  base::Result<api::Page<api::Case>> myCases(const std::string& token, const std::string& cursor);
  base::Result<api::Case> caseById(const std::string& token, const std::string& case_id);
  base::Result<api::Page<api::KioskStep>> mySteps(const std::string& token, const std::string& cursor);
  base::Result<api::Page<api::Document>> myDocuments(const std::string& token, const std::string& cursor);
  base::Result<api::Case> completeAction(const DeviceIdentity& device, const std::string& token,
                                         const std::string& case_id, const std::string& node_id,
                                         const api::StepAction& action, const std::string& idempotency_key);
  base::Result<base::Bytes> previewPdf(const std::string& token, const std::string& document_id);

  // --- the handler
  base::Result<api::Page<api::Task>> myTasks(const std::string& token, const std::string& cursor);
  base::Result<api::Case> decide(const std::string& token, const std::string& case_id,
                                 const std::string& node_id, const api::Decision& decision,
                                 const std::string& idempotency_key);

  // --- printouts
  base::Result<api::Printout> requestPrintout(const DeviceIdentity& device, const std::string& token,
                                              const std::string& document_id,
                                              const std::string& idempotency_key);
  // At a kiosk the copy that was sealed for it; at a desk what issuedContent may show.
  base::Result<base::Bytes> printoutPdf(const DeviceIdentity& device, const std::string& token,
                                        const std::string& serial);
  base::Status reportPrintout(const DeviceIdentity& device, const std::string& serial,
                              const api::PrintoutEvent& event, const std::string& idempotency_key);
  // By staff (`hall printout void`): code printout_unknown. reason is kept in the audit.
  base::Status voidPrintout(const std::string& serial, const std::string& reason, const std::string& who);

  // --- verifying
  // device: nullopt for the public, who sees the masked holder only.
  base::Result<api::Verification> verify(const std::optional<DeviceIdentity>& device,
                                         const std::string& token, const api::VerificationRequest& request);
  base::Result<api::Verification> publicStatus(const std::string& serial);  // status by serial, for /v

  // --- the desk: for receivers, signed in there
  // earlier is filled together with code already_accepted.
  base::Result<api::Receipt> receive(const DeviceIdentity& device, const std::string& token,
                                     const std::string& serial, const api::ReceiptRequest& request,
                                     const std::string& idempotency_key, domain::Acceptance* earlier);
  // By who decided, at that office, within ten minutes: the counter waits for the paper again.
  base::Result<api::Receipt> undo(const DeviceIdentity& device, const std::string& token,
                                  const std::string& receipt_id, const std::string& idempotency_key);
  // Of the desk's office, or what colleagues anywhere asked of the receiver. Newest first.
  base::Result<api::Page<api::Receipt>> receipts(const DeviceIdentity& device, const std::string& token,
                                                 const api::ReceiptSearch& search);
  base::Result<api::DeskStatistics> statistics(const DeviceIdentity& device, const std::string& token,
                                               const api::StatisticsRequest& request);
  base::Result<api::Page<api::Colleague>> colleagues(const DeviceIdentity& device, const std::string& token,
                                                     const std::string& cursor);
  base::Result<api::IssuedContent> issuedContent(const DeviceIdentity& device, const std::string& token,
                                                 const std::string& serial);

  // --- what verifiers keep
  base::Result<base::Bytes> keySet();                        // signed COSE key set
  base::Result<std::string> jwks();                          // RFC 7517 mirror
  base::Result<base::Bytes> statusList(std::uint32_t list);  // code status_list_unknown

  // --- devices. The certificates themselves are made in http (the hall's CA); here: who is known.
  base::Status addDevice(const std::string& name, const std::string& kind, const std::string& office,
                         const std::string& certificate_sha256);
  base::Result<DeviceIdentity> deviceByCertificate(const std::string& certificate_sha256);  // device_unknown
  base::Status removeDevice(const std::string& name);
  base::Result<std::vector<DeviceIdentity>> devices();
  api::DeviceSelf deviceSelf(const DeviceIdentity& device);

  // --- people, for `hall person add` and the demonstration data
  base::Status addPerson(const api::Person& person, const std::string& password);
  base::Status setBaseRecord(const std::string& account,
                             const BaseRecord& record);  // person_unknown; replaces
  // People, posts and cases in every stage, so that a new hall has something to show. Idempotent.
  base::Status loadDemonstration();

  // Whether the audit chain is whole. Code audit_broken, place: the first row that doesn't hold.
  base::Status checkAudit();

  std::string rootKeyText();  // what verifiers pin
  // Whether the hall can sign now. Codes: no_issuing_key, key_*, token_*.
  base::Status checkSigning();

  struct Body;  // hall/service/body.hpp, for this room's .cpp files

 private:
  Service();
  std::unique_ptr<Body> body_;
};

}  // namespace hall
