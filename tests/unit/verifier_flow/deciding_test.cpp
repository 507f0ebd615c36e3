// What the receiver decides, and what becomes of it.
#include "desk_bench.hpp"

using namespace verifier;
using namespace verifier::desk;
using Kind = Action::Kind;

namespace {

Decision settledAs(api::ReceiptDecision decision, base::UnixSeconds undo_until) {
  api::Receipt receipt;
  receipt.id = "r1";
  receipt.decision = decision;
  receipt.undo_until = undo_until;
  return {decision, 7, receipt, 1'795'420'800};
}

}  // namespace

TEST_CASE("accepting asks the hall once and shows what it answered") {
  auto desk = deskWithGoodPaper();
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  CHECK(decide.request.decision == api::ReceiptDecision::accept);
  CHECK(decide.serial == "5f3a91c2d47be608");
  CHECK(decide.account == "t1008");
  CHECK(decide.office == "教务处");
  CHECK(desk.act(Kind::accept).empty());
  desk.take(Decided{decide.pile, settledAs(api::ReceiptDecision::accept, desk.now + 600), {}, {}});
  CHECK(desk.model.piles[0].decision);
  CHECK(gradeOf(*selectedPage(desk.model)) == domain::Grade::good);
  CHECK(desk.act(Kind::accept).empty());
}

TEST_CASE("a paper that failed can be refused but never accepted") {
  auto desk = deskWithVoidPaper();
  CHECK(desk.act(Kind::accept).empty());
  desk.act(Kind::open_refuse);
  CHECK(desk.act(Kind::submit_refuse).empty());
  desk.type("已作废");
  const auto decide = only<DecideNow>(desk.act(Kind::submit_refuse));
  CHECK(decide.request.decision == api::ReceiptDecision::refuse);
  CHECK(decide.request.reason == "已作废");
}

TEST_CASE("nothing is decided signed out, without a seal, where nobody waits or twice") {
  const auto hindrance = [](auto change) {
    auto desk = deskWithGoodPaper();
    change(desk.model);
    CHECK(desk.act(Kind::accept).empty());
    desk.act(Kind::open_refuse);
    CHECK(std::holds_alternative<NoDialog>(desk.model.dialog));
    return decideHindrance(desk.model);
  };
  CHECK(hindrance([](Model& model) { model.session.reset(); }) == "sign_in");
  CHECK(hindrance([](Model& model) {
          model.piles[0].report.pages[0].verification.verdict.seal = domain::SealState::altered;
        }) == "no_seal");
  CHECK(hindrance([](Model& model) { model.piles[0].report.pages[0].verification.waiting.clear(); }) ==
        "not_waiting");
  CHECK(hindrance([](Model& model) { model.piles[0].report.pages[0].error = base::Error{}; }) == "not_read");
  CHECK(hindrance([](Model& model) { model.piles[0].decision = Decision{}; }) == "decided");
  CHECK(hindrance([](Model& model) { model.piles.clear(); }) == "nothing_selected");
}

TEST_CASE("nothing is decided while the paper is still being compared") {
  auto desk = deskWithGoodPaper();
  desk.model.piles[0].looks.assign(1, {PageLook::State::comparing, {}, {}, ""});
  CHECK(decideHindrance(desk.model) == "checking");
  CHECK(desk.act(Kind::accept).empty());
}

TEST_CASE("off line a genuine paper can be accepted; it is kept until the hall hears of it") {
  auto desk = deskWithGoodPaper();
  desk.model.link = Link::away;
  desk.model.piles[0].offline = true;
  desk.model.piles[0].report.pages[0].verification.waiting.clear();  // only the hall knows who waits
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  desk.take(Decided{decide.pile, {api::ReceiptDecision::accept, 7, std::nullopt, desk.now}, {}, {}});
  CHECK(desk.model.said == "kept");
  REQUIRE(desk.model.piles[0].decision);
  CHECK_FALSE(desk.model.piles[0].decision->receipt);
  CHECK(only<UndoNow>(desk.act(Kind::undo)).kept == 7);
  auto heard = OutboxTold{};
  heard.settled = {settledAs(api::ReceiptDecision::accept, desk.now + 600)};
  desk.take(heard);
  CHECK(desk.model.piles[0].decision->receipt);
}

TEST_CASE("when decisions can't be kept on disk, none is made") {
  auto desk = deskWithGoodPaper();
  auto told = OutboxTold{};
  told.error = base::Error{"outbox_unwritable", "/state", "full"};
  desk.take(told);
  CHECK(decideHindrance(desk.model) == "outbox");
  CHECK(desk.act(Kind::accept).empty());
}

TEST_CASE("a second acceptance shows both facts and marks the paper") {
  auto desk = deskWithGoodPaper();
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  desk.take(Decided{decide.pile, {}, base::Error{"already_accepted", "", "first"}, earlierAt("财务处")});
  const auto& conflict = std::get<Conflict>(desk.model.dialog);
  CHECK(conflict.earlier.office == "财务处");
  CHECK(conflict.office == "教务处");
  CHECK(selectedPage(desk.model)->verification.verdict.acceptance ==
        domain::AcceptanceState::accepted_elsewhere);
  CHECK(gradeOf(desk.model.piles[0]) == domain::Grade::bad);
}

TEST_CASE("an expired session asks for a new sign-in and takes what was shown for that person along") {
  auto desk = deskWithGoodPaper();
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  desk.take(Decided{decide.pile, {}, base::Error{"session_expired", "", "gone"}, {}});
  CHECK_FALSE(desk.model.session);
  CHECK(std::holds_alternative<Notice>(desk.model.dialog));
  CHECK(desk.model.piles.empty());
}

TEST_CASE("an acceptance can be undone for as long as the hall allows, and then decided anew") {
  auto desk = deskWithGoodPaper();
  const auto decide = only<DecideNow>(desk.act(Kind::accept));
  const auto decision = settledAs(api::ReceiptDecision::accept, desk.now + 600);
  desk.take(Decided{decide.pile, decision, {}, {}});
  CHECK(undoUntil(desk.model) == desk.now + 600);
  CHECK(only<UndoNow>(desk.key("Ctrl+Z")).receipt_id == "r1");
  desk.take(Undone{*decision.receipt, 0});
  CHECK_FALSE(desk.model.piles[0].decision);
  desk.now += 600;
  desk.model.piles[0].decision = decision;
  desk.take(Tick{});
  CHECK_FALSE(undoUntil(desk.model));
  CHECK(desk.act(Kind::undo).empty());
}

TEST_CASE("asking a colleague needs somebody and a question") {
  auto desk = deskWithGoodPaper();
  only<NameColleagues>(desk.key("F10"));
  CHECK(desk.act(Kind::submit_ask).empty());
  desk.take(ColleaguesNamed{api::Page<api::Colleague>{{{"t1009", "陈静", {}}}, ""}});
  desk.act(Kind::choose_colleague, 5);
  CHECK(desk.act(Kind::submit_ask).empty());
  desk.key("Down");
  CHECK(desk.act(Kind::submit_ask).empty());
  desk.type("公章看不清，能收吗？");
  const auto decide = only<DecideNow>(desk.key("Return"));
  CHECK(decide.request.decision == api::ReceiptDecision::ask);
  CHECK(decide.request.colleague == "t1009");
}

TEST_CASE("postponing takes a reason or none") {
  auto desk = deskWithGoodPaper();
  desk.key("F11");
  const auto decide = only<DecideNow>(desk.key("Return"));
  CHECK(decide.request.decision == api::ReceiptDecision::postpone);
  CHECK(decide.request.reason.empty());
}

TEST_CASE("a conflict found later is put in front of the receiver until it is acknowledged") {
  Desk desk;
  auto told = OutboxTold{};
  told.troubles = {{3,
                    "K7QF-3M2A",
                    "离校手续单",
                    api::ReceiptDecision::accept,
                    "教务处",
                    "欧阳文静",
                    1'795'400'000,
                    earlierAt("财务处"),
                    {}}};
  desk.take(told);
  CHECK(std::holds_alternative<TroubleShown>(desk.model.dialog));
  desk.steady += std::chrono::hours(1);
  desk.take(Tick{});
  CHECK(std::holds_alternative<TroubleShown>(desk.model.dialog));
  CHECK(only<Acknowledge>(desk.key("Return")).kept == 3);
  CHECK(desk.model.troubles.empty());
}

TEST_CASE(
    "a handheld reader alone suffices: command codes accept, refuse and undo, and say why when they can't") {
  auto desk = deskWithGoodPaper();
  desk.model.usual_reasons = {"内容与签发时不符", "缺页"};
  CHECK(only<DecideNow>(desk.read("hall-desk:mfrggzdfmztwq:accept")).request.decision ==
        api::ReceiptDecision::accept);
  CHECK(only<PlaySound>(desk.command("ACCEPT")).grade == domain::Grade::caution);
  CHECK(desk.model.said == "hindrance.busy");
  desk = deskWithVoidPaper();
  desk.model.usual_reasons = {"内容与签发时不符", "缺页"};
  only<PlaySound>(desk.command("ACCEPT"));
  CHECK(desk.model.said == "hindrance.bad_paper");
  CHECK(only<DecideNow>(desk.command("REFUSE-2")).request.reason == "缺页");
  desk = Desk();
  only<PlaySound>(desk.command("UNDO"));
  CHECK(desk.model.said == "hindrance.no_undo");
  only<PlaySound>(desk.command("DANCE"));
  CHECK(desk.model.said == "hindrance.unknown_command");
}

TEST_CASE("a command that an applicant printed on their paper is not obeyed: it lacks the desk's word") {
  for (const std::string code :
       {"HALL-DESK:ACCEPT", "HALL-DESK::ACCEPT", "HALL-DESK:", "HALL-DESK", "HALL-DESK:MFRGGZDFMZTWA:ACCEPT",
        "HALL-DESK:MFRGGZDFMZTW:ACCEPT", "HALL-DESK:MFRGGZDFMZTWQACCEPT", " HALL-DESK:MFRGGZDFMZTWQ:ACCEPT",
        "HALL-DESK:MFRGGZDFMZTWQ:ACCEPT ", "HALL-DESK:MFRGGZDFMZTWQ",
        "HALL-DESK:MFRGGZDFMZTWQ:", "HALL-DESK:MFRGGZDFMZTWQ:ACCEPT:ACCEPT"}) {
    INFO(code);
    auto desk = deskWithGoodPaper();
    for (const auto& effect : desk.read(code)) CHECK_FALSE(std::holds_alternative<DecideNow>(effect));
    CHECK_FALSE(desk.model.deciding);
  }
  auto desk = deskWithGoodPaper();
  CHECK(only<PlaySound>(desk.read("HALL-DESK:ACCEPT")).grade == domain::Grade::caution);
  CHECK(desk.model.said == "hindrance.foreign_command");
  desk.model.command_word.clear();  // a desk without a word obeys no code
  CHECK(only<PlaySound>(desk.read("HALL-DESK::ACCEPT")).grade == domain::Grade::caution);
}

TEST_CASE("a paper that comes in while another is being refused isn't refused in its place") {
  for (const auto kind : {Kind::open_refuse, Kind::open_postpone, Kind::open_ask}) {
    auto desk = deskWithGoodPaper();
    desk.act(kind);
    const auto asked = desk.model.selected;
    desk.take(FoundFile{"/scans/another.pdf"});
    desk.read("https://hall.example/v#another");
    CHECK(desk.model.piles.size() == 3);
    CHECK(desk.model.selected == asked);
  }
  auto desk = deskWithGoodPaper();
  desk.act(Kind::open_postpone);
  desk.take(FoundFile{"/scans/another.pdf"});
  CHECK(only<DecideNow>(desk.key("Return")).serial == "5f3a91c2d47be608");
}

TEST_CASE("a command doesn't decide behind a question that somebody is answering") {
  auto desk = deskWithGoodPaper();
  desk.act(Kind::open_refuse);
  CHECK(desk.command("ACCEPT").empty());
  CHECK(std::holds_alternative<RefuseForm>(desk.model.dialog));
}
