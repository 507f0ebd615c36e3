// Hostile input, no partial record, and what survives a killed process.
#include "hall.hpp"

using domain::KioskAction;
using test::codeOf;
using test::need;
using test::placeOf;

TEST_CASE("hostile fields are refused with their place, and leave no record") {
  test::Hall hall;
  const auto token = hall.token("20230001");
  const auto rows = hall.rowCounts();
  const auto refused = [&](const std::string& field, const std::string& value) {
    auto fields = test::goodFields("student_leave");
    fields[field] = value;
    const auto result = hall->apply(token, {"student_leave", fields}, hall.key());
    CHECK(placeOf(result) == "/fields/" + field);
    return codeOf(result);
  };
  CHECK(refused("reason", std::string(1'000'000, 'x')) == "field_too_long");
  CHECK(refused("reason", "\xff\xfe") == "field_bad_text");
  CHECK(refused("reason", "\xed\xa0\x80") == "field_bad_text");  // a surrogate
  CHECK(refused("reason", "\xc0\xaf") == "field_bad_text");      // longer than need be
  CHECK(refused("reason", std::string("a\0b", 3)) == "field_bad_character");
  CHECK(refused("reason", "\x1b[31m") == "field_bad_character");
  CHECK(refused("destination", "济南\n青岛") == "field_bad_character");
  CHECK(refused("destination", "\xe2\x80\xae济南") == "field_bad_character");  // right-to-left override
  CHECK(refused("leave_from", "2026-02-30") == "field_not_a_date");
  CHECK(refused("leave_from", "next week") == "field_not_a_date");
  CHECK(refused("leave_days", "-3") == "field_not_digits");
  CHECK(refused("leave_days", "3000") == "field_too_long");
  CHECK(refused("leave_type", "旅游") == "field_not_a_choice");
  CHECK(refused("reason", "   ") == "field_required");
  CHECK(refused("applicant_name", "冒名") == "field_unknown");
  CHECK(codeOf(hall->apply(token, {"no_such_process", {}}, hall.key())) == "process_unknown");
  CHECK(hall.rowCounts() == rows);
}

TEST_CASE("what the form can't hold is refused when it is written, not at the kiosk") {
  test::Hall hall;
  const auto token = hall.token("20230001");
  const auto rows = hall.rowCounts();
  auto fields = test::goodFields("student_leave");
  fields["reason"].clear();
  for (int i = 0; i < 99; ++i) fields["reason"] += "\n因";
  const auto result = hall->apply(token, {"student_leave", fields}, hall.key());
  CHECK(codeOf(result) == "field_overflow");
  CHECK(placeOf(result) == "/fields/reason");
  CHECK(hall.rowCounts() == rows);
}

TEST_CASE("an applicant without a base record is told what is missing") {
  test::Hall hall;
  need(hall->setBaseRecord("20230002", {}));
  const auto rows = hall.rowCounts();
  const auto token = hall.token("20230002");
  CHECK(codeOf(hall->apply(token, {"student_leave", test::goodFields("student_leave")}, hall.key())) ==
        "base_record_incomplete");
  CHECK(hall.rowCounts().at("cases") == rows.at("cases"));
}

TEST_CASE("hostile signatures are refused with their place") {
  test::Hall hall;
  const auto id = hall.applyFor("student_leave").id;
  hall.approve("t1001", id, "counsellor");
  hall.approve("t1002", id, "college");
  hall.act(id, "print", KioskAction::read_and_confirm);
  const auto token = hall.token("20230001", hall.kiosk);
  const auto rows = hall.rowCounts();
  const auto refused = [&](const std::string& json) {
    const auto result =
        hall->completeAction(hall.kiosk, token, id, "print", {KioskAction::sign, json, ""}, hall.key());
    return codeOf(result) + " " + placeOf(result);
  };
  CHECK(refused("{") == "signature_bad /signature_json");
  CHECK(refused(R"({"aspect":3})") == "signature_bad /signature_json");
  CHECK(refused(R"({"aspect":300,"strokes":[]})") == "signature_bad /signature_json/aspect");
  CHECK(refused(R"({"aspect":3,"strokes":[]})") == "signature_empty /signature_json");
  CHECK(refused(R"({"aspect":3,"strokes":[{"x":[9],"y":[0],"width":[0]}]})") ==
        "signature_bad /signature_json/strokes/0/x/0");
  CHECK(refused(R"({"aspect":3,"strokes":[{"x":[1,2],"y":[0],"width":[0]}]})") ==
        "signature_bad /signature_json/strokes/0");
  CHECK(refused(std::string(300'000, '[')) == "signature_too_long /signature_json");
  CHECK(refused(std::string(200'000, '[')) == "signature_bad /signature_json");
  CHECK(hall.rowCounts() == rows);
}

TEST_CASE("a hall opened again after being killed goes on where it was") {
  test::Hall hall;
  const auto id = hall.applyFor("enrolment").id;
  const auto key = hall->rootKeyText();
  hall.approve("t1003", id, "registrar");
  const auto copy = hall.seal(id);
  const auto carrier = hall.carrierOf(copy);
  {
    // A second process beside the first sees everything that was answered: nothing waits in memory.
    auto beside = need(hall::Service::open(hall.settings(), hall.clock));
    CHECK(need(beside->verify(std::nullopt, "", {carrier})).verdict.seal == domain::SealState::genuine);
  }
  hall.reopen();
  CHECK(hall->rootKeyText() == key);
  CHECK(need(hall->verify(std::nullopt, "", {carrier})).verdict.status == domain::StatusState::valid);
  hall.print(copy);
  CHECK(hall.applyFor("enrolment").id == "ZD-2026-000002");
}

TEST_CASE("a changed, a missing and a shortened audit row are found") {
  for (const auto* tampering :
       {"UPDATE audit SET actor = 'somebody' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit WHERE seq = (SELECT MAX(seq) FROM audit)"}) {
    test::Hall hall;
    hall.applyFor("enrolment");
    need(hall->checkAudit());
    hall.sql("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened");
    hall.sql(tampering);
    INFO(tampering);
    CHECK(codeOf(hall->checkAudit()) == "audit_broken");
  }
}

TEST_CASE("a hall runs without its root's secret, and a folder without keys gets none by itself") {
  test::Hall hall;
  const auto id = hall.applyFor("enrolment").id;
  hall.approve("t1003", id, "registrar");
  std::filesystem::remove(hall.folder() / "keys" / "root.pem");
  hall.reopen();
  CHECK(need(hall->verify(std::nullopt, "", {hall.carrierOf(hall.seal(id))})).verdict.seal ==
        domain::SealState::genuine);
  auto settings = hall.settings();
  settings.data /= "another";
  settings.makes_own_keys = false;
  CHECK(codeOf(hall::Service::open(settings, hall.clock)) == "keys_missing");
  CHECK_FALSE(std::filesystem::exists(settings.data / "keys"));
}

TEST_CASE("lists go on where they stopped, and a made-up cursor is refused") {
  test::Hall hall;
  for (int i = 0; i < 51; ++i) hall.applyFor("enrolment");
  const auto token = hall.token("20230001");
  const auto first = need(hall->myCases(token, ""));
  CHECK(first.items.size() == 50);
  const auto second = need(hall->myCases(token, first.next));
  REQUIRE(second.items.size() == 1);
  CHECK(second.items[0].id == "ZD-2026-000001");
  CHECK(second.next.empty());
  for (const auto* bad : {"x", "1", "1.", "-1.0", "1.2.3", "99999999999999999999.0"})
    CHECK(codeOf(hall->myCases(token, bad)) == "bad_cursor");
  CHECK(need(hall->guide("")).items.size() == 4);
}
