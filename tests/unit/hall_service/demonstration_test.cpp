// What a new hall shows.
#include "hall.hpp"

using test::need;

TEST_CASE("the demonstration brings people and cases in every stage, and only once") {
  test::Hall hall;
  need(hall->loadDemonstration());
  const auto counts = hall.rowCounts();
  need(hall->loadDemonstration());
  CHECK(hall.rowCounts() == counts);
  hall.reopen();
  need(hall->loadDemonstration());
  CHECK(hall.rowCounts() == counts);
  need(hall->checkAudit());

  const auto student = hall.token("20230001", hall.kiosk);
  CHECK(need(hall->myCases(student, "")).items.size() == 5);
  const auto documents = need(hall->myDocuments(student, "")).items;
  CHECK(std::count_if(documents.begin(), documents.end(), [](const auto& one) { return one.printable; }) ==
        2);
  for (const auto& step : need(hall->mySteps(student, "")).items) CHECK(step.document_id == step.case_id);
  CHECK(need(hall->mySteps(student, "")).items.size() == 4);
  CHECK(need(hall->myTasks(hall.token("t1001"), "")).items.size() == 1);

  int pages = 0;
  for (const auto& document : documents) pages = std::max(pages, document.pages);
  CHECK(pages >= 3);
}

TEST_CASE("a name with a rare character is printed and sealed like any other") {
  test::Hall hall;
  need(hall->loadDemonstration());
  const auto student = hall.token("20230003", hall.kiosk);
  const auto copy = need(hall->requestPrintout(
      hall.kiosk, student, need(hall->myDocuments(student, "")).items.at(0).id, hall.key()));
  CHECK(need(hall->verify(std::nullopt, "", {hall.carrierOf(copy, 0, "20230003")})).holder == "𠮷*远");
}
