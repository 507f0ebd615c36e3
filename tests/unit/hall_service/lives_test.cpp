// The whole life of each of the four processes.
#include "hall.hpp"
#include "seal/verify.hpp"

using domain::KioskAction;
using domain::PrintoutState;
using test::codeOf;
using test::need;
using test::node;

TEST_CASE("a leave goes from the application over two approvals and the kiosk to the counter") {
  test::Hall hall;
  const auto id = hall.applyFor("student_leave").id;
  CHECK(id == "QJ-2026-000001");
  CHECK(need(hall->myTasks(hall.token("t1001"), "")).items.size() == 1);
  CHECK(need(hall->myTasks(hall.token("t1002"), "")).items.empty());
  hall.approve("t1001", id, "counsellor");
  const auto approved = hall.approve("t1002", id, "college");
  CHECK(node(approved, "counsellor").handler == "王丽娟");
  CHECK(node(approved, "counsellor").opinion == "同意");
  CHECK(node(approved, "print").state == api::NodeState::active);

  const auto student = hall.token("20230001", hall.kiosk);
  const auto steps = need(hall->mySteps(student, ""));
  REQUIRE(steps.items.size() == 1);
  CHECK(steps.items[0].document_id == id);
  hall.act(id, "print", KioskAction::read_and_confirm);
  hall.act(id, "print", KioskAction::sign);
  const auto copy = hall.seal(id);
  CHECK(copy.state == PrintoutState::sealed);
  CHECK(copy.pages == 1);
  hall.print(copy);
  CHECK(node(need(hall->caseById(student, id)), "print").actions_done.size() == 3);
  hall.tell(copy.serial, PrintoutState::collected);
  CHECK(node(need(hall->caseById(student, id)), "student_affairs").state == api::NodeState::active);

  const auto receiver = hall.token("t1004", hall.desk);
  const auto seen = need(hall->verify(hall.desk, receiver, {hall.carrierOf(copy)}));
  CHECK(seen.verdict.seal == domain::SealState::genuine);
  CHECK(seen.verdict.status == domain::StatusState::valid);
  CHECK(seen.verdict.acceptance == domain::AcceptanceState::free);
  CHECK(seen.holder == "张德华");
  CHECK(seen.case_id == id);
  REQUIRE(seen.waiting.size() == 1);
  CHECK(need(hall.decide(copy, "t1004", hall.desk)).node_id == "student_affairs");
  CHECK(need(hall->caseById(student, id)).state == api::CaseState::done);
}

TEST_CASE("a certificate of enrolment is approved, printed and expires after half a year") {
  test::Hall hall;
  const auto id = hall.applyFor("enrolment").id;
  CHECK(id == "ZD-2026-000001");
  hall.approve("t1003", id, "registrar");
  const auto copy = hall.seal(id);
  hall.print(copy);
  hall.tell(copy.serial, PrintoutState::collected);
  CHECK(need(hall->caseById(hall.token("20230001"), id)).state == api::CaseState::done);

  const auto carrier = hall.carrierOf(copy);
  auto seen = need(hall->verify(std::nullopt, "", {carrier}));
  CHECK(seen.verdict.status == domain::StatusState::valid);
  REQUIRE(seen.expires_at);
  hall.clock.set(*seen.expires_at);
  seen = need(hall->verify(std::nullopt, "", {carrier}));
  CHECK(seen.verdict.status == domain::StatusState::expired);
}

TEST_CASE("whoever left without saying that the paper was taken says so on the next visit") {
  test::Hall hall;
  const auto id = hall.applyFor("enrolment").id;
  hall.approve("t1003", id, "registrar");
  const auto student = hall.token("20230001", hall.kiosk);
  const auto collect = [&] {
    return hall->completeAction(hall.kiosk, student, id, "print", {KioskAction::collect, "", ""}, hall.key());
  };
  CHECK(codeOf(collect()) == "action_out_of_order");
  hall.print(hall.seal(id));
  CHECK(need(collect()).state == api::CaseState::done);
}

TEST_CASE("a transcript has three pages or more, and every page carries its own seal of the same copy") {
  test::Hall hall;
  const auto id = hall.applyFor("transcript").id;
  hall.approve("t1003", id, "registrar");
  hall.act(id, "print", KioskAction::read_and_confirm);
  const auto copy = hall.seal(id);
  REQUIRE(copy.pages >= 3);
  for (int page = 0; page < copy.pages; ++page) {
    const auto seen = need(hall->verify(std::nullopt, "", {hall.carrierOf(copy, page)}));
    CHECK(seen.verdict.seal == domain::SealState::genuine);
    CHECK(seen.serial == copy.serial);
    CHECK(seen.page == page + 1);
    CHECK(seen.pages == copy.pages);
  }
}

TEST_CASE("leaving school visits six offices in any order, and is done with the last") {
  test::Hall hall;
  const auto id = hall.applyFor("leaving_school").id;
  hall.approve("t1001", id, "counsellor");
  hall.act(id, "sign", KioskAction::read_and_confirm);
  hall.act(id, "sign", KioskAction::sign);
  const auto copy = hall.seal(id);
  hall.print(copy);
  hall.tell(copy.serial, PrintoutState::collected);
  const std::vector<std::pair<std::string, std::string>> offices{
      {"t1009", "card_centre"}, {"t1005", "library"},         {"t1008", "academic"},
      {"t1006", "finance"},     {"t1004", "student_affairs"}, {"t1007", "dormitory"}};
  std::size_t open = offices.size();
  for (const auto& [account, office] : offices) {
    const auto desk = hall.deskOf(office);
    const auto receiver = hall.token(account, desk);
    const auto seen = need(hall->verify(desk, receiver, {hall.carrierOf(copy)}));
    CHECK(seen.waiting.size() == open--);
    CHECK(seen.verdict.acceptance == domain::AcceptanceState::free);
    CHECK(seen.holder == "张德华");
    CHECK(need(hall.decide(copy, account, desk)).node_id == office);
  }
  const auto whole = need(hall->caseById(hall.token("20230001"), id));
  CHECK(whole.state == api::CaseState::done);
  CHECK(node(whole, "library").office == "library");
  need(hall->checkAudit());
}
