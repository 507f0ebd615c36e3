// Copies: one request one copy, limits, failures, voiding, and what the status list says.
#include "base/crypto.hpp"
#include "hall.hpp"
#include "seal/carrier.hpp"
#include "seal/key_set.hpp"
#include "seal/status_list.hpp"
#include "seal/verify.hpp"

using domain::PrintoutState;
using test::codeOf;
using test::need;

namespace {

// A certificate, approved and ready to print.
std::string readyCase(test::Hall& hall) {
  const auto id = hall.applyFor("enrolment").id;
  hall.approve("t1003", id, "registrar");
  return id;
}

struct Published {  // what a verifier without the hall goes by
  seal::KeySet keys;
  seal::StatusList list;
};

Published published(test::Hall& hall) {
  const auto root = need(seal::rootKeyFromText(hall->rootKeyText()));
  auto keys = need(seal::openKeySet(need(hall->keySet()), root));
  auto list = need(seal::openStatusList(need(hall->statusList(0)), keys));
  return {std::move(keys), std::move(list)};
}

// In the list that a verifier gets next: a list is looked at anew every two seconds.
seal::EntryStatus listed(test::Hall& hall, const std::string& carrier) {
  hall.clock.advance(std::chrono::seconds(2));
  const auto [keys, list] = published(hall);
  const auto checked = seal::verifyCarrier(carrier, keys, hall.clock.now());
  REQUIRE(checked.claims);
  REQUIRE(list.at(checked.claims->status.index));
  return *list.at(checked.claims->status.index);
}

api::Document documentOf(test::Hall& hall) {
  return need(hall->myDocuments(hall.token("20230001"), "")).items.at(0);
}

}  // namespace

TEST_CASE("the same Idempotency-Key gives the same copy, and no second one") {
  test::Hall hall;
  const auto id = readyCase(hall);
  const auto token = hall.token("20230001", hall.kiosk);
  const auto first = need(hall->requestPrintout(hall.kiosk, token, id, "key-a"));
  const auto rows = hall.rowCounts();
  const auto again = need(hall->requestPrintout(hall.kiosk, token, id, "key-a"));
  CHECK(again.serial == first.serial);
  CHECK(again.pdf_sha256 == first.pdf_sha256);
  CHECK(hall.rowCounts() == rows);
  hall.reopen();
  CHECK(need(hall->requestPrintout(hall.kiosk, hall.token("20230001", hall.kiosk), id, "key-a")).serial ==
        first.serial);
  CHECK(base::toHex(base::sha256(need(hall->printoutPdf(hall.kiosk, token, first.serial)))) ==
        first.pdf_sha256);
}

TEST_CASE("a key used for another request is refused, and changes nothing") {
  test::Hall hall;
  const auto token = hall.token("20230001");
  need(hall->apply(token, {"enrolment", {{"purpose", "实习"}}}, "key-b"));
  const auto rows = hall.rowCounts();
  CHECK(codeOf(hall->apply(token, {"enrolment", {{"purpose", "签证"}}}, "key-b")) ==
        "idempotency_key_reused");
  CHECK(codeOf(hall->apply(token, {"enrolment", {{"purpose", "签证"}}}, "")) == "idempotency_key_missing");
  CHECK(codeOf(hall->apply(token, {"enrolment", {{"purpose", "签证"}}}, "a\nb")) == "idempotency_key_bad");
  CHECK(hall.rowCounts() == rows);
}

TEST_CASE("a failed copy is void before its replacement is sealed, and only the replacement is valid") {
  test::Hall hall;
  const auto id = readyCase(hall);
  const auto first = hall.seal(id);
  const auto carrier = hall.carrierOf(first);
  CHECK(listed(hall, carrier) == seal::EntryStatus::valid);
  hall.tell(first.serial, PrintoutState::sent);
  hall.tell(first.serial, PrintoutState::failed);
  CHECK(listed(hall, carrier) == seal::EntryStatus::voided);
  const auto second = hall.seal(id);
  CHECK(second.serial != first.serial);
  CHECK(listed(hall, hall.carrierOf(second)) == seal::EntryStatus::valid);
  CHECK(need(hall->publicStatus(first.serial)).verdict.status == domain::StatusState::voided);
  CHECK(need(hall->publicStatus(second.serial)).verdict.status == domain::StatusState::valid);
}

TEST_CASE("whatever was never proven printed is void once another copy is sealed") {
  test::Hall hall;
  const auto id = readyCase(hall);
  const auto left = hall.seal(id);  // the kiosk lost power here
  const auto unknown = hall.seal(id);
  CHECK(need(hall->publicStatus(left.serial)).verdict.status == domain::StatusState::voided);
  hall.tell(unknown.serial, PrintoutState::sent);
  hall.tell(unknown.serial, PrintoutState::unknown);
  CHECK(need(hall->publicStatus(unknown.serial)).verdict.status == domain::StatusState::valid);
  const auto last = hall.seal(id);
  CHECK(need(hall->publicStatus(unknown.serial)).verdict.status == domain::StatusState::voided);
  hall.print(last);
  const auto extra = hall.seal(id);  // a printed copy stays valid beside an extra one
  CHECK(need(hall->publicStatus(last.serial)).verdict.status == domain::StatusState::valid);
  CHECK(need(hall->publicStatus(extra.serial)).verdict.status == domain::StatusState::valid);
}

TEST_CASE("printed copies count against the limit, failed and void ones don't") {
  test::Hall hall;
  const auto id = readyCase(hall);
  const auto spoilt = hall.seal(id);
  hall.tell(spoilt.serial, PrintoutState::sent);
  hall.tell(spoilt.serial, PrintoutState::failed);
  CHECK(documentOf(hall).copies_left == 5);
  for (int i = 0; i < 5; ++i) hall.print(hall.seal(id));
  CHECK(documentOf(hall).not_printable_code == "limit_reached");
  const auto token = hall.token("20230001", hall.kiosk);
  const auto rows = hall.rowCounts();
  CHECK(codeOf(hall->requestPrintout(hall.kiosk, token, id, hall.key())) == "limit_reached");
  CHECK(hall.rowCounts() == rows);
}

TEST_CASE("staff void a copy with a reason, and the list says so") {
  test::Hall hall;
  const auto copy = hall.seal(readyCase(hall));
  hall.print(copy);
  const auto carrier = hall.carrierOf(copy);
  CHECK(codeOf(hall->voidPrintout(copy.serial, " ", "t1003")) == "reason_required");
  CHECK(codeOf(hall->voidPrintout("0123456789abcdef", "lost", "t1003")) == "printout_unknown");
  need(hall->voidPrintout(copy.serial, "遗失", "t1003"));
  need(hall->voidPrintout(copy.serial, "遗失", "t1003"));
  CHECK(listed(hall, carrier) == seal::EntryStatus::voided);
  CHECK(need(hall->verify(std::nullopt, "", {carrier})).verdict.status == domain::StatusState::voided);
  CHECK(codeOf(hall->printoutPdf(hall.kiosk, hall.token("20230001", hall.kiosk), copy.serial)) ==
        "printout_void");
}

TEST_CASE("a copy's life follows its arrows, told by its own kiosk, and printed needs its proof") {
  test::Hall hall;
  const auto copy = hall.seal(readyCase(hall));
  const auto report = [&](PrintoutState state, int impressions, const std::string& job = "urn:uuid:1") {
    return codeOf(
        hall->reportPrintout(hall.kiosk, copy.serial, {state, 0, job, impressions, ""}, hall.key()));
  };
  CHECK(report(PrintoutState::printed, 1) == "bad_printout_event");
  CHECK(report(PrintoutState::sent, 0).empty());
  CHECK(report(PrintoutState::sent, 0).empty());  // told twice is told once
  CHECK(report(PrintoutState::printed, 0) == "printout_not_proven");
  CHECK(report(PrintoutState::printed, 1, "urn:uuid:2") == "printout_not_proven");
  CHECK(report(PrintoutState::printed, 1).empty());
  CHECK(report(PrintoutState::sent, 0) == "bad_printout_event");
  const hall::DeviceIdentity other{"KIOSK-08", "kiosk", ""};
  CHECK(codeOf(hall->reportPrintout(other, copy.serial, {PrintoutState::collected, 0, "", 0, ""},
                                    hall.key())) == "printout_other_device");
}

TEST_CASE("the status list is signed anew before its time to live is over, and unknown lists are refused") {
  test::Hall hall;
  const auto first = published(hall).list;
  CHECK(first.freshAt(hall.clock.now()));
  hall.clock.advance(std::chrono::seconds(first.ttl_seconds - 1));
  CHECK(published(hall).list.iat == hall.clock.now());
  CHECK(codeOf(hall->statusList(1)) == "status_list_unknown");
}

TEST_CASE("a copy voided by another program is void in the running hall's next status list") {
  test::Hall hall;
  const auto copy = hall.seal(readyCase(hall));
  const auto carrier = hall.carrierOf(copy);
  CHECK(listed(hall, carrier) == seal::EntryStatus::valid);
  const auto before = need(hall->statusList(0));
  CHECK(need(hall->statusList(0)) == before);  // signed once, given out often
  {
    auto beside = need(hall::Service::open(hall.settings(), hall.clock));
    need(beside->voidPrintout(copy.serial, "found in the corridor", "uid 1000"));
  }
  CHECK(listed(hall, carrier) == seal::EntryStatus::voided);
}
