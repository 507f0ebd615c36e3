// Each wrong person is refused, with the code that says why.
#include "hall.hpp"

using domain::KioskAction;
using test::codeOf;
using test::need;

TEST_CASE("a case doesn't exist for people it is none of the business of") {
  test::Hall hall;
  const auto id = hall.applyFor("student_leave").id;
  CHECK(codeOf(hall->caseById(hall.token("20230002"), id)) == "case_unknown");
  CHECK(codeOf(hall->caseById(hall.token("t1101"), id)) ==
        "case_unknown");  // a counsellor of another college
  CHECK(codeOf(hall->caseById(hall.token("t1001"), id)).empty());
  CHECK(codeOf(hall->previewPdf(hall.token("20230002"), id)) == "document_unknown");
  CHECK(need(hall->myCases(hall.token("20230002"), "")).items.empty());
  CHECK(need(hall->myTasks(hall.token("t1101"), "")).items.empty());
}

TEST_CASE("only the post whose turn it is decides, and only when it is its turn") {
  test::Hall hall;
  const auto id = hall.applyFor("student_leave").id;
  const auto decide = [&](const char* account, const char* node) {
    return codeOf(hall->decide(hall.token(account), id, node, {true, ""}, hall.key()));
  };
  CHECK(decide("20230001", "counsellor") == "not_your_post");
  CHECK(decide("t1002", "counsellor") == "not_your_post");
  CHECK(decide("t1101", "counsellor") == "case_unknown");
  CHECK(decide("t1002", "college") == "node_not_active");
  CHECK(decide("t1001", "print") == "node_not_online");
  CHECK(decide("t1001", "nowhere") == "node_unknown");
  CHECK(decide("t1001", "counsellor").empty());
  CHECK(decide("t1001", "counsellor") == "node_not_active");
}

TEST_CASE("nobody decides his own application, whatever his post") {
  test::Hall hall;
  need(hall->addPerson(
      {"t1200", "何勇", "t1200", "信息工程学院", {{"counsellor", {"辅导员", "Counsellor"}, "信息工程学院"}}},
      test::kPassword));
  need(hall->setBaseRecord(
      "t1200", {{{"applicant_gender", "男"}, {"applicant_class", "教师"}, {"applicant_major", "无"}}, {}}));
  const auto id = hall.apply("t1200", "student_leave", test::goodFields("student_leave")).id;
  CHECK(codeOf(hall->decide(hall.token("t1200"), id, "counsellor", {true, ""}, hall.key())) ==
        "not_your_post");
  CHECK(need(hall->myTasks(hall.token("t1200"), "")).items.empty());
}

TEST_CASE("a return needs its reason and ends the case") {
  test::Hall hall;
  const auto id = hall.applyFor("student_leave").id;
  const auto handler = hall.token("t1001");
  const auto mute = hall->decide(handler, id, "counsellor", {false, "  "}, hall.key());
  CHECK(codeOf(mute) == "opinion_required");
  CHECK(test::placeOf(mute) == "/opinion");
  const auto back = need(hall->decide(handler, id, "counsellor", {false, "请补充事由"}, hall.key()));
  CHECK(back.state == api::CaseState::returned);
  CHECK(codeOf(hall->decide(hall.token("t1002"), id, "college", {true, ""}, hall.key())) ==
        "node_not_active");
  CHECK(need(hall->myDocuments(hall.token("20230001"), "")).items.empty());
}

TEST_CASE("kiosk actions go in order, at a kiosk, by the applicant") {
  test::Hall hall;
  const auto id = hall.applyFor("student_leave").id;
  const auto student = hall.token("20230001", hall.kiosk);
  const auto act = [&](KioskAction action, const std::string& signature = "") {
    return codeOf(
        hall->completeAction(hall.kiosk, student, id, "print", {action, signature, ""}, hall.key()));
  };
  CHECK(act(KioskAction::read_and_confirm) == "node_not_active");
  hall.approve("t1001", id, "counsellor");
  hall.approve("t1002", id, "college");
  CHECK(act(KioskAction::sign, test::kSignature) == "action_out_of_order");
  CHECK(act(KioskAction::read_and_confirm, test::kSignature) == "signature_not_expected");
  CHECK(act(KioskAction::attach) == "action_unknown_here");
  CHECK(codeOf(hall->requestPrintout(hall.kiosk, student, id, hall.key())) == "sign_first");
  CHECK(act(KioskAction::read_and_confirm).empty());
  CHECK(act(KioskAction::read_and_confirm) == "action_done_already");
  CHECK(act(KioskAction::sign) == "signature_empty");
  CHECK(act(KioskAction::sign, test::kSignature).empty());
  CHECK(act(KioskAction::print) == "action_by_printout");
  const auto other = hall.token("20230002", hall.kiosk);
  CHECK(codeOf(hall->requestPrintout(hall.kiosk, other, id, hall.key())) == "document_unknown");
  const auto at_desk = hall.token("20230001", hall.desk);
  CHECK(codeOf(hall->requestPrintout(hall.desk, at_desk, id, hall.key())) == "kiosk_only");
  CHECK(codeOf(hall->completeAction(hall.desk, at_desk, id, "print", {KioskAction::print, "", ""},
                                    hall.key())) == "kiosk_only");
}

TEST_CASE("a token is worth nothing at another terminal, after signing out, or once its time is over") {
  test::Hall hall;
  const auto id = hall.applyFor("enrolment").id;
  const auto token = hall.token("20230001", hall.kiosk);
  const hall::DeviceIdentity other{"KIOSK-08", "kiosk", ""};
  CHECK(codeOf(hall->requestPrintout(other, token, id, hall.key())) == "session_expired");
  CHECK(codeOf(hall->requestPrintout(hall.kiosk, token, id, hall.key())) == "not_approved");
  CHECK(codeOf(hall->personOf(token, other)) == "session_expired");
  CHECK(codeOf(hall->personOf(token)) == "session_expired");  // in a browser
  CHECK(codeOf(hall->personOf(hall.token("20230001"), hall.kiosk)) == "session_expired");
  hall.clock.advance(std::chrono::minutes(9));
  CHECK(codeOf(hall->personOf(token, hall.kiosk)).empty());
  hall.clock.advance(std::chrono::minutes(9));
  CHECK(codeOf(hall->personOf(token, hall.kiosk)).empty());  // used in between
  hall.clock.advance(std::chrono::minutes(11));
  CHECK(codeOf(hall->personOf(token, hall.kiosk)) == "session_expired");
  const auto again = hall.token("20230001", hall.kiosk);
  need(hall->signOut(again));
  CHECK(codeOf(hall->personOf(again, hall.kiosk)) == "session_expired");
  CHECK(codeOf(hall->personOf("")) == "session_expired");
}

TEST_CASE("five wrong passwords rest an account, known or not, and the right one helps only afterwards") {
  test::Hall hall;
  for (const std::string account : {"20230001", "nobody"}) {
    for (int i = 0; i < 4; ++i)
      CHECK(codeOf(hall->signInBrowser({account, "wrong password"})) == "sign_in_failed");
    const auto fifth = hall->signInBrowser({account, "wrong password"});
    CHECK(codeOf(fifth) == "account_locked");
    CHECK(fifth.error().args == std::vector<std::string>{"15"});
    CHECK(codeOf(hall->signInBrowser({account, test::kPassword})) == "account_locked");
  }
  hall.clock.advance(std::chrono::minutes(16));
  CHECK(codeOf(hall->signInBrowser({"20230001", "wrong password"})) == "sign_in_failed");
  CHECK(codeOf(hall->signInBrowser({"20230001", test::kPassword})).empty());
}

TEST_CASE("a removed device is unknown at once, and a name is given once") {
  test::Hall hall;
  need(hall->addDevice("KIOSK-07", "kiosk", "", "ab12"));
  CHECK(codeOf(hall->addDevice("KIOSK-07", "kiosk", "", "cd34")) == "device_exists");
  CHECK(codeOf(hall->addDevice("KIOSK-08", "kiosk", "", "ab12")) == "device_exists");
  CHECK(codeOf(hall->addDevice("../x", "kiosk", "", "ee")) == "bad_device");
  CHECK(codeOf(hall->addDevice("X", "printer", "", "ee")) == "bad_device");
  CHECK(need(hall->deviceByCertificate("ab12")).name == "KIOSK-07");
  need(hall->removeDevice("KIOSK-07"));
  CHECK(codeOf(hall->deviceByCertificate("ab12")) == "device_unknown");
}
