// What receivers decide, take back, look up and count.
#include <algorithm>

#include "hall.hpp"

using Decision = api::ReceiptDecision;
using domain::AcceptanceState;
using test::codeOf;
using test::need;
using test::placeOf;

namespace {

api::ReceiptRequest refusal(const std::string& reason) {
  return {.decision = Decision::refuse, .reason = reason};
}
api::ReceiptRequest question(const std::string& colleague, const std::string& text = "这份要收吗？") {
  return {.decision = Decision::ask, .reason = text, .colleague = colleague};
}
const api::ReceiptRequest kLater{.decision = Decision::postpone};

// Another librarian, and one of another library.
void addLibrarians(test::Hall& hall) {
  for (const auto& [account, unit] : {std::pair("t1205", "图书馆"), std::pair("t1206", "东校区图书馆")})
    need(hall->addPerson({account, "林晓", account, unit, {{"library", {"馆员", "Librarian"}, unit}}},
                         test::kPassword));
}

// The open ones of a copy, as a receiver at a desk sees them.
std::vector<api::Receipt> openOf(test::Hall& hall, const api::Printout& copy, const std::string& account,
                                 const hall::DeviceIdentity& desk) {
  return need(hall->verify(desk, hall.token(account, desk), {hall.carrierOf(copy)})).open;
}

std::vector<api::Receipt> listed(test::Hall& hall, const std::string& account,
                                 const hall::DeviceIdentity& desk, const api::ReceiptSearch& search = {}) {
  return need(hall->receipts(desk, hall.token(account, desk), search)).items;
}

// A leave on the table of student affairs; archived says that the registrar files it afterwards.
api::Printout leave(test::Hall& hall, bool archived = false) {
  const auto id = hall.applyFor("student_leave").id;
  if (archived)
    hall.sql(
        R"(INSERT INTO definitions SELECT kind, code, 99, replace(definition, 'version = 1', 'version = 99')
      || char(10) || '[[nodes]]' || char(10) || 'id = "archive"' || char(10) || 'title = {zh = "归档", en = "Filing"}'
      || char(10) || 'channel = "online"' || char(10) || 'post = "registrar"' || char(10)
      || 'after = ["student_affairs"]' || char(10), stored_at FROM definitions WHERE kind = 'process' AND
      code = 'student_leave'; UPDATE cases SET process_version = 99; INSERT INTO case_nodes SELECT case_id, 9,
      'archive', 'online', 'registrar', '', 'waiting', 0, 0, '', '', '', '', '' FROM case_nodes WHERE node_id =
      'counsellor')");
  hall.approve("t1001", id, "counsellor");
  hall.approve("t1002", id, "college");
  hall.act(id, "print", domain::KioskAction::read_and_confirm);
  hall.act(id, "print", domain::KioskAction::sign);
  const auto copy = hall.seal(id);
  hall.print(copy);
  return copy;
}

api::NodeState stateOf(test::Hall& hall, const api::Printout& copy, const std::string& node) {
  return test::node(need(hall->caseById(hall.token("20230001"), copy.case_id)), node).state;
}

}  // namespace

TEST_CASE("a question to a colleague keeps the paper in the list until the counter decides") {
  test::Hall hall;
  addLibrarians(hall);
  const auto library = hall.deskOf("图书馆"), other_library = hall.deskOf("东校区图书馆");
  const auto copy = hall.slip();
  const auto asked = need(hall.decide(copy, "t1005", library, question("t1206")));
  CHECK(asked.open);
  CHECK(asked.colleague_name == "林晓");
  CHECK(asked.reason == "这份要收吗？");
  REQUIRE(openOf(hall, copy, "t1205", library).size() == 1);
  CHECK(openOf(hall, copy, "t1206", other_library).size() == 1);  // who was asked
  CHECK(openOf(hall, copy, "t1006", hall.deskOf("财务处")).empty());
  REQUIRE(listed(hall, "t1206", other_library, {.open_only = true, .asked_of_me = true}).size() == 1);
  CHECK(listed(hall, "t1205", library, {.asked_of_me = true}).empty());
  need(hall.decide(copy, "t1205", library));
  CHECK(openOf(hall, copy, "t1205", library).empty());
  CHECK(listed(hall, "t1206", other_library, {.open_only = true, .asked_of_me = true}).empty());
  const auto all = listed(hall, "t1205", library);
  REQUIRE(all.size() == 2);
  CHECK(all[0].decision == Decision::accept);
  CHECK_FALSE(all[1].open);
}

TEST_CASE("a paper that waits may wait anew, and is refused in the end") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  need(hall.decide(copy, "t1005", library, kLater));
  const auto again =
      need(hall.decide(copy, "t1005", library, {.decision = Decision::postpone, .reason = "等馆长"}));
  const auto open = openOf(hall, copy, "t1005", library);
  REQUIRE(open.size() == 1);
  CHECK(open[0].id == again.id);
  need(hall.decide(copy, "t1005", library, refusal("还有书未还")));
  CHECK(openOf(hall, copy, "t1005", library).empty());
  CHECK(stateOf(hall, copy, "library") == api::NodeState::active);
}

TEST_CASE("what a decision lacks is said at its place") {
  test::Hall hall;
  addLibrarians(hall);
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto rows = hall.rowCounts();
  const auto refused = [&](const api::ReceiptRequest& request) {
    const auto answer = hall.decide(copy, "t1005", library, request);
    return codeOf(answer) + " " + placeOf(answer);
  };
  hall.token("t1005", library);
  CHECK(refused(refusal("")) == "reason_required /reason");
  CHECK(refused(question("t1205", " ")) == "reason_required /reason");
  CHECK(refused(question("")) == "colleague_unknown /colleague");
  CHECK(refused(question("t1005")) == "colleague_unknown /colleague");  // himself
  CHECK(refused(question("t1006")) == "colleague_unknown /colleague");  // of finance
  CHECK(refused(question("20230001")) == "colleague_unknown /colleague");
  CHECK(refused({.colleague = "t1205"}) == "colleague_not_expected /colleague");
  CHECK(refused(refusal("\xe2\x80\xae")) == "field_bad_character /reason");
  CHECK(refused(refusal(std::string(300, 'x'))) == "field_too_long /reason");
  CHECK(hall.rowCounts().at("receipts") == rows.at("receipts"));
}

TEST_CASE("a decision made without the network keeps its own time beside the hall's") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto now = hall.clock.now();
  const auto at = [&](std::int64_t offset) {
    auto request = kLater;
    request.decided_at = now + offset;
    return hall.decide(copy, "t1005", library, request);
  };
  CHECK(codeOf(at(301)) == "decided_at_bad");
  CHECK(placeOf(at(301)) == "/decided_at");
  CHECK(codeOf(at(-30 * 86'400 - 1)) == "decided_at_bad");
  CHECK(codeOf(at(300)).empty());
  const auto receipt = need(at(-30 * 86'400));
  CHECK(receipt.at == now);
  CHECK(receipt.decided_at == now - 30 * 86'400);
  need(hall.decide(copy, "t1005", library));
  domain::Acceptance earlier;
  CHECK(codeOf(hall.decide(copy, "t1005", library, {.decided_at = now - 3600}, &earlier)) ==
        "already_accepted");
  CHECK(earlier.at == now);
  CHECK_FALSE(listed(hall, "t1005", library)[0].decided_at);
}

TEST_CASE("what was accepted in time counts, even if the network brings it after the document expired") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto expiry = hall.clock.now() + 3600;
  hall.sql("UPDATE printouts SET expires_at = " + std::to_string(expiry));
  hall.clock.set(expiry + 60);
  CHECK(codeOf(hall.decide(copy, "t1005", library)) == "printout_expired");
  CHECK(codeOf(hall.decide(copy, "t1005", library, {.decided_at = expiry})) == "printout_expired");
  CHECK(codeOf(hall.decide(copy, "t1005", library, {.decided_at = expiry - 1})).empty());
}

TEST_CASE("an acceptance taken back counts for nobody: the counter waits again, the case runs again") {
  test::Hall hall;
  const auto copy = leave(hall);
  const auto receipt = need(hall.decide(copy, "t1004", hall.desk));
  CHECK(receipt.undo_until == hall.clock.now() + 600);
  CHECK(need(hall->caseById(hall.token("20230001"), copy.case_id)).state == api::CaseState::done);
  hall.clock.advance(std::chrono::seconds(600));
  const auto undone = need(hall->undo(hall.desk, hall.token("t1004", hall.desk), receipt.id, "key-undo"));
  CHECK(undone.undone_at == hall.clock.now());
  CHECK_FALSE(undone.undo_until);
  // The lost answer is given again.
  CHECK(need(hall->undo(hall.desk, hall.token("t1004", hall.desk), receipt.id, "key-undo")).id == receipt.id);
  CHECK(codeOf(hall.undo(receipt, "t1004", hall.desk)) == "undone_already");

  const auto whole = need(hall->caseById(hall.token("20230001"), copy.case_id));
  CHECK(whole.state == api::CaseState::running);
  const auto& counter = test::node(whole, "student_affairs");
  CHECK(counter.state == api::NodeState::active);
  CHECK(counter.handler.empty());
  CHECK_FALSE(counter.done_at);
  CHECK(counter.office == "学生工作处");
  CHECK(test::node(whole, "print").state == api::NodeState::done);
  CHECK(hall.count("printouts WHERE state = 'collected'") == 1);  // the paper is out of the kiosk for good
  const auto seen = need(hall->verify(hall.desk, "", {hall.carrierOf(copy)}));
  CHECK(seen.verdict.acceptance == AcceptanceState::free);
  CHECK(seen.verdict.acceptances.empty());
  CHECK(need(hall->publicStatus(copy.serial)).verdict.acceptance == AcceptanceState::free);
  REQUIRE(listed(hall, "t1004", hall.desk).size() == 1);
  CHECK(listed(hall, "t1004", hall.desk)[0].undone_at);

  const auto other_desk = hall.deskOf("学生工作处分部");
  CHECK(need(hall.decide(copy, "t1004", other_desk)).office == "学生工作处分部");
  CHECK(need(hall->caseById(hall.token("20230001"), copy.case_id)).state == api::CaseState::done);
  need(hall->checkAudit());
}

TEST_CASE("only who decided takes it back, at that office, within ten minutes") {
  test::Hall hall;
  addLibrarians(hall);
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto receipt = need(hall.decide(copy, "t1005", library));
  CHECK(codeOf(hall.undo(receipt, "t1205", library)) == "undo_other_receiver");
  CHECK(codeOf(hall.undo(receipt, "t1005", hall.desk)) == "undo_other_receiver");
  CHECK(codeOf(hall.undo(receipt, "t1005", hall.kiosk)) == "desk_only");
  for (const auto* id : {"999", "x", "-1", "1x", ""})
    CHECK(codeOf(hall.undo({.id = id}, "t1005", library)) == "receipt_unknown");
  hall.clock.advance(std::chrono::seconds(601));
  CHECK(codeOf(hall.undo(receipt, "t1005", library)) == "undo_too_late");
  CHECK(stateOf(hall, copy, "library") == api::NodeState::done);
  CHECK_FALSE(listed(hall, "t1005", library)[0].undo_until);
}

TEST_CASE("what became active by an acceptance waits again, and what was done after it holds it fast") {
  test::Hall hall;
  const auto copy = leave(hall, true);
  const auto first = need(hall.decide(copy, "t1004", hall.desk));
  CHECK(stateOf(hall, copy, "archive") == api::NodeState::active);
  need(hall.undo(first, "t1004", hall.desk));
  CHECK(stateOf(hall, copy, "archive") == api::NodeState::waiting);
  CHECK(stateOf(hall, copy, "student_affairs") == api::NodeState::active);
  CHECK(need(hall->myTasks(hall.token("t1003"), "")).items.empty());
  const auto second = need(hall.decide(copy, "t1004", hall.desk));
  hall.approve("t1003", copy.case_id, "archive");
  CHECK(codeOf(hall.undo(second, "t1004", hall.desk)) == "undo_moved_on");
  CHECK(stateOf(hall, copy, "student_affairs") == api::NodeState::done);
}

TEST_CASE("a case that ended another way keeps its acceptances") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto receipt = need(hall.decide(copy, "t1005", library));
  hall.sql("UPDATE cases SET state = 'withdrawn'");
  CHECK(codeOf(hall.undo(receipt, "t1005", library)) == "undo_moved_on");
}

TEST_CASE("a refusal or a question is taken back as well, and what waited before it waits again") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto waiting = need(hall.decide(copy, "t1005", library, kLater));
  const auto refused = need(hall.decide(copy, "t1005", library, refusal("缺页")));
  CHECK(openOf(hall, copy, "t1005", library).empty());
  CHECK(need(hall.undo(refused, "t1005", library)).undone_at);
  REQUIRE(openOf(hall, copy, "t1005", library).size() == 1);
  CHECK_FALSE(need(hall.undo(waiting, "t1005", library)).open);
  CHECK(openOf(hall, copy, "t1005", library).empty());
  CHECK(stateOf(hall, copy, "library") == api::NodeState::active);
}

TEST_CASE("every decision and every undo is in the audit, by serial and never by name") {
  test::Hall hall;
  addLibrarians(hall);
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto before = hall.rowCounts().at("audit");
  const auto first = need(hall.decide(copy, "t1005", library, question("t1205")));
  need(hall.undo(first, "t1005", library));
  need(hall.decide(copy, "t1005", library, kLater));
  need(hall.decide(copy, "t1005", library, refusal("缺页")));
  need(hall.undo(need(hall.decide(copy, "t1005", library)), "t1005", library));
  CHECK(hall.rowCounts().at("audit") == before + 7);  // six, and that somebody signed in
  for (const auto* action : {"ask", "postpone", "refuse", "accept"})
    CHECK(hall.count("audit WHERE action = '" + std::string(action) +
                     "' AND detail = 'library' AND subject = '" + copy.serial +
                     "' AND actor = 't1005' AND device = '" + library.name + "'") == 1);
  CHECK(hall.count("audit WHERE action = 'undo' AND subject = '" + copy.serial +
                   "' AND detail IN ('ask library', 'accept library')") == 2);
  CHECK(hall.count("audit WHERE subject || detail LIKE '%张%' OR subject || detail LIKE '%缺页%'") == 0);
  need(hall->checkAudit());
}
