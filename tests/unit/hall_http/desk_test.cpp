// A desk's whole work over the wire, as its client does it.
#include "hall_fixture.hpp"

using Decision = api::ReceiptDecision;

TEST_CASE(
    "a desk looks a paper up, decides about it, takes that back, and sees it in its list and its numbers") {
  RunningHall hall;
  hall.addDevice("DESK-05", "desk", "图书馆");
  auto library = hall.clientOf("DESK-05");
  const auto librarian = hall.signedIn("DESK-05", "t1005");
  const auto before = library->receipts(librarian, {.text = "LX-"});
  INFO((before ? "" : before.error().describe()));
  REQUIRE(before);
  REQUIRE(before->items.size() == 1);  // the demonstration's
  const auto serial = before->items[0].serial;
  CHECK(before->items[0].decision == Decision::accept);

  auto desk = hall.clientOf("DESK-03");
  const auto token = hall.signedIn("DESK-03", "t1004");
  const auto content = desk->issuedContent(token, serial);
  INFO((content ? "" : content.error().describe()));
  REQUIRE(content);
  CHECK(content->fields.size() > 10);
  CHECK(content->codes.size() >= 1);
  CHECK(base::textOf(*desk->printoutPdf(token, serial)).starts_with("%PDF-"));

  domain::Acceptance earlier;
  const auto waits = desk->receive(token, serial, {.decision = Decision::postpone, .reason = "等档案"},
                                   "key-0000001", &earlier);
  INFO((waits ? "" : waits.error().describe()));
  REQUIRE(waits);
  CHECK(waits->open);
  const auto taken = desk->receive(token, serial, {}, "key-0000002", &earlier);
  REQUIRE(taken);
  CHECK(taken->node_id == "student_affairs");
  CHECK(desk->receive(token, serial, {}, "key-0000002", &earlier)->id == taken->id);
  CHECK(desk->receive(token, serial, {}, "key-0000003", &earlier).error().code == "already_accepted");
  CHECK(earlier.office == "学生工作处");
  CHECK(earlier.at == taken->at);

  const auto undone = desk->undo(token, taken->id, "key-0000004");
  INFO((undone ? "" : undone.error().describe()));
  REQUIRE(undone);
  CHECK(undone->undone_at);
  CHECK(desk->undo(token, taken->id, "key-0000005").error().code == "undone_already");
  CHECK(desk->undo(token, "no-such", "key-0000006").error().code == "receipt_unknown");

  const auto open = desk->receipts(token, {.open_only = true});
  REQUIRE(open);
  REQUIRE(open->items.size() == 1);
  CHECK(open->items[0].id == waits->id);
  const auto numbers = desk->statistics(token, {taken->at - 3600, taken->at + 3600});
  REQUIRE(numbers);
  CHECK(numbers->postponed == 1);
  CHECK(numbers->undone == 1);
  REQUIRE(desk->colleagues(token, ""));
  CHECK(library->issuedContent(hall.signedIn("DESK-05", "t1003"), serial).error().code ==
        "content_other_post");
}

TEST_CASE("the first acceptance comes with the refusal of the second, as RFC 9457 lets a problem carry it") {
  RunningHall hall;
  const auto desk = hall.addDevice("DESK-05", "desk", "图书馆");
  const auto token = hall.signedIn("DESK-05", "t1005");
  const auto serial = hall.clientOf("DESK-05")->receipts(token, {})->items.at(0).serial;
  const auto answer = hall.application().answer({.method = "POST",
                                                 .target = "/api/v1/printouts/" + serial + "/receipts",
                                                 .content_type = "application/json",
                                                 .authorization = "Bearer " + token,
                                                 .idempotency_key = "key-0000001",
                                                 .body = R"({"decision":"accept"})",
                                                 .address = "127.0.0.1",
                                                 .certificate_sha256 = desk.sha256});
  CHECK(answer.status == 409);
  const auto problem = api::fromJson<api::Problem>(base::textOf(answer.body));
  REQUIRE(problem);
  CHECK(problem->code == "already_accepted");
  REQUIRE(problem->acceptance);
  CHECK(problem->acceptance->office == "图书馆");
}
