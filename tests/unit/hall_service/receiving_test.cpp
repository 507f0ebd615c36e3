// Papers are taken in once, by the right post, and strangers learn little.
#include "hall.hpp"

using domain::AcceptanceState;
using domain::KioskAction;
using domain::PrintoutState;
using test::codeOf;
using test::need;

namespace {

api::ReceiptRequest at(const std::string& node) { return {.node_id = node}; }
api::ReceiptRequest refusal(const std::string& reason) {
  return {.decision = api::ReceiptDecision::refuse, .reason = reason};
}

}  // namespace

TEST_CASE("a second acceptance at the same counter is refused with the first") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  const auto receiver = hall.token("t1005", library);
  const auto first = need(hall->receive(library, receiver, copy.serial, {}, "key-one", nullptr));
  // The lost answer is given again, not a conflict.
  CHECK(need(hall->receive(library, receiver, copy.serial, {}, "key-one", nullptr)).id == first.id);
  domain::Acceptance earlier;
  CHECK(codeOf(hall.decide(copy, "t1005", library, {}, &earlier)) == "already_accepted");
  CHECK(codeOf(hall.decide(copy, "t1005", library, at("library"), &earlier)) == "already_accepted");
  CHECK(codeOf(hall.decide(copy, "t1005", library, refusal("晚了"), &earlier)) == "already_accepted");
  CHECK(earlier.office == "图书馆");
  CHECK(earlier.receiver_name == "周静");
  CHECK(need(hall->verify(library, receiver, {hall.carrierOf(copy)})).verdict.acceptance ==
        AcceptanceState::accepted_here);
}

TEST_CASE("an office that nothing waits for learns where the paper was taken in") {
  test::Hall hall;
  const auto id = hall.applyFor("student_leave").id;
  hall.approve("t1001", id, "counsellor");
  hall.approve("t1002", id, "college");
  hall.act(id, "print", KioskAction::read_and_confirm);
  hall.act(id, "print", KioskAction::sign);
  const auto copy = hall.seal(id);
  hall.print(copy);
  hall.tell(copy.serial, PrintoutState::collected);
  const auto library = hall.deskOf("图书馆");
  const auto librarian = hall.token("t1005", library);
  domain::Acceptance earlier;
  CHECK(codeOf(hall.decide(copy, "t1005", library, {}, &earlier)) == "not_waiting_here");
  const auto first = need(hall.decide(copy, "t1004", hall.desk));
  CHECK(codeOf(hall.decide(copy, "t1005", library, {}, &earlier)) == "already_accepted");
  CHECK(earlier.office == "学生工作处");
  CHECK(earlier.at == first.at);
  CHECK(earlier.receiver_name.empty());  // none of the librarian's business
  const auto seen = need(hall->verify(library, librarian, {hall.carrierOf(copy)}));
  CHECK(seen.verdict.acceptance == AcceptanceState::accepted_elsewhere);
  REQUIRE(seen.verdict.acceptances.size() == 1);
  CHECK(seen.holder == "张*华");
}

TEST_CASE("a paper on the desk was taken out of the kiosk, even when the kiosk never said so") {
  test::Hall hall;
  const auto copy = hall.slip(false);
  const auto library = hall.deskOf("图书馆");
  const auto receiver = hall.token("t1005", library);
  CHECK(need(hall->verify(library, receiver, {hall.carrierOf(copy)})).waiting.size() == 6);
  CHECK(need(hall.decide(copy, "t1005", library)).node_id == "library");
  CHECK(test::node(need(hall->caseById(hall.token("20230001"), copy.case_id)), "sign").state ==
        api::NodeState::done);
}

TEST_CASE("a refusal needs its reason, is kept, and leaves the counter open") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  const auto mute = hall.decide(copy, "t1005", library, refusal("  "));
  CHECK(codeOf(mute) == "reason_required");
  CHECK(test::placeOf(mute) == "/reason");
  const auto before = hall.rowCounts();
  const auto receipt = need(hall.decide(copy, "t1005", library, refusal("还有两本书未还")));
  CHECK(receipt.decision == api::ReceiptDecision::refuse);
  CHECK(receipt.reason == "还有两本书未还");
  CHECK_FALSE(receipt.open);
  CHECK(hall.rowCounts().at("receipts") == before.at("receipts") + 1);
  need(hall.decide(copy, "t1005", library, at("library")));
}

TEST_CASE("the wrong post, terminal, counter or copy is refused with its code") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  const auto code = [&](const char* node) { return codeOf(hall.decide(copy, "t1005", library, at(node))); };
  CHECK(code("finance") == "not_your_post");
  CHECK(code("counsellor") == "node_unknown");
  CHECK(code("nowhere") == "node_unknown");
  CHECK(codeOf(hall.decide(copy, "t1005", hall.kiosk)) == "desk_only");
  CHECK(codeOf(hall.decide(copy, "20230001", library)) == "not_your_post");
  CHECK(codeOf(hall.decide(copy, "t1001", library)) == "not_waiting_here");
  CHECK(codeOf(hall.decide({.serial = "0123456789abcdef"}, "t1005", library)) == "printout_unknown");
  need(hall->voidPrintout(copy.serial, "遗失", "t1003"));
  CHECK(code("library") == "printout_void");
}

TEST_CASE("the public sees a masked holder, no case number and no receiver's name") {
  test::Hall hall;
  const auto copy = hall.slip();
  const auto library = hall.deskOf("图书馆");
  need(hall.decide(copy, "t1005", library));
  const auto seen = need(hall->verify(std::nullopt, "", {hall.carrierOf(copy)}));
  CHECK(seen.holder == "张*华");
  CHECK(seen.case_id.empty());
  CHECK(seen.waiting.empty());
  REQUIRE(seen.verdict.acceptances.size() == 1);
  CHECK(seen.verdict.acceptances[0].receiver_name.empty());
  const auto by_serial = need(hall->publicStatus(copy.serial));
  CHECK(by_serial.holder.empty());
  CHECK(codeOf(hall->publicStatus("../../etc/passwd")) == "printout_unknown");
}

TEST_CASE("what is no seal of this hall is never called forged") {
  test::Hall hall;
  CHECK(need(hall->verify(std::nullopt, "", {"https://example.com/menu"})).verdict.seal ==
        domain::SealState::not_a_hall_seal);
  CHECK(need(hall->verify(std::nullopt, "", {std::string(100'000, 'A')})).verdict.seal ==
        domain::SealState::not_a_hall_seal);
  test::Hall other(true);
  const auto copy = other.slip();
  CHECK(need(hall->verify(std::nullopt, "", {other.carrierOf(copy)})).verdict.seal ==
        domain::SealState::unknown_key);
}

TEST_CASE("a bit changed in the seal is seen") {
  test::Hall hall;
  auto carrier = hall.carrierOf(hall.slip());
  carrier[carrier.size() - 8] = carrier[carrier.size() - 8] == 'A' ? 'B' : 'A';
  const auto seen = need(hall->verify(std::nullopt, "", {carrier}));
  CHECK(seen.verdict.seal == domain::SealState::altered);
  CHECK(seen.verdict.status == domain::StatusState::unknown);
  CHECK(seen.serial.empty());
}
