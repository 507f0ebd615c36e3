// The hall as a terminal sees it. HallClient is the interface; HttpHallClient speaks mutual TLS through
// libcurl. Blocking: for worker threads. One object a thread. Answers that are problems arrive as Error{code,
// pointer, detail}; no answer at all is "hall_unreachable", a certificate the hall refuses "device_unknown",
// an expired session "session_expired".
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "hall_api/types.hpp"

namespace api {

class HallClient {
 public:
  virtual ~HallClient() = default;

  virtual base::Result<DeviceSelf> deviceSelf() = 0;
  virtual base::Result<Session> signIn(const SignIn& sign_in) = 0;
  // RFC 8628: somebody signs in on a phone for this terminal. Polling answers authorization_pending,
  // slow_down (5 s more between two questions from then on), access_denied or expired_token until there is a
  // session.
  virtual base::Result<DeviceAuthorization> beginSignIn() = 0;
  virtual base::Result<Session> pollSignIn(const std::string& device_code) = 0;
  virtual base::Status signOut(const std::string& token) = 0;

  virtual base::Result<Page<GuideEntry>> guide(const std::string& cursor) = 0;
  virtual base::Result<Page<KioskStep>> mySteps(const std::string& token, const std::string& cursor) = 0;
  virtual base::Result<Page<Document>> myDocuments(const std::string& token, const std::string& cursor) = 0;
  virtual base::Result<Page<Case>> myCases(const std::string& token, const std::string& cursor) = 0;
  virtual base::Result<Case> completeAction(const std::string& token, const std::string& case_id,
                                            const std::string& node_id, const StepAction& action,
                                            const std::string& idempotency_key) = 0;
  virtual base::Result<base::Bytes> previewPdf(const std::string& token, const std::string& document_id) = 0;

  virtual base::Result<Printout> requestPrintout(const std::string& token, const std::string& document_id,
                                                 const std::string& idempotency_key) = 0;
  virtual base::Result<base::Bytes> printoutPdf(const std::string& token, const std::string& serial) = 0;
  // With the device's identity only, so that reports go out after the applicant has left.
  virtual base::Status reportPrintout(const std::string& serial, const PrintoutEvent& event,
                                      const std::string& idempotency_key) = 0;

  virtual base::Result<Verification> verify(const VerificationRequest& request, const std::string& token) = 0;

  // --- the desk. Content comes to posts that handle the case at a counter only: content_other_post.
  virtual base::Result<IssuedContent> issuedContent(const std::string& token, const std::string& serial) = 0;
  // 409 comes back as Error{"already_accepted"}; the first acceptance is then in *earlier.
  virtual base::Result<Receipt> receive(const std::string& token, const std::string& serial,
                                        const ReceiptRequest& request, const std::string& idempotency_key,
                                        domain::Acceptance* earlier) = 0;
  // Within ten minutes, by who decided. Codes: receipt_unknown, undo_too_late, undo_other_receiver,
  // undo_moved_on (the case went on meanwhile).
  virtual base::Result<Receipt> undo(const std::string& token, const std::string& receipt_id,
                                     const std::string& idempotency_key) = 0;
  virtual base::Result<Page<Receipt>> receipts(const std::string& token, const ReceiptSearch& search) = 0;
  virtual base::Result<DeskStatistics> statistics(const std::string& token,
                                                  const StatisticsRequest& request) = 0;
  virtual base::Result<Page<Colleague>> colleagues(const std::string& token, const std::string& cursor) = 0;

  virtual base::Result<base::Bytes> keySet() = 0;                        // signed COSE key set
  virtual base::Result<base::Bytes> statusList(std::uint32_t list) = 0;  // status list token
};

struct HallAddress {
  std::string url;                         // https://hall.example.edu.cn:8443
  std::filesystem::path ca_file;           // PEM of the CA that signed the hall's certificate
  std::filesystem::path certificate_file;  // the device's own, PEM; empty: none (public routes only)
  std::filesystem::path key_file;
  std::chrono::milliseconds connect_timeout{3000};  // a campus network answers at once or not at all
  std::chrono::milliseconds answer_timeout{15000};  // sealing a long document takes seconds on a busy hall
};

std::unique_ptr<HallClient> openHallClient(const HallAddress& address);

}  // namespace api
