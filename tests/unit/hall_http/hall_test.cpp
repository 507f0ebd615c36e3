// The whole hall over the wire, as kiosks, desks, browsers and strangers meet it.
#include <algorithm>
#include <thread>

#include "hall/http/route.hpp"
#include "hall_fixture.hpp"

namespace {

std::string plainRequest(const std::string& method, const std::string& path, const std::string& headers = "",
                         const std::string& body = "") {
  return method + " " + path + " HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n" + headers +
         (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body;
}

api::Problem problemIn(const hall::Response& response) {
  const auto problem = api::fromJson<api::Problem>(base::textOf(response.body));
  REQUIRE(problem);
  CHECK(problem->status == response.status);
  return *problem;
}

std::string headerOf(const hall::Response& response, const std::string& name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                  [&](const auto& header) { return header.first == name; });
  return found == response.headers.end() ? "" : found->second;
}

hall::Request requestTo(const hall::Route& route, const std::string& id,
                        const hall::IssuedCertificate& device, const std::string& token) {
  std::string path(route.pattern);
  for (std::size_t at; (at = path.find('{')) != std::string::npos;)
    path.replace(at, path.find('}') - at + 1, path.substr(at).starts_with("{node_id}") ? "print" : id);
  return {.method = std::string(route.method),
          .target = path,
          .content_type = "application/json",
          .authorization = "Bearer " + token,
          .idempotency_key = "key-0000001",
          .address = "127.0.0.1",
          .certificate_sha256 = device.sha256};
}

bool printable(const RunningHall& hall, const std::string& token, const std::string& id) {
  const auto documents = hall.clientOf("KIOSK-09")->myDocuments(token, "");
  REQUIRE(documents);
  return std::any_of(documents->items.begin(), documents->items.end(),
                     [&](const auto& document) { return document.id == id && document.printable; });
}

// A document of the demonstration student that can be printed now.
std::string printableDocument(api::HallClient& client, const std::string& token) {
  const auto documents = client.myDocuments(token, "");
  REQUIRE(documents);
  for (const auto& document : documents->items)
    if (document.printable) return document.id;
  FAIL("the demonstration has nothing to print");
  return "";
}

}  // namespace

TEST_CASE("a kiosk signs a student in, shows steps, prints a copy and reports what became of it") {
  RunningHall hall;
  auto kiosk = hall.clientOf("KIOSK-07");
  const auto self = kiosk->deviceSelf();
  REQUIRE(self);
  CHECK(self->name == "KIOSK-07");
  CHECK(self->kind == "kiosk");

  const auto token = hall.signedIn("KIOSK-07", "20230001");
  CHECK(kiosk->guide("")->items.size() >= 4);
  REQUIRE(kiosk->mySteps(token, ""));
  REQUIRE(kiosk->myCases(token, ""));
  const auto document = printableDocument(*kiosk, token);
  const auto preview = kiosk->previewPdf(token, document);
  REQUIRE(preview);
  CHECK(base::textOf(*preview).starts_with("%PDF-"));

  const auto printout = kiosk->requestPrintout(token, document, "key-0000001");
  INFO((printout ? "" : printout.error().describe()));
  REQUIRE(printout);
  CHECK(kiosk->requestPrintout(token, document, "key-0000001")->serial == printout->serial);
  const auto pdf = kiosk->printoutPdf(token, printout->serial);
  REQUIRE(pdf);
  CHECK(base::toHex(base::sha256(*pdf)) == printout->pdf_sha256);
  CHECK(kiosk->reportPrintout(
      printout->serial, {.state = domain::PrintoutState::sent, .at = printout->sealed_at}, "key-0000002"));
  CHECK(kiosk->signOut(token));
  CHECK(kiosk->mySteps(token, "").error().code == "session_expired");
}

TEST_CASE("a device the hall doesn't know gets nothing, not even what is public") {
  RunningHall hall;
  hall.campus().device("GHOST");  // of our CA, but never added
  auto ghost = hall.clientOf("GHOST");
  CHECK(ghost->deviceSelf().error().code == "device_unknown");
  CHECK(ghost->signIn({"20230001", "hall-demo-2026"}).error().code == "device_unknown");
  CHECK(ghost->guide("").error().code == "device_unknown");
  CHECK(ghost->keySet().error().code == "device_unknown");
}

TEST_CASE(
    "a device that is removed is refused on the connection it holds, and one that is added is known at "
    "once") {
  RunningHall hall;
  auto kiosk = hall.clientOf("KIOSK-07");
  REQUIRE(kiosk->deviceSelf());
  REQUIRE(hall.service().removeDevice("KIOSK-07"));
  CHECK(kiosk->deviceSelf().error().code == "device_unknown");
  hall.addDevice("KIOSK-08", "kiosk", "");
  CHECK(hall.clientOf("KIOSK-08")->deviceSelf()->name == "KIOSK-08");
}

TEST_CASE("without a certificate only the public addresses and browsers' sign-in answer") {
  RunningHall hall;
  auto anyone = hall.clientOf("");
  CHECK(anyone->deviceSelf().error().code == "device_unknown");
  CHECK(anyone->signIn({"20230001", "hall-demo-2026"}).error().code == "device_unknown");
  CHECK(anyone->guide(""));
  CHECK(anyone->keySet());
  CHECK(anyone->statusList(0).error().code != "device_unknown");
  CHECK(anyone->verify({"https://elsewhere.example/menu"}, ""));
}

TEST_CASE("a stranger's code is not a hall seal, never an error") {
  RunningHall hall;
  const auto verification = hall.clientOf("DESK-03")->verify({"https://elsewhere.example/menu"}, "");
  REQUIRE(verification);
  CHECK(verification->verdict.seal == domain::SealState::not_a_hall_seal);
}

TEST_CASE("a wrong password tells neither whether the account exists") {
  RunningHall hall;
  auto kiosk = hall.clientOf("KIOSK-07");
  const auto wrong = kiosk->signIn({"20230001", "wrong-password"});
  const auto nobody = kiosk->signIn({"nobody", "wrong-password"});
  REQUIRE(!wrong);
  REQUIRE(!nobody);
  CHECK(wrong.error() == nobody.error());
}

TEST_CASE("malformed JSON at every address that takes a body is a 400 that points at the place") {
  RunningHall hall;
  const auto kiosk = hall.addDevice("KIOSK-09", "kiosk", "");
  const auto token = hall.signedIn("KIOSK-09", "20230001");
  const auto rows = hall.rowCounts();
  for (const auto& route : hall::routes()) {
    if (!route.has_body || route.body_type == hall::BodyType::form) continue;
    CAPTURE(route.pattern);
    auto request = requestTo(route, "0123456789abcdef", kiosk, token);
    for (const auto& [body, code, pointer] :
         std::vector<std::array<std::string, 3>>{{"{\"surprise\":1,", "json_syntax", "/surprise"},
                                                 {"[]", "json_type", ""},
                                                 {"", "json_syntax", ""},
                                                 {"{\"x\":\"\xff\"}", "json_bad_utf8", "/x"}}) {
      request.body = body;
      const auto answer = hall.application().answer(request);
      CHECK(answer.status == 400);
      CHECK(answer.content_type == "application/problem+json");
      const auto problem = problemIn(answer);
      CHECK(problem.code == code);
      CHECK(problem.pointer == pointer);
    }
  }
  CHECK(hall.rowCounts() == rows);
}

TEST_CASE("a well-formed request that is refused leaves no record, whatever it was for") {
  // Sign-ins are left out: that they fail is kept on purpose.
  const std::map<std::string_view, std::vector<std::string>> refused{
      {"/api/v1/sessions", {}},
      {"/api/v1/browser-sessions", {}},
      {"/oauth/device_authorization", {"", "client_id=KIOSK-07", "client_id=KIOSK-09&client_id=KIOSK-09"}},
      {"/oauth/token", {"", "client_id=KIOSK-09&grant_type=password&username=20230001"}},
      {"/api/v1/device-sign-in", {R"({"user_code":"BBBB-BBBB"})", R"({"user_code":"x"})"}},
      {"/api/v1/device-sign-in/password", {R"({"proof":"","account":"20230001","password":"guess"})"}},
      {"/api/v1/device-sign-in/way", {R"({"proof":"","way":"cas"})"}},
      {"/api/v1/device-sign-in/consent", {R"({"proof":"","allow":true})"}},
      {"/sign-in/{way}", {"logoutRequest=%3Cx%2F%3E", "logout_token=a.b.c"}},
      {"/api/v1/cases",
       {R"({"process_code":"no_such","fields":{}})", R"({"process_code":"enrolment","fields":{}})",
        R"({"process_code":"enrolment","fields":{"purpos":"实习"}})"}},
      {"/api/v1/cases/{case_id}/nodes/{node_id}/decision", {R"({"approve":true})", R"({"approve":false})"}},
      {"/api/v1/cases/{case_id}/nodes/{node_id}/actions",
       {R"({"action":"print"})", R"({"action":"sign"})", R"({"action":"sign","signature_json":"{}"})"}},
      {"/api/v1/documents/{document_id}/printouts", {""}},
      {"/api/v1/printouts/{serial}/events", {R"({"state":"printed","at":"2026-11-23T08:00:00Z"})"}},
      {"/api/v1/verifications", {R"({"carrier":"https://elsewhere.example/menu"})"}},
      {"/api/v1/printouts/{serial}/receipts",
       {R"({"decision":"accept"})", R"({"decision":"refuse"})", R"({"decision":"ask","colleague":"t1005"})"}},
      {"/api/v1/receipts/{receipt_id}/undo", {""}},
      {"/api/v1/receipts/search", {"{}", R"({"cursor":"x"})"}},
      {"/api/v1/receipts/statistics", {R"({"since":"2026-11-23T08:00:00Z","until":"2026-11-23T08:00:00Z"})"}},
  };
  RunningHall hall;
  const auto kiosk = hall.addDevice("KIOSK-09", "kiosk", "");
  const auto token = hall.signedIn("KIOSK-09", "20230001");
  const auto cases = hall.clientOf("KIOSK-09")->myCases(token, "");
  REQUIRE(cases);
  const auto rows = hall.rowCounts();
  for (const auto& route : hall::routes()) {
    if (route.method != "POST") continue;
    CAPTURE(route.pattern);
    REQUIRE(refused.count(route.pattern));  // a new address needs its bad requests here
    for (const auto& body : refused.at(route.pattern))
      for (const auto& one : cases->items) {
        if (route.pattern.find("document_id") != std::string_view::npos && printable(hall, token, one.id))
          continue;
        auto request = requestTo(route, one.id, kiosk, token);
        if (route.body_type == hall::BodyType::form)
          request.content_type = "application/x-www-form-urlencoded";
        request.body = body;
        const auto answer = hall.application().answer(request);
        CAPTURE(body, one.id, base::textOf(answer.body));
        CHECK((answer.status >= 400 || route.pattern == "/api/v1/verifications"));
        CHECK(hall.rowCounts() == rows);
      }
  }
}

TEST_CASE("a kiosk's token is worth nothing at another device or in a browser") {
  RunningHall hall;
  const auto other = hall.addDevice("KIOSK-08", "kiosk", "");
  hall::Request request{.method = "GET",
                        .target = "/api/v1/cases",
                        .authorization = "Bearer " + hall.signedIn("KIOSK-07", "20230001"),
                        .address = "127.0.0.1"};
  CHECK(problemIn(hall.application().answer(request)).code == "session_expired");
  request.certificate_sha256 = other.sha256;
  CHECK(problemIn(hall.application().answer(request)).code == "session_expired");
  request.target = "/api/v1/documents/ZD-2026-000001/preview";
  CHECK(problemIn(hall.application().answer(request)).code == "session_expired");
}

TEST_CASE("a refused application leaves no case, and its key stays free") {
  RunningHall hall;
  const auto session = hall.service().signInBrowser({"20230001", "hall-demo-2026"});
  REQUIRE(session);
  const auto before = hall.service().myCases(session->token, "")->items.size();
  hall::Request request{.method = "POST",
                        .target = "/api/v1/cases",
                        .content_type = "application/json",
                        .authorization = "Bearer " + session->token,
                        .idempotency_key = "key-0000001",
                        .address = "127.0.0.1"};
  for (const char* body :
       {R"({"process_code":"enrolment"})", R"({"process_code":"no_such_process","fields":{}})",
        R"({"process_code":"enrolment","fields":{"purpose":7}})",
        R"({"process_code":"enrolment","fields":{"purpos":"实习"}})"}) {
    request.body = body;
    const auto answer = hall.application().answer(request);
    CAPTURE(body);
    CHECK((answer.status == 400 || answer.status == 404));
  }
  CHECK(hall.service().myCases(session->token, "")->items.size() == before);
  request.body = R"({"process_code":"enrolment","fields":{"purpose":"实习"}})";
  const auto answer = hall.application().answer(request);
  INFO(base::textOf(answer.body));
  CHECK(answer.status == 201);
}

TEST_CASE("unsafe calls need an Idempotency-Key of 8 to 64 visible characters") {
  RunningHall hall;
  const auto session = hall.service().signInBrowser({"20230001", "hall-demo-2026"});
  hall::Request request{.method = "POST",
                        .target = "/api/v1/cases",
                        .content_type = "application/json",
                        .authorization = "Bearer " + session->token,
                        .body = "{}",
                        .address = "127.0.0.1"};
  CHECK(problemIn(hall.application().answer(request)).code == "idempotency_key_missing");
  for (const std::string key : {"short", "has a space", "tab\tinside"}) {
    request.idempotency_key = key;
    CHECK(problemIn(hall.application().answer(request)).code == "idempotency_key_bad");
  }
  request.idempotency_key = std::string(65, 'k');
  CHECK(problemIn(hall.application().answer(request)).code == "idempotency_key_bad");
}

TEST_CASE("what is wrong with a request is said before anything is done") {
  RunningHall hall;
  const auto answered = [&](hall::Request request) {
    request.address = "127.0.0.1";
    return hall.application().answer(std::move(request));
  };
  CHECK(problemIn(answered({.method = "GET", .target = "/nowhere/at/all"})).code == "route_unknown");
  const auto method = answered({.method = "PUT", .target = "/api/v1/cases"});
  CHECK(problemIn(method).code == "method_not_allowed");
  CHECK(headerOf(method, "Allow") == "POST, GET");
  CHECK(headerOf(answered({.method = "PUT", .target = "/v"}), "Allow") == "GET");
  CHECK(problemIn(answered({.method = "GET", .target = "/api/v1/me"})).code == "session_missing");
  CHECK(problemIn(answered({.method = "GET", .target = "/api/v1/me", .authorization = "Basic eDp5"})).code ==
        "session_missing");
  CHECK(problemIn(answered({.method = "GET", .target = "/api/v1/me", .authorization = "Bearer nonsense"}))
            .code == "session_expired");
  CHECK(problemIn(answered({.method = "POST",
                            .target = "/api/v1/verifications",
                            .content_type = "text/plain",
                            .body = "{}"}))
            .code == "content_type_not_json");
  CHECK(problemIn(answered({.method = "GET", .target = "/api/v1/keys", .body = "x"})).code ==
        "body_not_expected");
  CHECK(problemIn(answered({.method = "GET", .target = "/api/v1/processes?page=2"})).code == "query_unknown");
  CHECK(problemIn(answered({.method = "GET", .target = "/api/v1/status/x"})).code == "status_list_unknown");
  CHECK(problemIn(answered({.method = "GET", .target = "/api/v1/status/99999999999"})).code ==
        "status_list_unknown");
}

TEST_CASE("strangers are slowed down, devices are not") {
  RunningHall hall({.sign_ins = {60, 1}, .verifications = {60, 2}});
  const auto desk = hall.addDevice("DESK-09", "desk", "财务处");
  hall::Request request{.method = "POST",
                        .target = "/api/v1/verifications",
                        .content_type = "application/json",
                        .body = R"({"carrier":"x"})",
                        .address = "192.0.2.1"};
  CHECK(hall.application().answer(request).status == 200);
  CHECK(hall.application().answer(request).status == 200);
  const auto refused = hall.application().answer(request);
  CHECK(problemIn(refused).code == "too_many_requests");
  CHECK(headerOf(refused, "Retry-After") == "1");
  request.certificate_sha256 = desk.sha256;
  CHECK(hall.application().answer(request).status == 200);

  hall::Request sign_in{.method = "POST",
                        .target = "/api/v1/browser-sessions",
                        .content_type = "application/json",
                        .body = R"({"account":"nobody","password":"x"})",
                        .address = "192.0.2.1"};
  CHECK(hall.application().answer(sign_in).status == 401);
  CHECK(hall.application().answer(sign_in).status == 429);
}

TEST_CASE("keys and status lists can be kept by a cache and asked for again by their ETag") {
  RunningHall hall;
  for (const char* target : {"/api/v1/keys", "/api/v1/keys/jwks.json", "/api/v1/status/0", "/v"}) {
    CAPTURE(target);
    hall::Request request{.method = "GET", .target = target, .address = "127.0.0.1"};
    const auto first = hall.application().answer(request);
    CHECK(first.status == 200);
    CHECK(!first.body.empty());
    CHECK(headerOf(first, "Cache-Control").starts_with("public, max-age="));
    request.if_none_match = headerOf(first, "ETag");
    REQUIRE(!request.if_none_match.empty());
    const auto again = hall.application().answer(request);
    CHECK(again.status == 304);
    CHECK(again.body.empty());
  }
}

TEST_CASE("the public page may run its own script and nothing else; no other answer is kept") {
  RunningHall hall;
  const auto page = RawClient(hall.port()).ask(plainRequest("GET", "/v?from=somewhere"));
  CHECK(page.starts_with("HTTP/1.1 200"));
  CHECK(page.find("Content-Security-Policy: default-src 'none'; script-src 'self';") != std::string::npos);
  CHECK(page.find("X-Content-Type-Options: nosniff") != std::string::npos);
  CHECK(page.find("Referrer-Policy: no-referrer") != std::string::npos);
  CHECK(RawClient(hall.port()).ask(plainRequest("GET", "/v.js")).find("text/javascript") !=
        std::string::npos);
  CHECK(RawClient(hall.port()).ask(plainRequest("GET", "/..%2fforms")).starts_with("HTTP/1.1 404"));
  CHECK(
      RawClient(hall.port()).ask(plainRequest("GET", "/api/v1/processes")).find("Cache-Control: no-store") !=
      std::string::npos);
}

TEST_CASE("a handler decides from a browser, without a device") {
  RunningHall hall;
  const auto session = hall.service().signInBrowser({"t1001", "hall-demo-2026"});
  REQUIRE(session);
  hall::Request request{.method = "GET",
                        .target = "/api/v1/tasks",
                        .authorization = "Bearer " + session->token,
                        .address = "127.0.0.1"};
  const auto tasks =
      api::fromJson<api::Page<api::Task>>(base::textOf(hall.application().answer(request).body));
  REQUIRE(tasks);
  REQUIRE(!tasks->items.empty());
  const auto& task = tasks->items.front();
  request.method = "POST";
  request.target = "/api/v1/cases/" + task.case_id + "/nodes/" + task.node_id + "/decision";
  request.content_type = "application/json";
  request.idempotency_key = "key-0000001";
  request.body = R"({"approve":true,"opinion":"同意"})";
  const auto answer = hall.application().answer(request);
  INFO(base::textOf(answer.body));
  CHECK(answer.status == 200);
}

TEST_CASE("many clients at once are all answered") {
  RunningHall hall;
  std::vector<std::thread> threads;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      auto desk = hall.clientOf("DESK-03");
      for (int n = 0; n < 10; ++n)
        if (desk->verify({"https://hall.example.edu.cn/v#ABCD"}, "")) ++answered;
    });
  for (auto& thread : threads) thread.join();
  CHECK(answered == 80);
}
