#include "hall_api/client.hpp"

#include "hall_api/codec.hpp"
#include "hall_api/https.hpp"

namespace api {
namespace {

constexpr std::size_t kPdfLimit = 16 << 20;    // a transcript with rare characters is about 4 MB
constexpr std::size_t kBinaryLimit = 2 << 20;  // key set and status list are at most 1 MiB each

std::string listPath(const std::string& path, const std::string& cursor) {
  return cursor.empty() ? path : path + "?cursor=" + percentEncoded(cursor);
}

class HttpHallClient final : public HallClient {
 public:
  explicit HttpHallClient(const HallAddress& address) : address_(address), https_(address) {}

  base::Result<DeviceSelf> deviceSelf() override { return get<DeviceSelf>("/api/v1/devices/self", ""); }
  base::Result<Session> signIn(const SignIn& sign_in) override {
    return post<Session>("/api/v1/sessions", toJson(sign_in), "", "");
  }
  base::Result<DeviceAuthorization> beginSignIn() override {
    return oauth<DeviceAuthorization>("/oauth/device_authorization", "");
  }
  base::Result<Session> pollSignIn(const std::string& device_code) override {
    auto token = oauth<AccessToken>("/oauth/token",
                                    "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
                                    "&device_code=" +
                                        percentEncoded(device_code));
    if (!token) return base::fail(token.error());
    auto person = get<Person>("/api/v1/me", token->access_token);
    if (!person) return base::fail(person.error());
    const auto expires_at = base::SystemClock().now() + token->expires_in;
    return Session{std::move(token->access_token), std::move(*person), expires_at};
  }
  base::Status signOut(const std::string& token) override {
    return nothing({.method = "DELETE", .path = "/api/v1/sessions/current", .token = token});
  }

  base::Result<Page<GuideEntry>> guide(const std::string& cursor) override {
    return get<Page<GuideEntry>>(listPath("/api/v1/processes", cursor), "");
  }
  base::Result<Page<KioskStep>> mySteps(const std::string& token, const std::string& cursor) override {
    return get<Page<KioskStep>>(listPath("/api/v1/steps", cursor), token);
  }
  base::Result<Page<Document>> myDocuments(const std::string& token, const std::string& cursor) override {
    return get<Page<Document>>(listPath("/api/v1/documents", cursor), token);
  }
  base::Result<Page<Case>> myCases(const std::string& token, const std::string& cursor) override {
    return get<Page<Case>>(listPath("/api/v1/cases", cursor), token);
  }
  base::Result<Case> completeAction(const std::string& token, const std::string& case_id,
                                    const std::string& node_id, const StepAction& action,
                                    const std::string& idempotency_key) override {
    return post<Case>(
        "/api/v1/cases/" + percentEncoded(case_id) + "/nodes/" + percentEncoded(node_id) + "/actions",
        toJson(action), token, idempotency_key);
  }
  base::Result<base::Bytes> previewPdf(const std::string& token, const std::string& document_id) override {
    return bytes({.path = "/api/v1/documents/" + percentEncoded(document_id) + "/preview",
                  .token = token,
                  .answer_limit = kPdfLimit});
  }

  base::Result<Printout> requestPrintout(const std::string& token, const std::string& document_id,
                                         const std::string& idempotency_key) override {
    return post<Printout>("/api/v1/documents/" + percentEncoded(document_id) + "/printouts", "", token,
                          idempotency_key);
  }
  base::Result<base::Bytes> printoutPdf(const std::string& token, const std::string& serial) override {
    return bytes({.path = "/api/v1/printouts/" + percentEncoded(serial) + "/pdf",
                  .token = token,
                  .answer_limit = kPdfLimit});
  }
  base::Status reportPrintout(const std::string& serial, const PrintoutEvent& event,
                              const std::string& idempotency_key) override {
    return nothing({.method = "POST",
                    .path = "/api/v1/printouts/" + percentEncoded(serial) + "/events",
                    .body = toJson(event),
                    .idempotency_key = idempotency_key});
  }

  base::Result<Verification> verify(const VerificationRequest& request, const std::string& token) override {
    return post<Verification>("/api/v1/verifications", toJson(request), token, "");
  }

  base::Result<IssuedContent> issuedContent(const std::string& token, const std::string& serial) override {
    return get<IssuedContent>("/api/v1/printouts/" + percentEncoded(serial) + "/content", token);
  }
  base::Result<Receipt> receive(const std::string& token, const std::string& serial,
                                const ReceiptRequest& request, const std::string& idempotency_key,
                                domain::Acceptance* earlier) override {
    auto answer = post<Receipt>("/api/v1/printouts/" + percentEncoded(serial) + "/receipts", toJson(request),
                                token, idempotency_key);
    if (!answer && earlier && problem_.acceptance) *earlier = *problem_.acceptance;
    return answer;
  }
  base::Result<Receipt> undo(const std::string& token, const std::string& receipt_id,
                             const std::string& idempotency_key) override {
    return post<Receipt>("/api/v1/receipts/" + percentEncoded(receipt_id) + "/undo", "", token,
                         idempotency_key);
  }
  base::Result<Page<Receipt>> receipts(const std::string& token, const ReceiptSearch& search) override {
    return post<Page<Receipt>>("/api/v1/receipts/search", toJson(search), token, "");
  }
  base::Result<DeskStatistics> statistics(const std::string& token,
                                          const StatisticsRequest& request) override {
    return post<DeskStatistics>("/api/v1/receipts/statistics", toJson(request), token, "");
  }
  base::Result<Page<Colleague>> colleagues(const std::string& token, const std::string& cursor) override {
    return get<Page<Colleague>>(listPath("/api/v1/colleagues", cursor), token);
  }

  base::Result<base::Bytes> keySet() override {
    return bytes({.path = "/api/v1/keys", .answer_limit = kBinaryLimit});
  }
  base::Result<base::Bytes> statusList(std::uint32_t list) override {
    return bytes({.path = "/api/v1/status/" + std::to_string(list), .answer_limit = kBinaryLimit});
  }

 private:
  // The exchange, with every answer but 2xx turned into the Error it means.
  base::Result<base::Bytes> bytes(HttpsCall call) {
    problem_ = {};
    auto answer = https_.exchange(std::move(call));
    if (!answer) return base::fail(answer.error());
    if (answer->status >= 200 && answer->status < 300) return std::move(answer->body);
    auto problem = fromJson<Problem>(base::textOf(answer->body));
    if (!problem)
      return base::fail(
          "hall_unreachable", address_.url,
          "HTTP status " + std::to_string(answer->status) + " from something that isn't the hall");
    problem_ = std::move(*problem);
    return base::fail(problem_.code, problem_.pointer, problem_.detail, problem_.args);
  }

  // RFC 6749's way to ask: a form, and refusals of its own kind. The client_id (RFC 8705 section 2) is the
  // name under which the hall knows this device's certificate; it is asked for once.
  template <class T>
  base::Result<T> oauth(std::string path, const std::string& fields) {
    if (client_id_.empty()) {
      const auto self = deviceSelf();
      if (!self) return base::fail(self.error());
      client_id_ = self->name;
    }
    auto answer = https_.exchange({.method = "POST",
                                   .path = std::move(path),
                                   .body = "client_id=" + percentEncoded(client_id_) + fields,
                                   .content_type = "application/x-www-form-urlencoded"});
    if (!answer) return base::fail(answer.error());
    if (answer->status == 200) return decoded<T>(std::move(answer->body));
    const auto refused = fromJson<OAuthError>(base::textOf(answer->body));
    if (!refused) return base::fail("hall_unreachable", address_.url, "an answer that isn't the hall's");
    if (refused->error == "invalid_client") client_id_.clear();  // the device was given another name
    const auto& code = refused->error == "invalid_client" ? std::string("device_unknown") : refused->error;
    return base::fail(code, "", refused->error_description);
  }

  base::Status nothing(HttpsCall call) {
    const auto answer = bytes(std::move(call));
    if (!answer) return base::fail(answer.error());
    return {};
  }

  template <class T>
  base::Result<T> decoded(const base::Result<base::Bytes>& answer) {
    if (!answer) return base::fail(answer.error());
    auto value = fromJson<T>(base::textOf(*answer));
    // Not the terminal's mistake: the hall and the terminal are of different versions.
    if (!value) return base::fail("hall_answer_unreadable", address_.url, value.error().describe());
    return value;
  }

  template <class T>
  base::Result<T> get(std::string path, const std::string& token) {
    return decoded<T>(bytes({.path = std::move(path), .token = token}));
  }
  template <class T>
  base::Result<T> post(std::string path, std::string body, const std::string& token, const std::string& key) {
    return decoded<T>(bytes({.method = "POST",
                             .path = std::move(path),
                             .body = std::move(body),
                             .token = token,
                             .idempotency_key = key}));
  }

  HallAddress address_;
  Https https_;
  Problem problem_;  // of the last call, for its acceptance
  std::string client_id_;
};

}  // namespace

std::unique_ptr<HallClient> openHallClient(const HallAddress& address) {
  return std::make_unique<HttpHallClient>(address);
}

}  // namespace api
