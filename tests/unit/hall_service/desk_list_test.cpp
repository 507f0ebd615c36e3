// An office's list, its numbers, and who may be asked.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "hall.hpp"

using Decision = api::ReceiptDecision;
using test::codeOf;
using test::need;

namespace {

std::vector<api::Receipt> listed(test::Hall& hall, const std::string& account,
                                 const hall::DeviceIdentity& desk, const api::ReceiptSearch& search = {}) {
  return need(hall->receipts(desk, hall.token(account, desk), search)).items;
}

api::ReceiptRequest refusal(const std::string& reason) {
  return {.decision = Decision::refuse, .reason = reason};
}

}  // namespace

TEST_CASE("a list is of the desk's own office, and names holders to posts that handle their cases alone") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  need(hall.decide(copy, "t1006", hall.deskOf("财务处")));
  need(hall.decide(copy, "t1005", library, refusal("还有书未还")));
  const auto mine = listed(hall, "t1005", library);
  REQUIRE(mine.size() == 1);
  CHECK(mine[0].holder == "张德华");
  CHECK(mine[0].case_id == copy.case_id);
  CHECK(mine[0].node_title.zh == "图书馆：图书清还、无欠费");
  CHECK(mine[0].short_serial == copy.short_serial);
  CHECK(mine[0].undo_until);
  const auto stranger = listed(hall, "t1001", library);  // a counsellor who signed in at the library's desk
  REQUIRE(stranger.size() == 1);
  CHECK(stranger[0].holder == "张*华");
  CHECK(stranger[0].case_id.empty());
  CHECK(stranger[0].reason.empty());
  CHECK_FALSE(stranger[0].undo_until);
  CHECK(listed(hall, "t1001", library, {.text = "德华"}).empty());
  CHECK(listed(hall, "t1005", library, {.text = "德华"}).size() == 1);
  CHECK(listed(hall, "t1005", library, {.text = copy.short_serial}).size() == 1);
  CHECK(listed(hall, "t1005", library, {.text = "LX-2026"}).size() == 1);
  CHECK(listed(hall, "t1005", library, {.since = hall.clock.now() + 1}).empty());
  CHECK(codeOf(hall->receipts(library, hall.token("20230002", library), {})) == "not_your_post");
  CHECK(codeOf(hall->receipts(hall.kiosk, hall.token("t1005", hall.kiosk), {})) == "desk_only");
  CHECK(codeOf(hall->receipts(library, hall.token("t1005", library), {.cursor = "x"})) == "bad_cursor");
  CHECK(test::placeOf(hall->receipts(library, hall.token("t1005", library), {.text = "\xff"})) == "/text");
}

TEST_CASE("a desk without an office lists and takes back what was decided at it") {
  test::Hall hall;
  const hall::DeviceIdentity nowhere{"DESK-X", "desk", ""}, elsewhere{"DESK-Y", "desk", ""};
  const auto receipt = need(hall.decide(hall.slip(), "t1005", nowhere));
  CHECK(receipt.office == "图书馆");  // the counter's own
  CHECK(listed(hall, "t1005", nowhere).size() == 1);
  CHECK(listed(hall, "t1005", elsewhere).empty());
  const auto accepted = [&](const hall::DeviceIdentity& desk) {
    return need(hall->statistics(desk, hall.token("t1005", desk), {receipt.at, receipt.at + 1})).accepted;
  };
  CHECK(accepted(nowhere) == 1);
  CHECK(accepted(elsewhere) == 0);
  CHECK(codeOf(hall.undo(receipt, "t1005", elsewhere)) == "undo_other_receiver");
  CHECK(need(hall.undo(receipt, "t1005", nowhere)).undone_at);
}

TEST_CASE("a long list comes in pages, each receipt once") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  for (int i = 0; i < 53; ++i) {
    need(hall.decide(copy, "t1005", library, refusal("第" + std::to_string(i) + "次")));
    if (i % 4 == 0) hall.clock.advance(std::chrono::seconds(1));
  }
  std::set<std::string> seen;
  api::ReceiptSearch search;
  int pages = 0;
  do {
    const auto page = need(hall->receipts(library, hall.token("t1005", library), search));
    for (const auto& receipt : page.items) CHECK(seen.insert(receipt.id).second);
    search.cursor = page.next;
    ++pages;
  } while (!search.cursor.empty());
  CHECK(seen.size() == 53);
  CHECK(pages == 2);
}

TEST_CASE("numbers of a desk: by process and by day, and what was taken back counts as that alone") {
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto desk = hall.token("t1005", library);
  const auto began = hall.clock.now();
  for (const auto* decision : {"refuse", "postpone", "refuse", "accept"}) {
    hall.clock.advance(std::chrono::hours(24));
    const auto copy = hall.slip();
    api::ReceiptRequest request{.reason = "因故"};
    if (decision == std::string("refuse")) request.decision = Decision::refuse;
    if (decision == std::string("postpone")) request.decision = Decision::postpone;
    need(hall.decide(copy, "t1005", library, request));
  }
  need(hall.undo(need(hall.decide(hall.slip(), "t1005", library)), "t1005", library));
  need(hall.decide(hall.slip(), "t1006", hall.deskOf("财务处")));
  const auto statistics = [&](base::UnixSeconds since, base::UnixSeconds until) {
    return hall->statistics(library, hall.token("t1005", library), {since, until});
  };
  const auto all = need(statistics(began, hall.clock.now() + 1));
  CHECK(all.accepted == 1);
  CHECK(all.refused == 2);
  CHECK(all.postponed == 1);
  CHECK(all.asked == 0);
  CHECK(all.undone == 1);
  REQUIRE(all.processes.size() == 1);
  CHECK(all.processes[0].process_title.zh == "离校手续单");
  CHECK(all.processes[0].accepted == 1);
  CHECK(all.processes[0].refused == 2);
  int accepted = 0, refused = 0;
  for (std::size_t i = 0; i < all.days.size(); ++i) {
    CHECK(base::toLocalMinute(all.days[i].day).ends_with(" 00:00"));
    if (i > 0) CHECK(all.days[i].day > all.days[i - 1].day);
    accepted += all.days[i].accepted;
    refused += all.days[i].refused;
  }
  CHECK(accepted == 1);
  CHECK(refused == 2);
  CHECK(all.days.size() == 3);
  CHECK(need(statistics(began, began + 1)).days.empty());
  CHECK(codeOf(statistics(began, began)) == "period_bad");
  CHECK(codeOf(statistics(began, began + 366 * 86'400)).empty());
  CHECK(codeOf(statistics(began, began + 366 * 86'400 + 1)) == "period_bad");
  CHECK(codeOf(hall->statistics(library, hall.token("20230001", library), {began, began + 1})) ==
        "not_your_post");
}

TEST_CASE("a day begins at midnight where the hall is") {
  const char* before = std::getenv("TZ");
  const std::string kept = before ? before : "";
  setenv("TZ", "Asia/Shanghai", 1);
  tzset();
  test::Hall hall;
  const auto library = hall.deskOf("图书馆");
  const auto copy = hall.slip();
  const auto midnight = *base::fromRfc3339("2026-09-22T16:00:00Z");
  for (const auto at : {midnight - 1, midnight}) {
    hall.clock.set(at);
    need(hall.decide(copy, "t1005", library, refusal("缺页")));
  }
  const auto days =
      need(hall->statistics(library, hall.token("t1005", library), {midnight - 86'400, midnight + 1})).days;
  before ? setenv("TZ", kept.c_str(), 1) : unsetenv("TZ");
  tzset();
  REQUIRE(days.size() == 2);
  CHECK(days[0].day == midnight - 86'400);
  CHECK(days[1].day == midnight);
}

TEST_CASE("who may be asked: people of one's post, unit or desk, and nobody else") {
  test::Hall hall;
  const auto add = [&](const std::string& account, const std::string& unit, const std::string& post) {
    need(
        hall->addPerson({account, "某人", account, unit, {{post, {"岗位", "Post"}, unit}}}, test::kPassword));
  };
  add("t1301", "东校区图书馆", "library");
  add("t1302", "图书馆", "reader_services");
  add("t1303", "学生工作处", "dean");
  const auto accounts = [&](const hall::DeviceIdentity& desk) {
    std::vector<std::string> out;
    for (const auto& one : need(hall->colleagues(desk, hall.token("t1005", desk), "")).items)
      out.push_back(one.account);
    return out;
  };
  CHECK(accounts(hall.deskOf("图书馆")) == std::vector<std::string>{"t1301", "t1302"});
  CHECK(accounts(hall.desk) == std::vector<std::string>{"t1004", "t1301", "t1302", "t1303"});
  const auto first = need(hall->colleagues(hall.desk, hall.token("t1005", hall.desk), "t1301")).items;
  REQUIRE(first.size() == 2);
  CHECK(first[0].name == "某人");
  REQUIRE(first[0].posts.size() == 1);
  CHECK(first[0].posts[0].zh == "岗位");
  CHECK(codeOf(hall->colleagues(hall.desk, hall.token("20230001", hall.desk), "")) == "not_your_post");
}
