// Who is at the desk, and what is listed for them.
#include "desk_bench.hpp"

using namespace verifier;
using namespace verifier::desk;
using Kind = Action::Kind;
using std::chrono::seconds;

namespace {

api::DeviceAuthorization code() {
  return {"secret",
          "WDJB-MJHT",
          "https://hall.example/device",
          "https://hall.example/device?user_code=WDJB-MJHT",
          600,
          5};
}

}  // namespace

TEST_CASE(
    "signing in by phone asks in the interval the hall gave, slower when told, until somebody allowed it") {
  Desk desk;
  only<BeginPhone>(desk.act(Kind::open_phone_sign_in));
  desk.take(PhoneCode{code()});
  const auto& phone = std::get<PhoneSignIn>(desk.model.dialog);
  CHECK(phone.modules.size > 0);
  CHECK(desk.take(Tick{}).empty());
  CHECK(wakesAt(desk.model) == desk.steady + seconds(5));
  desk.steady += seconds(5);
  CHECK(only<AskPhone>(desk.take(Tick{})).device_code == "secret");
  CHECK(desk.take(Tick{}).empty());  // one question at a time
  desk.take(SignedIn{base::fail("slow_down", "", "")});
  desk.steady += seconds(9);
  CHECK(desk.take(Tick{}).empty());
  desk.steady += seconds(1);
  only<AskPhone>(desk.take(Tick{}));
  desk.take(SignedIn{base::fail("authorization_pending", "", "")});
  CHECK_FALSE(std::get<PhoneSignIn>(desk.model.dialog).error);
  desk.steady += seconds(10);
  only<AskPhone>(desk.take(Tick{}));
  desk.take(SignedIn{api::Session{"token", {}, 0}});
  CHECK(desk.model.session);
  CHECK(std::holds_alternative<NoDialog>(desk.model.dialog));
}

TEST_CASE("a refused or expired sign-in by phone stops asking and can be begun anew") {
  Desk desk;
  desk.act(Kind::open_phone_sign_in);
  desk.take(PhoneCode{code()});
  desk.steady += seconds(5);
  desk.take(Tick{});
  desk.take(SignedIn{base::fail("access_denied", "", "")});
  CHECK(std::get<PhoneSignIn>(desk.model.dialog).error);
  desk.steady += seconds(30);
  CHECK(desk.take(Tick{}).empty());
  only<BeginPhone>(desk.key("Return"));
}

TEST_CASE("where passwords aren't offered, signing in is by phone") {
  Desk desk;
  desk.model.offers_account = false;
  only<BeginPhone>(desk.key("F2"));
}

TEST_CASE("signing out takes the papers and the lists along") {
  auto desk = deskWithGoodPaper();
  desk.model.receipts.items.resize(3);
  CHECK(only<SignOutNow>(desk.key("F2")).token == "token");
  CHECK(desk.model.piles.empty());
  CHECK(desk.model.receipts.items.empty());
}

TEST_CASE("the day's list begins at midnight, searching goes on with the scope, more is asked for once") {
  auto desk = deskWithGoodPaper();
  const auto today = only<FindReceipts>(desk.key("F3"));
  REQUIRE(today.search.since);
  CHECK(*today.search.since <= desk.now);
  CHECK(desk.now - *today.search.since < 86'400);
  api::Page<api::Receipt> page;
  page.items.resize(2);
  page.next = "more";
  desk.take(ReceiptsFound{page, false});
  CHECK(only<FindReceipts>(desk.act(Kind::more_receipts)).search.cursor == "more");
  CHECK(desk.act(Kind::more_receipts).empty());
  page.next.clear();
  desk.take(ReceiptsFound{page, true});
  CHECK(desk.model.receipts.items.size() == 4);
  CHECK(desk.act(Kind::more_receipts).empty());
  desk.type("张");
  const auto found = only<FindReceipts>(desk.key("Return"));
  CHECK(found.search.text == "张");
  CHECK(desk.model.receipts.items.empty());
}

TEST_CASE("a paper's code scanned into the search is a paper") {
  auto desk = deskWithGoodPaper();
  desk.key("F3");
  desk.type("HTTPS://HALL.EXAMPLE/V#ABC");
  CHECK(only<CheckCode>(desk.key("Return")).text == "HTTPS://HALL.EXAMPLE/V#ABC");
  CHECK(desk.model.view == View::papers);
}

TEST_CASE("lists need somebody signed in and the hall in reach, and say so") {
  Desk desk;
  CHECK(desk.key("F3").empty());
  CHECK(desk.model.receipts.error->code == "session_missing");
  auto away = deskWithGoodPaper();
  away.model.link = Link::away;
  CHECK(away.key("F4").empty());
  CHECK(away.model.statistics.error->code == "hall_unreachable");
}

TEST_CASE("a receipt in the list is undone by who may, for as long as they may") {
  auto desk = deskWithGoodPaper();
  desk.key("F3");
  api::Page<api::Receipt> page;
  page.items.resize(2);
  page.items[0].id = "r1";
  page.items[0].undo_until = desk.now + 1;
  desk.take(ReceiptsFound{page, false});
  CHECK(only<UndoNow>(desk.act(Kind::undo_receipt, 0)).receipt_id == "r1");
  CHECK(desk.act(Kind::undo_receipt, 1).empty());
  desk.now += 1;
  CHECK(desk.act(Kind::undo_receipt, 0).empty());
}

TEST_CASE("figures are counted over the span that was asked for") {
  auto desk = deskWithGoodPaper();
  const auto week =
      only<CountStatistics>(desk.act(Kind::span_statistics, static_cast<int>(StatisticsPage::Span::week)));
  CHECK(week.request.until == desk.now);
  CHECK(week.request.until - week.request.since >= 6 * 86'400);
  CHECK(week.request.until - week.request.since <= 7 * 86'400 + 3'600);
}
